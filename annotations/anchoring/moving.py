"""Blocks of a text that stand elsewhere in the new one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from annotations.anchoring.grams import Runs
from annotations.anchoring.islands import Flags
from annotations.anchoring.normalising import Codes, Places

#: Letters between two runs of one block, and by how many the two texts may then differ.
NEAR, SLACK = 400, 16

#: Letters around a moved block that may belong to it, and so many more at most that do agree.
MARGIN, GROWTH = 40, 5_000

Range = tuple[int, int]


class Block(NamedTuple):
    """Letters that moved together, and which of the runs lie in them."""

    old: Range
    new: Range
    runs: Places


def moved_blocks(
    runs: Runs,
    old_codes: Codes,
    new_codes: Codes,
    old_groups: Places,
    new_groups: Places,
    *,
    least: int,
) -> list[Block]:
    """The blocks that runs, ascending in the old text, make in what is not placed (group >= 0).

    Heavier blocks have the first claim; those whose runs have fewer than `least` letters in all
    are not told from chance.
    """
    if not len(runs.old):
        return []
    starts = np.flatnonzero(np.r_[True, ~_near(runs, old_groups, new_groups)])
    ends = np.r_[starts[1:], len(runs.old)]
    weights = np.add.reduceat(runs.length, starts)
    old_claimed, new_claimed = old_groups.copy(), new_groups.copy()
    blocks = []
    for number in np.argsort(-weights, kind="stable").tolist():
        if weights[number] < least:
            break
        first, last = int(starts[number]), int(ends[number]) - 1
        old = int(runs.old[first]), int(runs.old[last] + runs.length[last])
        new = int(runs.new[first]), int(runs.new[last] + runs.length[last])
        if _is_free(old_claimed, old) and _is_free(new_claimed, new):
            old_claimed[slice(*old)] = new_claimed[slice(*new)] = -1
            blocks.append(Block(old, new, np.arange(first, last + 1)))
    return [_widened(block, old_codes, new_codes, old_claimed, new_claimed) for block in blocks]


def _near(runs: Runs, old_groups: Places, new_groups: Places) -> Flags:
    """For every run but the first, whether it follows the one before it in both texts."""
    placed_old = np.r_[0, np.cumsum(old_groups < 0)]
    placed_new = np.r_[0, np.cumsum(new_groups < 0)]
    a, b = (runs.old + runs.length)[:-1], runs.old[1:]
    c, d = (runs.new + runs.length)[:-1], runs.new[1:]
    near = (d >= c) & (b - a < NEAR) & (np.abs((b - a) - (d - c)) <= SLACK + (b - a) // 4)
    near &= placed_old[np.maximum(b, a)] == placed_old[a]
    near &= placed_new[np.maximum(c, d)] == placed_new[c]
    return np.asarray(near, bool)


def _is_free(groups: Places, letters: Range) -> bool:
    """Whether the letters are unplaced and of one group."""
    here = groups[slice(*letters)]
    return bool(here[0] >= 0 and (here == here[0]).all())


def _widened(block: Block, old: Codes, new: Codes, old_groups: Places, new_groups: Places) -> Block:
    """The block with the letters around it that are still free, which become its own.

    A few of them may be garbled; beyond these it goes on as long as the letters agree.
    """
    (a, b), (c, d) = block.old, block.new
    before = min(_free(old_groups[:a][::-1]), _free(new_groups[:c][::-1]))
    after = min(_free(old_groups[b:]), _free(new_groups[d:]))
    before = _reach(old[a - before : a][::-1], new[c - before : c][::-1])
    after = _reach(old[b : b + after], new[d : d + after])
    wide_old, wide_new = (a - before, b + after), (c - before, d + after)
    old_groups[slice(*wide_old)] = new_groups[slice(*wide_new)] = -1
    return Block(wide_old, wide_new, block.runs)


def _reach(old: Codes, new: Codes) -> int:
    """How many of the letters beyond a block belong to it."""
    agreeing = int(np.argmin(np.append(old == new, False)))
    return min(len(old), max(agreeing, MARGIN))


def _free(beyond: Places) -> int:
    """How many of the next letters, up to a limit, are unplaced and of one group."""
    near = beyond[:GROWTH]
    if not len(near) or near[0] < 0:
        return 0
    return int(np.argmin(np.append(near == near[0], False)))
