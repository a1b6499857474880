"""sources.csl.json and sources.bib: the cited sources for reference managers."""

from __future__ import annotations

from annotations.bundles.selection import Selection
from annotations.bundles.writers.base import Writer
from annotations.bundles.writers.json_text import json_bytes
from sources.records.citing import biblatex


class CslJson(Writer):
    """The items as they are; `id` is the citation key."""

    name = "sources.csl.json"

    def write(self, selection: Selection) -> bytes:
        return json_bytes([source.csl_item() for source in selection.sources])


class Biblatex(Writer):
    """The same for LaTeX."""

    name = "sources.bib"

    def write(self, selection: Selection) -> bytes:
        return biblatex([source.csl_item() for source in selection.sources]).encode()
