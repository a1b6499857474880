"""CSL-JSON items as RIS, the tagged format of reference managers; written by rispy.

Tags: https://en.wikipedia.org/wiki/RIS_(file_format). RIS says less than CSL: of a date it keeps
year, month and day, and of a name family and given name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import rispy

from sources.records.variables import NAMES

Item = Mapping[str, Any]

TYPES = {
    "article": "INPR",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "software": "COMP",
    "song": "SOUND",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
#: rispy's word for the tag of each CSL variable that is one text.
_TEXTS = {
    "DOI": "doi",
    "ISBN": "issn",
    "ISSN": "issn",
    "abstract": "abstract",
    "archive": "name_of_database",
    "call-number": "call_number",
    "collection-title": "tertiary_title",
    "container-title": "secondary_title",
    "edition": "edition",
    "genre": "type_of_work",
    "id": "id",
    "issue": "number",
    "language": "language",
    "publisher": "publisher",
    "publisher-place": "place_published",
    "title": "title",
    "title-short": "short_title",
    "volume": "volume",
}
_NAMES = {
    "author": "authors",
    "editor": "secondary_authors",
    "collection-editor": "tertiary_authors",
    "translator": "subsidiary_authors",
}


def ris(items: Sequence[Item]) -> str:
    """The items as RIS, each under its citation key (ID)."""
    return str(rispy.dumps([_entry(item) for item in items])) if items else ""


def _entry(item: Item) -> dict[str, Any]:
    entry: dict[str, Any] = {"type_of_reference": TYPES.get(item["type"], "GEN")}
    entry |= {tag: _line(item[name]) for name, tag in _TEXTS.items() if item.get(name)}
    entry |= {tag: _names(item[name]) for name, tag in _NAMES.items() if item.get(name)}
    if url := item.get("URL"):
        entry["urls"] = [_line(url)]
    if keywords := item.get("keyword"):
        entry["keywords"] = keywords if isinstance(keywords, list) else keywords.split(", ")
    first, dash, last = _line(item.get("page", "")).replace("–", "-").partition("-")
    entry |= {"start_page": first} if first else {}
    entry |= {"end_page": last} if dash else {}
    if parts := item.get("issued", {}).get("date-parts"):
        entry |= _date([int(part) for part in parts[0]])
    if notes := [_line(note) for note in _notes(item)]:
        entry["notes"] = notes
    return entry


def _date(parts: Sequence[int]) -> dict[str, str]:
    # A year before our era is not foreseen: RIS has four digits.
    written = [f"{part:02}" for part in parts] + ["", "", ""]
    return {"year": f"{parts[0]:04}", "date": "/".join([f"{parts[0]:04}", *written[1:3], ""])}


def _notes(item: Item) -> Iterable[str]:
    """What RIS has no tag for, and archivists cannot do without."""
    if "archive_location" in item or "archive_collection" in item:
        yield ", ".join(
            str(item[name]) for name in ("archive_collection", "archive_location") if item.get(name)
        )
    for name in NAMES:
        if name in item and name not in _NAMES:
            yield f"{name}: {'; '.join(_names(item[name]))}"
    literal = item.get("issued", {}).get("literal")
    yield from filter(None, (literal, item.get("note")))


def _names(names: Iterable[Mapping[str, Any]]) -> list[str]:
    return [_line(name.get("literal") or _inverted(name)) for name in names]


def _inverted(name: Mapping[str, Any]) -> str:
    """Family, Given, Suffix; particles with the part that they belong to."""
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    given = " ".join(filter(None, (name.get("given"), name.get("dropping-particle"))))
    return ", ".join(filter(None, (family, given, name.get("suffix"))))


def _line(value: Any) -> str:
    # A tag ends with its line.
    return " ".join(str(value).split())
