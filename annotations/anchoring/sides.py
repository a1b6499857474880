"""Two texts side by side, as a passage sees them: what stands where now, and next to what."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from annotations.anchoring.alignment import Alignment
from annotations.anchoring.boundaries import Piece, beside_left, beside_right, between
from annotations.anchoring.islands import Flags
from annotations.anchoring.normalising import Places, letters

#: Letters in a row that must agree on either side of one for it to be firm.
FIRM = 2

#: Characters of a gap between firm letters above which those will do that just agree, and how
#: many letters from an edge they have to be.
WIDE, BESIDE = 48, 6

#: Letters on either side of a passage that speak for its place.
CONTEXT = 24


class Sides:
    """An old and a new text, laid side by side; letters are counted, places are code points."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = letters(old), letters(new)
        alignment = Alignment(self.old, self.new)
        self.to_new, self.same, self.block = alignment.to_new, alignment.same, alignment.block

    def letters_of(self, spans: Places) -> list[tuple[int, int]]:
        """The first letter of each span of the old text, and the first one after it."""
        bounds = np.searchsorted(self.old.at, spans)
        return [(first, last) for first, last in bounds.tolist()]

    @cached_property
    def agreeing(self) -> Nearest:
        """The nearest letters that agree."""
        return Nearest(self.same)

    @cached_property
    def firm(self) -> Nearest:
        """The nearest letters that agree amid others that do."""
        return Nearest(self._is_firm)

    @cached_property
    def _is_firm(self) -> Flags:
        steady = self.same[1:] & self.same[:-1] & (np.diff(self.to_new) == 1)
        total = np.r_[0, np.cumsum(steady)]
        firm = np.zeros(len(self.same), bool)
        if len(self.same) > 2 * FIRM:
            firm[FIRM:-FIRM] = total[2 * FIRM :] - total[: -2 * FIRM] == 2 * FIRM
        return firm

    def gap(self, left: int, right: int) -> tuple[Piece, Piece] | None:
        """What lies between two letters in either text, if they follow each other in the new."""
        if not self._together(left, right):
            return None
        a = int(self.old.at[left]) + 1 if left >= 0 else 0
        b = int(self.old.at[right]) if right < len(self.old) else len(self.old.text)
        c = self._end_of(left) if left >= 0 else 0
        d = self._start_of(right) if right < len(self.old) else len(self.new.text)
        return Piece(self.old.text, a, max(a, b)), Piece(self.new.text, c, max(c, d))

    def start(self, at: int, letter: int) -> int:
        """Where the passage that begins at `at` with the letter `letter` begins now."""
        gap = self._firm_gap(letter - 1, letter) or self.gap(
            self.firm.before(letter - 1), self.agreeing.after(letter)
        )
        if gap and gap[0].left <= at <= gap[0].right:
            return between(gap[0], at, gap[1], last=True)
        return self.start_apart(at, self.agreeing.after(letter), strict=False)

    def end(self, at: int, letter: int) -> int:
        """Where the passage that ends at `at`, before the letter `letter`, ends now."""
        gap = self._firm_gap(letter - 1, letter) or self.gap(
            self.agreeing.before(letter - 1), self.firm.after(letter)
        )
        if gap and gap[0].left <= at <= gap[0].right:
            return between(gap[0], at, gap[1], last=False)
        return self.end_apart(at, self.agreeing.before(letter - 1), strict=False)

    def start_apart(self, at: int, inside: int, *, strict: bool = True) -> int:
        """The same where what stood before the letter `inside` of the passage is elsewhere."""
        old = Piece(self.old.text, 0, int(self.old.at[inside]))
        return beside_right(old, at, Piece(self.new.text, 0, self._start_of(inside)), strict=strict)

    def end_apart(self, at: int, inside: int, *, strict: bool = True) -> int:
        """The same where what stood after the letter `inside` of the passage is elsewhere."""
        old = Piece(self.old.text, int(self.old.at[inside]) + 1, len(self.old.text))
        new = Piece(self.new.text, self._end_of(inside), len(self.new.text))
        return beside_left(old, at, new, strict=strict)

    def letters_at(self, first: int, last: int) -> tuple[int, int]:
        """Where two letters that agree begin and end now."""
        return self._start_of(first), self._end_of(last)

    def is_clear(self, edge: int, inwards: int) -> bool:
        """Whether the first or last letter of a passage agrees, and so do some next to it."""
        return self._firm_at(edge) or self._firm_at(edge + FIRM * inwards)

    def _firm_at(self, letter: int) -> bool:
        return 0 <= letter < len(self.same) and bool(self._is_firm[letter])

    def context(self, first: int, last: int) -> tuple[float, float]:
        """The shares of the letters before `first` and after `last` that stand there now too."""
        ahead = np.arange(max(0, first - CONTEXT), first)
        behind = np.arange(last + 1, min(len(self.same), last + 1 + CONTEXT))
        return self._staying(ahead, first), self._staying(behind, last)

    def _staying(self, at: Places, beside: int) -> float:
        if not len(at):
            return 1.0
        drift = np.abs((self.to_new[at] - at) - (self.to_new[beside] - beside))
        stays = self.same[at] & (self.block[at] == self.block[beside]) & (drift <= CONTEXT)
        return float(stays.mean())

    def _firm_gap(self, left: int, right: int) -> tuple[Piece, Piece] | None:
        if self._firm_at(left) and self._firm_at(right):
            return self.gap(left, right)
        gap = self.gap(self.firm.before(left), self.firm.after(right))
        if gap and min(map(len, gap)) > WIDE:
            return self._closer_gap(left, right) or gap
        return gap

    def _closer_gap(self, left: int, right: int) -> tuple[Piece, Piece] | None:
        """The gap between letters that just agree, in a passage so garbled that none is firm."""
        near = self.agreeing.before(left - BESIDE), self.agreeing.after(right + BESIDE)
        return self.gap(*near)

    def _together(self, one: int, two: int) -> bool:
        """Whether two letters follow each other in the new text; its ends are like letters."""
        at_start, at_end = one < 0, two >= len(self.same)
        if at_start or at_end:
            return (at_start or self.block[one] == 0) and (at_end or self.block[two] == 0)
        return bool(self.block[one] == self.block[two] and self.to_new[one] < self.to_new[two])

    def _start_of(self, letter: int) -> int:
        return int(self.new.at[self.to_new[letter]])

    def _end_of(self, letter: int) -> int:
        return self._start_of(letter) + 1


class Nearest:
    """For every letter the nearest chosen one at or before it, and at or after it."""

    def __init__(self, chosen: Flags) -> None:
        at, self._size = np.arange(len(chosen)), len(chosen)
        self._before = np.maximum.accumulate(np.where(chosen, at, -1))
        self._after = np.minimum.accumulate(np.where(chosen, at, self._size)[::-1])[::-1]

    def before(self, letter: int) -> int:
        """The nearest one up to `letter`, or -1."""
        return int(self._before[letter]) if letter >= 0 else -1

    def after(self, letter: int) -> int:
        """The nearest one from `letter` on, or the number of letters."""
        return int(self._after[letter]) if letter < self._size else self._size
