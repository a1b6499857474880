"""A proposal which blocks of two texts correspond. Pure.

Headings, page labels and numbering that both have in the same order hold the alignment; between
them the lengths of blocks decide, after W. Gale and K. Church, "A program for aligning sentences
in bilingual corpora" (1993). Figures, such as dates, that both blocks have speak for a pair.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sources.parallels.beads import Bead
from sources.texts.sequences import shared_runs
from sources.texts.structure import BlockType, Document

Costs = NDArray[np.float64]

#: Blocks of the original and of the text in one bead, and what it costs beside the lengths:
#: minus the logarithm of how often Gale and Church found it.
_MATCHES = {
    (1, 1): -math.log(0.89),
    (1, 0): -math.log(0.00495),
    (0, 1): -math.log(0.00495),
    (2, 1): -math.log(0.0445),
    (1, 2): -math.log(0.0445),
    (2, 2): -math.log(0.011),
}
#: Their variance of the length of a translation, for each character of the original.
_VARIANCE = 6.8
#: What each figure that two blocks share is worth.
_SHARED_FIGURE = 1.5
#: Cells of the table for one stretch; longer ones are cut in the middle first.
_MOST_CELLS = 4_000_000
_NUMBERED = re.compile(r"\W{0,2}(\d{1,4}|[ivxlc]{1,6})[.):。、]?\s", re.IGNORECASE)
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True)
class _Block:
    length: int
    figures: frozenset[str]
    #: What it is in the structure of the text, to be found in the other; "" for most.
    sign: str


def propose(original: Document, text: Document) -> list[Bead]:
    """Beads that cover both texts, none checked."""
    before, after = _blocks(original), _blocks(text)
    beads: list[Bead] = []
    for old, new in _stretches(before, after):
        beads += _aligned(before, after, old, new)
    return beads


def _blocks(document: Document) -> list[_Block]:
    signs = _page_signs(document)
    return [
        _Block(
            block.end - block.start,
            frozenset(_figures(document.text_of(block))),
            _sign(block.type, block.level, document.text_of(block)) or signs.get(number, ""),
        )
        for number, block in enumerate(document.text_blocks)
    ]


def _figures(text: str) -> Iterator[str]:
    """Numbers, in the digits of any script."""
    for found in _FIGURE.finditer(text):
        yield "".join(str(unicodedata.digit(digit, 0)) for digit in found[0]).lstrip("0")


def _sign(kind: BlockType, level: int | None, text: str) -> str:
    if kind == BlockType.HEADING:
        return f"heading {level or 1}"
    number = _NUMBERED.match(text)
    if not number:
        return ""
    return f"number {next(_figures(number[1]), number[1].casefold())}"


def _page_signs(document: Document) -> dict[int, str]:
    """Blocks at which a labelled page begins."""
    starts = {block.start: number for number, block in enumerate(document.text_blocks)}
    return {
        starts[block.start]: f"page {block.label}"
        for block in document.blocks
        if block.is_page_break and block.label and block.start in starts
    }


def _stretches(before: Sequence[_Block], after: Sequence[_Block]) -> Iterator[tuple[range, range]]:
    """Both texts cut at what their structures share; each stretch but the first begins so."""
    i = j = 0
    for x, y in _held(before, after):
        yield range(i, x), range(j, y)
        i, j = x, y
    yield range(i, len(before)), range(j, len(after))


def _held(before: Sequence[_Block], after: Sequence[_Block]) -> Iterator[tuple[int, int]]:
    """Pairs of blocks with the same sign, in order, if most signs are shared."""
    old = [number for number, block in enumerate(before) if block.sign]
    new = [number for number, block in enumerate(after) if block.sign]
    runs = shared_runs([before[n].sign for n in old], [after[n].sign for n in new])
    if sum(run.length for run in runs) < 0.7 * max(len(old), len(new)):
        return
    for run in runs:
        for n in range(run.length):
            yield old[run.old_start + n], new[run.new_start + n]


def _aligned(
    before: Sequence[_Block], after: Sequence[_Block], old: range, new: range
) -> Iterator[Bead]:
    """Beads of one stretch; a sign that both begin with makes the first one a pair."""
    if old and new and before[old.start].sign == after[new.start].sign != "":
        yield Bead(old[:1], new[:1])
        old, new = old[1:], new[1:]
    if len(old) * len(new) > _MOST_CELLS:
        middle, half = old.start + len(old) // 2, new.start + len(new) // 2
        yield from _aligned(before, after, range(old.start, middle), range(new.start, half))
        yield from _aligned(before, after, range(middle, old.stop), range(half, new.stop))
        return
    yield from _by_length(before[old.start : old.stop], after[new.start : new.stop], old, new)


def _by_length(
    before: Sequence[_Block], after: Sequence[_Block], old: range, new: range
) -> list[Bead]:
    """The cheapest beads (dynamic programming, a row of the table at a time)."""
    table = _Table(before, after)
    i, j = len(before), len(after)
    beads: list[Bead] = []
    while i or j:
        x, y = table.match(i, j)
        beads.append(
            Bead(range(old.start + i - x, old.start + i), range(new.start + j - y, new.start + j))
        )
        i, j = i - x, j - y
    return beads[::-1]


class _Table:
    """Which bead ends the cheapest alignment of the first i and j blocks."""

    def __init__(self, before: Sequence[_Block], after: Sequence[_Block]) -> None:
        self._matches = list(_MATCHES)
        self._lengths = np.array([block.length for block in after], dtype=float)
        total = sum(block.length for block in before)
        self._ratio = float(self._lengths.sum()) / total if total and len(after) else 1.0
        self._figures = _figure_costs(before, after)
        rows: list[Costs] = []
        self._choices = np.zeros((len(before) + 1, len(after) + 1), dtype=np.int8)
        for i in range(len(before) + 1):
            rows.append(self._row(i, before, rows))
            if len(rows) > 2:
                rows[-3] = rows[-3][:0]

    def match(self, i: int, j: int) -> tuple[int, int]:
        """How many blocks of either are in the bead that ends at i and j."""
        return self._matches[int(self._choices[i, j])]

    def _row(self, i: int, before: Sequence[_Block], rows: Sequence[Costs]) -> Costs:
        width = len(self._lengths) + 1
        best = np.full(width, np.inf)
        if i == 0:
            best[0] = 0
        for number, (x, y) in enumerate(self._matches):
            if x == 0 or x > i or y >= width:
                continue
            length = sum(block.length for block in before[i - x : i])
            cost = np.full(width, np.inf)
            cost[y:] = rows[i - x][: width - y] + self._cost(length, y) + _MATCHES[x, y]
            if (x, y) == (1, 1) and i - 1 in self._figures:
                for j, value in self._figures[i - 1].items():
                    cost[j + 1] += value
            better = cost < best
            best[better] = cost[better]
            self._choices[i, better] = number
        return self._skipping(i, best)

    def _skipping(self, i: int, best: Costs) -> Costs:
        """The row with blocks of the text that stand alone: each follows the cell before it."""
        alone = self._cost(0, 1) + _MATCHES[0, 1]
        sums = np.concatenate([[0.0], np.cumsum(alone)])
        found: Costs = np.minimum.accumulate(best - sums) + sums
        skips = found < best - 1e-9
        self._choices[i, skips] = self._matches.index((0, 1))
        lowest: Costs = np.minimum(found, best)
        return lowest

    def _cost(self, length: float, count: int) -> Costs:
        """Minus the log probability that blocks so long translate each `count` blocks in a row."""
        others = np.zeros(len(self._lengths) + 1 - count)
        for n in range(count):
            others += self._lengths[n : len(self._lengths) + 1 - count + n]
        mean = (length + others / self._ratio) / 2 + 1e-9
        delta = np.abs(others / math.sqrt(self._ratio) - length * math.sqrt(self._ratio))
        z = delta / np.sqrt(mean * _VARIANCE)
        # Two tails of the normal distribution, by a bound that does not run out of numbers.
        return z * z / 2 + np.log1p(z)


def _figure_costs(before: Sequence[_Block], after: Sequence[_Block]) -> dict[int, dict[int, float]]:
    """What the figures of two blocks say of their being a pair, by their numbers."""
    places: dict[str, list[int]] = {}
    for number, block in enumerate(after):
        for figure in block.figures:
            places.setdefault(figure, []).append(number)
    found: dict[int, dict[int, float]] = {}
    for number, block in enumerate(before):
        for figure in block.figures:
            # What stands everywhere tells nothing.
            for other in places.get(figure, [])[:50]:
                row = found.setdefault(number, {})
                row[other] = row.get(other, 0.0) - _SHARED_FIGURE
    return found
