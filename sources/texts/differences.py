"""What differs between two states of a text, for people to see. Pure.

Words are compared, East Asian ones character by character. Stretches of blocks that share enough
of their words are one unit: a block that was corrected, or several that were split or joined.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sources.texts.alignment import Alignment
from sources.texts.sequences import Run
from sources.texts.structure import Block, Document, Mark

#: Blocks that share this much of either belong together.
_SHARED = 0.4
#: Shorter blocks (code points) that go here and come there are not called moved.
_SHORTEST_MOVED = 12
_WORD = re.compile(r"[^\W\u2e80-\U0010ffff]+|[\u2e80-\U0010ffff]")


class Kind(StrEnum):
    """What became of some blocks."""

    SAME = "same"
    CHANGED = "changed"
    #: The same words, otherwise divided or set: another type, level, label or emphasis.
    RESET = "reset"
    ADDED = "added"
    REMOVED = "removed"
    #: Gone here; the same words stand at another place.
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that stands in both texts, or in one alone, from those places (code points)."""

    text: str
    old_start: int
    new_start: int
    in_old: bool = True
    in_new: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """Text blocks `old` of the one state that are blocks `new` of the other."""

    kind: Kind
    old: range
    new: range


@dataclass(frozen=True, slots=True)
class Counts:
    """How much differs; what moved is neither added nor removed."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    reset: int = 0
    moved: int = 0
    words_added: int = 0
    words_removed: int = 0
    #: Whether labels of pages, or times of a recording, differ.
    markers: bool = False

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        parts = (self.added, self.removed, self.changed, self.reset, self.moved, self.markers)
        return any(parts)


class Comparison:
    """Two states of a text, side by side."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self._old_blocks, self._new_blocks = old.text_blocks, new.text_blocks
        self._old_looks, self._new_looks = _looks(old), _looks(new)
        self._runs = Alignment(old.content, new.content, by_words=True).runs
        self._old_starts = [run.old_start for run in self._runs]
        self.units = tuple(_with_moves(self._units(), old, new))

    def pieces(self, unit: Unit) -> list[Piece]:
        """The words of a unit in the order of reading: what went before what came."""
        i, i_end = _span(self._old_blocks, unit.old)
        j, j_end = _span(self._new_blocks, unit.new)
        found = []
        for run in _readable(self._within(i, i_end, j, j_end), i, j, i_end, j_end):
            found += self._replaced(i, run.old_start, j, run.new_start)
            if run.length:
                text = self.old.content[run.old_start : run.old_end]
                found.append(Piece(text, run.old_start, run.new_start))
            i, j = run.old_end, run.new_end
        return found

    def counts(self) -> Counts:
        """How much differs, in blocks and words."""
        kinds = [unit.kind for unit in self.units]
        words = [0, 0]
        for unit in self.units:
            if unit.kind in (Kind.CHANGED, Kind.ADDED, Kind.REMOVED):
                for piece in self.pieces(unit):
                    if not (piece.in_old and piece.in_new):
                        words[piece.in_old] += len(_WORD.findall(piece.text))
        return Counts(
            added=kinds.count(Kind.ADDED),
            removed=kinds.count(Kind.REMOVED),
            changed=kinds.count(Kind.CHANGED),
            reset=kinds.count(Kind.RESET),
            moved=kinds.count(Kind.MOVED_HERE),
            words_added=words[False],
            words_removed=words[True],
            markers=_markers(self.old) != _markers(self.new),
        )

    def _within(self, i: int, i_end: int, j: int, j_end: int) -> Iterator[Run]:
        """The runs of a unit, cut to it."""
        number = max(bisect_right(self._old_starts, i) - 1, 0)
        while number < len(self._runs) and self._runs[number].old_start < i_end:
            run = self._runs[number]
            number += 1
            cut = max(i - run.old_start, j - run.new_start, 0)
            length = run.length - cut - max(run.old_end - i_end, run.new_end - j_end, 0)
            if length > 0:
                yield Run(run.old_start + cut, run.new_start + cut, length)

    def _replaced(self, i: int, i_end: int, j: int, j_end: int) -> list[Piece]:
        gone = Piece(self.old.content[i:i_end], i, j, in_new=False)
        come = Piece(self.new.content[j:j_end], i_end, j, in_old=False)
        return [piece for piece in (gone, come) if piece.text]

    def _units(self) -> Iterator[Unit]:
        i = j = 0
        for old, new in self._together():
            yield from self._alone(range(i, old.start), range(j, new.start))
            yield Unit(self._kind(old, new), old, new)
            i, j = old.stop, new.stop
        yield from self._alone(range(i, len(self._old_blocks)), range(j, len(self._new_blocks)))

    def _alone(self, old: range, new: range) -> Iterator[Unit]:
        for i in old:
            yield Unit(Kind.REMOVED, range(i, i + 1), range(new.start, new.start))
        for j in new:
            yield Unit(Kind.ADDED, range(old.stop, old.stop), range(j, j + 1))

    def _together(self) -> Iterator[tuple[range, range]]:
        """Ranges of old and new blocks that share words, in order and apart from each other."""
        old, new = range(0), range(0)
        for i, j in self._links():
            if i < old.stop or j < new.stop:
                old = range(min(old.start, i), max(old.stop, i + 1))
                new = range(min(new.start, j), max(new.stop, j + 1))
                continue
            if old:
                yield old, new
            old, new = range(i, i + 1), range(j, j + 1)
        if old:
            yield old, new

    def _links(self) -> Iterator[tuple[int, int]]:
        """Pairs of blocks that share enough, in order."""
        return links(self._runs, self._old_blocks, self._new_blocks)

    def _kind(self, old: range, new: range) -> Kind:
        if len(old) != 1 or len(new) != 1:
            return Kind.CHANGED
        before, after = self._old_blocks[old.start], self._new_blocks[new.start]
        if self.old.text_of(before) != self.new.text_of(after):
            return Kind.CHANGED
        looks = self._old_looks[old.start], self._new_looks[new.start]
        return Kind.SAME if looks[0] == looks[1] else Kind.RESET


def links(
    runs: Sequence[Run], old: Sequence[Block], new: Sequence[Block]
) -> Iterator[tuple[int, int]]:
    """Pairs of blocks, by their numbers, that share much of either; in order."""
    for (i, j), shared in _shared(runs, old, new).items():
        if shared >= _SHARED * min(old[i].end - old[i].start, new[j].end - new[j].start):
            yield i, j


def _looks(document: Document) -> list[tuple[Block, list[Mark]]]:
    """What each text block is apart from its place and words, with its marks counted within it."""
    starts = [block.start for block in document.text_blocks]
    marks: dict[int, list[Mark]] = defaultdict(list)
    for mark in document.marks:
        number = max(bisect_right(starts, mark.start) - 1, 0)
        start = starts[number]
        marks[number].append(replace(mark, start=mark.start - start, end=mark.end - start))
    return [
        (replace(block, start=0, end=0), sorted(marks[number], key=repr))
        for number, block in enumerate(document.text_blocks)
    ]


def _markers(document: Document) -> list[tuple[str, str | None]]:
    """The labels of a text that are not of it, in order."""
    return [(block.type, block.label) for block in document.blocks if block.is_marker]


def _span(blocks: Sequence[Block], of: range) -> tuple[int, int]:
    """Where some blocks start and end; for none, where the block before them ends."""
    if of:
        return blocks[of.start].start, blocks[of.stop - 1].end
    place = blocks[of.start - 1].end if of.start else 0
    return place, place


def _shared(
    runs: Sequence[Run], old: Sequence[Block], new: Sequence[Block]
) -> dict[tuple[int, int], int]:
    """How many code points each pair of blocks shares, in order."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    i = j = 0
    for run in runs:
        place, shift = run.old_start, run.new_start - run.old_start
        while place < run.old_end:
            while old[i].end <= place and i < len(old) - 1:
                i += 1
            while new[j].end <= place + shift and j < len(new) - 1:
                j += 1
            end = min(run.old_end, old[i].end, new[j].end - shift)
            start = max(place, old[i].start, new[j].start - shift)
            if start < end:
                found[i, j] += end - start
            # Between two blocks there is nothing to share.
            place = max(end, start, place + 1)
    return found


def _readable(runs: Iterator[Run], i: int, j: int, i_end: int, j_end: int) -> Iterator[Run]:
    """Leave out runs that are no longer than what changed on either side of them.

    Such a run is a coincidence to people (diff-match-patch calls this semantic cleanup). The
    empty run at the end closes the last change.
    """
    kept = [Run(i, j, 0), *runs, Run(i_end, j_end, 0)]
    for before, run, after in zip(kept, kept[1:], kept[2:], strict=False):
        gone = _change(before, run), _change(run, after)
        if run.length > min(gone):
            yield run
    yield kept[-1]


def _change(run: Run, following: Run) -> int:
    """How much changed between two runs, in code points."""
    return max(following.old_start - run.old_end, following.new_start - run.new_end)


def _with_moves(units: Iterator[Unit], old: Document, new: Document) -> list[Unit]:
    """Units of which those gone here and come there are moved."""
    found = list(units)
    gone: dict[str, deque[int]] = defaultdict(deque)
    for number, unit in enumerate(found):
        if unit.kind == Kind.REMOVED:
            gone[old.text_of(old.text_blocks[unit.old.start])].append(number)
    for number, unit in enumerate(found):
        if unit.kind != Kind.ADDED:
            continue
        text = new.text_of(new.text_blocks[unit.new.start])
        if len(text) >= _SHORTEST_MOVED and gone[text]:
            origin = gone[text].popleft()
            found[origin] = replace(found[origin], kind=Kind.MOVED_AWAY)
            found[number] = replace(unit, kind=Kind.MOVED_HERE)
    return found
