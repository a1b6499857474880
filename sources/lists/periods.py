"""Decades as the values of a facet, from the bounds of EDTF dates."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext

from sources.records import edtf

#: A date that spans more decades counts in its first and last ones alone.
MOST_DECADES = 30
_OFFSET = 10_000_000


@lru_cache(maxsize=8_192)
def periods_of(date: str) -> tuple[str, ...]:
    """The decades that an EDTF date touches, such as `1940`; nothing where it is not dated.

    An end that is open or unknown counts as the other one. Values sort by time as text: years
    before 1 CE, which would not, are written as `-` and what is left of ten million.
    """
    try:
        found = edtf.parse(date) if date else None
    except edtf.InvalidEdtf:
        return ()
    if found is None:
        return ()
    days = [day for day in (found.lower, found.upper) if day is not None]
    if not days:
        return ()
    first, last = (edtf.civil(day)[0] // 10 * 10 for day in (min(days), max(days)))
    if last - first > MOST_DECADES * 10:
        return (_value(first), _value(last))
    return tuple(_value(decade) for decade in range(first, last + 10, 10))


def period_words(value: str) -> str:
    """`1940` as “1940–1949”."""
    if value.startswith("-"):
        decade = int(value[1:]) - _OFFSET if value[1:].isdecimal() else 0
        return gettext("%(first)s–%(last)s BCE") % {"first": 1 - decade, "last": -8 - decade}
    return f"{int(value)}–{int(value) + 9}" if value.isdecimal() else value


def _value(decade: int) -> str:
    return f"{decade:04}" if decade >= 0 else f"-{_OFFSET + decade}"
