"""What is usual in a document, by which headings, notes and gaps are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sources.importing.pdf.page import BOLD, ITALIC, Line

#: How much the sizes of letters of one kind differ at most, in parts of the larger.
_OTHER_SIZE = 0.08
#: Letters of a page by which it has a usual size of its own.
_ENOUGH = 600


@dataclass
class Usual:
    """What is usual in a whole document: the size of the text, the distance of lines by size."""

    size: float
    distances: dict[int, float] = field(default_factory=dict)
    #: Flags of the style in which most of it is set.
    style: int = 0

    def on_page(self, lines: Sequence[Line]) -> Usual:
        """What is usual on one page, if that is set in larger letters than others."""
        sizes = _sizes(lines)
        size, letters = sizes.most_common(1)[0] if sizes else (0.0, 0)
        return self if letters < _ENOUGH or size <= self.size else replace(self, size=size)

    def distance(self, size: float) -> float:
        """The usual distance of the base lines of letters of that size."""
        return self.distances.get(round(size), 1.25 * size)


def usual_of(lines: Sequence[Line]) -> Usual:
    """Measure a document."""
    sizes = _sizes(lines)
    styles: Counter[int] = Counter()
    for line in lines:
        styles.update(line.styles)
    gaps: dict[int, list[float]] = {}
    for above, below in pairwise(lines):
        near = 0 < above.y - below.y < 2.5 * below.size and same_size(above, below)
        if near and (above.page, above.column) == (below.page, below.column):
            gaps.setdefault(round(below.size), []).append(above.y - below.y)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    style = styles.most_common(1)[0][0] if styles else 0
    # The lower of the common ones: in a text of one-line paragraphs the wide gap is commoner.
    distances = {each: sorted(some)[len(some) // 3] for each, some in gaps.items()}
    return Usual(size, distances, style & (BOLD | ITALIC))


def _sizes(lines: Sequence[Line]) -> Counter[float]:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * line.size) / 2] += len(line.text)
    return sizes


def same_size(one: Line, other: Line) -> bool:
    """Whether two lines are set in letters of one size."""
    return abs(one.size - other.size) <= _OTHER_SIZE * max(one.size, other.size)
