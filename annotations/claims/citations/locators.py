"""Where in a source something stands: by CSL's locator terms, or as the text itself tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from annotations.highlights.models import Highlight, Passage, Placement
from annotations.quoting.quotations import pages_of
from sources.texts.models import TextVersion
from sources.texts.numbering import paragraph_numbers, verse_numbers
from sources.texts.structure import Block, BlockType, Document

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: The locator terms of CSL 1.0.2 that historians use: what they are called, and how one place
#: and several are written.
TERMS: dict[str, tuple[StrPromise, StrPromise, StrPromise]] = {
    "page": (_("Page"), _("p. %s"), _("pp. %s")),
    "folio": (_("Folio"), _("fol. %s"), _("fols. %s")),
    "column": (_("Column"), _("col. %s"), _("cols. %s")),
    "line": (_("Line"), _("l. %s"), _("ll. %s")),
    "verse": (_("Verse"), _("v. %s"), _("vv. %s")),
    "paragraph": (_("Paragraph"), _("para. %s"), _("paras. %s")),
    "section": (_("Section"), _("sec. %s"), _("secs. %s")),
    "chapter": (_("Chapter"), _("chap. %s"), _("chaps. %s")),
    "part": (_("Part"), _("pt. %s"), _("pts. %s")),
    "book": (_("Book"), _("bk. %s"), _("bks. %s")),
    "volume": (_("Volume"), _("vol. %s"), _("vols. %s")),
    "issue": (_("Issue"), _("no. %s"), _("nos. %s")),
    "note": (_("Note"), _("n. %s"), _("nn. %s")),
    "figure": (_("Figure"), _("fig. %s"), _("figs. %s")),
    "table": (_("Table"), _("table %s"), _("tables %s")),
    "appendix": (_("Appendix"), _("app. %s"), _("apps. %s")),
    "supplement": (_("Supplement"), _("suppl. %s"), _("suppls. %s")),
    "opus": (_("Opus"), _("op. %s"), _("opp. %s")),
    "sub-verbo": (_("Entry (sub verbo)"), _("s.v. %s"), _("s.vv. %s")),
    "timestamp": (_("Time of a recording"), _("at %s"), _("at %s")),
}
#: A range or a list. A hyphen within one number, as in “A-12”, is rarer.
_SEVERAL = re.compile(r"\w\s*[-–—,;&]\s*\w")
#: Whatever stands for a dash between two numbers: hyphens, dashes, the minus sign.
_DASH = re.compile(r"(?<=\w)\s*[-\u2010-\u2015\u2212]\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a source. `is_corrected`: by a person, against what the text itself tells."""

    label: str
    value: str
    is_corrected: bool = False

    @property
    def shown(self) -> str:
        """“p. 12”, “fols. 3r–4v”."""
        terms = TERMS.get(self.label)
        if terms is None:
            return f"{self.label} {self.value}"
        _name, one, several = terms
        return str(several if _SEVERAL.search(self.value) else one) % self.value


def bare(label: str, written: str) -> str:
    """What was written without the abbreviation that `Locator.shown` adds: “12” of “p. 12”."""
    for pattern in reversed(TERMS[label][1:]) if label else ():
        before, _, after = (part.strip() for part in str(pattern).partition("%s"))
        # “tables 3”, but “p.12” too.
        gap = r"\s+" if before[-1:].isalpha() else r"\s*"
        words = rf"{re.escape(before)}{gap}(.+?)\s*{re.escape(after)}"
        if found := re.fullmatch(words, written, re.IGNORECASE):
            return found[1]
    return written


def one_dash(locator: str) -> str:
    """The locator with a hyphen for any dash: equal where two say the same place, “12-14” and
    “12–14”. For comparing alone; what is stored and shown stays as it was typed.
    """
    return _DASH.sub("-", locator)


@dataclass
class Places:
    """The places of one version: its page labels or times, else numbers of its blocks."""

    markers: Document
    _starts: list[int] = field(default_factory=list)
    _numbers: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, version: TextVersion) -> Places:
        """Kept with the version as long as that is in memory."""
        known: Places | None = version.__dict__.get("places")
        if known is None:
            known = cls._read(tuple(Block.from_json(each) for each in version.blocks))
            version.__dict__["places"] = known
        return known

    @classmethod
    def _read(cls, blocks: tuple[Block, ...]) -> Places:
        places = cls(Document("", tuple(block for block in blocks if block.is_marker)))
        if any(block.label for block in places.markers.blocks):
            return places
        verses, paragraphs = verse_numbers(blocks), paragraph_numbers(blocks)
        for index, block in enumerate(blocks):
            if block.is_marker:
                continue
            number = ("", "")
            if block.type == BlockType.NOTE and block.label:
                number = ("note", block.label)
            elif index in verses:
                number = ("verse", str(verses[index]))
            elif index in paragraphs:
                number = ("paragraph", str(paragraphs[index]))
            places._starts.append(block.start)
            places._numbers.append(number)
        return places

    def between(self, start: int, end: int) -> Locator | None:
        """Where the code points from `start` to before `end` stand; None where nothing tells."""
        if pages := pages_of(self.markers, start, end):
            first = next(block for block in self.markers.blocks if block.label)
            is_time = first.type == BlockType.TIME
            return Locator("timestamp" if is_time else "page", pages)
        if not self._starts:
            return None
        label, first_number = self._at(start)
        last_label, last_number = self._at(end - 1)
        if not label:
            return None
        same = last_label == label and last_number != first_number
        return Locator(label, f"{first_number}–{last_number}" if same else first_number)

    def _at(self, offset: int) -> tuple[str, str]:
        return self._numbers[max(bisect_right(self._starts, offset) - 1, 0)]


def place_of(highlight: Highlight) -> Locator | None:
    """Where a highlight stands by its text's labels: in the latest version where it is found
    there, else in the one it was made in. `queries.with_quotes` loads what it needs.
    """
    passages = list(highlight.passages.all())
    first, last = passages[0], passages[-1]
    version, start, _end = _stand(first)
    last_version, _start, end = _stand(last)
    if version.pk != last_version.pk or end <= start:
        _version, start, end = _stand(first)
    return Places.of(version).between(start, end)


def _stand(passage: Passage) -> tuple[TextVersion, int, int]:
    for placement in passage.placements.all():
        if placement.place and placement.status in Placement.SURE:
            return placement.version, *placement.place
    return passage.version, passage.start, passage.end
