"""Reads EDTF, levels 0 to 2, of the specification of 4 February 2019 (ISO 8601-2:2019).

Source: https://www.loc.gov/standards/datetime/. What it leaves open, and what is taken
beyond it, is listed in ``docs/decisions/0030-edtf.md``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from django.utils.translation import gettext as _

from sources.records.edtf.mistakes import InvalidEdtf, advice
from sources.records.edtf.points import Point
from sources.records.edtf.reading import read_point

#: Longer strings are refused before any work is done on them, in characters.
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Interval:
    """``start/end``. An end is a date, open ("..") or unknown (nothing)."""

    start: Point | None
    end: Point | None
    start_open: bool
    end_open: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One date or range of a set; None at an end that is left open."""

    first: Point | None
    last: Point | None


@dataclass(frozen=True, slots=True)
class DateSet:
    """``[…]``, one of the members, or ``{…}``, all of them."""

    every: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A valid EDTF string and the days that it allows.

    ``lower`` and ``upper`` are the earliest and latest day numbers (see ``days``); None
    at an end that is open (``lower_open``, ``upper_open``: "..") or else unknown.
    ``uncertain`` and ``approximate`` are true when any part carries "?", "~" or "%".
    ``level`` is the lowest EDTF level that has every feature used.
    ``near_lower`` and ``near_upper`` widen the bounds for "~" by one unit of what is
    approximate, so "about 1949" reaches from 1948 to 1950; they serve comparison.
    ``contiguous`` is false when days between the bounds are left out, as in a set.
    """

    text: str
    level: Literal[0, 1, 2]
    lower: int | None
    upper: int | None
    lower_open: bool
    upper_open: bool
    uncertain: bool
    approximate: bool
    near_lower: int | None
    near_upper: int | None
    contiguous: bool
    form: Point | Interval | DateSet = field(repr=False, compare=False)

    @property
    def second(self) -> int | None:
        """The second of the day as it is written, whatever the zone; None without a time."""
        if not isinstance(self.form, Point) or not self.form.time:
            return None
        hours, minutes, seconds = self.form.time[:8].split(":")
        return int(hours) * 3_600 + int(minutes) * 60 + int(seconds)

    @property
    def has_zone(self) -> bool:
        """Whether it is a time with its shift from UTC."""
        return isinstance(self.form, Point) and bool(re.search("[Z+-]", self.form.time))


@lru_cache(maxsize=8_192)
def parse(text: str) -> EdtfDate:
    """Read one EDTF string, exactly as given: no trimming, no change of case.

    Raises ``InvalidEdtf`` with a sentence that says what to write instead.
    """
    if len(text) > LONGEST:
        raise InvalidEdtf(text, _("Write at most %(most)s characters.") % {"most": LONGEST})
    if text[:1] in ("[", "{"):
        return _date_set(text)
    if "/" in text:
        return _interval(text)
    return _one_date(text, read_point(text, text))


def _one_date(text: str, point: Point) -> EdtfDate:
    return EdtfDate(
        text=text,
        level=2 if point.level == 2 else 1 if point.level else 0,
        lower=point.lower,
        upper=point.upper,
        lower_open=False,
        upper_open=False,
        uncertain=point.uncertain,
        approximate=point.approximate,
        near_lower=point.lower - point.margin,
        near_upper=point.upper + point.margin,
        contiguous=point.contiguous,
        form=point,
    )


def _interval(text: str) -> EdtfDate:
    if text.count("/") != 1:
        raise InvalidEdtf(text, advice(text))
    start, end = (_end(part, text) for part in text.split("/"))
    if start and end and start.earliest_start > end.latest_start:
        raise InvalidEdtf(
            text,
            _(
                "The end begins before the start; put the earlier date first, and write the end "
                "as exactly as the start, as in 1949-08-24/1949-08-31."
            ),
        )
    points = [point for point in (start, end) if point]
    level = max([point.level for point in points], default=1)
    if start is None or end is None:
        level = max(level, 1)
    if any(point.unspecified for point in points):
        level = 2
    form = Interval(start, end, text.startswith("../"), text.endswith("/.."))
    return _dated(text, form, [start], [end], level, form.start_open, form.end_open)


def _end(text: str, whole: str) -> Point | None:
    if text in ("", ".."):
        return None
    point = read_point(text, whole)
    if point.time:
        raise InvalidEdtf(whole, _("Write the ends of an interval as days, without a time."))
    if len(point.year) != 4 or point.significant or point.precision in ("century", "decade"):
        raise InvalidEdtf(whole, _("Write the ends of an interval with years of four digits."))
    return point


def _date_set(text: str) -> EdtfDate:
    every = text[0] == "{"
    if text[-1] != ("}" if every else "]") or len(text) < 3:
        raise InvalidEdtf(text, _("Close the set with the bracket it opens with: [1667,1668]."))
    parts = re.split(", *", text[1:-1])
    last = len(parts) - 1
    members = tuple(
        _member(part, text, is_first=index == 0, is_last=index == last)
        for index, part in enumerate(parts)
    )
    firsts = [member.first for member in members]
    lasts = [member.last for member in members]
    lower_open, upper_open = None in firsts, None in lasts
    form = DateSet(every, members)
    return _dated(text, form, firsts, lasts, 2, lower_open, upper_open)


def _member(text: str, whole: str, *, is_first: bool, is_last: bool) -> Member:
    if ".." not in text:
        point = _member_point(text, whole)
        return Member(point, point)
    before, after = text.split("..", 1)
    if not (before or (is_first and after)) or not (after or (is_last and before)):
        raise InvalidEdtf(
            whole,
            _('Write ".." before the first date or after the last: [..1760-12-03], {1760..}.'),
        )
    first = _member_point(before, whole) if before else None
    last = _member_point(after, whole) if after else None
    if first and last and first.earliest_start > last.latest_start:
        swapped = f"{after}..{before}"
        raise InvalidEdtf(whole, _("Put the earlier date first: %(dates)s.") % {"dates": swapped})
    return Member(first, last)


def _member_point(text: str, whole: str) -> Point:
    point = read_point(text, whole)
    if point.time:
        raise InvalidEdtf(whole, _("Write the dates of a set as days, without a time."))
    return point


def _dated(
    text: str,
    form: Interval | DateSet,
    firsts: Sequence[Point | None],
    lasts: Sequence[Point | None],
    level: int,
    lower_open: bool = False,
    upper_open: bool = False,
) -> EdtfDate:
    points = [point for point in (*firsts, *lasts) if point]
    return EdtfDate(
        text=text,
        level=2 if level == 2 else 1 if level else 0,
        lower=_least(point.lower if point else None for point in firsts),
        upper=_greatest(point.upper if point else None for point in lasts),
        lower_open=lower_open,
        upper_open=upper_open,
        uncertain=any(point.uncertain for point in points),
        approximate=any(point.approximate for point in points),
        near_lower=_least(point.lower - point.margin if point else None for point in firsts),
        near_upper=_greatest(point.upper + point.margin if point else None for point in lasts),
        contiguous=_contiguous(form),
        form=form,
    )


def _least(days: Iterable[int | None]) -> int | None:
    """Return the earliest day; None when one end is not given."""
    known = list(days)
    return None if None in known else min(day for day in known if day is not None)


def _greatest(days: Iterable[int | None]) -> int | None:
    known = list(days)
    return None if None in known else max(day for day in known if day is not None)


def _contiguous(form: Interval | DateSet) -> bool:
    match form:
        case Interval():
            return all(point.contiguous for point in (form.start, form.end) if point)
        case DateSet(members=(Member(first, last),)):
            return all(point.contiguous for point in (first, last) if point)
        case _:
            return False
