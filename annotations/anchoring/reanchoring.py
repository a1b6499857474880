"""Placing passages of an old text in a new one. Pure: no database; all offsets are code points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotations.anchoring.alignment import Alignment
from annotations.anchoring.anchored import Anchored, Method, Status
from annotations.anchoring.boundaries import Piece, beside_left, beside_right, between, replaced, whole
from annotations.anchoring.normalising import letters

__all__ = ["Anchored", "Method", "Status", "reanchor"]


#: Times a letter is replaced by another before that counts as spelling.
RECURS = 3

#: Letters that came between two parts of a passage and make it two passages.
FAR = 30


def reanchor(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Anchored]:
    """Where each of the `spans` of `old` lies in `new`, in their order."""
    if old == new:
        return [Anchored(start, end, Status.PLACED, 1.0, Method.SAME) for start, end in spans]
    return Reanchoring(old, new).places(spans)


def comparable(one: int, other: int) -> bool:
    """Whether two lengths are of the same order."""
    return 2 * min(one, other) >= max(one, other)


class Reanchoring:
    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = letters(old), letters(new)
        self.alignment = Alignment(self.old, self.new)
        self.to_new, self.same = self.alignment.to_new, self.alignment.same
        self.any = _nearest(self.same)
        self.is_firm = self._firm()
        self.firm = _nearest(self.is_firm)

    def _firm(self) -> NDArray[np.bool_]:
        """Letters in the middle of five that agree one after another."""
        steady = self.same[1:] & self.same[:-1] & (np.diff(self.to_new) == 1)
        firm = np.zeros(len(self.same), bool)
        if len(steady) >= 4:
            firm[2:-2] = steady[3:] & steady[2:-1] & steady[1:-2] & steady[:-3]
        return firm

    def places(self, spans: Sequence[tuple[int, int]]) -> list[Anchored]:
        bounds = np.array(spans, np.int64).reshape(-1, 2)
        firsts = np.searchsorted(self.old.at, bounds[:, 0])
        lasts = np.searchsorted(self.old.at, bounds[:, 1])
        return [
            self._place(*span, first, last)
            for span, first, last in zip(spans, firsts.tolist(), lasts.tolist(), strict=True)
        ]

    def _place(self, start: int, end: int, first: int, last: int) -> Anchored:
        kept = self._main_part(first, last)
        if kept is None or self.same[kept[0] : kept[1] + 1].sum() < 0.15 * (last - first):
            return self._in_place(start, end, first, last)
        old_start, old_end, letters_before = start, end, last - first
        if kept[0] > self.any.after(first):
            start, first = int(self.old.at[kept[0]]), kept[0]
        if kept[1] < self.any.before(last - 1):
            end, last = int(self.old.at[kept[1]]) + 1, kept[1] + 1
        begin = self._boundary(start, first, inside=1)
        finish = self._boundary(end, last, inside=-1)
        if begin >= finish:
            return Anchored(None, None, Status.ORPHANED, 0.5, Method.ALIGNED)
        share = float(self.same[first:last].sum()) / (letters_before)
        if share < 0.3 and finish - begin < 0.4 * (old_end - old_start):
            return Anchored(None, None, Status.ORPHANED, 0.5, Method.ALIGNED)
        begin, finish = whole(self.new.text, begin, finish)
        return Anchored(begin, finish, Status.PLACED, share, Method.ALIGNED)

    def _in_place(self, start: int, end: int, first: int, last: int) -> Anchored:
        """What stands now between the letters around a passage that has none of its own left."""
        gap = self._gap(self.firm.before(first - 1), self.firm.after(last))
        if gap is not None and replaced(*gap) and comparable(len(gap[0]), len(gap[1])):
            begin = between(gap[0], start, gap[1], last=True)
            finish = between(gap[0], end, gap[1], last=False)
            if begin < finish and comparable(end - start, finish - begin) and (
                first < last or self.old.text[start:end] == self.new.text[begin:finish]
            ):
                begin, finish = whole(self.new.text, begin, finish)
                return Anchored(begin, finish, Status.UNCERTAIN, 0.3, Method.ALIGNED)
        return Anchored(None, None, Status.ORPHANED, 0.9, Method.ALIGNED)

    def _gap(self, left: int, right: int) -> tuple[Piece, Piece] | None:
        """What stands between two placed letters in either text, if they follow each other."""
        if not self._together(left, right):
            return None
        old, new = self.old, self.new
        a = int(old.at[left]) + 1 if left >= 0 else 0
        b = int(old.at[right]) if right < len(old) else len(old.text)
        c = int(new.at[self.to_new[left]]) + 1 if left >= 0 else 0
        d = int(new.at[self.to_new[right]]) if right < len(old) else len(new.text)
        return Piece(old.text, a, b), Piece(new.text, c, max(c, d))

    def _main_part(self, first: int, last: int) -> tuple[int, int] | None:
        """The first and last letter of what is left of a passage, of the part with most letters.

        Parts are what stands far apart in the new text: something long came between them.
        """
        at = first + np.flatnonzero(self.same[first:last])
        if not len(at):
            return None
        there = self.to_new[at]
        beyond = np.diff(there) - np.diff(at)
        apart = (beyond > FAR) | (np.diff(there) < 0) | (np.diff(self.alignment.block[at]) != 0)
        if not apart.any():
            return int(at[0]), int(at[-1])
        starts = np.flatnonzero(np.r_[True, apart])
        ends = np.r_[starts[1:], len(at)]
        first_part = last_part = int(np.argmax(ends - starts))
        block = self.alignment.block[at]

        def joins(one: int, two: int, small: int) -> bool:
            i, j = ends[one] - 1, starts[two]
            inserted = there[j] - there[i] - (at[j] - at[i])
            size = ends[small] - starts[small]
            return bool(block[i] == block[j] and there[i] < there[j] and inserted <= max(FAR, 4 * size))

        for part in range(first_part - 1, -1, -1):
            if joins(part, first_part, part):
                first_part = part
        for part in range(last_part + 1, len(starts)):
            if joins(last_part, part, part):
                last_part = part
        return int(at[starts[first_part]]), int(at[ends[last_part] - 1])

    def _boundary(self, at: int, letter: int, *, inside: int) -> int:
        """Where code point `at`, before the letter `letter`, lies; the passage is on side 1 or -1."""
        left, right = letter - 1, letter
        if not self._tight(left, right):
            left, right = self.firm.before(left), self.firm.after(right)
        known = self._together(left, right)
        if not known:
            if inside > 0:
                right = self.any.after(letter)
            else:
                left = self.any.before(letter - 1)
            known = self._together(left, right)
        old, new = self.old, self.new
        a = int(old.at[left]) + 1 if left >= 0 else 0
        b = int(old.at[right]) if right < len(old) else len(old.text)
        c, d = 0, len(new.text)
        if left >= 0 and (known or inside < 0):
            c = int(new.at[self.to_new[left]]) + 1
        if right < len(old) and (known or inside > 0):
            d = int(new.at[self.to_new[right]])
        old_piece = Piece(old.text, min(a, at), max(b, at))
        new_piece = Piece(new.text, min(c, d), max(c, d))
        if known:
            return between(old_piece, at, new_piece, last=inside > 0)
        if inside > 0:
            return beside_right(old_piece, at, new_piece)
        return beside_left(old_piece, at, new_piece)

    def _tight(self, one: int, two: int) -> bool:
        """Whether two letters stand side by side in both texts."""
        if one < 0 or two >= len(self.same):
            return False
        return bool(self.is_firm[one] and self.is_firm[two])

    def _together(self, one: int, two: int) -> bool:
        """Whether two letters follow each other in the new text too; its ends are letters too."""
        block, size = self.alignment.block, len(self.same)
        if one < 0 or two >= size:
            return (one < 0 or block[one] == 0) and (two >= size or block[two] == 0)
        return bool(block[one] == block[two] and self.to_new[one] < self.to_new[two])


class _nearest:
    """For every letter the nearest chosen one, at or before it and at or after it."""

    def __init__(self, chosen: NDArray[np.bool_]) -> None:
        at, size = np.arange(len(chosen)), len(chosen)
        self.size = size
        self._before = np.maximum.accumulate(np.where(chosen, at, -1)) if size else at
        self._after = (
            np.minimum.accumulate(np.where(chosen, at, size)[::-1])[::-1] if size else at
        )

    def before(self, letter: int) -> int:
        return int(self._before[letter]) if letter >= 0 else -1

    def after(self, letter: int) -> int:
        return int(self._after[letter]) if letter < self.size else self.size
