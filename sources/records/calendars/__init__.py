"""Dates as written in the Julian, Hijri, Minguo and Gregorian calendars, turned into EDTF."""

from sources.records.calendars.dates import CalendarDate, InvalidOriginal
from sources.records.calendars.reading import Original, read
from sources.records.calendars.systems import SYSTEMS, Calendar
from sources.records.calendars.wording import show_original

__all__ = [
    "SYSTEMS",
    "Calendar",
    "CalendarDate",
    "InvalidOriginal",
    "Original",
    "read",
    "show_original",
]
