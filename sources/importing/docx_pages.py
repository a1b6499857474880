"""Where the pages of a Word file begin, and what number is printed on them.

ECMA-376, part 1: 17.6.12 (pgNumType), 17.3.3.13 (lastRenderedPageBreak), 17.18.59 (formats).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from sources.importing.list_markers import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What Word calls the formats that pandoc has names for; others are read as numbers.
_STYLES = {
    "lowerRoman": "LowerRoman", "upperRoman": "UpperRoman",
    "lowerLetter": "LowerAlpha", "upperLetter": "UpperAlpha",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Numbering:
    """How the pages of a section are numbered; `start` is None where they go on."""

    style: str = "Decimal"
    start: int | None = None


def page_labels(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The elements before which pages begin, the first run among them, with their labels.

    Pages begin where Word last saw them begin or, if it never did, where they were broken.
    """
    body = root.find(f"{W}body")
    first_run = None if body is None else body.find(f".//{W}r")
    if body is None or first_run is None:
        return
    breaks = set(body.iter(f"{W}lastRenderedPageBreak")) or {
        each for each in body.iter(f"{W}br") if each.get(f"{W}type") == "page"
    }
    if breaks:
        yield from _numbered(body, first_run, breaks)


def _numbered(
    body: etree._Element, first_run: etree._Element, breaks: set[etree._Element]
) -> Iterator[tuple[etree._Element, str]]:
    sections = [_numbering(each) for each in body.iter(f"{W}sectPr")] or [_Numbering()]
    section, ends, is_new = 0, False, False
    number = sections[0].start or 1
    yield first_run, numeral(number, sections[0].style)
    for element in body.iter(f"{W}p", f"{W}sectPr", f"{W}t", f"{W}lastRenderedPageBreak", f"{W}br"):
        current = sections[min(section, len(sections) - 1)]
        if element.tag == f"{W}sectPr":
            ends = True  # With the paragraph that it stands in.
        elif element.tag == f"{W}p" and ends:
            section, ends, is_new = section + 1, False, True
        elif element in breaks:
            begins = is_new and current.start is not None
            number = current.start if begins and current.start is not None else number + 1
            is_new = False
            yield element, numeral(number, current.style)
        elif element.tag == f"{W}t":
            is_new = False


def _numbering(section: etree._Element) -> _Numbering:
    stated = section.find(f"{W}pgNumType")
    if stated is None:
        return _Numbering()
    start = stated.get(f"{W}start", "")
    return _Numbering(
        _STYLES.get(stated.get(f"{W}fmt", ""), "Decimal"),
        int(start) if start.isdigit() and len(start) < 7 else None,
    )
