"""Runs that two sequences share, in the same order in both.

Sequences that are short or differ little are aligned exactly (Levenshtein's distance,
bit-parallel and banded in rapidfuzz). In others tokens that occur once in both hold the
alignment (patience diff, Bram Cohen), and the gaps between them are aligned in turn.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

#: Edits that are found at any length, and cells that may be compared for more of them: each
#: takes some tenths of a second.
_FEW_EDITS = 3_000
_EXACT_CELLS = 1_000_000_000


class Run(NamedTuple):
    """old[old_start:][:length] equals new[new_start:][:length]."""

    old_start: int
    new_start: int
    length: int

    @property
    def old_end(self) -> int:
        """Where the run ends in the old sequence."""
        return self.old_start + self.length

    @property
    def new_end(self) -> int:
        """Where the run ends in the new sequence."""
        return self.new_start + self.length


def shared_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Runs of equal tokens, in order, none empty."""
    numbers: dict[str, int] = {}
    old_ids = [numbers.setdefault(token, len(numbers)) for token in old]
    new_ids = [numbers.setdefault(token, len(numbers)) for token in new]
    found: list[Run] = []
    gaps = [(0, len(old), 0, len(new))]
    while gaps:
        i, i_end, j, j_end = gaps.pop()
        a, b = old_ids[i:i_end], new_ids[j:j_end]
        head = _equal_head(a, b)
        tail = _equal_head(a[head:][::-1], b[head:][::-1])
        found += [Run(i, j, head), Run(i_end - tail, j_end - tail, tail)]
        a, b = a[head : len(a) - tail], b[head : len(b) - tail]
        exact = _aligned(a, b)
        runs = _anchors(a, b) if exact is None else exact
        found += [Run(i + head + x, j + head + y, length) for x, y, length in runs]
        if exact is None:
            gaps += _gaps(runs, i + head, i_end - tail, j + head, j_end - tail)
    return sorted(run for run in found if run.length)


def _equal_head(a: Sequence[int], b: Sequence[int]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _aligned(a: list[int], b: list[int]) -> list[Run] | None:
    """The best alignment, or None if it would take too long to find."""
    edits = Levenshtein.distance(a, b, score_cutoff=_FEW_EDITS)
    if edits > _FEW_EDITS and len(a) * len(b) > _EXACT_CELLS:
        return None
    return [
        Run(code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in Levenshtein.opcodes(a, b, score_hint=edits)
        if code.tag == "equal"
    ]


def _anchors(a: list[int], b: list[int]) -> list[Run]:
    """Tokens that occur once in both, as many as are in the same order."""
    a_counts, b_places = Counter(a), {token: place for place, token in enumerate(b)}
    b_counts = Counter(b)
    pairs = [
        (place, b_places[token])
        for place, token in enumerate(a)
        if a_counts[token] == 1 and b_counts[token] == 1
    ]
    return [Run(x, y, 1) for x, y in _rising(pairs)]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs, sorted by the first number, whose second rises too."""
    lowest_ends: list[int] = []
    last_of_length: list[int] = []
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        length = bisect_left(lowest_ends, value)
        before.append(last_of_length[length - 1] if length else -1)
        lowest_ends[length : length + 1] = [value]
        last_of_length[length : length + 1] = [number]
    chain, number = [], last_of_length[-1] if last_of_length else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _gaps(
    runs: list[Run], i: int, i_end: int, j: int, j_end: int
) -> list[tuple[int, int, int, int]]:
    """What lies between anchors, which are counted from i and j. None without anchors."""
    gaps, x, y = [], i, j
    for run in runs:
        gaps.append((x, i + run.old_start, y, j + run.new_start))
        x, y = i + run.old_end, j + run.new_end
    return [*gaps, (x, i_end, y, j_end)] if runs else []
