"""What W3C selectors select in a text. Pure: no database; offsets are code points.

Source: W3C Recommendation "Web Annotation Data Model" of 23 February 2017, sections 4.2.4
(Text Quote Selector), 4.2.5 (Text Position Selector) and 4.2.9 (Refinement of Selection).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from annotations.anchoring.quote import Quote, ranges

#: Code points of a quote and of the context on either side of it.
MOST_EXACT, MOST_CONTEXT = 20_000, 2_000
#: Selectors side by side, and refinements of refinements.
MOST_SELECTORS, MOST_DEPTH = 10, 4
#: Places that are told.
MOST_RANGES = 1_000

Range = tuple[int, int]
Json = Any


class InvalidSelector(ValueError):
    """Not a selector that is understood here; the message says why."""


def select(text: str, selector: Json) -> list[Range]:
    """The stretches of `text` that a selector, or a list of them, selects, the best first.

    Selectors in a list describe one place: of the places of a quote the one at the position
    beside it is meant, and where none is there, the nearest comes first.
    `refinedBy` counts within what is selected; a position that lies outside a quote it refines
    says where in the text the quote is. Raises `InvalidSelector`.
    """
    return list(dict.fromkeys(_select(text, selector, 0)))[:MOST_RANGES]


def _select(text: str, selector: Json, depth: int) -> list[Range]:
    if depth > MOST_DEPTH:
        raise InvalidSelector(
            _("Selectors refine one another %(most)s times at most.") % {"most": MOST_DEPTH}
        )
    if isinstance(selector, list):
        return _of_several(text, selector, depth)
    if not isinstance(selector, Mapping):
        raise InvalidSelector(_("A selector is an object with a type, or a list of such."))
    kind = selector.get("type")
    select_by = _KINDS.get(kind) if isinstance(kind, str) else None
    if select_by is None:
        raise InvalidSelector(_("Give a TextQuoteSelector or a TextPositionSelector as type."))
    return select_by(text, selector, depth)


def _of_several(text: str, selectors: list[Json], depth: int) -> list[Range]:
    if not 0 < len(selectors) <= MOST_SELECTORS:
        raise InvalidSelector(_("Give one to %(most)s selectors.") % {"most": MOST_SELECTORS})
    for one in selectors:
        if isinstance(one, list):
            raise InvalidSelector(_("A selector is an object with a type, or a list of such."))
        # A mistake is told also where another selector would have been enough.
        _select("", one, depth)
    quotes = [one for one in selectors if one["type"] == "TextQuoteSelector"]
    positions = [one for one in selectors if one["type"] == "TextPositionSelector"]
    if not quotes:
        return _select(text, positions[0], depth)
    hint = positions[0]["start"] if positions else None
    found = (_by_quote(text, one, depth, hint) for one in quotes)
    places = next(filter(None, found), [])
    return [place for place in places if place[0] == hint] or places


def _by_quote(
    text: str, selector: Mapping[str, Json], depth: int, hint: int | None = None
) -> list[Range]:
    exact = _words(selector, "exact", MOST_EXACT)
    if not exact:
        raise InvalidSelector(_("A TextQuoteSelector needs the exact words."))
    prefix, suffix = (_words(selector, name, MOST_CONTEXT) for name in ("prefix", "suffix"))
    quote = Quote(exact, prefix, suffix, hint)
    refinement = selector.get("refinedBy")
    if _is_outside(refinement, len(exact)):
        start, _end = _place(refinement or {})
        return ranges(text, replace(quote, start=start))
    return _refined(text, ranges(text, quote), refinement, depth)


def _by_position(text: str, selector: Mapping[str, Json], depth: int) -> list[Range]:
    start, end = _place(selector)
    found = [(start, end)] if start < end <= len(text) else []
    return _refined(text, found, selector.get("refinedBy"), depth)


_KINDS: dict[str, Callable[[str, Mapping[str, Json], int], list[Range]]] = {
    "TextQuoteSelector": _by_quote,
    "TextPositionSelector": _by_position,
}


def _refined(text: str, places: list[Range], refinement: Json, depth: int) -> list[Range]:
    """What the refinement selects within each of the places."""
    if refinement is None:
        return places
    if not places:
        _select("", refinement, depth + 1)
    return [
        (start + inner_start, start + inner_end)
        for start, end in places
        for inner_start, inner_end in _select(text[start:end], refinement, depth + 1)
    ]


def _is_outside(refinement: Json, length: int) -> bool:
    if not isinstance(refinement, Mapping) or refinement.get("type") != "TextPositionSelector":
        return False
    _start, end = _place(refinement)
    return end > length


def _words(selector: Mapping[str, Json], name: str, most: int) -> str:
    words = selector.get(name, "")
    if not isinstance(words, str):
        raise InvalidSelector(_("“%(name)s” is text.") % {"name": name})
    if len(words) > most:
        raise InvalidSelector(
            _("“%(name)s” has at most %(most)s characters.") % {"name": name, "most": most}
        )
    return words


def _place(selector: Mapping[str, Json]) -> Range:
    start, end = selector.get("start"), selector.get("end")
    for offset in (start, end):
        if not isinstance(offset, int) or isinstance(offset, bool) or offset < 0:
            raise InvalidSelector(
                _("A TextPositionSelector needs start and end: whole numbers from 0.")
            )
    assert isinstance(start, int)
    assert isinstance(end, int)
    return start, end
