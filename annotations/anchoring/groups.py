"""Letters in groups that can only go with one another; group -1 is placed already."""

from __future__ import annotations

import numpy as np

from annotations.anchoring.normalising import Places


def divide(groups: Places, starts: Places, placed: Places, base: Places) -> None:
    """Number the groups anew, in their place: each run ends one and begins another.

    `starts` and `placed` are the first letters and all letters of the runs; the parts of group g
    are numbered from `base[g]` on.
    """
    active = np.flatnonzero(groups >= 0)
    active = active[np.argsort(groups[active], kind="stable")]
    begins = np.zeros(len(groups), np.int8)
    begins[starts] = 1
    of = groups[active]
    count = np.cumsum(begins[active], dtype=np.int64)
    first = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
    before = np.r_[0, count][first]
    groups[active] = base[of] + count - np.repeat(before, np.diff(np.r_[first, len(of)]))
    groups[placed] = -1


def small(groups: Places, largest: int) -> Places:
    """The groups, those with more letters than `largest` left out."""
    sizes = np.bincount(groups[groups >= 0], minlength=1)
    return np.where((groups >= 0) & (sizes[groups] <= largest), groups, -1)


def by_group(groups: Places, count: int) -> tuple[Places, Places]:
    """The letters not placed yet, sorted by group, and where each group begins among them."""
    active = np.flatnonzero(groups >= 0)
    order = active[np.argsort(groups[active], kind="stable")]
    return order, np.searchsorted(groups[order], np.arange(count + 1))
