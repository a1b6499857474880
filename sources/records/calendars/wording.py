"""Dates of calendars in words, in the language of the interface."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sources.records.calendars.dates import CalendarDate
from sources.records.calendars.reading import Original
from sources.records.calendars.systems import Calendar
from sources.records.edtf.wording import qualified, show_parts

_HIJRI_MONTHS = (
    gettext_lazy("Muharram"),
    gettext_lazy("Safar"),
    gettext_lazy("Rabi al-Awwal"),
    gettext_lazy("Rabi al-Thani"),
    gettext_lazy("Jumada al-Ula"),
    gettext_lazy("Jumada al-Thaniya"),
    gettext_lazy("Rajab"),
    gettext_lazy("Shaban"),
    gettext_lazy("Ramadan"),
    gettext_lazy("Shawwal"),
    gettext_lazy("Dhu al-Qada"),
    gettext_lazy("Dhu al-Hijja"),
)
#: As `edtf.wording` has them, where it has them.
_SIDES = {
    "before": pgettext_lazy("a date", "before %(date)s"),
    "after": pgettext_lazy("a date", "after %(date)s"),
    "until": gettext_lazy("until %(end)s"),
    "since": gettext_lazy("from %(start)s on"),
    "earlier": gettext_lazy("%(date)s or before"),
    "later": gettext_lazy("%(date)s or after"),
}


def show_original(original: Original) -> str:
    """Show a date as it was written, in order: "11 August 1949", "29 Shawwal 1368"."""
    start = _show(original.first)
    if original.last:
        end = _show(original.last)
        if original.side:
            return _("between %(first)s and %(last)s") % {"first": start, "last": end}
        return _("from %(start)s to %(end)s") % {"start": start, "end": end}
    if original.side:
        return str(_SIDES[original.side]) % {"date": start, "start": start, "end": start}
    return start


def _show(date: CalendarDate) -> str:
    if date.calendar in (Calendar.GREGORIAN, Calendar.JULIAN):
        shown = show_parts(date.year, date.month, date.day)
    elif date.calendar == Calendar.MINGUO:
        shown = _show_minguo(date)
    else:
        shown = _with_month(date, str(_HIJRI_MONTHS[(date.month or 1) - 1]))
    return qualified(shown, uncertain=date.uncertain, approximate=date.approximate)


def _show_minguo(date: CalendarDate) -> str:
    """As Chinese writes it, which no order of other languages can be mistaken for."""
    year = f"民國前{1 - date.year}年" if date.year < 1 else f"民國{date.year}年"
    month = f"{date.month}月" if date.month else ""
    return year + month + (f"{date.day}日" if date.day else "")


def _with_month(date: CalendarDate, month: str) -> str:
    parts = {"year": str(date.year), "month": month, "day": date.day}
    if date.month is None:
        return str(date.year)
    if date.day is None:
        return _("%(month)s %(year)s") % parts
    return _("%(day)s %(month)s %(year)s") % parts
