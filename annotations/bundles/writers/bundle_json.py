"""bundle.json: every row of the bundle with its identity; docs/bundle.md describes it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from annotations.bundles.queries import Selection
from annotations.bundles.writers.base import Writer
from annotations.bundles.writers.json_text import json_bytes
from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Account, Question
from annotations.highlights.models import Highlight, Passage, Placement
from annotations.web_annotation.model import timestamp, urn
from project.people.rows import WorkspaceRow
from sources.records.models import Source
from sources.texts.models import Text, TextVersion

#: The version of docs/bundle.schema.json that the file follows.
SCHEMA_VERSION = 1

Json = dict[str, Any]


class BundleJson(Writer):
    """The dispute as data, from which a workspace can be made again."""

    name = "bundle.json"

    def write(self, selection: Selection) -> bytes:
        dispute, workspace = selection.dispute, selection.dispute.workspace
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
                "dispute": _identity(dispute)
                | {"title": dispute.title, "description": dispute.description},
                "questions": [_question(row) for row in selection.questions],
                "accounts": [_account(row, claims_of[row.pk]) for row in selection.accounts],
                "claims": [_claim(row) for row in selection.claims],
                "citations": [_citation(row, selection) for row in selection.citations],
                "highlights": [_highlight(row, by_id) for row in selection.highlights],
                "sources": [_source(row) for row in selection.sources],
                "texts": [_text(row) for row in selection.texts],
                "versions": [_version(row) for row in selection.versions],
            }
        )


def _identity(row: WorkspaceRow) -> Json:
    return {
        "id": urn(row.uid),
        "created": timestamp(row.created_at),
        "creator": row.created_by.display_name,
    }


def _question(question: Question) -> Json:
    return _identity(question) | {
        "wording": question.wording,
        "kind": question.kind,
        "unit": question.unit,
        "options": question.options,
        "exclusivity": question.exclusivity,
        "position": question.position,
    }


def _account(account: Account, claims: list[UUID]) -> Json:
    return _identity(account) | {
        "title": account.title,
        "holders": account.holders,
        "description": account.description,
        "position": account.position,
        "claims": [urn(uid) for uid in claims],
    }


def _claim(claim: Claim) -> Json:
    assert claim.question is not None  # A bundle selects claims by their questions.
    return _identity(claim) | {
        "statement": claim.statement,
        "question": urn(claim.question.uid),
        "value": claim.value,
    }


def _citation(citation: Citation, selection: Selection) -> Json:
    return _identity(citation) | {
        "claim": urn(selection.claim_by_id[citation.claim_id].uid),
        "highlight": urn(selection.highlight_by_id[citation.highlight_id].uid),
        "stance": citation.stance,
        "strength": citation.strength,
        "rationale": citation.rationale,
    }


def _highlight(highlight: Highlight, versions: dict[int, TextVersion]) -> Json:
    passages = list(highlight.passages.all())
    return _identity(highlight) | {
        "text": urn(versions[passages[0].version_id].text.uid),
        "comment": highlight.comment,
        "tags": sorted(tag.name for tag in highlight.tags.all()),
        "revision": highlight.revision,
        "passages": [_passage(passage, versions) for passage in passages],
    }


def _passage(passage: Passage, versions: dict[int, TextVersion]) -> Json:
    return {
        "id": urn(passage.uid),
        "version": urn(versions[passage.version_id].uid),
        "start": passage.start,
        "end": passage.end,
        "exact": passage.exact,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
        "placements": [_placement(each, versions) for each in passage.placements.all()],
    }


def _placement(placement: Placement, versions: dict[int, TextVersion]) -> Json:
    return {
        "id": urn(placement.uid),
        "version": urn(versions[placement.version_id].uid),
        "start": placement.start,
        "end": placement.end,
        "status": placement.status,
        "method": placement.method,
        "confidence": placement.confidence,
    }


def _source(source: Source) -> Json:
    return _identity(source) | {
        "citation_key": source.citation_key,
        "csl": source.csl,
        "date": source.date,
        "variants": source.variants,
        "originality": source.originality,
        "provenance": source.provenance,
        "rights": source.rights,
    }


def _text(text: Text) -> Json:
    return _identity(text) | {
        "source": urn(text.source.uid),
        "kind": text.kind,
        "title": text.title,
        "language": text.language,
        "direction": text.direction,
    }


def _version(version: TextVersion) -> Json:
    return _identity(version) | {
        "text": urn(version.text.uid),
        "number": version.number,
        "note": version.note,
        "sha256": version.sha256,
    }
