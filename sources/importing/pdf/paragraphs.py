"""From lines in the order of reading to paragraphs, headings and notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sources.importing.pdf.notes import SMALLER, find_notes, marker_of, next_note
from sources.importing.pdf.page import BOLD, Line
from sources.importing.pdf.usual import Usual, same_size
from sources.texts.structure import BlockType

#: In parts of the size of the letters, unless said otherwise. How much larger a heading is
#: than the text.
_LARGER, _MUCH_LARGER = 1.12, 1.3
_INDENT = 0.7
#: A gap between lines that parts paragraphs, in parts of the usual one.
_GAP = 1.35
#: Characters of a heading in much larger letters at most, and of another.
_LONGEST_HEADING, _LONGEST_BOLD_HEADING = 300, 120
_ENDS = '.!?…:;。！？؟۔।”"»’)'
_FEWEST_VERSES = 3
#: What leads to the page number in a table of contents.
_LEADERS = re.compile(r"(?:[.·…]\s?){4,}\s*\w*$")
#: Dashes are none: they begin what somebody says, and stand within sentences.
_BULLETS = "•‣▪◦●○■□➢➤∙⁃\uf0b7"


@dataclass
class Stretch:
    """Lines that make up one block; `label` is a note's, `verse` keeps the lines apart."""

    lines: list[Line]
    type: BlockType = BlockType.PARAGRAPH
    level: int | None = None
    label: str | None = None
    verse: bool = False
    #: Whether its last line is as long as the column is wide.
    full: bool = False
    #: Whether it may go on in the next column or page, or be what goes on there.
    open_end: bool = False
    open_start: bool = False

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.lines[0].size

    @property
    def letters(self) -> int:
        """How many characters it has."""
        return sum(len(line.text) for line in self.lines)


def stretches_of(lines: Sequence[Line], usual: Usual) -> list[Stretch]:
    """Divide the lines of one page into blocks."""
    usual = usual.on_page(lines)
    stretches: list[Stretch] = []
    for column in _columns(lines):
        found = _ColumnReader(column, usual).stretches()
        stretches += _with_verses(found)
    find_notes(stretches, usual)
    last = {each.lines[0].column: each for each in stretches if each.type != BlockType.NOTE}
    for stretch in last.values():
        stretch.open_end = stretch.full
    return stretches


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    column: list[Line] = []
    for line in lines:
        if column and line.column != column[-1].column:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


class _ColumnReader:
    """Divides one column; places run from where its lines begin to where they end."""

    def __init__(self, lines: list[Line], usual: Usual) -> None:
        self._lines = lines
        self._usual = usual
        self._edges = {rtl: _edges(lines, usual, rtl=rtl) for rtl in {line.rtl for line in lines}}
        self._hanging = self._is_hanging()

    def stretches(self) -> list[Stretch]:
        found: list[Stretch] = []
        for number, line in enumerate(self._lines):
            before = self._lines[number - 1] if number else None
            if before is None or self._begins(line, before, found[-1]):
                found.append(Stretch([line], open_start=number == 0 and self._goes_on(line)))
            else:
                found[-1].lines.append(line)
        for stretch in found:
            self._name(stretch)
            stretch.full = self._is_full(stretch.lines[-1])
        return found

    def _goes_on(self, line: Line) -> bool:
        """Whether the first line of a column may go on with what the last one ended with."""
        indented = self._indent(line) > _INDENT * line.size
        return indented if self._hanging else not indented

    def _is_full(self, last: Line) -> bool:
        if last.text.rstrip()[-1:] in _ENDS:
            return self._room(last) < 0.6 * last.size
        return self._room(last) < 0.35 * self._width(last)

    def _indent(self, line: Line) -> float:
        return line.start - self._edges[line.rtl][0]

    def _room(self, line: Line) -> float:
        return self._edges[line.rtl][1] - line.end

    def _width(self, line: Line) -> float:
        start, end = self._edges[line.rtl]
        return end - start

    def _begins(self, line: Line, before: Line, current: Stretch) -> bool:
        if not same_size(line, before) or line.rtl != before.rtl:
            return True
        gap = before.y - line.y
        if gap > _GAP * self._usual.distance(line.size) or gap < -0.5 * line.size:
            return True
        if bool(line.cells) != bool(before.cells) or _is_bold(line) != _is_bold(before):
            return bool(line.cells or before.cells) or self._has_room(line, before)
        if is_bullet(line) or _LEADERS.search(before.text):
            return True
        shift = line.start - before.start
        if shift > _INDENT * line.size:
            return not self._hanging and not self._hangs_on(line, before, current)
        if shift < -_INDENT * line.size:
            return self._hanging or len(current.lines) > 1 or self._has_room(line, before)
        return self._has_room(line, before) or next_note(line, current.lines[0])

    def _hangs_on(self, line: Line, before: Line, current: Stretch) -> bool:
        """Whether a line is set in under the first, as in a list or a bibliography."""
        if before is not current.lines[0] or self._has_room(line, before):
            return False
        item = is_bullet(before) or marker_of(before) is not None
        return item or before.text.rstrip()[-1:] not in _ENDS

    def _has_room(self, line: Line, before: Line) -> bool:
        """Whether the line's first word would have fitted in before: then the break is meant."""
        word = line.text.split(" ", 1)[0]
        width = (line.x1 - line.x0) * len(word) / max(len(line.text), 1)
        if line.text[:1] >= "\u2e80":
            width = 1.5 * line.size
        room = self._room(before) - width - 0.35 * line.size
        if before.text.rstrip()[-1:] in _ENDS:
            return room > 0.3 * line.size
        return room > 0.12 * self._width(before)

    def _is_hanging(self) -> bool:
        """Whether the first lines of paragraphs begin before the others."""
        indented = [self._indent(line) > _INDENT * line.size for line in self._lines]
        runs: dict[bool, list[int]] = {True: [], False: []}
        for number, yes in enumerate(indented):
            if number and indented[number - 1] == yes:
                runs[yes][-1] += 1
            else:
                runs[yes].append(1)
        if len(runs[True]) < 2 or len(runs[False]) < 2:
            return False
        return sum(runs[True]) / len(runs[True]) > sum(runs[False]) / len(runs[False])

    def _name(self, stretch: Stretch) -> None:
        """Tell headings, and rows of tables."""
        if all(line.cells for line in stretch.lines) and len(stretch.lines) > 1:
            stretch.type = BlockType.TABLE_ROW
        elif is_bullet(stretch.lines[0]):
            stretch.type, stretch.level = BlockType.LIST_ITEM, 1
        elif _LEADERS.search(stretch.lines[-1].text):
            stretch.type = BlockType.PARAGRAPH
        elif self._is_large_heading(stretch) or self._is_bold_heading(stretch):
            stretch.type = BlockType.HEADING

    def _is_large_heading(self, stretch: Stretch) -> bool:
        longest = _LONGEST_HEADING
        if stretch.size < _MUCH_LARGER * self._usual.size:
            longest = _LONGEST_BOLD_HEADING
        return is_large(stretch, self._usual) and stretch.letters <= longest

    def _is_bold_heading(self, stretch: Stretch) -> bool:
        text = stretch.lines[-1].text.rstrip()
        return (
            not self._usual.style & BOLD
            and stretch.size > SMALLER * self._usual.size
            and stretch.letters <= _LONGEST_BOLD_HEADING
            and all(_is_bold(line) for line in stretch.lines)
            and any(character.isalpha() for character in text)
            and text[-1:] not in ".:;,"
        )


def _edges(lines: list[Line], usual: Usual, *, rtl: bool) -> tuple[float, float]:
    """Where the lines of a column that run one way begin, as most do, and where they end."""
    some = [line for line in lines if line.rtl == rtl]
    texts = [line for line in some if abs(line.size - usual.size) < 0.12 * usual.size] or some
    counts = Counter(round(line.start / 2) for line in texts)
    place, count = min(counts.items(), key=lambda each: (-each[1], each[0]))
    starts = [line.start for line in texts if count < 2 or round(line.start / 2) == place]
    return min(starts), _common_end([line.end for line in texts], 2 * usual.size)


def _common_end(ends: list[float], ragged: float) -> float:
    """The farthest end that some others come near to: a line may run over the margin."""
    ends = sorted(ends, reverse=True)
    enough = max(2, len(ends) // 7)
    for at in range(len(ends) - enough + 1):
        if ends[at] - ends[at + enough - 1] <= ragged:
            return ends[at]
    return ends[0]


def is_bullet(line: Line) -> bool:
    """Whether a line begins with the sign of an item in a list, and a space."""
    return line.text[:1] in _BULLETS and line.text[1:2].isspace()


def _is_bold(line: Line) -> bool:
    letters = [
        style for style, each in zip(line.styles, line.text, strict=True) if not each.isspace()
    ]
    return bool(letters) and all(style & BOLD for style in letters)


def _with_verses(stretches: list[Stretch]) -> list[Stretch]:
    """Put single short lines at the usual distance, as of verse, into one block."""
    found: list[Stretch] = []
    run: list[Stretch] = []

    def close() -> None:
        if len(run) >= _FEWEST_VERSES:
            found.append(Stretch([each.lines[0] for each in run], verse=True))
        else:
            found.extend(run)
        run.clear()

    for stretch in stretches:
        single = len(stretch.lines) == 1 and stretch.type == BlockType.PARAGRAPH
        if run and not (single and _follows(run[-1].lines[0], stretch.lines[0])):
            close()
        if single:
            run.append(stretch)
        else:
            found.append(stretch)
    close()
    return found


def _follows(before: Line, after: Line) -> bool:
    level = abs(after.start - before.start) < _INDENT * after.size
    near = 0 < before.y - after.y < 1.6 * after.size
    return level and near and same_size(before, after) and bool(before.cells) == bool(after.cells)


def level_headings(stretches: Iterable[Stretch], usual: Usual) -> None:
    """Give headings a level by their size: the largest the first; bold ones the last."""
    headings = [stretch for stretch in stretches if stretch.type == BlockType.HEADING]
    sizes = sorted({round(each.size) for each in headings if is_large(each, usual)}, reverse=True)
    for heading in headings:
        place = sizes.index(round(heading.size)) if is_large(heading, usual) else len(sizes)
        heading.level = min(place + 1, 6)


def is_large(stretch: Stretch, usual: Usual) -> bool:
    """Whether a block is set in larger letters than the text."""
    return stretch.size >= _LARGER * usual.size
