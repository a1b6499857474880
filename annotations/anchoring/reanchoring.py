"""Placing passages of an old text in a new one. Pure: no database; all offsets are code points.

The texts are laid side by side once, however many the passages: time and memory grow with the
length of the texts. A passage is where its letters are; it is gone if too few of them are left.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotations.anchoring import confidence
from annotations.anchoring.anchored import Anchored, Method, Status
from annotations.anchoring.boundaries import between, replaced, whole
from annotations.anchoring.confidence import Evidence
from annotations.anchoring.parts import main_part
from annotations.anchoring.sides import Sides

__all__ = ["Anchored", "Method", "Status", "reanchor"]

#: Least share of a passage's letters that must be left for it to be there, if it shrank.
LEFT = 0.3

#: Share of the length it had up to which a passage counts as shrunk.
SHRUNK = 0.4

#: Share of letters below which what is left is chance, and only the neighbours tell a place.
TRACE = 0.15

Span = tuple[int, int]


def reanchor(old: str, new: str, spans: Sequence[Span]) -> list[Anchored]:
    """Where each of the `spans` of `old` lies in `new`, in their order."""
    if old == new:
        return [Anchored(*whole(new, *span), Status.PLACED, 1.0, Method.SAME) for span in spans]
    if not spans:
        return []
    sides = Sides(old, new)
    bounds = sides.letters_of(np.array(spans, np.int64))
    return [_place(sides, span, *of) for span, of in zip(spans, bounds, strict=True)]


def _place(sides: Sides, span: Span, first: int, last: int) -> Anchored:
    kept = main_part(sides, first, last)
    if kept is None:
        return _replaced(sides, span, first, last)
    share = float(sides.same[kept[0] : kept[1] + 1].sum()) / (last - first)
    if share < TRACE:
        return _replaced(sides, span, first, last)
    place = _bounds(sides, span, first, last, kept)
    shrunk = place[1] - place[0] < SHRUNK * (span[1] - span[0])
    if shrunk and share < LEFT:
        return _gone(sides, first, last)
    block = int(sides.block[kept[0]])
    evidence = Evidence(
        letters=last - first,
        share=share,
        context=sides.context(*kept),
        edges=(sides.is_clear(first, 1), sides.is_clear(last - 1, -1)),
        moved=block > 0,
    )
    certainty = confidence.of_place(evidence)
    if certainty < confidence.UNLIKELY:
        return _gone(sides, first, last)
    method = Method.BLOCK if block else Method.ALIGNED
    return _anchored(sides, place, certainty, method, moved=block > 0)


def _bounds(sides: Sides, span: Span, first: int, last: int, kept: tuple[int, int]) -> Span:
    """Start and end of a passage that reaches from one letter kept to another."""
    inner, outer = sides.agreeing.after(first), sides.agreeing.before(last - 1)
    start = sides.start(span[0], first) if kept[0] == inner else sides.start_apart(span[0], kept[0])
    end = sides.end(span[1], last) if kept[1] == outer else sides.end_apart(span[1], kept[1])
    return (start, end) if start < end else sides.letters_at(*kept)


def _replaced(sides: Sides, span: Span, first: int, last: int) -> Anchored:
    """What stands now between the neighbours of a passage that has no letters of its own left."""
    gap = sides.gap(sides.firm.before(first - 1), sides.firm.after(last))
    if gap is None or not (replaced(*gap) and _comparable(len(gap[0]), len(gap[1]))):
        return _gone(sides, first, last)
    start, end = (
        between(gap[0], span[0], gap[1], last=True),
        between(gap[0], span[1], gap[1], last=False),
    )
    if start >= end or not _comparable(span[1] - span[0], end - start):
        return _gone(sides, first, last)
    if first < last:
        return _anchored(sides, (start, end), confidence.REPLACED, Method.ALIGNED)
    if sides.old.text[slice(*span)] != sides.new.text[start:end]:
        return _gone(sides, first, last)  # signs without letters have nothing but themselves
    return _anchored(sides, (start, end), confidence.SIGNS, Method.ALIGNED)


def _gone(sides: Sides, first: int, last: int) -> Anchored:
    gap = sides.gap(sides.firm.before(first - 1), sides.firm.after(last))
    closed = gap is not None and 2 * len(gap[1]) < len(gap[0])
    certainty = confidence.CLOSED if closed else confidence.OPEN
    return Anchored(None, None, Status.ORPHANED, certainty, Method.ALIGNED)


def _anchored(
    sides: Sides, place: Span, certainty: float, method: Method, *, moved: bool = False
) -> Anchored:
    sure = Status.MOVED if moved else Status.PLACED
    status = sure if certainty >= confidence.SURE else Status.UNCERTAIN
    return Anchored(*whole(sides.new.text, *place), status, certainty, method)


def _comparable(one: int, other: int) -> bool:
    """Whether two lengths are of the same order."""
    return 2 * min(one, other) >= max(one, other)
