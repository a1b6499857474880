"""Two texts laid side by side, letter by letter.

Coarse to fine: long k-grams that occur once in each text anchor it, the heaviest chain of them
divides the texts into groups of letters that can only go with one another, shorter k-grams need
be unique within their group alone. Blocks that stand elsewhere are found in what no group could
place, and become groups of their own. What is left of a group is aligned exactly.
"""

from __future__ import annotations

import numpy as np
from rapidfuzz.distance import Levenshtein

from annotations.anchoring.chains import heaviest, trimmed
from annotations.anchoring.grams import Runs, copied_runs, unique_runs
from annotations.anchoring.normalising import Codes, Letters, Places

#: Letters of the k-grams of an alphabet, coarse to fine; of a script of many signs, half as many.
LEVELS = (32, 16, 8, 4)

#: Bits of a letter above which a script is one of many signs, such as Chinese.
MANY_SIGNS = 6.0

#: Groups with more letters than this are not searched for the finest k-grams, which would
#: agree by chance there.
FINE_GROUP = 400

#: Cells of the largest group that is aligned exactly.
CELLS = 4_000_000

#: Times the coarsest k-gram that a copy is long.
COPY = 3

#: Letters around a moved block that may belong to it.
MARGIN = 40


class Alignment:
    """Which letter of the new text each letter of the old one became.

    `to_new` has for every old letter the new one, or -1; `block` tells the blocks that moved
    apart: 0 is what kept its order. `old_groups` and `new_groups` are the work in hand: letters
    of one group can only go with one another, and -1 is placed already.
    """

    def __init__(self, old: Letters, new: Letters) -> None:
        self.old, self.new = old, new
        self.to_new = np.full(len(old), -1, np.int64)
        self.block = np.zeros(len(old), np.int32)
        self.old_groups = np.zeros(len(old), np.int64)
        self.new_groups = np.zeros(len(new), np.int64)
        self.groups = 1
        self.group_block = np.zeros(1, np.int32)
        self._align()

    def _align(self) -> None:
        if not len(self.old) or not len(self.new):
            return
        few = _bits(self.old.codes) < MANY_SIGNS
        coarse, middle, fine, finest = LEVELS if few else [k // 2 for k in LEVELS]
        for k in (coarse, middle):
            self._anchor(k)
            self._move(k)
        self._anchor(fine)
        self._anchor(finest, largest=FINE_GROUP)
        self._move(fine)
        self._fill()
        self._copy(coarse)

    def _anchor(self, k: int, largest: int | None = None) -> None:
        """Place the chain of k-grams unique within their groups."""
        old_groups, new_groups = self.old_groups, self.new_groups
        if largest:
            old_groups = _small(old_groups, self.groups, largest)
            new_groups = _small(new_groups, self.groups, largest)
        runs = unique_runs(self.old.codes, self.new.codes, k, old_groups, new_groups)
        if not len(runs.old):
            return
        by_group = np.argsort(self.old_groups[runs.old], kind="stable")
        self._place(self._chained(runs.take(by_group)))

    def _chained(self, runs: Runs) -> Runs:
        """The heaviest chain within every group; runs come sorted by group."""
        groups = self.old_groups[runs.old]
        rank = np.cumsum(np.r_[0, groups[1:] != groups[:-1]])
        old_span, new_span = len(self.old) + 1, len(self.new) + 1
        apart = Runs(runs.old + rank * old_span, runs.new + rank * new_span, runs.length)
        chain = heaviest(apart)
        clean = trimmed(apart.take(chain))
        rank = clean.old // old_span
        return Runs(clean.old - rank * old_span, clean.new - rank * new_span, clean.length)

    def _place(self, runs: Runs) -> None:
        """Note runs that are in order within their groups, and divide the groups by them."""
        runs = self._extended(runs)
        groups = self.old_groups[runs.old]
        counts = np.bincount(groups, minlength=self.groups) + 1
        base = np.cumsum(counts) - counts
        i, j = runs.positions()
        self.to_new[i] = j
        self.block[i] = np.repeat(self.group_block[groups], runs.length)
        self._divide(self.old_groups, runs.old, i, base)
        self._divide(self.new_groups, runs.new, j, base)
        self.group_block = np.repeat(self.group_block, counts)
        self.groups = int(counts.sum())

    def _divide(self, groups: Places, starts: Places, placed: Places, base: Places) -> None:
        """Number the groups anew: each run ends one and begins another."""
        active = np.flatnonzero(groups >= 0)
        active = active[np.argsort(groups[active], kind="stable")]
        begins = np.zeros(len(groups), np.int8)
        begins[starts] = 1
        of = groups[active]
        count = np.cumsum(begins[active], dtype=np.int64)
        first = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
        before = np.r_[0, count][first]
        sizes = np.diff(np.r_[first, len(of)])
        groups[active] = base[of] + count - np.repeat(before, sizes)
        groups[placed] = -1

    def _extended(self, runs: Runs) -> Runs:
        """Runs made longer at both ends as far as the letters agree within their groups."""
        old, new, length = (part.copy() for part in runs)
        taken_old = np.zeros(len(self.old) + 2, bool)
        taken_new = np.zeros(len(self.new) + 2, bool)
        i, j = runs.positions()
        taken_old[i + 1] = taken_new[j + 1] = True
        groups = self.old_groups[runs.old]
        for sign in (1, -1):
            active = np.arange(len(old))
            for _ in range(10_000):
                edge = length[active] if sign > 0 else np.full(len(active), -1)
                i, j = old[active] + edge, new[active] + edge
                good = (i >= 0) & (j >= 0) & (i < len(self.old)) & (j < len(self.new))
                active, i, j = active[good], i[good], j[good]
                good = (
                    (self.old.codes[i] == self.new.codes[j])
                    & ~taken_old[i + 1]
                    & ~taken_new[j + 1]
                    & (self.old_groups[i] == groups[active])
                    & (self.new_groups[j] == groups[active])
                )
                active, i, j = active[good], i[good], j[good]
                if not len(active):
                    break
                taken_old[i + 1] = taken_new[j + 1] = True
                length[active] += 1
                if sign < 0:
                    old[active] -= 1
                    new[active] -= 1
        return Runs(old, new, length)

    def _move(self, k: int) -> None:
        """Find blocks that stand elsewhere by k-grams unique in all that is not placed yet."""
        runs = unique_runs(
            self.old.codes, self.new.codes, k, self.old_groups, self.new_groups, across=True
        )
        if not len(runs.old):
            return
        free_old = np.r_[0, np.cumsum(self.old_groups < 0)]
        free_new = np.r_[0, np.cumsum(self.new_groups < 0)]
        end_old, end_new = runs.old + runs.length, runs.new + runs.length
        a, b = end_old[:-1], runs.old[1:]
        c, d = end_new[:-1], runs.new[1:]
        near = (d >= c) & (np.abs((b - a) - (d - c)) <= 16 + (b - a) // 4) & (b - a < 400)
        near &= free_old[np.maximum(b, a)] == free_old[a]
        near &= free_new[np.maximum(c, d)] == free_new[c]
        starts = np.flatnonzero(np.r_[True, ~near])
        weights = np.add.reduceat(runs.length, starts)
        ends = np.r_[starts[1:], len(runs.old)]
        chosen: list[int] = []
        claimed: list[tuple[int, int, int, int]] = []
        for number in np.argsort(-weights, kind="stable").tolist():
            first, last = int(starts[number]), int(ends[number]) - 1
            if weights[number] < max(2 * k, 16):
                break
            span = (int(runs.old[first]), int(end_old[last]), int(runs.new[first]), int(end_new[last]))
            if self._claim(*span):
                claimed.append(span)
                chosen.extend(range(first, last + 1))
        for span in claimed:
            self._widen(*span)
        if chosen:
            picked = runs.take(np.sort(np.array(chosen)))
            by_group = np.argsort(self.old_groups[picked.old], kind="stable")
            self._place(trimmed_by_group(self, picked.take(by_group)))

    def _claim(self, a: int, b: int, c: int, d: int) -> bool:
        """Make a group of its own for old letters a to b and new letters c to d, if still free."""
        if not (
            (self.old_groups[a:b] >= 0).all()
            and (self.new_groups[c:d] >= 0).all()
            and self.old_groups[a] == self.old_groups[b - 1]
            and self.new_groups[c] == self.new_groups[d - 1]
        ):
            return False
        self.old_groups[a:b] = self.groups
        self.new_groups[c:d] = self.groups
        self.group_block = np.r_[self.group_block, self.group_block.max() + 1].astype(np.int32)
        self.groups += 1
        return True

    def _widen(self, a: int, b: int, c: int, d: int) -> None:
        """Let the letters around a block that are still free belong to it."""
        before = min(_free(self.old_groups, a, -1), _free(self.new_groups, c, -1))
        after = min(_free(self.old_groups, b - 1, 1), _free(self.new_groups, d - 1, 1))
        self.old_groups[a - before : b + after] = self.old_groups[a]
        self.new_groups[c - before : d + after] = self.new_groups[c]

    def _fill(self) -> None:
        """Align what is left of each group exactly."""
        old_at, old_bounds = _by_group(self.old_groups, self.groups)
        new_at, new_bounds = _by_group(self.new_groups, self.groups)
        sizes_old, sizes_new = np.diff(old_bounds), np.diff(new_bounds)
        both = np.flatnonzero(
            (sizes_old > 0) & (sizes_new > 0) & (sizes_old * sizes_new <= CELLS)
        )
        for group in both.tolist():
            i = old_at[old_bounds[group] : old_bounds[group + 1]]
            j = new_at[new_bounds[group] : new_bounds[group + 1]]
            a, b = _pairs(self.old.codes[i], self.new.codes[j])
            self.to_new[i[a]] = j[b]
            self.block[i[a]] = self.group_block[group]


    def _copy(self, k: int) -> None:
        """What stood twice and stands once: each copy became what is left."""
        free = np.where(self.to_new < 0, 0, -1)
        runs = copied_runs(self.old.codes, self.new.codes, k, free)
        runs = runs.take(runs.length >= COPY * k)
        i, j = runs.positions()
        blocks = self.block.max() + 1 + np.arange(len(runs.old), dtype=np.int32)
        unset = self.to_new[i] < 0
        self.block[i[unset]] = np.repeat(blocks, runs.length)[unset]
        self.to_new[i[unset]] = j[unset]


def trimmed_by_group(alignment: Alignment, runs: Runs) -> Runs:
    return alignment._chained(runs)


def _bits(codes: Codes) -> float:
    """The entropy of the letters, in bits a letter."""
    counts = np.unique(codes[:200_000], return_counts=True)[1]
    shares = counts / counts.sum()
    return float(-(shares * np.log2(shares)).sum())


def _small(groups: Places, count: int, largest: int) -> Places:
    """The groups, those with more letters than `largest` left out."""
    sizes = np.bincount(groups[groups >= 0], minlength=count)
    return np.where((groups >= 0) & (sizes[groups] <= largest), groups, -1)


def _free(groups: Places, at: int, step: int) -> int:
    """How many letters beyond `at`, up to the margin, are free and in one group."""
    beyond = groups[at + 1 : at + 1 + MARGIN] if step > 0 else groups[max(0, at - MARGIN) : at][::-1]
    if not len(beyond) or beyond[0] < 0:
        return 0
    return int(np.argmin(np.r_[beyond == beyond[0], False]))


def _by_group(groups: Places, count: int) -> tuple[Places, Places]:
    """The letters not placed yet, sorted by group, and where each group begins among them."""
    active = np.flatnonzero(groups >= 0)
    order = active[np.argsort(groups[active], kind="stable")]
    return order, np.searchsorted(groups[order], np.arange(count + 1))


def _pairs(old: Codes, new: Codes) -> tuple[list[int], list[int]]:
    """Which letters of two short texts go together, equal or replaced, by fewest changes."""
    if len(old) == len(new) == 1:
        return [0], [0]
    a: list[int] = []
    b: list[int] = []
    for tag, i, i_end, j, j_end in Levenshtein.opcodes(old.tolist(), new.tolist()):
        if tag in ("equal", "replace"):
            a.extend(range(i, i_end))
            b.extend(range(j, j_end))
    return a, b
