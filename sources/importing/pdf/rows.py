"""Glyphs that stand on one line of a page, whatever column they belong to."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from statistics import median

from sources.importing.pdf.letters import is_mark
from sources.importing.pdf.page import RAISED, Glyph

#: All in parts of the size of the letters. How far a base line may be from that of its row …
_SAME_ROW = 0.35
#: … and where it is that of a raised letter, which must be so much smaller.
_RAISED = 0.18
_SMALLER = 0.85
#: A gap that parts pieces which may belong to different columns.
_PIECE_GAP = 0.6
#: How much of the narrower of two equal glyphs lies in the other if one was drawn twice.
_DRAWN_TWICE = 0.6
#: How many glyphs before one are looked at for that.
_BEFORE = 3
#: Letters are looked up by base lines of this height (points).
_STEP = 0.5


@dataclass
class Piece:
    """Glyphs of one row without a wide gap between them, from left to right."""

    glyphs: list[Glyph]
    x0: float
    x1: float
    y: float
    size: float

    @property
    def letters(self) -> int:
        """How many characters it has."""
        return sum(len(glyph.text) for glyph in self.glyphs)


@dataclass
class Row:
    """Pieces on one line across the page, from left to right."""

    y: float
    pieces: list[Piece] = field(default_factory=list)

    @property
    def x0(self) -> float:
        """Where its first piece begins."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Where its last piece ends."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def size(self) -> float:
        """The size of its largest piece."""
        return max(piece.size for piece in self.pieces)


def rows_of(glyphs: list[Glyph]) -> list[Row]:
    """Return the rows from top to bottom."""
    marks = [glyph for glyph in glyphs if is_mark(glyph.text)]
    bases = [glyph for glyph in glyphs if not is_mark(glyph.text)] if marks else glyphs
    centres = _base_lines(bases or marks)
    rows: dict[float, list[Glyph]] = {}
    for glyph in bases:
        rows.setdefault(centres[_step(glyph)], []).append(glyph)
    _attach(marks, rows)
    pieces = [piece for y, row in rows.items() for piece in _pieces(row, y)]
    return gather(_with_raised(pieces))


def gather(pieces: list[Piece]) -> list[Row]:
    """Return rows of the pieces, from top to bottom."""
    rows: dict[float, Row] = {}
    for piece in pieces:
        rows.setdefault(piece.y, Row(piece.y)).pieces.append(piece)
    for row in rows.values():
        row.pieces.sort(key=lambda piece: piece.x0)
    return sorted(rows.values(), key=lambda row: -row.y)


def _step(glyph: Glyph) -> int:
    return round(glyph.y / _STEP)


def _base_lines(glyphs: list[Glyph]) -> dict[int, float]:
    """The row's base line for each step of height: the more letters stand on one, the sooner it
    draws those near to it.
    """
    counts: Counter[int] = Counter()
    sizes: dict[int, float] = {}
    for glyph in glyphs:
        step = _step(glyph)
        counts[step] += len(glyph.text)
        sizes[step] = max(glyph.size, sizes.get(step, 0.0))
    centres: list[int] = []
    found: dict[int, float] = {}
    for step, _ in counts.most_common():
        at = bisect_left(centres, step)
        near = min(centres[max(at - 1, 0) : at + 1], key=lambda y: abs(y - step), default=None)
        if near is None or abs(near - step) > _reach(sizes[near], sizes[step]):
            centres.insert(at, step)
            near = step
        found[step] = near * _STEP
    return found


def _reach(one: float, other: float) -> float:
    """How many steps apart two base lines of one row may be: the smaller letters decide."""
    return _SAME_ROW * min(one, other) / _STEP


def _attach(marks: list[Glyph], rows: dict[float, list[Glyph]]) -> None:
    """Give each combining mark that is drawn by itself to the letter under or over it."""
    if not rows:
        rows.update({marks[0].y: marks} if marks else {})
        return
    heights = sorted(rows)
    for mark in marks:
        at = bisect_left(heights, mark.y)
        near = heights[max(at - 2, 0) : at + 2]
        row = rows[min(near, key=lambda y: _distance(mark, rows[y], y))]
        number = min(range(len(row)), key=lambda each: _apart(mark, row[each]))
        base = row[number]
        row[number] = replace(base, text=base.text + mark.text)


def _distance(mark: Glyph, row: list[Glyph], y: float) -> float:
    return abs(mark.y - y) + min(_apart(mark, glyph) for glyph in row)


def _apart(mark: Glyph, base: Glyph) -> float:
    """How far the middles are from each other; a space carries no mark."""
    if not base.text.strip():
        return float("inf")
    return abs((mark.x0 + mark.x1) - (base.x0 + base.x1)) / 2


def _pieces(row: list[Glyph], y: float) -> list[Piece]:
    row.sort(key=lambda glyph: glyph.x0 + glyph.x1)
    pieces: list[list[Glyph]] = []
    end = 0.0
    for glyph in _drawn_once(row):
        if not glyph.text.strip() and (not pieces or glyph.x0 > end + _PIECE_GAP * glyph.size):
            continue
        if not pieces or glyph.x0 - end > _PIECE_GAP * glyph.size:
            pieces.append([])
            end = glyph.x1
        pieces[-1].append(glyph)
        end = max(end, glyph.x1)
    return [_piece(glyphs, y) for glyphs in map(_without_last_spaces, pieces) if glyphs]


def _without_last_spaces(glyphs: list[Glyph]) -> list[Glyph]:
    while glyphs and not glyphs[-1].text.strip():
        glyphs.pop()
    while glyphs and not glyphs[0].text.strip():
        del glyphs[0]
    return glyphs


def _drawn_once(row: list[Glyph]) -> list[Glyph]:
    """Leave out what was drawn a second time on nearly the same place, to make it bold.

    Of two the wider stays: the text of a letter with its marks may be there for each of them.
    """
    kept: list[Glyph] = []
    for glyph in row:
        for at, other in enumerate(kept[-_BEFORE:], start=-min(_BEFORE, len(kept))):
            if glyph.text == other.text and _overlap(glyph, other):
                if glyph.x1 - glyph.x0 > other.x1 - other.x0:
                    kept[at] = glyph
                break
        else:
            kept.append(glyph)
    return kept


def _overlap(glyph: Glyph, other: Glyph) -> bool:
    shared = min(glyph.x1, other.x1) - max(glyph.x0, other.x0)
    narrower = min(glyph.x1 - glyph.x0, other.x1 - other.x0)
    return narrower > 0 and shared > _DRAWN_TWICE * narrower


def _piece(glyphs: list[Glyph], y: float) -> Piece:
    size = median(glyph.size for glyph in glyphs if glyph.text.strip())
    raised = [
        replace(glyph, style=glyph.style | RAISED)
        if glyph.size < _SMALLER * size and glyph.y - y > _RAISED * size
        else glyph
        for glyph in glyphs
    ]
    x1 = max(glyph.x1 for glyph in glyphs)
    return Piece(raised, min(glyph.x0 for glyph in glyphs), x1, y, size)


def _with_raised(pieces: list[Piece]) -> list[Piece]:
    """Put raised letters, as of notes, into the line that they belong to."""
    larger = sorted(pieces, key=lambda piece: piece.y)
    heights = [piece.y for piece in larger]
    kept: list[Piece] = []
    moved: dict[int, list[Piece]] = {}
    for piece in pieces:
        reach = 1.2 * piece.size
        low = bisect_left(heights, piece.y - reach)
        high = bisect_left(heights, piece.y + 0.5 * piece.size)
        hosts = [other for other in larger[low:high] if _carries(other, piece)]
        if hosts:
            moved.setdefault(id(hosts[-1]), []).append(piece)
        else:
            kept.append(piece)
    return [_joined(piece, moved.get(id(piece), [])) for piece in kept]


def _carries(line: Piece, raised: Piece) -> bool:
    """Whether a small piece stands raised or lowered at a word of the line, not below it."""
    if line is raised or raised.size > _SMALLER * line.size or raised.letters > 8:
        return False
    if not -0.35 < (raised.y - line.y) / line.size < 0.7:
        return False
    near = 0.4 * line.size
    return raised.x0 < line.x1 + near and raised.x1 > line.x0 - near


def _joined(line: Piece, raised: list[Piece]) -> Piece:
    if not raised:
        return line
    added = [
        replace(glyph, style=glyph.style | RAISED) if piece.y > line.y else glyph
        for piece in raised
        for glyph in piece.glyphs
    ]
    glyphs = sorted([*line.glyphs, *added], key=lambda glyph: glyph.x0 + glyph.x1)
    x0, x1 = min(glyph.x0 for glyph in glyphs), max(glyph.x1 for glyph in glyphs)
    return replace(line, glyphs=glyphs, x0=x0, x1=x1)
