"""Finding a quote again by its exact words and their context.

The selectors are the W3C TextQuoteSelector and TextPositionSelector; all offsets are code
points. Pure: no database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotations.anchoring.anchored import Anchored, Method, Status
from annotations.anchoring.graphemes import outwards


@dataclass(frozen=True)
class Quote:
    """What a passage remembers: its words, some context, and where it stood."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


#: At and above this share of agreeing context a place counts as sure.
SURE = 0.75

GONE = Anchored(None, None, Status.ORPHANED, 1.0, Method.QUOTE)


def find(text: str, quote: Quote) -> Anchored:
    """The place of `quote` in `text`.

    Of several occurrences the one whose context agrees best is taken, and among equals the
    one nearest to where the quote stood; as a choice between equals is no certainty, its
    confidence is then halved.
    """
    scored = [(_agreement(text, start, quote), start) for start in occurrences(text, quote.exact)]
    if not scored:
        return GONE
    best = max(score for score, _ in scored)
    rivals = [start for score, start in scored if score == best]
    start = min(rivals, key=lambda s: abs(s - (quote.start or 0)))
    confidence = best if len(rivals) == 1 else best / 2
    status = Status.PLACED if confidence >= SURE else Status.UNCERTAIN
    start, end = outwards(text, start, start + len(quote.exact))
    return Anchored(start, end, status, confidence, Method.QUOTE)


def ranges(text: str, quote: Quote) -> list[tuple[int, int]]:
    """The equally good places of `quote` in `text`; empty where it is nowhere."""
    place = find(text, quote)
    return [] if place.start is None or place.end is None else [(place.start, place.end)]


def occurrences(text: str, exact: str) -> Iterator[int]:
    """Where `exact` begins in `text`, overlapping ones too."""
    start = text.find(exact) if exact else -1
    while start >= 0:
        yield start
        start = text.find(exact, start + 1)


def _agreement(text: str, start: int, quote: Quote) -> float:
    """The share of the context, from 0 to 1, that agrees outwards from the quote."""
    end = start + len(quote.exact)
    before = text[max(0, start - len(quote.prefix)) : start]
    after = text[end : end + len(quote.suffix)]
    agreeing = _in_common(before[::-1], quote.prefix[::-1]) + _in_common(after, quote.suffix)
    whole = len(quote.prefix) + len(quote.suffix)
    return agreeing / whole if whole else 1.0


def _in_common(one: str, other: str) -> int:
    """How many characters two strings begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
