"""Pasted references, read by pandoc: each a CSL-JSON item, or the reason why it is none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.importing.base import UnreadableFile
from sources.importing.pandoc import references
from sources.quick_add import bibtex
from sources.quick_add.formats import Format
from sources.quick_add.splitting import Piece, joined, split
from sources.records import citation_keys, edtf
from sources.records.csl import TYPES, adopt, check_item
from sources.records.items import taken_apart
from sources.records.variables import DATES

#: References taken at once.
MOST = 2_000
#: Times that pandoc is run for one paste: some ten entries of a thousand may be wrong.
MOST_RUNS = 200

Item = dict[str, Any]


@dataclass
class Entry:
    """One reference as it will be added, or what is wrong with it."""

    number: int
    line: int
    key: str
    csl: Item = field(default_factory=dict)
    date: str = ""
    #: `variants`, `originality` and their like, from files of ours.
    further: dict[str, Any] = field(default_factory=dict)
    #: Why it cannot be added; empty where it can.
    problem: str = ""
    #: What will be different from what was pasted.
    warnings: list[str] = field(default_factory=list)

    @property
    def keywords(self) -> list[str]:
        """Its keywords, which can become tags."""
        words = self.csl.get("keyword") or ""
        parts = words if isinstance(words, list) else re.split(r"[,;]", words)
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


class TooManyEntries(ValueError):
    """More references than are taken at once."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            _("These are %(count)s references; at most %(most)s can be added at once. Split them.")
            % {"count": count, "most": MOST}
        )


def read(content: str, written: Format) -> list[Entry]:
    """Every reference that was pasted, in order. Raises `NotSplit`, `TooManyEntries`."""
    common, pieces = split(content, written)
    if len(pieces) > MOST:
        raise TooManyEntries(len(pieces))
    whole = [piece for piece in pieces if not piece.problem]
    if written == Format.CSLJSON:
        found: dict[int, Item | str] = {piece.number: piece.item for piece in whole}
    else:
        found = _Pandoc(common, written).items(whole)
    return [_entry(piece, found.get(piece.number, piece.problem), written) for piece in pieces]


class _Pandoc:
    """Reads pieces of one paste. What fails as a whole is halved, a bounded number of times."""

    def __init__(self, common: str, written: Format) -> None:
        self._common = common
        self._written = written
        self._runs = 0

    def items(self, pieces: Sequence[Piece]) -> dict[int, Item | str]:
        """Each piece's item by its number, or what pandoc says of it."""
        if not pieces:
            return {}
        if self._runs == MOST_RUNS:
            return {piece.number: _("Not read: mend the entries above first.") for piece in pieces}
        self._runs += 1
        whole = joined(self._common, pieces, self._written)
        problem = _("There is no reference in it.")
        try:
            items = json.loads(references(whole.encode(), self._written.value))
        except UnreadableFile as error:
            items, problem = [], _reason(error)
        if len(items) == len(pieces):
            return {piece.number: item for piece, item in zip(pieces, items, strict=True)}
        if len(pieces) == 1:
            return {pieces[0].number: problem}
        half = len(pieces) // 2
        return {**self.items(pieces[:half]), **self.items(pieces[half:])}


def _reason(error: UnreadableFile) -> str:
    """What pandoc stumbled over, without the places it counts in a text nobody has seen."""
    said = re.sub(r"^Error at .*|^\s*\^\s*$", "", error.detail, flags=re.MULTILINE)
    said = " ".join(said.split())[:200]
    if not said:
        return error.reason
    return _("This cannot be read: %(said)s") % {"said": said}


def _entry(piece: Piece, found: Item | str, written: Format) -> Entry:
    entry = Entry(piece.number, piece.line, piece.key)
    if not isinstance(found, dict):
        entry.problem = found if isinstance(found, str) and found else _("This is no reference.")
        return entry
    item = _tidied(found) if written != Format.CSLJSON else found
    entry.csl, apart = taken_apart(adopt(item))
    entry.further = {name: apart[name] for name in apart.keys() - {"id", "issued"}}
    _say_type(entry)
    _say_date(entry, apart.get("issued"), _told_date(piece, written))
    for name in DATES:
        if name in entry.csl and not _is_date(entry.csl[name]):
            del entry.csl[name]
    if entry.key and not (len(entry.key) <= 80 and citation_keys.PATTERN.match(entry.key)):
        entry.warnings.append(_("“%(key)s” is no citation key; one is made.") % {"key": entry.key})
        entry.key = ""
    try:
        check_item(entry.csl)
    except ValidationError as error:
        entry.problem = " ".join(error.messages)
    return entry


def _say_type(entry: Entry) -> None:
    said = str(entry.csl.get("type") or "")
    if said not in TYPES:
        entry.csl = {**entry.csl, "type": "document"}
        if said not in ("", "misc"):
            entry.warnings.append(
                _("“%(type)s” is no type of source; it becomes a document.") % {"type": said}
            )


def _say_date(entry: Entry, issued: Any, told: str) -> None:
    """EDTF from what was written, where that says more than what a processor makes of it."""
    readings: tuple[tuple[Callable[[Any], str], Any], ...] = (
        (_edtf, told),
        (edtf.from_csl, issued),
        (edtf.from_words, told),
    )
    for reading, value in readings:
        try:
            entry.date = reading(value)
        except (ValueError, AttributeError, TypeError):
            continue
        return
    said = told or (issued.get("literal") or issued.get("raw") if isinstance(issued, dict) else "")
    if said:
        entry.warnings.append(_("The date “%(date)s” could not be read.") % {"date": said})


def _edtf(text: str) -> str:
    return edtf.parse(text).text


def _told_date(piece: Piece, written: Format) -> str:
    """The date as it stands in the reference: BibLaTeX writes EDTF, RIS 1949/08/24/."""
    if written in (Format.BIBTEX, Format.BIBLATEX):
        return bibtex.plain(piece.text, "date", "year")
    if written == Format.RIS:
        found = re.search(r"^(?:DA|Y1)  - ([-\d/]+)", piece.text, re.MULTILINE)
        parts = found[1].strip("/").split("/")[:3] if found else []
        return "-".join(part.zfill(2) for part in parts if part)
    return ""


def _is_date(value: Any) -> bool:
    return isinstance(value, dict) and value.get("date-parts") != []


def _tidied(item: Item) -> Item:
    """An item of pandoc's as plain text: its titles carry HTML, and empty dates."""
    return {name: _plain(value) for name, value in item.items() if value not in ("", [])}


def _plain(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return unescape(re.sub(r"</?(?:i|b|sup|sub|sc|span)(?: [^<>]*)?>", "", value))
