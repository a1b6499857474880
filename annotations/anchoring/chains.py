"""The heaviest chain of runs that stand in the same order in both texts."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from annotations.anchoring.grams import Runs
from annotations.anchoring.normalising import Places


def heaviest(runs: Runs) -> Places:
    """Which of the runs, ascending in the old text, make the heaviest chain ascending in the new.

    The weight of a chain is the letters of its runs. `heights` and `ends` are a staircase: the
    best weight of the chains ending at or before a place of the new text, rising with the place
    (Jacobson and Vo, Heaviest increasing/common subsequence problems, 1992).
    """
    places, heights, ends = [-1], [0], [-1]
    before = np.full(len(runs.old), -1, np.int64)
    for index, (new, length) in enumerate(
        zip(runs.new.tolist(), runs.length.tolist(), strict=True)
    ):
        step = bisect_left(places, new)
        before[index] = ends[step - 1]
        height = heights[step - 1] + length
        until = step
        while until < len(places) and heights[until] <= height:
            until += 1
        if step == until and step < len(places) and places[step] == new:
            continue  # as good a chain ends here already
        places[step:until], heights[step:until], ends[step:until] = [new], [height], [index]
    chain = []
    index = ends[-1]
    while index >= 0:
        chain.append(index)
        index = int(before[index])
    return np.array(chain[::-1], np.int64)


def trimmed(runs: Runs) -> Runs:
    """The runs of a chain without their overlaps: a letter belongs to the run that has it first."""
    if len(runs.old) < 2:
        return runs
    over = np.maximum(
        _reach(runs.old + runs.length) - runs.old, _reach(runs.new + runs.length) - runs.new
    )
    over = np.maximum(over, 0)
    kept = over < runs.length
    return Runs(runs.old + over, runs.new + over, runs.length - over).take(kept)


def _reach(ends: Places) -> Places:
    """How far the runs before each one go."""
    reach = np.empty_like(ends)
    reach[0] = 0
    reach[1:] = np.maximum.accumulate(ends)[:-1]
    return reach
