"""Which letters of a passage still make one passage, when something long came between them."""

from __future__ import annotations

import numpy as np

from annotations.anchoring.normalising import Places
from annotations.anchoring.sides import Sides

#: Letters that may come between two parts of a passage whatever their size, such as the head of
#: a page; and how many times the letters of a part may come between it and the rest.
BETWEEN, TIMES = 30, 4


def main_part(sides: Sides, first: int, last: int) -> tuple[int, int] | None:
    """The outermost letters of the heaviest part of letters `first` to `last`, if any are left.

    Other parts belong to it if they follow in the same order and too little came between.
    """
    at = first + np.flatnonzero(sides.same[first:last])
    if not len(at):
        return None
    there, block = sides.to_new[at], sides.block[at]
    inserted = np.diff(there) - np.diff(at)
    apart = (inserted > BETWEEN) | (np.diff(there) < 0) | (np.diff(block) != 0)
    if not apart.any():
        return int(at[0]), int(at[-1])
    starts = np.flatnonzero(np.r_[True, apart])
    ends = np.r_[starts[1:], len(at)] - 1
    low = high = int(np.argmax(ends - starts))
    for part in range(low - 1, -1, -1):
        if _joins(at, there, block, ends[part], starts[low], ends[part] - starts[part] + 1):
            low = part
    for part in range(high + 1, len(starts)):
        if _joins(at, there, block, ends[high], starts[part], ends[part] - starts[part] + 1):
            high = part
    return int(at[starts[low]]), int(at[ends[high]])


def _joins(at: Places, there: Places, block: Places, one: int, two: int, size: int) -> bool:
    """Whether the part of `size` letters beyond the gap from `one` to `two` belongs to the rest."""
    inserted = (there[two] - there[one]) - (at[two] - at[one])
    in_order = block[one] == block[two] and there[one] < there[two]
    return bool(in_order and inserted <= max(BETWEEN, TIMES * size))
