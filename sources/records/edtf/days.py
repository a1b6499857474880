"""Day numbers: the integers by which dates of any age are compared.

The calendar is the proleptic Gregorian one with astronomical years (0 is 1 BCE).
Day 1 is 0001-01-01, as in ``datetime.date.toordinal``, and the count goes on below 1,
so that 0000-12-31 is day 0. Any year that fits a 64-bit column works.
"""

MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

#: From 0000-03-01, where the algorithm below starts counting, to day 1.
_MARCH_OFFSET = 305


def is_leap(year: int) -> bool:
    """Tell whether the astronomical ``year`` has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return the number of days of ``month`` (1 to 12)."""
    return 29 if month == 2 and is_leap(year) else MONTH_LENGTHS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Return the day number of a date (Howard Hinnant's ``days_from_civil``)."""
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month - 3) % 12) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146_097 + day_of_era - _MARCH_OFFSET


def civil(number: int) -> tuple[int, int, int]:
    """Return year, month and day of a day number (Howard Hinnant's ``civil_from_days``)."""
    era, day_of_era = divmod(number + _MARCH_OFFSET, 146_097)
    year_of_era = (
        day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = (shifted_month + 2) % 12 + 1
    return era * 400 + year_of_era + (month <= 2), month, day


def iso_day(number: int) -> str:
    """Write a day number as ``1949-08-24``, ``-0275-01-01`` or ``170000002-01-01``."""
    year, month, day = civil(number)
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04}-{month:02}-{day:02}"
