"""Counts pairs among many spans exactly, at the cost of a sort. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from annotations.claims.values import Edge
from annotations.disputes.pairs import Pairs

Span = tuple[Edge, Edge]


class SpanPairs:
    """The pairs among spans: without anything in common, equal, nested, or overlapping.

    Of what is not ``solid`` some within its span is not meant, so that it is never said to be
    equal to or nested in another. Inside, places count by where spans begin, the longer first.
    """

    def __init__(self, spans: Sequence[Span], solid: Sequence[bool]) -> None:
        lowers, uppers = _ranks(spans)
        self._order = sorted(range(len(spans)), key=lambda at: (lowers[at], -uppers[at]))
        self._lowers = [lowers[at] for at in self._order]
        self._uppers = [uppers[at] for at in self._order]
        self._solid = [solid[at] for at in self._order]
        # Whatever lies after itself and before that place has something in common with it.
        self._ends = [bisect_right(self._lowers, upper) for upper in self._uppers]

    @property
    def apart(self) -> Pairs:
        """Those without anything in common."""
        counts = [len(self._order) - end for end in self._ends]
        return Pairs(self._order, counts, lambda at: islice(self._order, self._ends[at], None))

    @property
    def equal(self) -> Pairs:
        """Those that reach from the same to the same."""
        return self._among(self._equal, lambda at, to: self._is_inner(at, to, equal=True))

    @property
    def nested(self) -> Pairs:
        """Those of which one lies within the other, and is not equal to it."""
        counts = [inner - equal for inner, equal in zip(self._inner, self._equal, strict=True)]
        return self._among(counts, lambda at, to: self._is_inner(at, to, equal=False))

    @property
    def overlapping(self) -> Pairs:
        """Those that have something in common without being equal or nested."""
        counts = [
            end - at - 1 - inner
            for at, (end, inner) in enumerate(zip(self._ends, self._inner, strict=True))
        ]
        return self._among(counts, lambda at, to: not self._lies_in(at, to))

    def _among(self, counts: Sequence[int], fits: Callable[[int, int], bool]) -> Pairs:
        def partners(at: int) -> Iterator[int]:
            return (self._order[to] for to in range(at + 1, self._ends[at]) if fits(at, to))

        return Pairs(self._order, counts, partners)

    def _lies_in(self, at: int, to: int) -> bool:
        """Whether a later one lies within an earlier one, or is equal to it."""
        return self._solid[at] and self._solid[to] and self._uppers[to] <= self._uppers[at]

    def _is_inner(self, at: int, to: int, *, equal: bool) -> bool:
        same = (self._lowers[at], self._uppers[at]) == (self._lowers[to], self._uppers[to])
        return self._lies_in(at, to) and same == equal

    @cached_property
    def _inner(self) -> list[int]:
        """How many later ones lie within each, or are equal to it."""
        counts = [0] * len(self._order)
        passed = _Counter(max(self._uppers, default=0) + 1)
        for at in reversed(range(len(counts))):
            if self._solid[at]:
                counts[at] = passed.up_to(self._uppers[at])
                passed.add(self._uppers[at])
        return counts

    @cached_property
    def _equal(self) -> list[int]:
        """How many later ones are equal to each; equal ones stand side by side."""
        counts = [0] * len(self._order)
        run: tuple[int, int] | None = None
        length = 0
        for at in reversed(range(len(counts))):
            here = self._lowers[at], self._uppers[at]
            run, length = here, length if here == run else 0
            if self._solid[at]:
                counts[at] = length
                length += 1
        return counts


class SpansAgainst:
    """The pairs, (outer, inner), of a span with an inner one: that lies within it, or partly.

    Nothing counts as within an outer one that is not ``solid``, but for its twin: the place of
    the inner one that is the very same.
    """

    def __init__(
        self,
        inner: Sequence[Span],
        outer: Sequence[Span],
        *,
        solid: Sequence[bool],
        twins: Sequence[int | None],
    ) -> None:
        lowers, uppers = _ranks([*inner, *outer])
        self._order = sorted(range(len(inner)), key=lambda at: lowers[at])
        self._lowers = [lowers[at] for at in self._order]
        self._uppers = [uppers[at] for at in self._order]
        self._outer = list(zip(lowers[len(inner) :], uppers[len(inner) :], solid, strict=True))
        self._twins = twins

    @property
    def within(self) -> Pairs:
        """Those of which the second lies within the first."""
        return self._against(self._within, is_within=True)

    @property
    def partly(self) -> Pairs:
        """Those that have something in common, though the second does not lie within."""
        ends = sorted(self._uppers)
        counts = [
            bisect_right(self._lowers, upper) - bisect_left(ends, lower) - within
            for (lower, upper, _), within in zip(self._outer, self._within, strict=True)
        ]
        return self._against(counts, is_within=False)

    def _against(self, counts: Sequence[int], *, is_within: bool) -> Pairs:
        def partners(place: int) -> Iterator[int]:
            lower, upper, solid = self._outer[place]
            for at in range(bisect_right(self._lowers, upper)):
                holds = solid and lower <= self._lowers[at] and self._uppers[at] <= upper
                holds = holds or self._order[at] == self._twins[place]
                if self._uppers[at] >= lower and holds == is_within:
                    yield self._order[at]

        return Pairs(range(len(self._outer)), counts, partners)

    @cached_property
    def _within(self) -> list[int]:
        counts = [0] * len(self._outer)
        passed = _Counter(max((upper for _, upper, _ in self._outer), default=0) + 1)
        at = len(self._order)
        for place in sorted(range(len(counts)), key=lambda one: -self._outer[one][0]):
            lower, upper, solid = self._outer[place]
            while at and self._lowers[at - 1] >= lower:
                at -= 1
                passed.add(self._uppers[at])
            counts[place] = passed.up_to(upper) if solid else self._twins[place] is not None
        return counts


class _Counter:
    """Counts numbers below a limit as they come: how many were up to a given one.

    A tree of partial sums after Fenwick, A new data structure for cumulative frequency tables
    (1994): both acts take as many steps as the limit has bits.
    """

    def __init__(self, limit: int) -> None:
        self._sums = [0] * (limit + 1)

    def add(self, number: int) -> None:
        at = number + 1
        while at < len(self._sums):
            self._sums[at] += 1
            at += at & -at

    def up_to(self, number: int) -> int:
        at, count = number + 1, 0
        while at:
            count += self._sums[at]
            at &= at - 1
        return count


def _ranks(spans: Sequence[Span]) -> tuple[list[int], list[int]]:
    """Lower and upper ends as small integers that sort as the ends do."""
    edges = sorted({edge for span in spans for edge in span})
    rank = {edge: number for number, edge in enumerate(edges)}
    return [rank[lower] for lower, _ in spans], [rank[upper] for _, upper in spans]
