"""Reads dates as they are written in a calendar.

Read are "11 August 1949 O.S.", "11/8/1949" and "11.8.1949" (day, month, year), "1949-08-11",
"11.VIII.1949", "August 1949", "1949", "29 Shawwal 1368 AH", "٢٩ شوال ١٣٦٨", "民國38年8月27日",
"15 March 44 BC", with "about", "perhaps", "?" or "~"; also "11/24 August 1949" and
"11 (24) August 1949" in the old and the new style, of which one must give the other, "Wednesday,
24 August 1949", which must be one, and "11 February 1731/2" in the later year; "from … to …",
"between … and …", "11-14 August 1949", "1949–1951" and "AD 14–37", "before 1368" and "1368 or
later", and what stands for these in other languages.
Nothing is guessed: what can be read in two ways is refused.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from sources.records.calendars.dates import CalendarDate, InvalidOriginal
from sources.records.calendars.eras import CHRISTIAN, Era, with_each_era, without_era
from sources.records.calendars.months import folded, month_names
from sources.records.calendars.sides import in_english
from sources.records.calendars.signs import in_plain_signs, with_month_names
from sources.records.calendars.styles import said_once
from sources.records.calendars.systems import Calendar
from sources.records.calendars.weekdays import check_weekday, without_weekday
from sources.records.edtf.english import one_sided, side_and_date
from sources.records.edtf.mistakes import early_or_late

#: Words that name a unit, or nothing; ``folded``, and left out.
_LEFT_OUT = frozenset(
    folded(word)
    for word in (
        "st nd rd th of the in year month day sene senesi yılı г год года го гг годы"
        " سنه عام من شهر 年 ж жыл жылы жылғы"
    ).split()
)
_ABOUT = re.compile(
    r"(?:about|around|circa|ca?\.(?! ?e\b)|ca?(?=[ \d])|около|ок\.|примерно|приблизительно"
    "|大?[约約]|نحو|حوال[يى]|زهاء|تەخمىنەن|шамамен|~) ?",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"(?:perhaps|probably|possibly|возможно|或) ?", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:from|(?P<between>between)) (?P<first>.+?) (?:to|and) (?P<last>.+)"
    r"|(?P<one>.+?)(?: (?:-|to) | ?[–—] ?)(?P<two>.+)"
    r"|(?P<day>\d{1,2})-(?P<until>\d{1,2} [^\W\d].+)"
    r"|(?P<year>\d{3,4})-(?P<until_year>\d{3,4}|\d{2,4} ?[^\W\d].*)",
    re.IGNORECASE,
)
#: A year of four digits, or of three that do not stand alone: 194 rather is a decade.
_YEAR_IN_FULL = re.compile(r"\d{4}|\d{3}\D|\D\d{3}|前")
#: 29/10/68 AH: the year 68 rather is written with the name of the month, or as 0068.
_SHORT_YEAR = re.compile(r"(?:\d{1,2}[./]){1,2}\d\d")
#: A year whose last digit is open: 194? and 194-.
_CUT_SHORT = re.compile(r"(?<!\d)\d{3}(?:\?|-+\??)$")
_PARTS_NAMED = re.compile(r"(前?)(\d+)年(?:(\d+)月(?:(\d+)[日號号])?)?")
_BY_HYPHENS = re.compile(r"(-?\d{1,4})-(\d{1,2})(?:-(\d{1,2}))?")
#: What says more than the month and numbers around it.
_SIGN = re.compile(r"[/?!%+*=<>≤≥±&–—]|(?:^| )-|(?<=\d{4})-$")
#: 1914-8 may be August, or until 1918.
_YEARS_OR_MONTH = re.compile(r"\d+(\d)[-/](\d)")
_BY_STROKES = re.compile(r"(\d{1,4})([/.])(\d{1,4})(?:\2(\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class Original:
    """What was read: one date, or the first and the last of a range.

    ``side`` is empty, or says on which side of the date: one of ``english.SIDES``; "between" of a
    range of which some day is meant.
    """

    first: CalendarDate
    last: CalendarDate | None = None
    side: str = ""

    @property
    def edtf(self) -> str:
        """The same days in EDTF."""
        if self.last is None:
            return (self.side and one_sided(self.side, self.first.edtf)) or self.first.edtf
        first, last = self.first.edtf.split("/")[0], self.last.edtf.split("/")[-1]
        return f"[{first}..{last}]" if self.side else f"{first}/{last}"


@lru_cache(maxsize=4_096)
def read(text: str, calendar: Calendar) -> Original:
    """Read a date or range as written in ``calendar``. Raises ``InvalidOriginal``."""
    plain = in_english(in_plain_signs(text))
    if calendar in CHRISTIAN:
        plain = with_each_era(with_month_names(plain))
    if sided := side_and_date(plain):
        side, date = sided
        return Original(_date(date, calendar), side=side)
    if found := _RANGE.fullmatch(plain):
        side = found["between"] or ""
        begun, ended = (part for part in found.groups() if part and part != side)
        last = _date(ended, calendar)
        first = _begun(begun, ended, calendar)
        if first.lower > last.lower:
            raise InvalidOriginal(_("Put the earlier date first."))
        if first.year < 1 <= last.year <= 1 - first.year and not _era(ended, calendar):
            # 221 BC – 206 rather ends in 206 BC, but 44 BC – 1949 cannot.
            raise InvalidOriginal(_("Write the year in full, as in 11/8/1949."))
        return Original(first, last, side.lower())
    return Original(_date(plain, calendar))


def _begun(text: str, ended: str, calendar: Calendar) -> CalendarDate:
    """Read the start of a range; month and year may stand at its end alone: 11-14 August 1949."""
    begun = without_weekday(text)[0].rstrip(".")
    rest = re.sub(r"^\d+", "", without_weekday(ended)[0])
    year = re.sub(r"^\D+", "", rest)
    attempts = [text, f"{text} {year}"]
    if begun.isdecimal() and (len(begun) < 3 or not re.search(r"\d", rest)):
        attempts = [text.rstrip(".") + rest]
    for attempt in attempts:
        try:
            return _date(attempt, calendar)
        except InvalidOriginal as wrong:
            error = wrong
    raise error


def _date(text: str, calendar: Calendar) -> CalendarDate:
    cut_short = calendar in CHRISTIAN and _CUT_SHORT.search(text)
    text, uncertain, approximate = _marks(text)
    if not text:
        raise InvalidOriginal(_("Write the date as it stands in that calendar."))
    if told := early_or_late(text):
        raise InvalidOriginal(told)
    text, era = without_era(text, calendar)
    text, weekday = without_weekday(text)
    text, twice = said_once(text, calendar)
    year, month, day = _numbers(text, calendar)
    if not era and (cut_short or not _is_in_full(text, calendar)):
        raise InvalidOriginal(_("Write the year in full, as in 11/8/1949."))
    if not year and (era or not re.search("0000|前", text)):
        raise InvalidOriginal(_("There is no year 0."))
    year = 1 - year if era == "before" else year
    if weekday is not None and day is None:
        raise InvalidOriginal(_advice())
    date = CalendarDate(calendar, year, month, day, uncertain, approximate)
    twice.check(date)
    check_weekday(weekday, date)
    return date


def _era(text: str, calendar: Calendar) -> Era:
    return without_era(text, calendar)[1]


def _is_in_full(text: str, calendar: Calendar) -> bool:
    """Whether the year cannot be the last digits of another."""
    if calendar in CHRISTIAN:
        return bool(_YEAR_IN_FULL.search(text))
    return calendar != Calendar.HIJRI or not _SHORT_YEAR.fullmatch(text)


def _marks(text: str) -> tuple[str, bool, bool]:
    """Take "?", "~", "%", "about" and "perhaps" off the text."""
    bare = text.rstrip("?~% ")
    signs = text[len(bare) :]
    uncertain, approximate = bool(set("?%") & set(signs)), bool(set("~%") & set(signs))
    for _time in range(2):
        if found := _PERHAPS.match(bare):
            uncertain, bare = True, bare[found.end() :]
        if found := _ABOUT.match(bare):
            approximate, bare = True, bare[found.end() :]
    return bare.strip(), uncertain, approximate


def _numbers(text: str, calendar: Calendar) -> tuple[int, int | None, int | None]:
    """Return year, month and day."""
    if found := _PARTS_NAMED.fullmatch(text.replace(" ", "")):
        year = int(found[2])
        if not year:
            raise InvalidOriginal(_("There is no year 0."))
        return 1 - year if found[1] else year, _int(found[3]), _int(found[4])
    bare = _bare(text)
    if (found := _YEARS_OR_MONTH.fullmatch(bare)) and found[2] > found[1]:
        raise InvalidOriginal(_("Write month and day with two digits: 1949-08-04."))
    if found := _BY_HYPHENS.fullmatch(bare):
        return int(found[1]), int(found[2]), _int(found[3])
    if found := _BY_STROKES.fullmatch(bare):
        return _by_strokes([int(part) for part in found.group(1, 3, 4) if part], calendar)
    if bare.isdecimal() and len(bare) <= 4:
        return int(bare), None, None
    return _with_month_name(bare, calendar)


def _bare(text: str) -> str:
    """Return the text without the words that are left out and without signs around the others."""
    apart = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)|[(),;]", " ", text)
    words = [word.strip(".") for word in apart.split()]
    return " ".join(word for word in words if re.search(r"\d", word) or _is_said(word))


def _is_said(word: str) -> bool:
    return word != "" and folded(word) not in _LEFT_OUT


def _by_strokes(parts: list[int], calendar: Calendar) -> tuple[int, int | None, int | None]:
    """Read 11/8/1949 and 1949/8/11: the year stands first where it can be nothing else."""
    year_first = parts[0] > (31 if len(parts) == 3 else 12)
    if min(parts) > 31:
        raise InvalidOriginal(_advice())
    if not year_first and calendar == Calendar.MINGUO:
        raise InvalidOriginal(
            _("Write the year first and with hyphens, as in 12-08-27, or 民國12年8月27日.")
        )
    if len(parts) == 2 and max(parts) <= 31:
        raise InvalidOriginal(_without_year())
    year, *rest = parts if year_first else reversed(parts)
    month, day = [*rest, None][:2]
    return year, month, day


def _with_month_name(text: str, calendar: Calendar) -> tuple[int, int | None, int | None]:
    """Read "11 August 1949", "August 11 1949", "1949 August 11" and "August 1949"."""
    parts = re.findall(r"\d+|[^\d]+", text)
    numbers = [int(part) for part in parts if part.isdecimal()]
    words = folded(" ".join(part for part in parts if not part.isdecimal()))
    if not words or _SIGN.search(text) or len(numbers) not in (1, 2) or max(numbers) > 9_999:
        raise InvalidOriginal(_advice())
    month = month_names(calendar).get(words)
    if month is None:
        name = " ".join(part.strip(" .,") for part in parts if not part.isdecimal())
        told = _("“%(name)s” is no month of this calendar that is known here. %(advice)s")
        raise InvalidOriginal(told % {"name": name.strip(), "advice": _advice()})
    if len(numbers) == 1:
        if numbers[0] <= 31:
            raise InvalidOriginal(_without_year())
        return numbers[0], month, None
    day, year = reversed(numbers) if numbers[0] > 31 >= numbers[1] else numbers
    return year, month, day


def _advice() -> str:
    return _("Write day, month and year, as in “11 August 1949”, 11/8/1949 or 1949-08-11.")


def _without_year() -> str:
    return _("Write the year too; a year up to 31 as in 0011-08.")


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None
