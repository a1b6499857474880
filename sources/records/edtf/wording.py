"""EDTF dates in words, in the language of the interface."""

import re

from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from project.people.directions import isolated
from sources.records.edtf.days import civil
from sources.records.edtf.parsing import DateSet, EdtfDate, Interval, Member, parse
from sources.records.edtf.points import Point


def show(date: EdtfDate | str) -> str:
    """Show a date to people: "24 August 1949", "about 1949", "from 1949 on".

    Years before 1 CE are counted as historians do: EDTF -0275 is 276 BCE. Raises
    ``InvalidEdtf`` for a string that is not EDTF.
    """
    form = parse(date).form if isinstance(date, str) else date.form
    match form:
        case Interval():
            return _show_interval(form)
        case DateSet():
            return _show_set(form)
    return _show_point(form)


def show_day(number: int) -> str:
    """Show a day number as "24 August 1949"."""
    return show_parts(*civil(number))


def show_parts(year: int, month: int | None = None, day: int | None = None) -> str:
    """Show a year, month or day; the year is astronomical."""
    parts = {"year": _show_year(year), "day": day or ""}
    if month is None:
        return _show_year(year)
    if day is None:
        return _("%(month)s %(year)s") % {"month": MONTHS[month], **parts}
    return _("%(day)s %(month)s %(year)s") % {"month": MONTHS_ALT[month], **parts}


def _show_interval(interval: Interval) -> str:
    start = _show_point(interval.start) if interval.start else ""
    end = _show_point(interval.end) if interval.end else ""
    names = {"start": start, "end": end}
    if start and end:
        return _("from %(start)s to %(end)s") % names
    if start:
        open_end, unknown = _("from %(start)s on"), _("from %(start)s to an unknown date")
        return (open_end if interval.end_open else unknown) % names
    if end:
        open_start, unknown = _("until %(end)s"), _("from an unknown date to %(end)s")
        return (open_start if interval.start_open else unknown) % names
    return _("from an unknown or open date to an unknown or open date")


def _show_set(dates: DateSet) -> str:
    shown = [_show_member(member, every=dates.every) for member in dates.members]
    if len(shown) == 1:
        return shown[0]
    names = {"dates": _(", ").join(shown[:-1]), "last": shown[-1]}
    if dates.every:
        return _("all of %(dates)s and %(last)s") % names
    return _("one of %(dates)s or %(last)s") % names


def _show_member(member: Member, *, every: bool) -> str:
    first = _show_point(member.first) if member.first else ""
    last = _show_point(member.last) if member.last else ""
    if first == last:
        return first
    if not first:
        told = _("%(date)s and before") if every else _("%(date)s or before")
        return told % {"date": last}
    if not last:
        told = _("%(date)s and after") if every else _("%(date)s or after")
        return told % {"date": first}
    told = _("every date from %(first)s to %(last)s") if every else _between()
    return told % {"first": first, "last": last}


def _between() -> str:
    return _("between %(first)s and %(last)s")


def _show_point(point: Point) -> str:
    if point.significant is not None:
        low, high = civil(point.lower)[0], civil(point.upper)[0]
        span = _between() % {"first": _show_year(low), "last": _show_year(high)}
        told = _("%(year)s, estimated (%(span)s)")
        return _qualified(told % {"year": _show_year(point.number), "span": span}, point)
    shown = _show_open_digits(point) if "X" in point.digits else _show_exact(point)
    time = point.time.replace("Z", " UTC")
    time = re.sub(r"([+-]\d\d)(?::?(\d\d))?$", r" UTC\1:\2", time).removesuffix(":")
    if time:
        shown = _("%(date)s, %(time)s") % {"date": shown, "time": time}
    return _qualified(shown, point)


def _show_exact(point: Point) -> str:
    if season := point.season:
        names = {"season": season.name, "year": _show_year(point.number)}
        if int(point.month) < 33:
            return _("%(season)s %(year)s") % names
        return _("%(season)s of %(year)s") % names
    month, day = (int(part) if part else None for part in (point.month, point.day))
    return show_parts(point.number, month, day)


def _show_open_digits(point: Point) -> str:
    """Words for the usual cases; else the span of days with the string itself."""
    if "X" not in point.year and point.month and set(point.month + point.day) == {"X"}:
        told = _("some day of %(period)s") if point.day else _("some month of %(period)s")
        return told % {"period": _show_year(point.number)}
    if "X" not in point.year + point.month and point.day == "XX":
        return _("some day of %(period)s") % {"period": show_parts(point.number, int(point.month))}
    low, high = civil(point.lower)[0], civil(point.upper)[0]
    if not point.month and point.contiguous:
        if high - low == 9 and low > 0:
            return pgettext("a decade", "%(year)ss") % {"year": low}
        return _between() % {"first": _show_year(low), "last": _show_year(high)}
    sign = "-" if point.negative else ""
    pattern = "-".join(part for part in (sign + point.year, point.month, point.day) if part)
    span = _between() % {"first": show_day(point.lower), "last": show_day(point.upper)}
    return f"{span} ({isolated(pattern)})"


def _show_year(year: int) -> str:
    if year <= 0:
        return _("%(year)s BCE") % {"year": 1 - year}
    return _("%(year)s CE") % {"year": year} if year < 1_000 else str(year)


def _qualified(shown: str, point: Point) -> str:
    """Put "about" and "perhaps" before a date, or name the parts they are for."""
    count = 1 + bool(point.month) + bool(point.day)
    marks = {"".join(sorted(set(marks))) for marks in point.marks[:count]}
    if len(marks) == 1:
        return qualified(shown, uncertain="?" in (sign := marks.pop()), approximate="~" in sign)
    names = (_("year"), _("season") if point.season else _("month"), _("day"))
    remarks = []
    for sign, told in (("?", _("%(parts)s uncertain")), ("~", _("%(parts)s approximate"))):
        marked = [name for name, on in zip(names, point.marks, strict=True) if sign in on]
        if marked:
            remarks.append(told % {"parts": _(" and ").join(marked)})
    return f"{shown} ({'; '.join(remarks)})"


def qualified(shown: str, *, uncertain: bool, approximate: bool) -> str:
    """Put "about" and "perhaps" before a date in words."""
    if approximate:
        shown = pgettext("a date", "about %(date)s") % {"date": shown}
    return pgettext("a date", "perhaps %(date)s") % {"date": shown} if uncertain else shown
