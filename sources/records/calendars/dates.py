"""A date in a calendar, and the EDTF that says the same."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sources.records.calendars.systems import SYSTEMS, Calendar, System
from sources.records.edtf.days import iso_day
from sources.records.edtf.points import qualifier

#: Calendars whose months are those of EDTF, so that a month or year needs no interval.
_SAME_MONTHS = (Calendar.GREGORIAN, Calendar.MINGUO)


class InvalidOriginal(ValueError):
    """The text is no date of the calendar. ``reason`` says what is wrong, in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day, month or year of a calendar; years are astronomical, so 44 BCE is -43.

    Raises ``InvalidOriginal`` for what the calendar does not have.
    """

    calendar: Calendar
    year: int
    month: int | None = None
    day: int | None = None
    uncertain: bool = False
    approximate: bool = False

    def __post_init__(self) -> None:
        system = self.system
        if not system.first_year <= self.year <= system.last_year:
            told = _("%(calendar)s years go from %(first)s to %(last)s here, not to %(year)s.")
            raise InvalidOriginal(
                told
                % {
                    "calendar": system.label,
                    "first": system.first_year,
                    "last": system.last_year,
                    "year": self.year,
                }
            )
        if self.month is not None and not 1 <= self.month <= 12:
            raise InvalidOriginal(_("There is no month %(month)s.") % {"month": self.month})
        if self.day is not None and not 1 <= self.day <= self._length(self.month or 1):
            told = _("That month has %(length)s days, not %(day)s.")
            names = {"length": self._length(self.month or 1), "day": self.day}
            raise InvalidOriginal(told % names)

    @property
    def system(self) -> System:
        """How its calendar counts."""
        return SYSTEMS[self.calendar]

    @property
    def lower(self) -> int:
        """The first day, as a day number."""
        return self.system.day_number(self.year, self.month or 1, self.day or 1)

    @property
    def upper(self) -> int:
        """The last day, as a day number."""
        month = self.month or 12
        return self.system.day_number(self.year, month, self.day or self._length(month))

    @property
    def edtf(self) -> str:
        """A day as a day; a month or year that EDTF does not have as an interval of days."""
        mark = qualifier(uncertain=self.uncertain, approximate=self.approximate)
        first = iso_day(self.lower)
        if self.day:
            return first + mark
        if self.calendar in _SAME_MONTHS:
            return first[: -3 if self.month else -6] + mark
        return f"{first}{mark}/{iso_day(self.upper)}{mark}"

    def _length(self, month: int) -> int:
        return self.system.month_length(self.year, month)
