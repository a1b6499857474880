"""Which stretches of time a date covers. Pure: no ORM.

Days are the day numbers of ``sources.records.edtf``, with a fraction for hours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.records.edtf import EdtfDate
from sources.records.edtf.parsing import DateSet, Member
from sources.records.edtf.points import Point

_CLOCK = re.compile(r"(\d{2})(?::?(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Stretch:
    """From where to where something reaches, in days with fractions; None where it is open."""

    start: float | None
    end: float | None

    @property
    def bounds(self) -> tuple[float, float]:
        """Both ends as numbers, infinite where it is open."""
        start = float("-inf") if self.start is None else self.start
        end = float("inf") if self.end is None else self.end
        return start, end


@dataclass(frozen=True, slots=True)
class Reach:
    """What a date covers: one stretch, or one for each member of a set, the earliest first."""

    stretches: tuple[Stretch, ...]
    #: How far it may reach where it is approximate; else all that it covers.
    near: Stretch

    @classmethod
    def of(cls, date: EdtfDate) -> Reach:
        """What `date` covers; of a time of day, the minute that it names."""
        form = date.form
        if isinstance(form, Point) and form.time:
            return cls((_minute(form),), _minute(form))
        near = _days(date.near_lower, date.near_upper)
        if isinstance(form, DateSet):
            found = sorted(map(_member, form.members), key=lambda stretch: stretch.bounds[0])
            return cls(tuple(found), near)
        return cls((_days(date.lower, date.upper),), near)

    @property
    def whole(self) -> Stretch:
        """From the first stretch to the last."""
        return Stretch(self.stretches[0].start, self.stretches[-1].end)


def _member(member: Member) -> Stretch:
    first, last = member.first, member.last
    return _days(first.lower if first else None, last.upper if last else None)


def _days(lower: int | None, upper: int | None) -> Stretch:
    """Whole days: the last one ends where the next begins."""
    return Stretch(None if lower is None else float(lower), None if upper is None else upper + 1.0)


def _minute(point: Point) -> Stretch:
    """The minute that a time names, on the clock of the place."""
    found = _CLOCK.match(point.time.lstrip("T"))
    hour, minute = (int(part or 0) for part in found.groups()) if found else (0, 0)
    start = point.lower + (hour * 60 + minute) / 1_440
    return Stretch(start, start + 1 / 1_440)
