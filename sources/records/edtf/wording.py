"""EDTF dates in English words, and back where the words are plain."""

import re

from sources.records.edtf.days import civil, iso_day
from sources.records.edtf.mistakes import InvalidEdtf
from sources.records.edtf.parsing import DateSet, EdtfDate, Interval, Member, parse
from sources.records.edtf.points import Point

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


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
    year, month, day = civil(number)
    return f"{day} {MONTHS[month - 1]} {_show_year(year)}"


def _show_interval(interval: Interval) -> str:
    start = _show_point(interval.start) if interval.start else None
    end = _show_point(interval.end) if interval.end else None
    if start and end:
        return f"from {start} to {end}"
    if start:
        return f"from {start} on" if interval.end_open else f"from {start} to an unknown date"
    if end:
        return f"until {end}" if interval.start_open else f"from an unknown date to {end}"
    return "from an unknown or open date to an unknown or open date"


def _show_set(dates: DateSet) -> str:
    shown = [_show_member(member, every=dates.every) for member in dates.members]
    if len(shown) == 1:
        return shown[0]
    listed = f"{', '.join(shown[:-1])} {'and' if dates.every else 'or'} {shown[-1]}"
    return f"all of {listed}" if dates.every else f"one of {listed}"


def _show_member(member: Member, *, every: bool) -> str:
    first = _show_point(member.first) if member.first else ""
    last = _show_point(member.last) if member.last else ""
    if not first:
        return f"{last} and before" if every else f"{last} or before"
    if not last:
        return f"{first} and after" if every else f"{first} or after"
    if first == last:
        return first
    return f"every date from {first} to {last}" if every else f"between {first} and {last}"


def _show_point(point: Point) -> str:
    if point.significant is not None:
        low, high = civil(point.lower)[0], civil(point.upper)[0]
        span = f"between {_show_year(low)} and {_show_year(high)}"
        return _qualified(f"{_show_year(point.number)}, estimated ({span})", point)
    shown = _show_open_digits(point) if "X" in point.digits else _show_exact(point)
    time = point.time.replace("Z", " UTC")
    time = re.sub(r"([+-]\d\d)(?::?(\d\d))?$", r" UTC\1:\2", time).removesuffix(":")
    return _qualified(f"{shown}, {time}" if time else shown, point)


def _show_exact(point: Point) -> str:
    year = _show_year(point.number)
    if season := point.season:
        of = "" if int(point.month) < 33 else "of "
        return f"{season.name} {of}{year}"
    if not point.month:
        return year
    month = MONTHS[int(point.month) - 1]
    return f"{int(point.day)} {month} {year}" if point.day else f"{month} {year}"


def _show_open_digits(point: Point) -> str:
    """Words for the usual cases; else the span of days with the string itself."""
    if "X" not in point.year and point.month and set(point.month + point.day) == {"X"}:
        return f"some {'day' if point.day else 'month'} of {_show_year(point.number)}"
    if "X" not in point.year + point.month:
        month = MONTHS[int(point.month) - 1]
        if point.day == "XX":
            return f"some day of {month} {_show_year(point.number)}"
    low, high = civil(point.lower)[0], civil(point.upper)[0]
    if not point.month and point.contiguous:
        if high - low == 9 and low > 0:
            return f"{low}s"
        return f"between {_show_year(low)} and {_show_year(high)}"
    sign = "-" if point.negative else ""
    pattern = "-".join(part for part in (sign + point.year, point.month, point.day) if part)
    return f"between {show_day(point.lower)} and {show_day(point.upper)} ({pattern})"


def _show_year(year: int) -> str:
    if year <= 0:
        return f"{1 - year} BCE"
    return f"{year} CE" if year < 1_000 else str(year)


def _qualified(shown: str, point: Point) -> str:
    """Put "about" and "perhaps" before a date, or names the parts they are for."""
    count = 1 + bool(point.month) + bool(point.day)
    marks = {"".join(sorted(set(marks))) for marks in point.marks[:count]}
    if len(marks) == 1:
        signs = marks.pop()
        return ("perhaps " if "?" in signs else "") + ("about " if "~" in signs else "") + shown
    names = ("year", "season" if point.season else "month", "day")
    remarks = []
    for sign, word in (("?", "uncertain"), ("~", "approximate")):
        marked = [name for name, on in zip(names, point.marks, strict=True) if sign in on]
        if marked:
            remarks.append(f"{' and '.join(marked)} {word}")
    return f"{shown} ({'; '.join(remarks)})"


_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in MONTHS) + r"|Sept\.?"
_ABOUT = re.compile(r"(?:about|around|circa|ca?\.?|~)\s*", re.IGNORECASE)
_PERHAPS = re.compile(r"(?:perhaps|probably|possibly)\s+", re.IGNORECASE)
_IN_WORDS = (
    re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\s+(?P<year>\d{{3,4}})", re.IGNORECASE),
    re.compile(rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}),\s*(?P<year>\d{{3,4}})", re.IGNORECASE),
    re.compile(rf"(?P<month>{_MONTH})\s+(?P<year>\d{{3,4}})", re.IGNORECASE),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})"),
    re.compile(r"(?P<year>\d{4})"),
)


def from_words(text: str) -> str:
    """Return EDTF for EDTF or for a plain English date.

    Read are "24 August 1949", "about August 1949", "before 1949", "after 24 August 1949",
    "between 1948 and 1949", "from 1948 to 1949", "until 1949", "since 1949".

    Nothing is guessed: 24/8/1949 is refused. Raises ``InvalidEdtf``.
    """
    text = " ".join(text.split())
    try:
        return parse(text).text
    except InvalidEdtf as error:
        edtf = _range_from_words(text) or _date_from_words(text)
        if edtf is None:
            raise error
        return parse(edtf).text


def _range_from_words(text: str) -> str | None:
    if match := re.fullmatch(r"between (.+?) and (.+)|from (.+?) to (.+)", text, re.IGNORECASE):
        first, last = (_date_from_words(part) for part in match.groups() if part)
        template = "[{}..{}]" if match[1] else "{}/{}"
        return template.format(first, last) if first and last else None
    if match := re.fullmatch(r"(before|after|until|since) (.+)", text, re.IGNORECASE):
        date = _date_from_words(match[2])
        return _one_sided(match[1].lower(), date) if date else None
    return None


def _one_sided(word: str, edtf: str) -> str | None:
    """Before 1949 ends with 1948; until 1949 takes 1949 in."""
    date = parse(edtf)
    if date.lower is None or date.upper is None:
        return None
    return {
        "before": f"[..{iso_day(date.lower - 1)}]",
        "after": f"[{iso_day(date.upper + 1)}..]",
        "until": f"../{edtf}",
        "since": f"{edtf}/..",
    }[word]


def _date_from_words(text: str) -> str | None:
    plain = _PERHAPS.sub("", text, count=1) if _PERHAPS.match(text) else text
    bare = _ABOUT.sub("", plain, count=1) if _ABOUT.match(plain) else plain
    mark = {(True, True): "%", (True, False): "?", (False, True): "~"}.get(
        (plain != text, bare != plain), ""
    )
    match = next((found for form in _IN_WORDS if (found := form.fullmatch(bare))), None)
    if match is None:
        return None
    parts = match.groupdict()
    edtf = parts["year"].zfill(4)
    if month := parts.get("month"):
        edtf += f"-{int(month) if month.isdigit() else _month_number(month):02}"
    if day := parts.get("day"):
        edtf += f"-{int(day):02}"
    return edtf + mark


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())
