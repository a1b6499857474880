"""Reads one date of an EDTF string: its parts, qualifiers and the level they take."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sources.records.edtf.mistakes import InvalidEdtf, advice
from sources.records.edtf.points import SEASONS, ImpossibleDate, Point, Precision

#: Years beyond this do not fit a 64-bit day number.
LARGEST_YEAR = 10**15

_MARK = "[?~%]?"
_YEAR = rf"(?P<before_year>{_MARK})(?P<sign>-?)(?P<year>[0-9X]{{4}})"
_CALENDAR = re.compile(
    rf"{_YEAR}(?P<after_year>{_MARK})"
    rf"(?:-(?P<before_month>{_MARK})(?P<month>[0-9X]{{2}})(?P<after_month>{_MARK})"
    rf"(?:-(?P<before_day>{_MARK})(?P<day>[0-9X]{{2}})(?P<after_day>{_MARK}))?)?"
)
_ROUND_YEAR = re.compile(
    rf"(?P<before_year>{_MARK})(?P<sign>-?)(?P<year>[0-9]{{2,3}})(?P<after_year>{_MARK})"
)
_LONG_YEAR = re.compile(
    rf"(?P<before_year>{_MARK})(?:Y(?P<sign>-?)(?P<year>[1-9][0-9]{{0,15}})"
    r"(?:E(?P<exponent>[0-9]{1,2}))?|(?P<short_sign>-?)(?P<short>[0-9]{4})(?=S))"
    rf"(?:S(?P<significant>[1-9][0-9]{{0,2}}))?(?P<after_year>{_MARK})"
)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"(?P<date>-?[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<time>"
    r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00)"
    r"(?P<zone>Z|[+-][0-9]{2}(?::?[0-5][0-9])?)?)"
)


def read_point(text: str, whole: str) -> Point:
    """Read one date; ``whole`` is the string that ``InvalidEdtf`` names."""
    try:
        point = _read_point(text)
    except ImpossibleDate:
        raise InvalidEdtf(
            whole,
            _("%(date)s is no day of the calendar; check month and day.") % {"date": text},
        ) from None
    if point is None:
        raise InvalidEdtf(whole, advice(text))
    return point


def _read_point(text: str) -> Point | None:
    if match := _DAY.fullmatch(text):
        # By far the most dates are whole days, and there may be 100 000 answers to compare.
        year, month, day = match.groups()
        return None if int(month) in SEASONS else Point("day", year, month, day)
    if match := _CALENDAR.fullmatch(text):
        return _calendar_point(match)
    if match := _LONG_YEAR.fullmatch(text):
        return _long_year(match)
    if match := _ROUND_YEAR.fullmatch(text):
        return _round_year(match)
    if (match := _TIME.fullmatch(text)) and _is_offset(match["zone"]):
        date = _CALENDAR.fullmatch(match["date"])
        return _calendar_point(date, time=match["time"]) if date else None
    return None


def _calendar_point(match: re.Match[str], time: str = "") -> Point | None:
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    season = month.isdigit() and int(month) in SEASONS
    precision: Precision = "day" if day else "season" if season else "month" if month else "year"
    if (season and (day or "X" in year)) or (match["sign"] and year == "0000"):
        return None
    marked = _marks(match, precision)
    if marked is None:
        return None
    levels = (
        _unspecified_level(year, month, day),
        (1 if int(month) < 25 else 2) if season else 0,
        1 if match["sign"] else 0,
        marked.level,
    )
    return Point(
        precision=precision,
        year=year,
        month=month,
        day=day,
        negative=bool(match["sign"]),
        time=time,
        marks=marked.marks,
        approximate_part=marked.approximate_part,
        level=max(levels),
    )


def _unspecified_level(year: str, month: str, day: str) -> int:
    """Level 1 knows 201X, 20XX, 2004-XX, 2004-07-XX and 2004-XX-XX; level 2 the rest."""
    digits = year + month + day
    if "X" not in digits:
        return 0
    known = digits.rstrip("X")
    allowed = (4, 6) if month else (2, 3)
    return 1 if "X" not in known and len(known) in allowed else 2


def _long_year(match: re.Match[str]) -> Point | None:
    significant = int(match["significant"]) if match["significant"] else None
    year = int(match["short"] or match["year"]) * 10 ** int(match["exponent"] or 0)
    negative = bool(match["sign"] or match["short_sign"])
    too_short = match["short"] is None and year <= 9_999
    marked = _marks(match, "year")
    if too_short or year > LARGEST_YEAR or (negative and not year) or marked is None:
        return None
    return Point(
        precision="year",
        year=str(year),
        negative=negative,
        significant=significant,
        marks=marked.marks,
        approximate_part=marked.approximate_part,
        level=2 if significant or match["exponent"] else max(1, marked.level),
    )


def _round_year(match: re.Match[str]) -> Point | None:
    """Read a century ("19") or decade ("193") as ISO 8601-1 writes it."""
    digits = match["year"]
    marked = _marks(match, "year")
    if marked is None or (match["sign"] and not int(digits)):
        return None
    precision: Precision = "century" if len(digits) == 2 else "decade"
    return Point(
        precision=precision,
        year=digits + "X" * (4 - len(digits)),
        negative=bool(match["sign"]),
        marks=marked.marks,
        approximate_part=precision if marked.approximate_part else None,
        level=max(0 if precision == "century" else 2, marked.level, 1 if match["sign"] else 0),
    )


def _is_offset(zone: str | None) -> bool:
    """Whether a shift from UTC exists: -12:00 to +14:00, never -00:00."""
    if zone is None or zone == "Z":
        return True
    minutes = int(zone[1:3]) * 60 + int(zone[-2:] if len(zone) > 3 else 0)
    return 0 < minutes <= 720 if zone[0] == "-" else minutes <= 840


@dataclass(frozen=True, slots=True)
class _Marked:
    """Which of "?" and "~" lies on year, month and day, and the level that takes."""

    marks: tuple[str, str, str]
    approximate_part: Precision | None
    level: int


def _marks(match: re.Match[str], precision: Precision) -> _Marked | None:
    """Read the qualifiers: one before a part is for it alone, one after for all up to it.

    None when the year is marked on both sides, which says one thing twice.
    """
    groups = match.groupdict()
    if groups["before_year"] and groups["after_year"]:
        return None
    parts = ("year", "month", "day")
    present = [part for part in parts if groups.get(part) or part == "year"]
    marks = ["", "", ""]
    level = 0
    approximate: list[Precision] = []
    for index, part in enumerate(present):
        before, after = groups.get(f"before_{part}") or "", groups.get(f"after_{part}") or ""
        marks[index] += before
        for earlier in range(index + 1):
            marks[earlier] += after
        at_end = part == present[-1]
        if before or after:
            level = max(level, 1 if after and at_end and not before else 2)
        if set(before + after) & {"~", "%"}:
            approximate.append(precision if at_end else "year" if part == "year" else "month")
    year, month, day = (mark.replace("%", "?~") for mark in marks)
    return _Marked((year, month, day), approximate[0] if approximate else None, level)
