"""Which pairs of letters of an alignment are more than chance.

Two texts that have nothing in common still align: letters of a passage that is gone find equals
in what took its place. Such pairs are sparse, or stand alone between long jumps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotations.anchoring.normalising import Places

Flags = NDArray[np.bool_]

#: Letters to either side over which agreement is counted, and the least share that must agree.
WINDOW, SHARE = 12, 0.5

#: Equal letters in a row that stand for themselves, however bad their surroundings.
RUN = 5

#: Letters skipped in either text that make a jump.
JUMP = 4

#: Bits that a letter that agrees tells, and bits by which an island must beat chance.
BITS, SURPLUS = 3.5, 6.0


def without_chance(to_new: Places, block: NDArray[np.int32], same: Flags) -> Places:
    """The alignment without pairs that chance explains."""
    return _without_islands(_without_sparse(to_new, same), block, same)


def _without_sparse(to_new: Places, same: Flags) -> Places:
    total = np.r_[0, np.cumsum(same, dtype=np.int32)]
    at = np.arange(len(same), dtype=np.int32)
    low, high = np.maximum(at - WINDOW, 0), np.minimum(at + WINDOW + 1, len(same))
    sparse = total[high] - total[low] < SHARE * (high - low)
    if not sparse.any():
        return to_new
    steady = np.r_[False, same[1:] & same[:-1] & (np.diff(to_new) == 1)]
    starts = np.flatnonzero(~steady)
    lengths = np.diff(np.r_[starts, len(same)])
    return np.where(sparse & (np.repeat(lengths, lengths) < RUN), -1, to_new)


def _without_islands(to_new: Places, block: NDArray[np.int32], same: Flags) -> Places:
    at = np.flatnonzero(to_new >= 0).astype(np.int32)
    if not len(at):
        return to_new
    there = to_new[at]
    ahead, beyond = np.diff(at), np.diff(there)
    jumps = (ahead > JUMP) | (beyond > JUMP) | (beyond < 1) | (np.diff(block[at]) != 0)
    starts = np.flatnonzero(np.r_[True, jumps])
    weight = np.add.reduceat(np.where(same[at], 1, -1), starts)
    wide = np.where(jumps, np.maximum(ahead, np.abs(beyond)), 0)[starts[1:] - 1]
    left, right = np.r_[0, wide], np.r_[wide, 0]
    chance = 2 * np.log2(1.0 + left + right)
    lost = (weight * BITS < chance + SURPLUS) & (left + right > 0)
    sizes = np.diff(np.r_[starts, len(at)])
    cleaned = to_new.copy()
    cleaned[at[np.repeat(lost, sizes)]] = -1
    return cleaned
