"""The lines of a page in the order of reading, their text in logical order."""

from __future__ import annotations

from collections.abc import Iterable

from sources.importing.pdf.columns import Region, regions_of
from sources.importing.pdf.direction import kind, logical_order
from sources.importing.pdf.letters import face_brackets, plain_letters
from sources.importing.pdf.page import RAISED, Glyph, Line
from sources.importing.pdf.rows import Piece, Row

#: In parts of the size of the letters: a gap that is a space, between ideographs as well, and
#: one that parts the cells of a table.
_SPACE, _SPACE_OF_IDEOGRAPHS, _CELL = 0.16, 0.6, 1.6
#: Lines before and after that help to tell which way a line runs.
_AROUND = 2


def lines_of(rows: list[Row], *, page: int = 0, columns: bool = True) -> list[Line]:
    """Return the lines of one frame; without `columns`, each row is one line."""
    rtl = _runs_right_to_left(rows)
    regions = regions_of(rows, rtl=rtl) if columns else [Region(rows)]
    lines: list[Line] = []
    for number, region in enumerate(regions):
        ways = [_balance([row]) for row in region.rows]
        for at, row in enumerate(region.rows):
            around = sum(ways[max(at - _AROUND, 0) : at + _AROUND + 1])
            line = _line(row, rtl=around > 0 or (around == 0 and rtl))
            line.page, line.column = page, number
            lines.append(line)
    return lines


def text_of(row: Row) -> str:
    """Return a row's text by itself."""
    return _line(row, rtl=_runs_right_to_left([row])).text


def _runs_right_to_left(rows: Iterable[Row]) -> bool:
    return _balance(rows) > 0


def _balance(rows: Iterable[Row]) -> int:
    """How many more letters run from right to left than the other way."""
    kinds = "".join(
        kind(glyph.text) for row in rows for piece in row.pieces for glyph in piece.glyphs
    )
    return kinds.count("R") - kinds.count("L")


def _line(row: Row, *, rtl: bool) -> Line:
    glyphs = [glyph for piece in row.pieces for glyph in piece.glyphs]
    spaced = _with_spaces(glyphs)
    order = logical_order([glyph.text for glyph in spaced], rtl=rtl)
    text, styles, cells = "", bytearray(), []
    for number in order:
        glyph = spaced[number]
        if glyph.text == _CELL_GAP:
            cells.append(len(text))
        letters = " " if glyph.text == _CELL_GAP else plain_letters(glyph.text)
        text += letters
        styles += bytes([glyph.style]) * len(letters)
    if any(kind(glyph.text) == "R" for glyph in glyphs):
        text = face_brackets(text)
    size = _size(row.pieces)
    x0, x1 = row.pieces[0].x0, max(piece.x1 for piece in row.pieces)
    return Line(text, bytes(styles), x0, x1, row.y, size, rtl=rtl, cells=tuple(cells))


def _size(pieces: list[Piece]) -> float:
    return max(pieces, key=lambda piece: piece.letters).size


_CELL_GAP = "\t"


def _with_spaces(glyphs: list[Glyph]) -> list[Glyph]:
    """Put a space where the gap between letters is that of words, a tab where it is wider."""
    spaced: list[Glyph] = []
    usual = _usual_gap(glyphs)
    end = 0.0
    for glyph in glyphs:
        gap = glyph.x0 - end
        size = glyph.size
        if not spaced:
            spaced.append(glyph)
        elif not glyph.text.strip():
            if spaced[-1].text.strip():
                spaced.append(glyph._replace(text=" ", style=glyph.style & ~RAISED))
        else:
            before = spaced[-1]
            start = before.x0 if not before.text.strip() else end
            if glyph.x0 - start > _CELL * size + usual:
                spaced[-1:] = [before] if before.text.strip() else []
                spaced.append(Glyph(_CELL_GAP, start, glyph.x0, glyph.y, size))
            elif before.text.strip() and gap > _least_space(before, glyph) * size + usual:
                style = before.style & glyph.style & ~RAISED
                spaced.append(Glyph(" ", end, glyph.x0, glyph.y, size, style))
            spaced.append(glyph)
        end = max(end, glyph.x1) if len(spaced) > 1 else glyph.x1
    return spaced


def _least_space(before: Glyph, after: Glyph) -> float:
    ideographs = before.text[-1] >= "\u2e80" and after.text[0] >= "\u2e80"
    return _SPACE_OF_IDEOGRAPHS if ideographs else _SPACE


def _usual_gap(glyphs: list[Glyph]) -> float:
    """How far apart the letters of a line are that is set wide; else 0."""
    if len(glyphs) < 5:
        return 0.0
    gaps = sorted(b.x0 - a.x1 for a, b in zip(glyphs, glyphs[1:], strict=False))
    middle = gaps[len(gaps) // 2]
    return middle if middle > 0.08 * glyphs[0].size else 0.0
