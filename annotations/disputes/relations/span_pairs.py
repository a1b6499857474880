"""Counts pairs among many spans exactly, at the cost of a sort. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from annotations.claims.values import Edge
from annotations.disputes.relations.gap_pairs import Meetings, have_nothing_in_common, stretches
from annotations.disputes.relations.pairs import Pairs

Span = tuple[Edge, Edge]


class SpanPairs:
    """The pairs among spans: without anything in common, equal, nested, or overlapping.

    Of what is not ``solid`` some within its span is not meant, so that it is never said to be
    equal to or nested in another; ``gaps`` are what is known of that. Inside, places count by
    where spans begin, the longer first.

    To count the pairs of a relation takes n log n steps for n spans; those with gaps are besides
    compared with each other as ``gap_pairs`` says.
    """

    def __init__(
        self, spans: Sequence[Span], solid: Sequence[bool], gaps: Sequence[Sequence[Span]]
    ) -> None:
        rank = _ranks(chain(spans, *gaps))
        lowers, uppers = [rank[lower] for lower, _ in spans], [rank[upper] for _, upper in spans]
        self._order = sorted(range(len(spans)), key=lambda at: lowers[at] * len(rank) - uppers[at])
        self._lowers = [lowers[at] for at in self._order]
        self._uppers = [uppers[at] for at in self._order]
        self._solid = [solid[at] for at in self._order]
        self._gaps = {
            place: [(rank[first], rank[after]) for first, after in gaps[at]]
            for place, at in enumerate(self._order)
            if gaps[at]
        }
        self._gappy = list(self._gaps)
        # Whatever lies after itself and before that place has something in common with it, but
        # for what it misses.
        self._ends = [bisect_right(self._lowers, upper) for upper in self._uppers]

    @property
    def apart(self) -> Pairs:
        """Those without anything in common."""
        last = len(self._order)
        counts = [last - end + missed for end, missed in zip(self._ends, self._missed, strict=True)]

        def partners(at: int) -> Iterator[int]:
            places = chain(sorted(self._missed_by(at)), range(self._ends[at], last))
            return (self._order[to] for to in places)

        return Pairs(self._order, counts, partners)

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
        met = zip(self._ends, self._inner, self._missed, strict=True)
        counts = [end - at - 1 - inner - missed for at, (end, inner, missed) in enumerate(met)]

        def partners(at: int) -> Iterator[int]:
            missed = self._missed_by(at)
            met = (to for to in range(at + 1, self._ends[at]) if to not in missed)
            return (self._order[to] for to in met if not self._lies_in(at, to))

        return Pairs(self._order, counts, partners)

    def _among(self, counts: Sequence[int], fits: Callable[[int, int], bool]) -> Pairs:
        def partners(at: int) -> Iterator[int]:
            return (self._order[to] for to in range(at + 1, self._ends[at]) if fits(at, to))

        return Pairs(self._order, counts, partners)

    def _lies_in(self, at: int, to: int) -> bool:
        """Whether a later one lies within an earlier one, or is equal to it."""
        return self._solid[at] and self._solid[to] and self._uppers[to] <= self._uppers[at]

    def _is_inner(self, at: int, to: int, *, equal: bool) -> bool:
        return self._lies_in(at, to) and (self._place(at) == self._place(to)) == equal

    def _missed_by(self, at: int) -> set[int]:
        """The later ones whose spans meet that of one, though they have nothing in common."""
        if not self._missed[at]:
            return set()
        met = {self._gappy[number] for number in self._meetings.of(bisect_left(self._gappy, at))}

        def is_missed(to: int) -> bool:
            if to in self._gaps:
                return to not in met
            return have_nothing_in_common(self._place(at), self._place(to), self._gaps[at])

        return {to for to in range(at + 1, self._ends[at]) if is_missed(to)}

    def _place(self, at: int) -> tuple[int, int]:
        return self._lowers[at], self._uppers[at]

    @cached_property
    def _meetings(self) -> Meetings:
        return Meetings([stretches(*self._place(at), self._gaps[at]) for at in self._gappy])

    @cached_property
    def _missed(self) -> list[int]:
        """How many later ones each misses. What begins later, begins where the earlier one goes
        on or in a gap of it: without gaps of its own it must lie in that gap as a whole.
        """
        counts = [0] * len(self._order)
        whole = [self._place(at) for at in range(len(counts)) if at not in self._gaps]
        gaps = [(first, after - 1) for each in self._gaps.values() for first, after in each]
        missed = iter(_within(whole, gaps))
        for number, at in enumerate(self._gappy):
            later = bisect_left(self._gappy, self._ends[at]) - number - 1
            counts[at] = later - self._meetings.later[number]
            counts[at] += sum(next(missed) for _ in self._gaps[at])
        return counts

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

    To count them takes n log n steps for n spans.
    """

    def __init__(self, inner: Sequence[Span], outer: Sequence[Span]) -> None:
        rank = _ranks(chain(inner, outer))
        places = [(rank[lower], rank[upper]) for lower, upper in inner]
        self._order = sorted(range(len(inner)), key=lambda at: places[at])
        self._inner = [places[at] for at in self._order]
        self._outer = [(rank[lower], rank[upper]) for lower, upper in outer]

    @property
    def within(self) -> Pairs:
        """Those of which the second lies within the first."""
        return self._against(self._within, is_within=True)

    @property
    def partly(self) -> Pairs:
        """Those that have something in common, though the second does not lie within."""
        starts = [lower for lower, _ in self._inner]
        ends = sorted(upper for _, upper in self._inner)
        counts = [
            bisect_right(starts, upper) - bisect_left(ends, lower) - within
            for (lower, upper), within in zip(self._outer, self._within, strict=True)
        ]
        return self._against(counts, is_within=False)

    def _against(self, counts: Sequence[int], *, is_within: bool) -> Pairs:
        def partners(place: int) -> Iterator[int]:
            lower, upper = self._outer[place]
            for at, (start, end) in enumerate(self._inner):
                holds = lower <= start and end <= upper
                if start <= upper and end >= lower and holds == is_within:
                    yield self._order[at]

        return Pairs(range(len(self._outer)), counts, partners)

    @cached_property
    def _within(self) -> list[int]:
        return _within(self._inner, self._outer)


def _within(inner: Sequence[tuple[int, int]], outer: Sequence[tuple[int, int]]) -> list[int]:
    """How many of the inner ones, which come by where they begin, lie within each outer one."""
    counts = [0] * len(outer)
    passed = _Counter(max((upper for _, upper in outer), default=0) + 1)
    at = len(inner)
    for place in sorted(range(len(outer)), key=lambda one: -outer[one][0]):
        lower, upper = outer[place]
        while at and inner[at - 1][0] >= lower:
            at -= 1
            passed.add(inner[at][1])
        counts[place] = passed.up_to(upper)
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


def _ranks(spans: Iterable[Span]) -> dict[Edge, int]:
    """The ends of spans as small integers that sort as these do."""
    edges = sorted({edge for span in spans for edge in span})
    return {edge: number for number, edge in enumerate(edges)}
