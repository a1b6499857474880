"""The axis of a timeline: from which day to which it reaches, and where its marks stand. Pure.

Places are percentages of the axis, to two decimals, so that a drawing needs no script to fit
its window. Days are the day numbers of ``sources.records.edtf``, with a fraction for hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from django.utils.dates import MONTHS, MONTHS_3

from annotations.disputes.timeline.stretches import Stretch
from sources.records.edtf import civil, day_number
from sources.records.edtf.wording import show_parts

#: What is narrower than this (percent) is drawn as a dot.
NARROW = 0.8
#: At most so many ticks, so that their words stand apart on a phone.
MOST_TICKS = 6
#: Days, each with what its mark says, and what that lies within: of a day the year, of an hour
#: the day.
Marks = list[tuple[float, str, str]]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch on the axis, in percent. A dot stands in the middle of what is too narrow."""

    x: float
    width: float

    @property
    def is_dot(self) -> bool:
        """Whether it is drawn as a dot."""
        return self.width < NARROW

    @property
    def middle(self) -> float:
        """Where the dot stands."""
        return round(self.x + self.width / 2, 2)

    @property
    def end(self) -> float:
        """Where it ends."""
        return round(self.x + self.width, 2)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis; `within` says the year or day that begins here, the first one always."""

    x: float
    label: str
    within: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From which day to which the drawing reaches."""

    first: float
    last: float

    @classmethod
    def around(cls, stretches: Iterable[Stretch]) -> Axis:
        """A window with room on either side; some day or other where everything is open."""
        ends = (end for stretch in stretches for end in (stretch.start, stretch.end))
        known = [end for end in ends if end is not None] or [719_163.0, 719_164.0]
        first, last = min(known), max(known)
        finest = 1.0 if all(end == floor(end) for end in known) else 1 / 24
        room = max((last - first) * 0.06, finest)
        return cls(first - room, last + room)

    def at(self, day: float) -> float:
        """A day in percent of the axis."""
        return round((day - self.first) / (self.last - self.first) * 100, 2)

    def bar(self, stretch: Stretch) -> Bar:
        """A stretch; where it is open it runs to the end of the axis."""
        start = 0.0 if stretch.start is None else self.at(stretch.start)
        end = 100.0 if stretch.end is None else self.at(stretch.end)
        return Bar(start, round(end - start, 2))

    def ticks(self) -> Iterator[Tick]:
        """Marks at full hours, days, months or years, whichever give the most that fit."""
        for marks in (_hours, _days, _months, _years):
            found = marks(self.first, self.last)
            if found is not None:
                yield from self._marked(found)
                return

    def _marked(self, marks: Marks) -> Iterator[Tick]:
        before = ""
        for day, label, within in marks:
            if 2 <= (at := self.at(day)) <= 98:
                yield Tick(at, label, within if within != before else "")
                before = within


def _hours(first: float, last: float) -> Marks | None:
    for step in (1, 2, 3, 6):
        if (last - first) * 24 / step <= MOST_TICKS:
            hours = range(ceil(first * 24 / step) * step, floor(last * 24) + 1, step)
            return [(h / 24, f"{h % 24}:00", show_parts(*civil(h // 24))) for h in hours]
    return None


def _days(first: float, last: float) -> Marks | None:
    for step in (1, 2, 5, 10):
        if (last - first) / step <= MOST_TICKS:
            days = range(ceil(first), floor(last) + 1)
            return [_day(day) for day in days if (day - ceil(first)) % step == 0]
    return None


def _day(number: int) -> tuple[float, str, str]:
    year, month, day = civil(number)
    return float(number), f"{day} {str(MONTHS_3[month]).capitalize()}", show_parts(year)


def _months(first: float, last: float) -> Marks | None:
    (year, month, _), (end, end_month, _) = civil(floor(first)), civil(floor(last))
    start, stop = year * 12 + month, end * 12 + end_month
    for step in (1, 2, 3, 6):
        if (stop - start) / step <= MOST_TICKS:
            months = range(ceil(start / step) * step, stop + 1, step)
            return [_month(*divmod(number - 1, 12)) for number in months]
    return None


def _month(year: int, after_january: int) -> tuple[float, str, str]:
    month = after_january + 1
    return float(day_number(year, month, 1)), str(MONTHS[month]), show_parts(year)


def _years(first: float, last: float) -> Marks:
    start, stop = civil(floor(first))[0], civil(floor(last))[0]
    step = _round_step((stop - start) / MOST_TICKS)
    years = range(ceil(start / step) * step, stop + 1, step)
    return [(float(day_number(year, 1, 1)), show_parts(year), "") for year in years]


def _round_step(least: float) -> int:
    """The first of 1, 2, 5, 10, 20 … that is no less."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if factor * size >= least:
                return factor * size
        size *= 10
