"""The order in which the pieces of a page are read.

A page is cut into bands from top to bottom: rows follow each other in one band for as long as
some gutter, free of letters, runs through all of them. A band with text on both sides of its
gutter is read one side after the other, and each side is cut again; so a heading over two of
three columns comes before what stands under it. (A recursive X-Y cut after Nagy and Seth, 1984,
which looks for gutters first where it cuts across.)
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sources.importing.pdf.rows import Piece, Row, gather

Interval = tuple[float, float]

#: In parts of the size of the letters: the least width of a gutter, in a short band and in one
#: with many rows, which no chance makes.
_GUTTER, _GUTTER_OF_MANY = 1.0, 0.7
_MANY = 8
#: Fewer rows make no columns.
_FEWEST_ROWS = 3
#: Letters of a line, on average, in a column of text; a table's are shorter (an ideograph is
#: worth two letters).
_LETTERS = 11
#: A gap between rows that parts a column from what stands under it, in parts of the usual one.
_FAR_BELOW = 1.7
#: White over the whole width that parts bands, in parts of the usual distance of rows and of the
#: size of the letters; how many times larger a headline is, and the white above it.
_WHITE, _HEADLINE, _WHITE_OF_HEADLINE = 2.6, 1.25, 1.3
_DEEPEST = 12


@dataclass
class Region:
    """Rows of one column, or of a stretch that runs over the `whole` width."""

    rows: list[Row]
    whole: bool = True


def regions_of(rows: list[Row], *, rtl: bool, depth: int = 0) -> list[Region]:
    """Return the regions in the order of reading; columns follow from the right where `rtl`."""
    regions: list[Region] = []
    for band in _bands(rows):
        gutter = None if depth > _DEEPEST else _best_gutter(band)
        if gutter is None:
            _append(regions, band)
            continue
        middle = (gutter[0] + gutter[1]) / 2
        pieces = [piece for row in band for piece in row.pieces]
        sides = [
            gather([piece for piece in pieces if piece.x0 < middle]),
            gather([piece for piece in pieces if piece.x0 >= middle]),
        ]
        for side in reversed(sides) if rtl else sides:
            cut = regions_of(side, rtl=rtl, depth=depth + 1)
            regions += [Region(region.rows, whole=False) for region in cut]
    return regions


def _append(regions: list[Region], band: list[Row]) -> None:
    """Add rows over the whole width, to those before them if these run over it as well."""
    if regions and regions[-1].whole:
        regions[-1].rows += band
    else:
        regions.append(Region(band))


def _bands(rows: list[Row]) -> list[list[Row]]:
    """Rows that have a gutter in common, as far as each goes."""
    pieces = [piece for row in rows for piece in row.pieces]
    if not pieces:
        return []
    edges = (min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces))
    size = median(piece.size for piece in pieces)
    usual = median(_gaps(rows)) if len(rows) > 1 else 0.0
    bands: list[list[Row]] = []
    free: list[Interval] = []
    for row in rows:
        own = _free(row, edges)
        shared = _intersection(free, own, 0.5 * row.size) if bands else []
        if shared and not _begins_anew(row, bands[-1][-1], size, usual):
            bands[-1].append(row)
            free = shared
        else:
            bands.append([row])
            free = own
    return [part for band in bands for part in _without_tail(band)]


def _gaps(rows: list[Row]) -> list[float]:
    return [above.y - below.y for above, below in pairwise(rows)]


def _begins_anew(row: Row, above: Row, size: float, usual: float) -> bool:
    """Whether white runs over the whole width above a row, as between articles of a newspaper;
    above a headline that stands alone, less of it will do.
    """
    gap = above.y - row.y
    if all(piece.size >= _HEADLINE * size for piece in row.pieces):
        return gap > max(_WHITE_OF_HEADLINE * usual, _WHITE_OF_HEADLINE * row.size)
    return gap > max(_WHITE * usual, _WHITE * size)


def _free(row: Row, edges: Interval) -> list[Interval]:
    """Where a row has no letters, between the edges of the region."""
    free: list[Interval] = []
    at = edges[0]
    for piece in row.pieces:
        if piece.x0 > at:
            free.append((at, piece.x0))
        at = max(at, piece.x1)
    if edges[1] > at:
        free.append((at, edges[1]))
    return free


def _intersection(some: list[Interval], others: list[Interval], least: float) -> list[Interval]:
    shared: list[Interval] = []
    i = j = 0
    while i < len(some) and j < len(others):
        start, end = max(some[i][0], others[j][0]), min(some[i][1], others[j][1])
        if end - start >= least:
            shared.append((start, end))
        if some[i][1] < others[j][1]:
            i += 1
        else:
            j += 1
    return shared


def _without_tail(band: list[Row]) -> list[list[Row]]:
    """Part a band from rows far below it that only happen to leave the gutter free."""
    if len(band) <= _FEWEST_ROWS:
        return [band]
    gaps = _gaps(band)
    usual = median(gaps)
    for number in range(len(band) - 1, max(len(band) - 4, 1), -1):
        if gaps[number - 1] > _FAR_BELOW * usual and all(len(r.pieces) == 1 for r in band[number:]):
            return [band[:number], band[number:]]
    return [band]


def _best_gutter(band: list[Row]) -> Interval | None:
    """The widest gutter with text on both sides, if the band has one."""
    if len(band) < _FEWEST_ROWS:
        return None
    pieces = [piece for row in band for piece in row.pieces]
    edges = (min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces))
    size = median(piece.size for piece in pieces)
    least = size * (_GUTTER_OF_MANY if len(band) >= _MANY else _GUTTER)
    free = _free(band[0], edges)
    for row in band[1:]:
        free = _intersection(free, _free(row, edges), least)
    inner = [each for each in free if each[0] > edges[0] and each[1] < edges[1]]
    fitting = [each for each in inner if _parts_text(each, pieces)]
    return max(fitting, key=lambda each: each[1] - each[0], default=None)


def _parts_text(gutter: Interval, pieces: list[Piece]) -> bool:
    """Whether there are columns of text, not of a table, to the left and to the right."""
    left = [piece for piece in pieces if piece.x0 < gutter[0]]
    right = [piece for piece in pieces if piece.x0 >= gutter[0]]
    return all(_is_text(side) for side in (left, right))


def _is_text(pieces: list[Piece]) -> bool:
    rows = {piece.y for piece in pieces}
    letters = sum(_width(piece) for piece in pieces)
    return len(rows) >= 2 and letters >= _LETTERS * len(rows)


def _width(piece: Piece) -> int:
    return sum(2 if glyph.text[0] >= "\u2e80" else len(glyph.text) for glyph in piece.glyphs)
