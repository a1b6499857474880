"""Finding a quote again by its words and their context, in a text of which nothing else is known.

The selectors are the W3C TextQuoteSelector and TextPositionSelector; all offsets are code
points. Pure: no database. Time grows with the text, and with the quote up to `LONG`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

from annotations.anchoring import confidence, search
from annotations.anchoring.anchored import Anchored, Method, Status
from annotations.anchoring.boundaries import whole
from annotations.anchoring.confidence import Evidence
from annotations.anchoring.normalising import Letters, letters
from annotations.anchoring.reanchoring import reanchor

#: Letters of a quote that speak for themselves, whatever stands around them.
TELLING = 64

#: Letters of quote and context together from which on they are looked for with mistakes, and
#: from which on the whole text is laid beside them instead.
SHORT, LONG = 12, 1_000

#: Least agreement of the context that settles it; below, a place with mistakes in the words is
#: looked for, too.
AGREES = 0.5

#: Places in a text that are compared.
MOST = 5_000

Span = tuple[int, int]


@dataclass(frozen=True)
class Quote:
    """What a passage remembers: its words, some context, and where it stood."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place that has the words of a quote, and how well the context agrees on either side."""

    span: Span
    context: tuple[float, float]
    agreement: float


def find(text: str, quote: Quote) -> Anchored:
    """The place of `quote` in `text`.

    Of several places with its words the one is taken whose context agrees best, and among equals
    the one nearest to where the quote stood. As a choice between equals is no certainty, it is
    shared out among them.
    """
    there = letters(text)
    spots = _best(_spots(there, quote), quote)
    if spots and _settles(spots[0], quote):
        return _chosen(text, spots, quote)
    place = _with_mistakes(there, quote)
    if place.start is not None and (not spots or place.confidence >= confidence.SURE):
        return place
    return _chosen(text, spots, quote) if spots else place


def ranges(text: str, quote: Quote) -> list[Span]:
    """All equally good places of `quote` in `text`, the nearest to its start first."""
    there = letters(text)
    spots = _best(_spots(there, quote), quote)
    if spots and _settles(spots[0], quote):
        return [whole(text, *spot.span) for spot in spots]
    place = find(text, quote)
    if place.start is None or place.end is None:
        return []
    return [(place.start, place.end)]


def _spots(there: Letters, quote: Quote) -> list[_Spot]:
    near = quote.start or 0
    found = search.occurrences(there, quote.exact, near=near, most=MOST)
    before, after = letters(quote.prefix), letters(quote.suffix)
    spots = []
    for span in found:
        context = search.context(there, span, before, after)
        total = len(before) + len(after)
        agreeing = context[0] * len(before) + context[1] * len(after)
        agreement = agreeing / total if total else 1.0
        spots.append(_Spot(span, context, agreement))
    return spots


def _best(spots: list[_Spot], quote: Quote) -> list[_Spot]:
    """The spots whose context agrees best, the nearest first."""
    best = max((spot.agreement for spot in spots), default=0.0)
    rivals = [spot for spot in spots if spot.agreement >= best - 1e-9]
    start = quote.start or 0
    return sorted(rivals, key=lambda spot: abs(spot.span[0] - start))


def _settles(spot: _Spot, quote: Quote) -> bool:
    return spot.agreement >= AGREES or len(letters(quote.exact)) >= TELLING


def _chosen(text: str, spots: list[_Spot], quote: Quote) -> Anchored:
    """The first of equally good spots, with its share of the certainty."""
    spot = spots[0]
    telling = min(1.0, len(letters(quote.exact)) / TELLING)
    evidence = Evidence(
        letters=len(letters(quote.exact)),
        share=1.0,
        context=spot.context,
        edges=(True, True),
        moved=False,
    )
    certainty = confidence.of_place(evidence) * sqrt(max(spot.agreement, telling)) / len(spots)
    status = Status.PLACED if certainty >= confidence.SURE else Status.UNCERTAIN
    return Anchored(*whole(text, *spot.span), status, certainty, Method.QUOTE)


def _with_mistakes(there: Letters, quote: Quote) -> Anchored:
    """The place that resembles quote and context most, of those that resemble them enough."""
    here = quote.prefix + quote.exact + quote.suffix
    span = len(quote.prefix), len(quote.prefix) + len(quote.exact)
    gone = Anchored(None, None, Status.ORPHANED, confidence.CLOSED, Method.SEARCH)
    pattern = letters(here)
    if len(pattern) < SHORT or not quote.exact:
        return gone
    if len(pattern) > LONG:
        return replace(reanchor(here, there.text, [span])[0], method=Method.SEARCH)
    regions = search.resembling(there, pattern)
    if not regions:
        return gone
    start, end, likeness = min(regions, key=lambda region: abs(region[0] - (quote.start or 0)))
    place = reanchor(here, there.text[start:end], [span])[0]
    if place.start is None or place.end is None:
        return replace(place, method=Method.SEARCH)
    certainty = place.confidence * sqrt(likeness) / len(regions)
    status = Status.PLACED if certainty >= confidence.SURE else Status.UNCERTAIN
    first, last = whole(there.text, start + place.start, start + place.end)
    return Anchored(first, last, status, certainty, Method.SEARCH)
