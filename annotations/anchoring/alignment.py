"""Two texts laid side by side, letter by letter.

Coarse to fine: long k-grams that occur once in each text anchor it, the heaviest chain of them
divides the texts into groups of letters that can only go with one another, and shorter k-grams
need be unique within their group alone. Blocks that stand elsewhere are found in what no chain
could place, and become groups of their own. What is left of a group is aligned exactly; what
chance explains is forgotten again.
"""

from __future__ import annotations

import numpy as np

from annotations.anchoring.chains import heaviest, trimmed
from annotations.anchoring.filling import pairs
from annotations.anchoring.grams import Runs, copied_runs, unique_runs
from annotations.anchoring.groups import by_group, divide, small
from annotations.anchoring.islands import Flags, without_chance
from annotations.anchoring.moving import Block, moved_blocks
from annotations.anchoring.normalising import Codes, Letters
from annotations.anchoring.spelling import agreeing

#: Letters of the k-grams of an alphabet, coarse to fine; of a script of many signs, half as many.
LEVELS = (32, 16, 8, 4)

#: Bits of a letter above which a script is one of many signs, such as Chinese.
MANY_SIGNS = 6.0

#: Groups with more letters than this are not searched for the finest k-grams, which would
#: agree by chance there.
FINE_GROUP = 400

#: Letters by which a run grows at most where letters agree; a finer level does the rest.
GROWTH = 2_000

#: Letters with which both texts have to begin or end for that to be more than chance.
ENDS = 16

#: Times the coarsest k-gram that a copy is long.
COPY = 3


#: Letters from which on something that stands twice in succession is a copy of itself.
DOUBLED = 8


class Alignment:
    """Which letter of the new text each letter of the old one became.

    `to_new` has for every old letter the new one, or -1; `same` tells whether the two agree, and
    `block` the blocks that moved apart: 0 is what kept its order. While the work goes on, letters
    of one group can only go with one another, and group -1 is placed already.
    """

    def __init__(self, old: Letters, new: Letters) -> None:
        self.old, self.new = old.codes, new.codes
        self.to_new = np.full(len(old), -1, np.int32)
        self.block = np.zeros(len(old), np.int32)
        self.same: Flags = np.zeros(len(old), bool)
        self._blocks = 1
        self._regroup()
        if len(old) and len(new):
            self._align()

    def _align(self) -> None:
        few = _bits(self.old) < MANY_SIGNS
        coarse, middle, fine, finest = LEVELS if few else [k // 2 for k in LEVELS]
        self._place(self._ends())
        for k in (coarse, middle, fine):
            self._anchor(k)
            self._move(k, least=2 * k)
        self._anchor(finest, largest=FINE_GROUP)
        self._fill()
        self._forget_chance()
        self._regroup()
        if self._move(fine, least=2 * fine):
            self._fill()
            self._forget_chance()
        self._copy(coarse)
        self._undouble()

    def _regroup(self) -> None:
        """Begin anew with all that is not placed as one group."""
        taken = np.zeros(len(self.new), bool)
        taken[self.to_new[self.to_new >= 0]] = True
        self._old_groups = np.where(self.to_new >= 0, -1, 0).astype(np.int32)
        self._new_groups = np.where(taken, -1, 0).astype(np.int32)
        self._group_block = np.zeros(1, np.int32)

    def _ends(self) -> Runs:
        """What both texts begin with, and what they end with."""
        size = min(len(self.old), len(self.new))
        head = _in_common(self.old[:size], self.new[:size])
        tail = _in_common(self.old[::-1][: size - head], self.new[::-1][: size - head])
        starts = [(0, 0, head), (len(self.old) - tail, len(self.new) - tail, tail)]
        return Runs(*np.array([run for run in starts if run[2] >= ENDS], np.int64).reshape(-1, 3).T)

    def _anchor(self, k: int, largest: int | None = None) -> None:
        """Place the chain of k-grams unique within their groups."""
        old_groups, new_groups = self._old_groups, self._new_groups
        if largest:
            old_groups, new_groups = small(old_groups, largest), small(new_groups, largest)
        runs = unique_runs(self.old, self.new, k, old_groups, new_groups)
        self._place(self._chained(runs))

    def _chained(self, runs: Runs) -> Runs:
        """The heaviest chain within every group, without overlaps."""
        runs = runs.take(np.argsort(self._old_groups[runs.old], kind="stable"))
        groups = self._old_groups[runs.old]
        rank = np.cumsum(np.r_[0, groups[1:] != groups[:-1]])[: len(groups)]
        old_step, new_step = rank * (len(self.old) + 1), rank * (len(self.new) + 1)
        apart = Runs(runs.old + old_step, runs.new + new_step, runs.length)
        clean = trimmed(apart.take(heaviest(apart)))
        rank = clean.old // (len(self.old) + 1)
        return Runs(
            clean.old - rank * (len(self.old) + 1),
            clean.new - rank * (len(self.new) + 1),
            clean.length,
        )

    def _place(self, runs: Runs) -> None:
        """Note runs that are in order within their groups, and divide the groups by them."""
        if not len(runs.old):
            return
        runs = self._grown(runs)
        groups = self._old_groups[runs.old]
        counts = np.bincount(groups, minlength=len(self._group_block)) + 1
        base = np.cumsum(counts) - counts
        i, j = runs.positions()
        self.to_new[i] = j
        self.block[i] = np.repeat(self._group_block[groups], runs.length)
        divide(self._old_groups, runs.old, i, base)
        divide(self._new_groups, runs.new, j, base)
        self._group_block = np.repeat(self._group_block, counts)

    def _grown(self, runs: Runs) -> Runs:
        """Runs made longer at both ends as far as the letters agree within their groups."""
        old, new, length = (part.copy() for part in runs)
        groups = self._old_groups[old]
        taken_old, taken_new = self._old_groups.copy(), self._new_groups.copy()
        i, j = runs.positions()
        taken_old[i] = taken_new[j] = -1
        for forward in (True, False):
            growing = np.arange(len(old))
            for _ in range(GROWTH):
                edge = length[growing] if forward else -1
                i, j = old[growing] + edge, new[growing] + edge
                inside = (i >= 0) & (j >= 0) & (i < len(self.old)) & (j < len(self.new))
                growing, i, j = growing[inside], i[inside], j[inside]
                agree = (
                    (self.old[i] == self.new[j])
                    & (taken_old[i] == groups[growing])
                    & (taken_new[j] == groups[growing])
                )
                growing, i, j = growing[agree], i[agree], j[agree]
                if not len(growing):
                    break
                taken_old[i] = taken_new[j] = -1
                length[growing] += 1
                if not forward:
                    old[growing] -= 1
                    new[growing] -= 1
        return Runs(old, new, length)

    def _move(self, k: int, *, least: int) -> bool:
        """Find blocks that stand elsewhere, and tell whether there were any."""
        runs = unique_runs(self.old, self.new, k, self._old_groups, self._new_groups, across=True)
        blocks = moved_blocks(
            runs, self.old, self.new, self._old_groups, self._new_groups, least=least
        )
        for block in blocks:
            self._claim(block)
        if blocks:
            self._place(self._chained(runs.take(np.concatenate([b.runs for b in blocks]))))
        return bool(blocks)

    def _claim(self, block: Block) -> None:
        """Make a group of its own for the letters of a block."""
        group = len(self._group_block)
        self._old_groups[slice(*block.old)] = group
        self._new_groups[slice(*block.new)] = group
        self._group_block = np.append(self._group_block, np.int32(self._blocks))
        self._blocks += 1

    def _fill(self) -> None:
        """Align what is left of each group exactly."""
        count = len(self._group_block)
        old_at, old_bounds = by_group(self._old_groups, count)
        new_at, new_bounds = by_group(self._new_groups, count)
        sizes_old, sizes_new = np.diff(old_bounds), np.diff(new_bounds)
        both = (sizes_old > 0) & (sizes_new > 0)
        for group in np.flatnonzero(both).tolist():
            i = old_at[old_bounds[group] : old_bounds[group + 1]]
            j = new_at[new_bounds[group] : new_bounds[group + 1]]
            a, b = pairs(self.old[i], self.new[j])
            self.to_new[i[a]] = j[b]
            self.block[i[a]] = self._group_block[group]

    def _forget_chance(self) -> None:
        """Keep the pairs that are more than chance, and note which agree."""
        placed = self.to_new >= 0
        self.same[:] = False
        self.same[placed] = agreeing(self.old[placed], self.new[self.to_new[placed]])
        self.to_new = without_chance(self.to_new, self.block, self.same)
        self.same &= self.to_new >= 0

    def _copy(self, k: int) -> None:
        """What stood twice and stands once: each copy became what is left."""
        runs = copied_runs(self.old, self.new, k, np.where(self.to_new < 0, 0, -1))
        runs = runs.take(runs.length >= COPY * k)
        i, j = runs.positions()
        self.to_new[i] = j
        self.same[i] = True
        blocks = self._blocks + np.arange(len(runs.old), dtype=np.int32)
        self.block[i] = np.repeat(blocks, runs.length)
        self._blocks += len(runs.old)

    def _undouble(self) -> None:
        """What stood twice in succession and stands once: both became what is left."""
        edges = np.flatnonzero(np.diff(np.r_[False, self.to_new < 0, False]))
        for a, b in edges.reshape(-1, 2).tolist():
            size = b - a
            for start in (a - size, b):
                if size < DOUBLED or start < 0 or start + size > len(self.old):
                    continue
                twin = slice(start, start + size)
                if self.same[twin].all() and (self.old[twin] == self.old[a:b]).all():
                    self.to_new[a:b], self.same[a:b] = self.to_new[twin], True
                    self.block[a:b] = self._blocks
                    self._blocks += 1
                    break


def _in_common(old: Codes, new: Codes) -> int:
    """How many letters two texts of one length begin with in common."""
    differ = old != new
    return int(np.argmax(differ)) if differ.any() else len(old)


def _bits(codes: Codes) -> float:
    """The entropy of the letters, in bits a letter."""
    counts = np.unique(codes[:200_000], return_counts=True)[1]
    shares = counts / counts.sum()
    return float(-(shares * np.log2(shares)).sum())
