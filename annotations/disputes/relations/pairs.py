"""Pairs that are counted without being made, and any stretch of which can be had. Pure.

Pairs are counted by the first of their two positions, in an order of their own, so that a page
of them starts where its number says, and none before it is made. ``span_pairs``, ``gap_pairs`` and
``set_pairs`` find them.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice


@dataclass(frozen=True)
class Pairs:
    """Pairs of a kind. ``partners`` finds those of one first, in order, when asked for."""

    firsts: Sequence[int]
    #: How many pairs each of ``firsts`` is the first of.
    counts: Sequence[int]
    #: Takes a place in ``firsts``, gives the positions it is paired with.
    partners: Callable[[int], Iterable[int]]

    @cached_property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts)

    def page(self, offset: int, limit: int) -> list[tuple[int, int]]:
        """At most ``limit`` pairs from the one with the number ``offset``, the first being 0."""
        if offset >= self.total:
            return []
        ends = list(accumulate(self.counts))
        start = bisect_right(ends, offset)
        skipped = offset - (ends[start] - self.counts[start])
        found = (
            (self.firsts[place], partner)
            for place in range(start, len(self.firsts))
            if self.counts[place]
            for partner in self.partners(place)
        )
        return list(islice(found, skipped, skipped + limit))
