"""What one date says twice: its day in the old and the new style, or its year.

Where the year began on 25 March, as in England until 1751, dates from January on were written
with both years, 11 February 1731/2, of which the later is the one that began in January. Source:
C. R. Cheney, *A Handbook of Dates*, revised by M. Jones (Cambridge, 2000), chapter 1.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sources.records.calendars.dates import CalendarDate, InvalidOriginal
from sources.records.calendars.months import folded, month_names
from sources.records.calendars.systems import Calendar
from sources.records.edtf.days import civil

_TWO_DAYS = re.compile(
    r"(?P<day>\d{1,2}) ?(?P<month>[^\W\d]*) ?(?:\( ?|/ ?)(?P<new_day>\d{1,2})"
    r"(?P<new_month>(?: [^\W\d]+)?)\)? (?P<rest>(?=[^\d]*\d{3,4}).*)"
)
_TWO_YEARS = re.compile(r"(?<!\d)(?P<first>\d{3,4})/(?P<second>\d{1,4})(?![\d./])")

#: The last day of the year that began on 25 March.
_LAST = (3, 24)


@dataclass(frozen=True, slots=True)
class SaidTwice:
    """What the date, once it is read, must agree with."""

    years: str = ""
    new_day: int | None = None
    new_month: int | None = None

    def check(self, date: CalendarDate) -> None:
        """Raise ``InvalidOriginal`` where it does not."""
        if self.years and not (date.month and (date.month, date.day or 1) <= _LAST):
            raise _two_years(self.years, date.year)
        _year, month, day = civil(date.lower)
        if self.new_day not in (None, day) or self.new_month not in (None, month):
            told = _("The new style of that day is %(day)s.%(month)s., not %(given)s.")
            names = {"day": day, "month": month, "given": self.new_day}
            raise InvalidOriginal(told % names)


def said_once(text: str, calendar: Calendar) -> tuple[str, SaidTwice]:
    """Leave the old style's day and the later year in the text; tell what was taken out.

    Raises ``InvalidOriginal`` for two years that follow each other in another calendar than the
    Julian: they may be one year, two, or a year with a month.
    """
    years = ""
    found = _TWO_YEARS.search(text)
    if found and str(later := int(found["first"]) + 1).endswith(found["second"]):
        years = found[0]
        if calendar != Calendar.JULIAN:
            raise _two_years(years, later)
        text = text.replace(years, str(later))
    if calendar != Calendar.JULIAN or not (days := _TWO_DAYS.fullmatch(text)):
        return text, SaidTwice(years)
    return _with_old_day(text, days, years)


def _with_old_day(text: str, days: re.Match[str], years: str) -> tuple[str, SaidTwice]:
    """Take the new style out of "11 (24) August 1949" and "25 October (7 November) 1917".

    In "11/24 August" the month stands for its own day alone.
    """
    names = month_names(Calendar.JULIAN)
    old, new = names.get(folded(days["month"])), names.get(folded(days["new_month"]))
    if (days["month"] and not old) or (days["new_month"] and old is None and new is None):
        return text, SaidTwice(years)
    if days["month"]:
        kept = f"{days['day']} {days['month']} {days['rest']}"
    else:
        kept = f"{days['day']}{days['new_month']} {days['rest']}"
    return kept, SaidTwice(years, int(days["new_day"]), new if days["month"] else None)


def _two_years(years: str, later: int) -> InvalidOriginal:
    told = _(
        "Two years as in “%(years)s” are read only in Julian dates from 1 January to 24 March; "
        "otherwise write %(later)s, or %(first)s–%(later)s."
    )
    return InvalidOriginal(told % {"years": years, "later": later, "first": later - 1})
