"""Lays dated answers out along an axis of time, one lane an account. Pure: no ORM.

Places are percentages of the axis, to two decimals, so that a drawing needs no script to fit
its window. Days are the day numbers of ``sources.records.edtf``, with a fraction for hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from django.utils.dates import MONTHS, MONTHS_3

from sources.records.edtf import EdtfDate, civil, day_number
from sources.records.edtf.parsing import DateSet, Interval
from sources.records.edtf.points import Point
from sources.records.edtf.wording import show_parts

#: Height of a row and of a lane's heading, in pixels, and where the first lane begins.
ROW, HEADING, AXIS = 38, 30, 28
#: What is narrower than this (percent) is drawn as a dot.
NARROW = 0.8
#: At most so many ticks, so that their words stand apart on a phone.
MOST_TICKS = 6
_CLOCK = re.compile(r"(\d{2})(?::?(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Dated:
    """One answer: whose (its place among the lanes), what it is, and where it leads."""

    lane: int
    date: EdtfDate
    shown: str
    claim: str
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """From where to where something reaches, in days with fractions; None where it is open."""

    start: float | None
    end: float | None


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
class Drawn:
    """An answer as it is drawn; heights are pixels from the top."""

    dated: Dated
    bars: tuple[Bar, ...]
    #: How far it may reach where it is approximate.
    near: Bar | None
    #: From the first to the last bar of a set.
    whole: Bar
    is_open_before: bool
    is_open_after: bool
    y: int

    @property
    def is_vague(self) -> bool:
        """Whether it is uncertain or approximate, or some days in between are not meant."""
        date = self.dated.date
        gaps = not date.contiguous and len(self.bars) == 1
        return date.uncertain or date.approximate or gaps

    @property
    def label_at(self) -> float:
        """Where its words stand: at its start, or in the right half at its end."""
        return self.whole.end if self.label_ends else self.whole.x

    @property
    def label_ends(self) -> bool:
        """Whether its words end there rather than begin."""
        return self.whole.x > 55

    @property
    def label_y(self) -> int:
        """The line that its words stand on."""
        return self.y - 9


@dataclass(frozen=True, slots=True)
class Lane:
    """The answers of one account, below its heading."""

    number: int
    y: int
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything in its place; `height` in pixels."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: int


def timeline(answers: Iterable[Dated]) -> Timeline:
    """Lay answers out: lanes in the order of their numbers, in each the earliest first.

    The axis reaches a little beyond all that is known; what is open runs to its end.
    """
    found = [(each, _stretches(each.date), _near(each.date)) for each in answers]
    known = [
        place
        for _, stretches, near in found
        for stretch in (*stretches, near)
        for place in (stretch.start, stretch.end)
        if place is not None
    ]
    axis = _Axis.around(known)
    lanes: list[Lane] = []
    y = AXIS
    for number in sorted({each.lane for each, _, _ in found}):
        own = sorted(
            (item for item in found if item[0].lane == number), key=lambda item: _order(*item[:2])
        )
        first = y + HEADING + ROW // 2
        drawn = tuple(_drawn(axis, *item, y=first + place * ROW) for place, item in enumerate(own))
        lanes.append(Lane(number, y, drawn))
        y += HEADING + len(own) * ROW
    return Timeline(tuple(lanes), tuple(axis.ticks()), y + 8)


def _order(dated: Dated, stretches: Sequence[Stretch]) -> tuple[float, float, str]:
    start, end = stretches[0].start, stretches[-1].end
    first = float("-inf") if start is None else start
    last = float("inf") if end is None else end
    return first, last, dated.claim


def _drawn(
    axis: _Axis, dated: Dated, stretches: Sequence[Stretch], near: Stretch, *, y: int
) -> Drawn:
    bars = tuple(axis.bar(stretch) for stretch in stretches)
    whole = axis.bar(Stretch(stretches[0].start, stretches[-1].end))
    wider = axis.bar(near)
    return Drawn(
        dated=dated,
        bars=bars,
        near=wider if wider != whole else None,
        whole=whole,
        is_open_before=stretches[0].start is None,
        is_open_after=stretches[-1].end is None,
        y=y,
    )


def _stretches(date: EdtfDate) -> list[Stretch]:
    """What a date covers: one stretch, or one for each member of a set, the earliest first."""
    form = date.form
    if isinstance(form, DateSet):
        members = [_between(member.first, member.last) for member in form.members]
        return sorted(members, key=lambda each: float("-inf") if each.start is None else each.start)
    if isinstance(form, Interval):
        return [_between(form.start, form.end)]
    if isinstance(form, Point) and form.time:
        return [_hour(form)]
    return [_between(form, form)]


def _between(first: Point | None, last: Point | None) -> Stretch:
    """Whole days: the last one ends where the next begins."""
    return Stretch(float(first.lower) if first else None, last.upper + 1.0 if last else None)


def _near(date: EdtfDate) -> Stretch:
    lower, upper = date.near_lower, date.near_upper
    if isinstance(date.form, Point) and date.form.time:
        return _hour(date.form)
    return Stretch(None if lower is None else float(lower), None if upper is None else upper + 1.0)


def _hour(point: Point) -> Stretch:
    """The minute that a time names, on the clock of the place."""
    found = _CLOCK.match(point.time.lstrip("T"))
    hour, minute = (int(part or 0) for part in found.groups()) if found else (0, 0)
    start = point.lower + (hour * 60 + minute) / 1_440
    return Stretch(start, start + 1 / 1_440)


@dataclass(frozen=True, slots=True)
class _Axis:
    """From which day to which the drawing reaches."""

    first: float
    last: float

    @classmethod
    def around(cls, known: Sequence[float]) -> _Axis:
        """A window with room on either side; around what is open on both, the present day."""
        first, last = (min(known), max(known)) if known else (719_163.0, 719_164.0)
        if all(place == floor(place) for place in known):
            room = max((last - first) * 0.06, 1.0)
        else:
            room = max((last - first) * 0.06, 1 / 24)
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
                yield from (
                    Tick(at, label) for day, label in found if 2 <= (at := self.at(day)) <= 98
                )
                return


Marks = list[tuple[float, str]]


def _hours(first: float, last: float) -> Marks | None:
    for step in (1, 2, 3, 6):
        if (last - first) * 24 / step <= MOST_TICKS:
            hours = range(ceil(first * 24 / step) * step, floor(last * 24) + 1, step)
            return [(hour / 24, f"{hour % 24}:00") for hour in hours]
    return None


def _days(first: float, last: float) -> Marks | None:
    for step in (1, 2, 5, 10):
        if (last - first) / step <= MOST_TICKS:
            days = range(ceil(first), floor(last) + 1)
            return [(float(day), _day(day)) for day in days if (day - ceil(first)) % step == 0]
    return None


def _day(number: int) -> str:
    _, month, day = civil(number)
    return f"{day} {str(MONTHS_3[month]).capitalize()}"


def _months(first: float, last: float) -> Marks | None:
    (year, month, _), (end, end_month, _) = civil(floor(first)), civil(floor(last))
    start, stop = year * 12 + month, end * 12 + end_month
    for step in (1, 2, 3, 6):
        if (stop - start) / step <= MOST_TICKS:
            months = range(ceil(start / step) * step, stop + 1, step)
            return [(_first_of(number), _month(number)) for number in months]
    return None


def _first_of(number: int) -> float:
    return float(day_number((number - 1) // 12, (number - 1) % 12 + 1, 1))


def _month(number: int) -> str:
    year, month = (number - 1) // 12, (number - 1) % 12 + 1
    return show_parts(year) if month == 1 else str(MONTHS[month])


def _years(first: float, last: float) -> Marks:
    start, stop = civil(floor(first))[0], civil(floor(last))[0]
    step = _round_step((stop - start) / MOST_TICKS)
    years = range(ceil(start / step) * step, stop + 1, step)
    return [(float(day_number(year, 1, 1)), show_parts(year)) for year in years]


def _round_step(least: float) -> int:
    """The first of 1, 2, 5, 10, 20 … that is no less."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if factor * size >= least:
                return factor * size
        size *= 10
