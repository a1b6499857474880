"""A comparison as a page shows it: what changed with a little around it, the rest folded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from sources.texts.differences import Comparison, Kind, Piece, Unit
from sources.texts.structure import Block

#: Unchanged blocks shown on either side of a change.
AROUND = 1
#: Unchanged blocks that one press unfolds, and changed ones on one page.
UNFOLDED = 100
ON_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn over a stretch of one of the two texts (code points): a class, a link."""

    start: int
    end: int
    look: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that are all in both texts or in one, and under the same mark."""

    text: str
    in_old: bool
    in_new: bool
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A unit as it is shown; blocks are None where the unit has none on that side."""

    number: int
    unit: Unit
    segments: tuple[Segment, ...]
    old_block: Block | None
    new_block: Block | None
    #: The number of the fold it was unfolded from.
    fold: int | None = None

    @property
    def is_change(self) -> bool:
        """Whether keys that jump from change to change stop here."""
        return self.unit.kind != Kind.SAME

    @property
    def block(self) -> Block | None:
        """What it is now, or was."""
        return self.new_block or self.old_block

    @property
    def became(self) -> bool:
        """Whether it is another type of block now."""
        old, new = self.old_block, self.new_block
        return bool(old and new and (old.type, old.level) != (new.type, new.level))

    @property
    def left(self) -> list[Segment]:
        """The old text of it."""
        return [segment for segment in self.segments if segment.in_old]

    @property
    def right(self) -> list[Segment]:
        """The new text of it."""
        return [segment for segment in self.segments if segment.in_new]


@dataclass(frozen=True, slots=True)
class Fold:
    """Units from `first` to before `end` that are the same, folded away."""

    first: int
    end: int

    @property
    def count(self) -> int:
        """How many blocks they are."""
        return self.end - self.first

    @property
    def next_count(self) -> int:
        """How many one press unfolds."""
        return min(self.count, UNFOLDED)


class Showing:
    """The lines of a comparison, in pages of `ON_A_PAGE` changes."""

    def __init__(
        self,
        comparison: Comparison,
        *,
        unfolded: Iterable[int] = (),
        old_marks: Sequence[Mark] = (),
        new_marks: Sequence[Mark] = (),
    ) -> None:
        self.comparison = comparison
        self._old_marks, self._new_marks = _Marks(old_marks), _Marks(new_marks)
        self._unfolded = {
            number: first
            for first in unfolded
            for number in range(first, min(first + UNFOLDED, len(comparison.units)))
            if first >= 0
        }
        self._changes = [
            number for number, unit in enumerate(comparison.units) if unit.kind != Kind.SAME
        ]

    @property
    def mark_counts(self) -> tuple[int, int]:
        """How many stretches are marked in the old text, and in the new."""
        return len(self._old_marks), len(self._new_marks)

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(-(-len(self._changes) // ON_A_PAGE), 1)

    def lines(self, page: int = 1) -> list[Line | Fold]:
        """What page `page`, counted from 1, shows."""
        page = min(max(page, 1), self.pages)
        changes = self._changes[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        first = changes[0] if page > 1 else 0
        later = self._changes[page * ON_A_PAGE : page * ON_A_PAGE + 1]
        end = later[0] if later else len(self.comparison.units)
        shown = self._shown(changes)
        lines: list[Line | Fold] = []
        for is_shown, numbers in groupby(range(first, end), key=lambda n: n in shown):
            found = list(numbers)
            if is_shown:
                lines += [self._line(number) for number in found]
            else:
                lines.append(Fold(found[0], found[-1] + 1))
        return lines

    def _shown(self, changes: Iterable[int]) -> set[int]:
        around = range(-AROUND, AROUND + 1)
        return {change + n for change in changes for n in around} | self._unfolded.keys()

    def _line(self, number: int) -> Line:
        unit = self.comparison.units[number]
        old, new = self.comparison.old.text_blocks, self.comparison.new.text_blocks
        return Line(
            number,
            unit,
            tuple(self._segments(self.comparison.pieces(unit))),
            old[unit.old.start] if unit.old else None,
            new[unit.new.start] if unit.new else None,
            self._unfolded.get(number),
        )

    def _segments(self, pieces: Iterable[Piece]) -> Iterator[Segment]:
        for piece in pieces:
            marks = self._marks_on(piece)
            ends = {0, len(piece.text)}
            for mark in marks:
                ends |= {mark.start, mark.end}
            places = sorted(place for place in ends if 0 <= place <= len(piece.text))
            for start, end in pairwise(places):
                over = [mark for mark in marks if mark.start <= start and end <= mark.end]
                yield Segment(
                    piece.text[start:end], piece.in_old, piece.in_new, over[0] if over else None
                )

    def _marks_on(self, piece: Piece) -> list[Mark]:
        """The marks over a piece, counted from where it starts."""
        found: list[Mark] = []
        if piece.in_old:
            found += self._old_marks.over(piece.old_start, len(piece.text))
        if piece.in_new:
            found += self._new_marks.over(piece.new_start, len(piece.text))
        return found


class _Marks:
    """Marks of one text, found by place."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)

    def __len__(self) -> int:
        return len(self._marks)

    def over(self, start: int, length: int) -> list[Mark]:
        """Those over a stretch, counted from its start."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, start + length)
        return [
            Mark(mark.start - start, mark.end - start, mark.look, mark.url)
            for mark in self._marks[first:last]
            if mark.end > start
        ]
