"""Runs of letters that occur once in each of two texts, found by hashes of k letters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotations.anchoring.normalising import Codes, Places

Hashes = NDArray[np.uint64]

#: Odd multipliers of splitmix64: what follows is arithmetic modulo 2**64.
_ONE = np.uint64(0x9E3779B97F4A7C15)
_TWO = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)


#: From so many k-grams on, one in `SAMPLE` will do, chosen by its hash: the same ones in any text.
MANY, SAMPLE = 1_000_000, np.uint64(4)


class Runs(NamedTuple):
    """Equal stretches of two texts: where each begins in either, and how long it is."""

    old: Places
    new: Places
    length: Places

    def take(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> Runs:
        """Some of the runs."""
        return Runs(self.old[which], self.new[which], self.length[which])

    def positions(self) -> tuple[Places, Places]:
        """Every letter of the runs, in the old text and in the new."""
        within = np.arange(self.length.sum()) - np.repeat(
            np.cumsum(self.length) - self.length, self.length
        )
        return np.repeat(self.old, self.length) + within, np.repeat(self.new, self.length) + within


def unique_runs(
    old: Codes, new: Codes, k: int, old_groups: Places, new_groups: Places, *, across: bool = False
) -> Runs:
    """The runs of letters covered by k-grams that occur once in each text, in the old's order.

    Only letters with a group (0 and up) count, and a k-gram must not span two groups. Grams match
    within their group alone, or anywhere if `across`.
    """
    at_old, of_old = _singles(old, k, old_groups, across)
    at_new, of_new = _singles(new, k, new_groups, across)
    _, first, second = np.intersect1d(of_old, of_new, assume_unique=True, return_indices=True)
    i, j = at_old[first], at_new[second]
    real = np.ones(len(i), bool)
    for step in range(k):  # hashes may collide, letters do not
        real &= old[i + step] == new[j + step]
    i, j = i[real], j[real]
    order = np.argsort(i)
    return _joined(i[order], j[order], k)


def copied_runs(old: Codes, new: Codes, k: int, old_groups: Places) -> Runs:
    """The runs of letters of the old groups whose k-grams occur once in all of the new text."""
    here = np.zeros(len(new), np.int64)
    at_old, of_old = _grams(old, k, old_groups, across=True)
    at_new, of_new = _singles(new, k, here, across=True)
    if not len(of_old) or not len(of_new):
        return Runs(at_old[:0], at_new[:0], at_new[:0])
    found = np.minimum(np.searchsorted(of_new, of_old), len(of_new) - 1)
    equal = of_new[found] == of_old
    i, j = at_old[equal], at_new[found[equal]]
    real = np.ones(len(i), bool)
    for step in range(k):
        real &= old[i + step] == new[j + step]
    return _joined(i[real], j[real], k)


def _singles(codes: Codes, k: int, groups: Places, across: bool) -> tuple[Places, Hashes]:
    """Where the k-grams begin that occur once, and their hashes in ascending order."""
    at, hashes = _grams(codes, k, groups, across)
    order = np.argsort(hashes)
    hashes, at = hashes[order], at[order]
    differs = np.ones(len(at) + 1, bool)
    differs[1:-1] = hashes[1:] != hashes[:-1]
    single = differs[1:] & differs[:-1]
    return at[single], hashes[single]


def _grams(codes: Codes, k: int, groups: Places, across: bool) -> tuple[Places, Hashes]:
    """Where the k-grams of the groups begin, and their hashes."""
    if len(codes) < k:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    changes = np.r_[0, np.cumsum(groups[1:] != groups[:-1], dtype=np.int32)]
    last = len(codes) - k + 1
    at = np.flatnonzero((groups[:last] >= 0) & (changes[:last] == changes[k - 1 :]))
    hashes = _hashed(codes, k)
    if len(at) < len(hashes):
        hashes = hashes[at]
    if len(at) > MANY:
        chosen = hashes % SAMPLE == 0
        at, hashes = at[chosen], hashes[chosen]
    if not across:
        hashes = _mixed(hashes + groups[at].astype(np.uint64) * _TWO)
    return at, hashes


def _hashed(codes: Codes, k: int) -> Hashes:
    """The hashes of all k-grams; k is a power of two, so that two halves make a whole."""
    hashes, width = _mixed(codes.astype(np.uint64) + _ONE), 1
    while width < k:
        whole = hashes[:-width] * _ONE
        whole += hashes[width:]
        hashes = _mixed(whole)
        width *= 2
    return hashes


def _mixed(hashes: Hashes) -> Hashes:
    """The hashes mixed well, in their place: there may be many."""
    hashes ^= hashes >> _SHIFT
    hashes *= _TWO
    hashes ^= hashes >> _SHIFT
    return hashes


def _joined(i: Places, j: Places, k: int) -> Runs:
    """Pairs of equal k-grams, ascending in the old text, as runs: overlapping ones are one."""
    if not len(i):
        return Runs(i, j, i)
    steps = np.diff(i)
    starts = np.flatnonzero(np.r_[True, (steps > k) | (np.diff(j) != steps)])
    ends = np.r_[starts[1:], len(i)] - 1
    return Runs(i[starts], j[starts], i[ends] - i[starts] + k)
