"""Counts pairs among many sets exactly. Pure.

Sets are bits of long integers, one integer for each member, so that a set is compared with 64
others in one step of the machine; those that share no member cost nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, reduce
from operator import and_, or_

from annotations.disputes.relations.pairs import Pairs

#: Sets that are compared at once, as bits of one integer.
_BLOCK = 16_384


class SetPairs:
    """The pairs among sets, no two equal and none empty: without a common member, nested, or
    overlapping. Inside, places count by size.
    """

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        self._order = sorted(range(len(sets)), key=lambda at: len(sets[at]))
        self._sets = [sets[at] for at in self._order]
        self._holders = _holders(self._sets)

    @property
    def apart(self) -> Pairs:
        """Those without a common member."""
        last = len(self._sets) - 1
        counts = [last - at - sharing for at, sharing in enumerate(self._sharing[0])]

        def partners(at: int) -> Iterator[int]:
            near = self._near(at)
            return (to for to in range(at + 1, len(self._sets)) if to not in near)

        return self._pairs(counts, partners)

    @property
    def nested(self) -> Pairs:
        """Those of which the first is a part of the second."""
        return self._pairs(self._sharing[1], lambda at: self._later(at, part=True))

    @property
    def overlapping(self) -> Pairs:
        """Those with a common member, though neither is a part of the other."""
        counts = [sharing - holding for sharing, holding in zip(*self._sharing, strict=True)]
        return self._pairs(counts, lambda at: self._later(at, part=False))

    def _pairs(self, counts: Sequence[int], partners: Callable[[int], Iterable[int]]) -> Pairs:
        return Pairs(self._order, counts, lambda at: (self._order[to] for to in partners(at)))

    def _near(self, at: int) -> set[int]:
        return {to for member in self._sets[at] for to in self._holders.get(member, ())}

    def _later(self, at: int, *, part: bool) -> Iterator[int]:
        return (
            to
            for to in sorted(self._near(at))
            if to > at and (self._sets[at] <= self._sets[to]) == part
        )

    @cached_property
    def _sharing(self) -> tuple[list[int], list[int]]:
        return _sharing(self._sets, self._sets, later=True)


class SetsAgainst:
    """The pairs, (inner, outer), of a set with one that holds all of it, or a part."""

    def __init__(self, inner: Sequence[frozenset[str]], outer: Sequence[frozenset[str]]) -> None:
        self._outer = outer
        self._inner = inner
        self._holders = _holders(outer)

    @property
    def within(self) -> Pairs:
        """Those of which the second holds all of the first."""
        return self._against(self._sharing[1], is_whole=True)

    @property
    def partly(self) -> Pairs:
        """Those with a common member, though the second does not hold all of the first."""
        counts = [sharing - holding for sharing, holding in zip(*self._sharing, strict=True)]
        return self._against(counts, is_whole=False)

    def _against(self, counts: Sequence[int], *, is_whole: bool) -> Pairs:
        def partners(place: int) -> Iterator[int]:
            inner = self._inner[place]
            near = {to for member in inner for to in self._holders.get(member, ())}
            return (to for to in sorted(near) if (inner <= self._outer[to]) == is_whole)

        return Pairs(range(len(self._inner)), counts, partners)

    @cached_property
    def _sharing(self) -> tuple[list[int], list[int]]:
        return _sharing(self._inner, self._outer, later=False)


def _holders(sets: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """The places of the sets that have each member."""
    holders: dict[str, list[int]] = {}
    for at, members in enumerate(sets):
        for member in members:
            holders.setdefault(member, []).append(at)
    return holders


def _sharing(
    asking: Sequence[frozenset[str]], among: Sequence[frozenset[str]], *, later: bool
) -> tuple[list[int], list[int]]:
    """How many of ``among`` share a member with each of ``asking``, and how many hold all of it.

    With ``later`` both are the same list, and only what comes after the asking one counts.
    """
    sharing, holding = [0] * len(asking), [0] * len(asking)
    askers = _holders(asking)
    wanted = {member for member, places in askers.items() if not later or len(places) > 1}
    for start in range(0, len(among), _BLOCK):
        masks = _masks(among[start : start + _BLOCK], wanted)
        for at in {at for member in masks for at in askers[member]}:
            found = [masks[member] for member in asking[at] if member in masks]
            beyond = -1 << max(0, at + 1 - start) if later else -1
            sharing[at] += (reduce(or_, found) & beyond).bit_count()
            if len(found) == len(asking[at]):
                holding[at] += (reduce(and_, found) & beyond).bit_count()
    return sharing, holding


def _masks(block: Sequence[frozenset[str]], wanted: set[str]) -> dict[str, int]:
    """For each wanted member the sets that have it, as bits."""
    masks: dict[str, int] = {}
    for bit, members in enumerate(block):
        for member in members & wanted:
            masks[member] = masks.get(member, 0) | 1 << bit
    return masks
