"""What stands at the head or foot of page after page: running heads and page numbers.

A row at the edge of a page is one if rows like it, apart from numbers, stand at the same height
on other pages near by; a row that is but a number, if the numbers count with the pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from sources.importing.pdf.numerals import Number, numbers_in, read
from sources.importing.pdf.reading import text_of
from sources.importing.pdf.rows import Row

#: Rows at the head and at the foot of a page that are looked at, and their longest text.
_DEPTH = 3
_LONGEST = 160
#: Pages that are compared; left and right pages mostly have heads of their own.
NEAR = 4
#: Of so few pages two with the same head are enough.
_FEW_PAGES = 3
#: How alike two rows are (per cent), how far apart, in parts of their size, and how
#: many times larger one may be.
_ALIKE, _SAME_HEIGHT, _LEVEL, _SAME_SIZE = 80, 1.5, 0.2, 1.2
#: Fewer letters are alike by chance.
_SHORTEST_FUZZY = 8
#: How far a row is set apart from the next, in parts of the usual distance, and of its size.
_APART, _APART_SIZES = 1.1, 1.3
_WORD = re.compile(r"\w+")


@dataclass
class Edge:
    """A row at the edge of a page: its text without numbers, and the numbers."""

    y: float
    size: float
    folded: str = ""
    numbers: list[Number] = field(default_factory=list)
    #: Those with which it begins or ends.
    outer: list[Number] = field(default_factory=list)
    #: Whether it stands farther from the next row than rows of the text from each other.
    apart: bool = False

    @property
    def is_number(self) -> bool:
        """Whether nothing but a number, with what adorns it, is there."""
        return bool(self.numbers) and not self.folded


@dataclass
class Edges:
    """The rows at the head of a page, from the top, and at its foot, from the bottom."""

    head: list[Edge]
    foot: list[Edge]


def edges_of(rows: list[Row]) -> Edges:
    """Return the rows at the edges of a page."""
    gaps = [above.y - below.y for above, below in pairwise(rows)]
    # Few rows have wide gaps between them, and those of columns side by side have narrow ones.
    far = _APART * sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    head = [_edge(row) for row in rows[:_DEPTH]]
    foot = [_edge(row) for row in reversed(rows[-_DEPTH:])]
    for side, own in ((head, gaps), (foot, gaps[::-1])):
        for edge, gap in zip(side, own, strict=False):
            edge.apart = gap > max(far, _APART_SIZES * edge.size)
    return Edges(head, foot)


@dataclass
class Running:
    """How many rows run at the head and the foot of a page, and the numbers in them."""

    head: int
    foot: int
    numbers: list[Number]


def running(pages: Sequence[Edges], at: int, count: int, label: str) -> Running:
    """Return what runs on page `at` of `count`, going by those `NEAR` by that are read.

    `label` is what the file calls the page.
    """
    first = max(at - NEAR, 0)
    near = pages[first : at + NEAR + 1]
    heads = _running(at - first, [page.head for page in near], count, label)
    feet = _running(at - first, [page.foot for page in near], count, label)
    numbers = [number for edge in (*heads, *feet) for number in edge.numbers]
    return Running(len(heads), len(feet), numbers)


def _running(at: int, side: Sequence[list[Edge]], count: int, label: str) -> list[Edge]:
    """The rows from the edge on that run, as far as the last that is set apart from the text."""
    found: list[Edge] = []
    for edge in side[at]:
        is_label = edge.is_number and label in [number.shown() for number in edge.numbers]
        if not is_label and not _runs(at, edge, side, count):
            break
        found.append(edge)
    while found and not found[-1].apart and not found[-1].is_number:
        found.pop()
    return found


def _edge(row: Row) -> Edge:
    if sum(piece.letters for piece in row.pieces) > _LONGEST:
        return Edge(row.y, row.size)
    text = text_of(row)
    words = _WORD.findall(text)
    folded = "".join(word.casefold() for word in words if read(word) is None)
    outer = [number for word in {*words[:1], *words[-1:]} if (number := read(word))]
    return Edge(row.y, row.size, folded, numbers_in(text), outer)


def _runs(at: int, edge: Edge, side: Sequence[list[Edge]], count: int) -> bool:
    alike = sum(
        any(_alike(edge, other, distance) for other in side[at + distance])
        for distance in range(-NEAR, NEAR + 1)
        if distance and 0 <= at + distance < len(side)
    )
    return alike >= (2 if count > _FEW_PAGES else 1)


def _alike(edge: Edge, other: Edge, distance: int) -> bool:
    small, large = sorted((edge.size, other.size))
    if large > _SAME_SIZE * small or abs(edge.y - other.y) > _SAME_HEIGHT * small:
        return False
    bare = edge.is_number or other.is_number or _level(edge, other)
    if bare and _count_on(edge.outer, other.outer, distance):
        return True
    if not edge.folded or not other.folded:
        return False
    if min(len(edge.folded), len(other.folded)) < _SHORTEST_FUZZY:
        return edge.folded == other.folded
    return ratio(edge.folded, other.folded) >= _ALIKE


def _level(edge: Edge, other: Edge) -> bool:
    """Whether two rows stand at just the same height, as heads do and text seldom does."""
    return abs(edge.y - other.y) < _LEVEL * edge.size


def _count_on(numbers: list[Number], others: list[Number], distance: int) -> bool:
    expected = {Number(each.style, each.value + distance) for each in numbers}
    return not expected.isdisjoint(others)
