"""Counts pairs among many spans or sets exactly, and lists the first few. Pure.

Every function takes sequences and returns the exact number of pairs and at most ``limit``
of them as positions. Spans cost a sort; sets one machine word for 64 pairs.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import islice

from annotations.claims.values import Edge

Span = tuple[Edge, Edge]
Pairs = tuple[int, list[tuple[int, int]]]

#: Sets that are compared at once, as bits of one integer.
_BLOCK = 4_096


def disjoint_spans(spans: Sequence[Span], *, limit: int) -> Pairs:
    """Find the pairs of spans without anything in common."""
    order = sorted(range(len(spans)), key=lambda position: spans[position][0])
    lowers = [spans[position][0] for position in order]
    firsts_after = [bisect_right(lowers, span[1]) for span in spans]
    count = sum(len(spans) - first for first in firsts_after)
    pairs = (
        (position, later)
        for position, first in enumerate(firsts_after)
        for later in order[first : first + limit]
    )
    return count, list(islice(pairs, limit))


def contained_spans(inner: Sequence[Span], outer: Sequence[Span], *, limit: int) -> Pairs:
    """Find the pairs, (inner, outer), of which the first lies within the second."""
    by_lower = sorted(range(len(inner)), key=lambda position: inner[position][0])
    falling = sorted(range(len(outer)), key=lambda position: outer[position][0], reverse=True)
    ends: list[tuple[Edge, int]] = []
    count = 0
    pairs: list[tuple[int, int]] = []
    for position in falling:
        lower, upper = outer[position]
        while by_lower and inner[by_lower[-1]][0] >= lower:
            candidate = by_lower.pop()
            insort(ends, (inner[candidate][1], candidate))
        within = bisect_left(ends, (upper, len(inner)))
        count += within
        room = max(0, limit - len(pairs))
        pairs += [(candidate, position) for _, candidate in ends[: min(within, room)]]
    return count, pairs


def disjoint_sets(sets: Sequence[frozenset[str]], *, limit: int) -> Pairs:
    """Find the pairs of sets without a common member; none of the sets is empty."""
    count = 0
    pairs: list[tuple[int, int]] = []
    for start, masks, size in _blocks(sets):
        everything = (1 << size) - 1
        for position, members in enumerate(sets[: start + size - 1]):
            common = 0
            for member in members:
                common |= masks.get(member, 0)
            # Only what comes later in order, so that no pair counts twice.
            later = everything & -(1 << max(0, position + 1 - start))
            apart = later & ~common
            count += apart.bit_count()
            pairs += [(position, start + bit) for bit in _bits(apart, limit - len(pairs))]
    return count, pairs


def contained_sets(
    inner: Sequence[frozenset[str]], outer: Sequence[frozenset[str]], *, limit: int
) -> Pairs:
    """Find the pairs, (inner, outer), of which the first is part of the second or equal."""
    count = 0
    pairs: list[tuple[int, int]] = []
    for start, masks, size in _blocks(outer):
        for position, members in enumerate(inner):
            holding = (1 << size) - 1
            for member in members:
                holding &= masks.get(member, 0)
            count += holding.bit_count()
            pairs += [(position, start + bit) for bit in _bits(holding, limit - len(pairs))]
    return count, pairs


def _blocks(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, dict[str, int], int]]:
    """Yield, for each stretch of sets, its start, for each member a bit a set, its length."""
    for start in range(0, len(sets), _BLOCK):
        block = sets[start : start + _BLOCK]
        masks: dict[str, int] = {}
        for bit, members in enumerate(block):
            for member in members:
                masks[member] = masks.get(member, 0) | 1 << bit
        yield start, masks, len(block)


def _bits(mask: int, limit: int) -> Iterator[int]:
    """Yield the first positions of the bits that are set, lowest first."""
    for _ in range(limit):
        if not mask:
            return
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
