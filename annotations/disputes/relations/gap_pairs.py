"""Compares values with gaps by their stretches: what lies between the gaps. Pure.

Values are bits of long integers, as sets are in ``set_pairs``, so that thousands are compared
with a stretch in one step.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import accumulate, groupby
from operator import or_
from typing import TypeVar

from annotations.claims.values import Edge

#: An edge, or its rank among all edges.
End = TypeVar("End", Edge, int)

#: From its first rank to its last, both included.
Stretch = tuple[int, int]

#: As many stretches are compared at once, as bits of long integers.
_TOGETHER = 8_192


def have_nothing_in_common(
    one: tuple[End, End], two: tuple[End, End], gaps: Iterable[tuple[End, End]]
) -> bool:
    """Tell whether all that two spans share lies in gaps of either. A gap is what one of them
    leaves out: from there on, and up to where it goes on.

    Takes a step for each gap, once they are sorted.
    """
    lower, upper = max(one[0], two[0]), min(one[1], two[1])
    for first, after in sorted(gaps):
        if first > lower:
            break
        lower = max(lower, after)
    return lower > upper


def stretches(lower: int, upper: int, gaps: Sequence[tuple[int, int]]) -> list[Stretch]:
    """What gaps leave of a span, in order."""
    firsts = [lower, *(after for _, after in gaps)]
    return list(zip(firsts, [*(first - 1 for first, _ in gaps), upper], strict=True))


class Meetings:
    """Which values have something in common, each given by its stretches. Values come by where
    they begin.

    Stretches that no other value meets cost what sorting them costs; each of the others is
    compared with all values nearby, thousands in one step.
    """

    def __init__(self, values: Sequence[Sequence[Stretch]], *, together: int = _TOGETHER) -> None:
        self._values = values
        self._together = together
        self._owned = sorted((*each, at) for at, value in enumerate(values) for each in value)
        self._firsts = [first for first, _, _ in self._owned]
        self._longest = max((last - first for first, last, _ in self._owned), default=0)

    def of(self, at: int) -> set[int]:
        """The places of all values that have something in common with one, and its own."""
        return {
            owner
            for first, last in self._values[at]
            for _, end, owner in self._owned[
                bisect_left(self._firsts, first - self._longest) : bisect_right(self._firsts, last)
            ]
            if end >= first
        }

    @cached_property
    def later(self) -> list[int]:
        """With how many later ones each value has something in common."""
        counts = [0] * len(self._values)
        shared = list(self._shared())
        for start, end in self._blocks([len(value) for _, value in shared]):
            block = _Block([value for _, value in shared[start:end]])
            begins = self._values[shared[start][0]][0][0]
            for number, (at, value) in enumerate(shared[:end]):
                if self._values[at][-1][1] >= begins:
                    met = block.meeting(value) >> max(0, number + 1 - start)
                    counts[at] += met.bit_count()
        return counts

    def _blocks(self, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
        """From where to before where values are compared at once, by their stretches."""
        passed = list(accumulate(sizes))
        for _, places in groupby(range(len(sizes)), lambda at: passed[at] // self._together):
            several = list(places)
            yield several[0], several[-1] + 1

    def _shared(self) -> Iterator[tuple[int, list[Stretch]]]:
        """The values with those stretches that others meet."""
        lasts = sorted(last for _, last, _ in self._owned)
        for at, value in enumerate(self._values):
            shared = [
                (first, last)
                for first, last in value
                if bisect_right(self._firsts, last) - bisect_left(lasts, first) > 1
            ]
            if shared:
                yield at, shared


class _Block:
    """Some values as bits, with how many stretches of each have begun and how many have ended
    by any rank: in the code of Gray (patent US 2632058, 1953), where each step flips one bit.
    """

    def __init__(self, values: Sequence[Sequence[Stretch]]) -> None:
        self._width = len(values)
        self._digits = max(map(len, values)).bit_length()
        owned = [(*each, bit) for bit, value in enumerate(values) for each in value]
        self._firsts, self._begun = self._counted((first, bit) for first, _, bit in owned)
        self._lasts, self._ended = self._counted((last, bit) for _, last, bit in owned)

    def meeting(self, value: Sequence[Stretch]) -> int:
        """Those that have something in common with a value: more of their stretches have begun
        before one of its own ends than had ended before it began.
        """
        differing = 0
        for first, last in value:
            begun, ended = bisect_right(self._firsts, last), bisect_left(self._lasts, first)
            if begun > ended:
                differing |= self._begun[begun] ^ self._ended[ended]
        digits = (differing >> digit * self._width for digit in range(self._digits))
        return reduce(or_, digits) & ((1 << self._width) - 1)

    def _counted(self, events: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
        """The ranks of events in order, and the counts of all values after so many of them: all
        their first digits, then all their second ones.
        """
        ordered = sorted(events)
        counts = [0] * self._width
        codes = [0]
        for _, bit in ordered:
            counts[bit] += 1
            digit = (counts[bit] & -counts[bit]).bit_length() - 1
            codes.append(codes[-1] ^ 1 << digit * self._width + bit)
        return [rank for rank, _ in ordered], codes
