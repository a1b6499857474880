"""bundle.json: every row of the bundle with its identity; docs/bundle.md describes it."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from annotations.bundles.selection import Selection
from annotations.bundles.writers import rows
from annotations.bundles.writers.base import Writer
from annotations.bundles.writers.json_text import json_bytes
from annotations.web_annotation.model import urn

#: The version of docs/bundle.schema.json that the file follows.
SCHEMA_VERSION = 2


class BundleJson(Writer):
    """The dispute as data, from which a workspace can be made again."""

    name = "bundle.json"

    def write(self, selection: Selection) -> bytes:
        workspace = selection.dispute.workspace
        claims_of: dict[int, list[UUID]] = defaultdict(list)
        for link in selection.account_claims:
            claims_of[link.account_id].append(link.claim.uid)
        by_id = selection.version_by_id
        return json_bytes(
            {
                "format": "testimonia-bundle",
                "schema_version": SCHEMA_VERSION,
                "generator": "Testimonia",
                "workspace": {
                    "id": urn(workspace.uid),
                    "name": workspace.name,
                    "description": workspace.description,
                },
                "dispute": rows.dispute(selection.dispute),
                "questions": [rows.question(row) for row in selection.questions],
                "accounts": [rows.account(row, claims_of[row.pk]) for row in selection.accounts],
                "claims": [rows.claim(row, selection) for row in selection.claims],
                "citations": [rows.citation(row, selection) for row in selection.citations],
                "search_logs": [rows.search_log(row) for row in selection.search_logs],
                "highlights": [rows.highlight(row, by_id) for row in selection.highlights],
                "rounds": [rows.review_round(row) for row in selection.rounds],
                "reviews": [rows.review(row) for row in selection.reviews],
                "resolutions": [rows.resolution(row) for row in selection.resolutions],
                "sources": [rows.source(row) for row in selection.sources],
                "derivations": [rows.derivation(row) for row in selection.derivations],
                "authorities": [rows.authority(row) for row in selection.authorities],
                "texts": [rows.text(row) for row in selection.texts],
                "versions": [rows.version(row) for row in selection.versions],
            }
        )
