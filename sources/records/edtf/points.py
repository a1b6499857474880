"""One date of an EDTF string (``1949-08-2X~``), with the days that it can mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

from sources.records.edtf.days import day_number, month_length

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Precision = Literal["century", "decade", "year", "season", "month", "day"]


def qualifier(*, uncertain: bool, approximate: bool) -> str:
    """The sign that says both, one or nothing: "%", "?", "~" or ""."""
    return "%" if uncertain and approximate else "?" * uncertain + "~" * approximate


class ImpossibleDate(ValueError):
    """No day in the calendar fits."""


@dataclass(frozen=True, slots=True)
class Season:
    """A sub-year grouping of EDTF level 1 or 2 (codes 21 to 41).

    ``first`` is the month it is ordered by. ``months`` are those it may cover, counted
    from January of the stated year; 14 is February of the next. A season without a
    hemisphere covers what it means in either, and one across New Year is named by either
    year in practice, so both get every month that they may mean.
    """

    name: StrPromise
    first: int
    months: tuple[int, int]


SEASONS = {
    21: Season(_("spring"), 3, (3, 11)),
    22: Season(_("summer"), 6, (1, 14)),
    23: Season(_("autumn"), 9, (3, 11)),
    24: Season(_("winter"), 12, (1, 14)),
    25: Season(_("spring (northern hemisphere)"), 3, (3, 5)),
    26: Season(_("summer (northern hemisphere)"), 6, (6, 8)),
    27: Season(_("autumn (northern hemisphere)"), 9, (9, 11)),
    28: Season(_("winter (northern hemisphere)"), 12, (1, 14)),
    29: Season(_("spring (southern hemisphere)"), 9, (9, 11)),
    30: Season(_("summer (southern hemisphere)"), 12, (1, 14)),
    31: Season(_("autumn (southern hemisphere)"), 3, (3, 5)),
    32: Season(_("winter (southern hemisphere)"), 6, (6, 8)),
    33: Season(_("first quarter"), 1, (1, 3)),
    34: Season(_("second quarter"), 4, (4, 6)),
    35: Season(_("third quarter"), 7, (7, 9)),
    36: Season(_("fourth quarter"), 10, (10, 12)),
    37: Season(_("first four months"), 1, (1, 4)),
    38: Season(_("second four months"), 5, (5, 8)),
    39: Season(_("third four months"), 9, (9, 12)),
    40: Season(_("first half"), 1, (1, 6)),
    41: Season(_("second half"), 7, (7, 12)),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One date as written, read into its parts.

    ``year`` holds the digits without sign (``1949``, ``19XX``, ``170000002``), ``month``
    and ``day`` two characters each or nothing; a season's code stands in ``month``.
    ``significant`` is the number of significant digits of the year. The marks are those
    of ``?~`` that apply to each part.
    ``approximate_part`` is the coarsest part that a "~" was written at.

    Raises ``ImpossibleDate`` when no day of the calendar fits.
    """

    precision: Precision
    year: str
    month: str = ""
    day: str = ""
    negative: bool = False
    significant: int | None = None
    time: str = ""
    marks: tuple[str, str, str] = ("", "", "")
    approximate_part: Precision | None = None
    level: int = 0
    lower: int = field(init=False)
    upper: int = field(init=False)

    def __post_init__(self) -> None:
        lower, upper = _bounds(self)
        object.__setattr__(self, "lower", lower)
        object.__setattr__(self, "upper", upper)

    @property
    def unspecified(self) -> bool:
        """Whether a digit is left open with "X"."""
        return self.precision not in ("century", "decade") and "X" in self.digits

    @property
    def contiguous(self) -> bool:
        """Whether every day between ``lower`` and ``upper`` is meant."""
        return "X" not in self.digits.rstrip("X")

    @property
    def digits(self) -> str:
        """Year, month and day as one string of digits and "X"."""
        return self.year + self.month + self.day

    @property
    def uncertain(self) -> bool:
        """Whether "?" lies on any part."""
        return any("?" in marks for marks in self.marks)

    @property
    def approximate(self) -> bool:
        """Whether "~" lies on any part."""
        return any("~" in marks for marks in self.marks)

    @property
    def number(self) -> int:
        """The astronomical year; only where no digit of it is left open."""
        return -int(self.year) if self.negative else int(self.year)

    @property
    def season(self) -> Season | None:
        """The sub-year grouping, if that is what the month stands for."""
        return SEASONS[int(self.month)] if self.precision == "season" else None

    @property
    def earliest_start(self) -> int:
        """The day by which the date is ordered among others."""
        season = self.season
        return day_number(self.number, season.first, 1) if season else self.lower

    @property
    def latest_start(self) -> int:
        """The last day on which the date may begin: a period is not moved by its length."""
        return self.upper if self.unspecified else self.earliest_start

    @property
    def margin(self) -> int:
        """Days by which "~" widens the date on each side, 0 without it."""
        if self.approximate_part is None:
            return 0
        if self.approximate_part != self.precision:
            return {"day": 1, "month": 31}.get(self.approximate_part, 366)
        return self.upper - self.lower + 1

    def stretches(self) -> Iterator[tuple[int, int]]:
        """What the digits of a pattern allow, from day to day, without what "~" adds."""
        if not self.month:
            yield from ((day_number(y, 1, 1), day_number(y, 12, 31)) for y in _years(self))
            return
        for year in _years(self):
            for month in _months(self.month):
                days = [day_number(year, month, day) for day in _days(year, month, self.day)]
                if self.day:
                    yield from ((day, day) for day in days)
                else:
                    yield days[0], days[-1]


def _bounds(point: Point) -> tuple[int, int]:
    if point.significant is not None:
        return _significant_bounds(point.number, point.significant)
    if season := point.season:
        return _season_bounds(point.number, season)
    if point.day and "X" not in point.digits:
        # By far the most dates are whole days, and there may be 100 000 answers to compare.
        return _day(point.number, int(point.month), int(point.day))
    if not any(_days(2000, month, point.day) for month in _months(point.month)):
        raise ImpossibleDate
    years = _years(point)
    lower = next(_matching(point, years), None)
    upper = next(_matching(point, reversed(years), latest=True), None)
    if lower is None or upper is None:
        raise ImpossibleDate
    return lower, upper


def _day(year: int, month: int, day: int) -> tuple[int, int]:
    if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        raise ImpossibleDate
    number = day_number(year, month, day)
    return number, number


def _significant_bounds(year: int, significant: int) -> tuple[int, int]:
    """EDTF level 2: 1950S2 is some year between 1900 and 1999, estimated to be 1950."""
    step = 10 ** max(0, len(str(abs(year))) - significant)
    first = abs(year) // step * step
    last = first + step - 1
    low, high = (first, last) if year >= 0 else (-last, -first)
    return day_number(low, 1, 1), day_number(high, 12, 31)


def _season_bounds(year: int, season: Season) -> tuple[int, int]:
    first, last = season.months
    after, month = divmod(last, 12)
    return day_number(year, first, 1), day_number(year + after, month + 1, 1) - 1


def _matching(point: Point, years: Iterable[int], *, latest: bool = False) -> Iterator[int]:
    """Day numbers that fit, one a year: the earliest of it, or the latest."""
    pick = max if latest else min
    for year in years:
        days = [
            day_number(year, month, pick(fitting))
            for month in _months(point.month)
            if (fitting := _days(year, month, point.day))
        ]
        if days:
            yield pick(days)


def _years(point: Point) -> list[int]:
    """Return the years that fit, in order; there is no year -0000."""
    wheels = ("0123456789" if digit == "X" else digit for digit in point.year)
    years = (int("".join(digits)) for digits in product(*wheels))
    return sorted(-year for year in years if year) if point.negative else list(years)


def _months(pattern: str) -> list[int]:
    """Months that fit; of a whole year the first and the last."""
    return _fitting(pattern, 12) if pattern else [1, 12]


def _days(year: int, month: int, pattern: str) -> list[int]:
    """Days of a month that fit; of a whole month the first and the last."""
    last = month_length(year, month)
    return _fitting(pattern, last) if pattern else [1, last]


def _fitting(pattern: str, last: int) -> list[int]:
    """Numbers from 1 to ``last`` that a pattern of two digits or "X" allows."""
    if "X" not in pattern:
        return [number] if 1 <= (number := int(pattern)) <= last else []
    return [number for number in range(1, last + 1) if _fits(f"{number:02}", pattern)]


def _fits(digits: str, pattern: str) -> bool:
    return all(mark in ("X", digit) for digit, mark in zip(digits, pattern, strict=True))
