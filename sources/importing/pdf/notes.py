"""Notes at the foot of a page, and what refers to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sources.importing.pdf.page import RAISED, Line
from sources.importing.pdf.usual import Usual
from sources.texts.structure import BlockType

if TYPE_CHECKING:
    from sources.importing.pdf.paragraphs import Stretch

#: The letters of notes are smaller than those of the text by at least this.
SMALLER = 0.93
_MARKER = re.compile(
    r"(\d{1,3}|[*†‡§¶]{1,3}|\[\d{1,3}\]|\(\d{1,3}\))(?=[\s.)\]:]|[^\W\d]|[“”„«\"(])[.)\]:]?\s*"
)


def marker_of(line: Line) -> tuple[str, int] | None:
    """What a line begins with if that may be the mark of a note, and its length with spaces."""
    match = _MARKER.match(line.text)
    return (match[1].strip("[]()"), match.end()) if match else None


def next_note(line: Line, first: Line) -> bool:
    """Whether a line begins the note after the one that begins with the line `first`."""
    own, last = marker_of(line), marker_of(first)
    if own is None or last is None:
        return False
    if own[0].isdigit() and last[0].isdigit():
        return int(own[0]) == int(last[0]) + 1
    return not own[0].isdigit()


def references(line: Line) -> Iterator[tuple[int, int]]:
    """Where raised numbers and signs stand in a line."""
    start = None
    for at, style in enumerate([*line.styles, 0]):
        raised = style & RAISED and not line.text[at].isspace()
        if raised and start is None:
            start = at
        elif not raised and start is not None:
            yield start, at
            start = None


def find_notes(stretches: Sequence[Stretch], usual: Usual) -> None:
    """Tell the notes among the blocks of a page: small print that ends it or one of its columns.

    Only what begins with a raised mark, or with one that is raised in the text above.
    """
    small = _small_print(stretches, usual)
    if len(small) == len(stretches):
        return
    above = [line for each in stretches if each not in small for line in each.lines]
    known = {line.text[start:end] for line in above for start, end in references(line)}
    note = None
    for stretch in small:
        marker = marker_of(stretch.lines[0])
        if marker and (stretch.lines[0].styles[0] & RAISED or marker[0] in known):
            stretch.type, stretch.label = BlockType.NOTE, marker[0]
            note = stretch
        elif note is not None:
            stretch.type = BlockType.NOTE


def _small_print(stretches: Sequence[Stretch], usual: Usual) -> list[Stretch]:
    small: list[Stretch] = []
    columns = sorted({stretch.lines[0].column for stretch in stretches})
    for column in columns:
        last: list[Stretch] = []
        for stretch in reversed([each for each in stretches if each.lines[0].column == column]):
            if stretch.size > SMALLER * usual.size:
                break
            last.insert(0, stretch)
        small += last
    return small
