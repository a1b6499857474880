"""The lines of a page in the order of reading, their text in logical order."""

from __future__ import annotations

from itertools import pairwise
from math import inf

from sources.importing.pdf.columns import Region, regions_of
from sources.importing.pdf.direction import kind, logical_order
from sources.importing.pdf.letters import face_brackets, plain_letters
from sources.importing.pdf.page import RAISED, Glyph, Line
from sources.importing.pdf.rows import Piece, Row

#: In parts of the size of the letters: a gap that is a space, between ideographs as well, and
#: one that parts the cells of a table.
_SPACE, _SPACE_OF_IDEOGRAPHS, _CELL = 0.16, 0.6, 1.6
#: Stands for that among glyphs.
_CELL_GAP = "\t"
#: How many lines before and after help to tell which way a line runs.
_AROUND = 2
#: How close those are, in parts of the size; the share of letters that makes a line mixed.
_CLOSE, _MIXED = 1.8, 0.2


def lines_of(rows: list[Row], *, page: int = 0, columns: bool = True) -> list[Line]:
    """Return the lines of one frame; without `columns`, each row is one line."""
    if not rows:
        return []
    rtl = sum(map(_balance, rows)) > 0
    regions = regions_of(rows, rtl=rtl) if columns else [Region(rows)]
    lines: list[Line] = []
    for number, region in enumerate(regions):
        for row, way in zip(region.rows, _ways(region.rows), strict=True):
            line = _line(row, rtl=way > 0 or (way == 0 and rtl))
            line.page, line.column = page, number
            lines.append(line)
    return lines


def _ways(rows: list[Row]) -> list[int]:
    """Which way each row runs, going by it and those close by: above 0 from right to left."""
    letters = [_letters(row) for row in rows]
    own = [_way(each) for each in letters]
    edges = min(row.x0 for row in rows), max(row.x1 for row in rows)
    near = [above.y - below.y < _CLOSE * below.size for above, below in pairwise(rows)]
    ways = []
    for at in range(len(rows)):
        first, last = at, at
        while first and at - first < _AROUND and near[first - 1]:
            first -= 1
        while last < len(near) and last - at < _AROUND and near[last]:
            last += 1
        way = sum(own[first : last + 1])
        doubtful = 0 < abs(way) < _MIXED * sum(map(len, letters[first : last + 1]))
        ways.append(sum(_flush(row, edges) for row in rows[first : last + 1]) if doubtful else way)
    return ways


def _flush(row: Row, edges: tuple[float, float]) -> int:
    """Below 0 for a short row at the left edge, above 0 for one at the right."""
    left, right = row.x0 - edges[0], edges[1] - row.x1
    return (left > right) - (left < right)


def text_of(row: Row) -> str:
    """Return a row's text by itself."""
    return _line(row, rtl=_balance(row) > 0).text


def _way(letters: str) -> int:
    """The balance of a row's letters; those of a mixed one all go by the way of the outermost."""
    left, right = letters.count("L"), letters.count("R")
    if min(left, right) >= _MIXED * (left + right) and letters[:1] == letters[-1:]:
        return len(letters) if letters[:1] == "R" else -len(letters)
    return right - left


def _balance(row: Row) -> int:
    """How many more letters run from right to left than the other way."""
    letters = _letters(row)
    return letters.count("R") - letters.count("L")


def _letters(row: Row) -> str:
    kinds = "".join(kind(glyph.text) for piece in row.pieces for glyph in piece.glyphs)
    return "".join(each for each in kinds if each in "LR")


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
    return Line(text, bytes(styles), row.x0, row.x1, row.y, size, rtl=rtl, cells=tuple(cells))


def _size(pieces: list[Piece]) -> float:
    return max(pieces, key=lambda piece: piece.letters).size


def _with_spaces(glyphs: list[Glyph]) -> list[Glyph]:
    """Put a space where the file has one or the gap is that of words, a tab where it is wider."""
    spaced: list[Glyph] = []
    usual = _usual_gap(glyphs)
    end, has_space = -inf, False
    for glyph in glyphs:
        if not glyph.text.strip():
            has_space = True
            continue
        if spaced and (gap := _gap(spaced[-1], glyph, glyph.x0 - end - usual, has_space)):
            style = spaced[-1].style & glyph.style & ~RAISED
            spaced.append(Glyph(gap, end, glyph.x0, glyph.y, glyph.size, style))
        spaced.append(glyph)
        end, has_space = max(end, glyph.x1), False
    return spaced


def _gap(before: Glyph, after: Glyph, width: float, has_space: bool) -> str:
    if width > _CELL * after.size:
        return _CELL_GAP
    return " " if has_space or width > _least_space(before, after) * after.size else ""


def _least_space(before: Glyph, after: Glyph) -> float:
    ideographs = before.text[-1] >= "\u2e80" and after.text[0] >= "\u2e80"
    return _SPACE_OF_IDEOGRAPHS if ideographs else _SPACE


def _usual_gap(glyphs: list[Glyph]) -> float:
    """How far apart the letters of a line are that is set wide; else 0."""
    if len(glyphs) < 5:
        return 0.0
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(glyphs))
    middle = gaps[len(gaps) // 2]
    return middle if middle > 0.08 * glyphs[0].size else 0.0
