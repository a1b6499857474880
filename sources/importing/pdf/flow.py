"""From the blocks of pages to the blocks of a text that runs through them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sources.importing.building import Draft
from sources.importing.pdf.hyphens import Joiner
from sources.importing.pdf.notes import marker_of, references
from sources.importing.pdf.page import BOLD, ITALIC, RAISED, Line
from sources.importing.pdf.paragraphs import Stretch
from sources.texts.structure import BlockType, Mark, MarkType

_MARKS = (
    (BOLD, MarkType.STRONG),
    (ITALIC, MarkType.EMPHASIS),
    (RAISED, MarkType.SUPERSCRIPT),
)
#: What a paragraph at the head of a page or column may go on with.
_GOING_ON = (BlockType.PARAGRAPH, BlockType.LIST_ITEM)


class _Growing:
    """A block to which lines are added."""

    def __init__(self, stretch: Stretch, page: int) -> None:
        self.stretch = stretch
        self.page = page
        self._text: list[str] = []
        self._styles = bytearray()
        self._breaks: list[tuple[int, str]] = []
        self._references: list[Mark] = []

    @property
    def begins_page(self) -> bool:
        """Whether a page begins with it."""
        return any(place == 0 for place, _ in self._breaks)

    def break_page(self, label: str) -> None:
        self._breaks.append((len(self._styles), label))

    def write(self, text: str, styles: bytes) -> None:
        self._text.append(text)
        self._styles += styles

    def write_line(self, line: Line, notes: set[str], skip: int = 0) -> None:
        """Add a line; raised numbers of notes become references in brackets, as a bare number
        would become part of a date or number before it.
        """
        at = skip
        for start, end in references(line):
            label = line.text[start:end].strip("[]()")
            if start < at or label not in notes:
                continue
            self.write(line.text[at:start], line.styles[at:start])
            place = len(self._styles)
            self.write(f"[{label}]", bytes([RAISED]) * (len(label) + 2))
            mark = Mark(MarkType.NOTE_REFERENCE, place, len(self._styles), label=label)
            self._references.append(mark)
            at = end
        self.write(line.text[at:], line.styles[at:])

    def join(self, joiner: Joiner, after: str) -> None:
        """Make ready for a line that is to follow."""
        drop, between = joiner.join(self._text[-1], after)
        if drop:
            self._text[-1] = self._text[-1][:-drop]
            del self._styles[-drop:]
        style = self._styles[-1] & ~RAISED if self._styles else 0
        self.write(between, bytes([style]) * len(between))

    def finished(self, usual_style: int) -> Draft:
        """Return the block. Soft hyphens inside it only say where a word might be divided."""
        stretch = self.stretch
        draft = Draft(stretch.type, level=stretch.level, label=stretch.label)
        draft.write("".join(self._text))
        draft.page_breaks = self._breaks
        heading = BOLD if stretch.type == BlockType.HEADING else 0
        ignored = usual_style | heading
        for flag, kind in _MARKS:
            if not flag & ignored:
                draft.marks += _runs(self._styles, flag, kind)
        draft.marks += self._references
        return draft


def _runs(styles: bytearray, flag: int, kind: MarkType) -> list[Mark]:
    marks, at = [], 0
    for has, run in groupby(styles, key=lambda style: bool(style & flag)):
        length = sum(1 for _ in run)
        if has:
            marks.append(Mark(kind, at, at + length))
        at += length
    return marks


def _length_of_sign(stretch: Stretch) -> int:
    """The length of what is said by a block's type and label: the mark of a note, a bullet."""
    text = stretch.lines[0].text
    if stretch.type == BlockType.LIST_ITEM:
        return len(text) - len(text[1:].lstrip())
    marker = marker_of(stretch.lines[0]) if stretch.label else None
    return marker[1] if marker else 0


class Flow:
    """Takes the blocks of page after page; `drafts` is what has come together."""

    def __init__(self, joiner: Joiner, usual_style: int) -> None:
        self._joiner = joiner
        self._usual_style = usual_style
        self._blocks: list[_Growing] = []
        self._labels: list[str] = []
        #: The block that may go on, and the notes of its page, which come before it if it does.
        self._open: _Growing | None = None
        self._notes: list[_Growing] = []
        self._page = 0

    def add_page(
        self, label: str, stretches: Sequence[Stretch], aside: Sequence[Stretch] = ()
    ) -> None:
        """Add a page's blocks in the order of reading; those `aside` come with its notes."""
        self._page += 1
        self._labels.append(label)
        labels = {each.label for each in stretches if each.type == BlockType.NOTE and each.label}
        notes: list[Stretch] = []
        for stretch in stretches:
            if stretch.type == BlockType.NOTE:
                notes.append(stretch)
            else:
                self._add(stretch, labels)
        if notes or aside:
            self._notes = [self._grown(each, set()) for each in (*aside, *notes)]

    def drafts(self) -> list[Draft]:
        """Return all blocks."""
        self._settle_notes()
        drafts = [block.finished(self._usual_style) for block in self._blocks]
        if self._labels:
            last = Draft()
            for label in self._labels:
                last.break_page(label)
            drafts.append(last)
        return drafts

    def _add(self, stretch: Stretch, notes: set[str]) -> None:
        going_on = self._open
        if going_on is None or not self._continues(going_on, stretch):
            self._settle_notes()
            blocks = self._rows(stretch, notes)
            self._blocks += blocks
            self._open = blocks[-1] if stretch.open_end else None
            return
        if self._notes:
            self._place_notes_before(going_on)
        going_on.join(self._joiner, stretch.lines[0].text)
        self._fill(going_on, stretch, notes)
        self._open = going_on if stretch.open_end else None

    def _continues(self, block: _Growing, stretch: Stretch) -> bool:
        """Whether it goes on there. One that fills a whole page with notes ends with that page:
        else they would stand before it, and seem to be on the page before.
        """
        fills_page = block.page < self._page - 1 or block.begins_page
        if not stretch.open_start or (self._notes and fills_page):
            return False
        one, other = block.stretch, stretch
        text = one.type in _GOING_ON and other.type == BlockType.PARAGRAPH
        same = abs(one.size - other.size) < 0.08 * one.size
        one_way = one.lines[-1].rtl == other.lines[0].rtl
        return text and not one.verse | other.verse and same and one_way

    def _place_notes_before(self, block: _Growing) -> None:
        """Put the notes of a page before its last paragraph, and before the headings of that."""
        at = len(self._blocks) - 1
        while at and (before := self._blocks[at - 1]).stretch.type == BlockType.HEADING:
            if before.page != block.page or before.begins_page:
                break
            at -= 1
        self._blocks[at:at] = self._notes
        self._notes = []

    def _settle_notes(self) -> None:
        self._blocks += self._notes
        if self._notes:
            self._open = None
        self._notes = []

    def _rows(self, stretch: Stretch, notes: set[str]) -> list[_Growing]:
        if stretch.type != BlockType.TABLE_ROW:
            return [self._grown(stretch, notes)]
        return [self._row(line, stretch) for line in stretch.lines]

    def _row(self, line: Line, stretch: Stretch) -> _Growing:
        row = _Growing(stretch, self._page)
        self._begin(row)
        cells = [line.text[at] if at not in line.cells else "\t" for at in range(len(line.text))]
        row.write("".join(cells), line.styles)
        return row

    def _grown(self, stretch: Stretch, notes: set[str]) -> _Growing:
        block = _Growing(stretch, self._page)
        self._fill(block, stretch, notes)
        return block

    def _fill(self, block: _Growing, stretch: Stretch, notes: set[str]) -> None:
        self._begin(block)
        skip = _length_of_sign(stretch)
        for number, line in enumerate(stretch.lines):
            if number and stretch.verse:
                block.write("\n", b"\0")
            elif number:
                block.join(self._joiner, line.text)
            block.write_line(line, notes, skip=0 if number else skip)

    def _begin(self, block: _Growing) -> None:
        for label in self._labels:
            block.break_page(label)
        self._labels = []
