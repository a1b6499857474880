"""The calendars that dates may be written in, counted in days by libraries.

Day numbers are those of ``sources.records.edtf.days``. ``docs/decisions/0170-calendars.md``
says which library counts what, and how they were judged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from convertdate import islamic, julian
from django.utils.translation import gettext_lazy as _
from hijridate import Hijri

from sources.records.edtf.days import day_number, month_length

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: The Julian date (astronomers' count of days) at the start of day 0.
_DAY_ZERO = 1_721_424.5

#: The year of the Minguo calendar that is year 0 of the Gregorian one, negated.
_MINGUO = 1_911


class Calendar(StrEnum):
    """A calendar, by the name that stored values have for it."""

    GREGORIAN = "gregorian"
    JULIAN = "julian"
    #: The arithmetical calendar: 30 and 29 days in turn, 11 leap years in 30 (2, 5, 7, 10, 13,
    #: 16, 18, 21, 24, 26, 29), counted from Friday 16 July 622 (Julian); "civil".
    HIJRI = "hijri"
    #: The official calendar of Saudi Arabia, from tables.
    UMM_AL_QURA = "umm_al_qura"
    #: The calendar of the Republic of China: Gregorian, but for the year.
    MINGUO = "minguo"


@dataclass(frozen=True, slots=True)
class System:
    """How a calendar counts. Years are astronomical: 0 is the year before 1.

    The last year keeps one of another calendar or era from being taken for one of this: Minguo
    1949, or the year 7208 from the creation of the world.
    """

    label: StrOrPromise
    #: The label with what a person should know who chooses it.
    choice: StrOrPromise
    first_year: int
    last_year: int
    month_length: Callable[[int, int], int]
    day_number: Callable[[int, int, int], int]


def _julian(year: int, month: int, day: int) -> int:
    return int(julian.to_jd(year, month, day) - _DAY_ZERO)


def _hijri(year: int, month: int, day: int) -> int:
    return int(islamic.to_jd(year, month, day) - _DAY_ZERO)


def _umm_al_qura(year: int, month: int, day: int) -> int:
    return Hijri(year, month, day).to_gregorian().toordinal()


def _umm_al_qura_length(year: int, month: int) -> int:
    return Hijri(year, month, 1).month_length()


SYSTEMS = {
    Calendar.GREGORIAN: System(
        _("Gregorian"), _("Gregorian, or EDTF"), -9_999, 9_999, month_length, day_number
    ),
    Calendar.JULIAN: System(
        _("Julian"), _("Julian (old style)"), -9_998, 2_999, julian.month_length, _julian
    ),
    Calendar.HIJRI: System(
        _("Hijri"),
        _("Hijri (civil tabular)"),
        1,
        1_699,
        islamic.month_length,
        _hijri,
    ),
    Calendar.UMM_AL_QURA: System(
        _("Hijri (Umm al-Qura)"),
        _("Hijri (Umm al-Qura, 1343 to 1500)"),
        1_343,
        1_500,
        _umm_al_qura_length,
        _umm_al_qura,
    ),
    Calendar.MINGUO: System(
        _("Minguo"),
        _("Minguo (Republic of China)"),
        -100,
        999,
        lambda year, month: month_length(year + _MINGUO, month),
        lambda year, month, day: day_number(year + _MINGUO, month, day),
    ),
}
