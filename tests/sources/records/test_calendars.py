"""Dates of other calendars: read as written, turned into EDTF, shown."""

import datetime as dt

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sources.records.calendars import SYSTEMS, Calendar, CalendarDate, InvalidOriginal, read
from sources.records.calendars import show_original as shown
from sources.records.edtf import parse

TALKS = "from 11 August 1949 to 14 August 1949"
DAYS = "from 24 August 1949 to 27 August 1949"
BETWEEN = "between 11 August 1949 and 14 August 1949"

#: calendar, as written, EDTF, how it is shown. Days known from history: the October
#: Revolution, the last Julian day of Rome, the Ides of March, Karbala (10 October 680 Julian),
#: the Hijra's epoch (16 July 622 Julian), the founding of the Republic of China.
KNOWN = [
    ("julian", "11 August 1949", "1949-08-24", "11 August 1949"),
    ("julian", "11 Aug. 1949 (O.S.)", "1949-08-24", "11 August 1949"),
    ("julian", "August 11, 1949", "1949-08-24", "11 August 1949"),
    ("julian", "11/8/1949", "1949-08-24", "11 August 1949"),
    ("julian", "11.08.1949", "1949-08-24", "11 August 1949"),
    ("julian", "1949-08-11", "1949-08-24", "11 August 1949"),
    ("julian", "1949/8/11", "1949-08-24", "11 August 1949"),
    ("julian", "11 августа 1949 года", "1949-08-24", "11 August 1949"),
    ("julian", "25 October (7 November) 1917", "1917-11-07", "25 October 1917"),
    ("julian", "11/24 August 1949", "1949-08-24", "11 August 1949"),
    ("julian", "4 October 1582", "1582-10-14", "4 October 1582"),
    ("julian", "29 February 1900", "1900-03-13", "29 February 1900"),
    ("julian", "August 1949", "1949-08-14/1949-09-13", "August 1949"),
    ("julian", "1949", "1949-01-14/1950-01-13", "1949"),
    ("julian", "15 March 44 BC", "-0043-03-13", "15 March 44 BCE"),
    ("julian", "44 BCE", "-0044-12-30/-0043-12-29", "44 BCE"),
    ("julian", "about August 1949?", "1949-08-14%/1949-09-13%", "perhaps about August 1949"),
    ("julian", "11 August 1949~", "1949-08-24~", "about 11 August 1949"),
    ("julian", "from 11 August to 14 August 1949", "1949-08-24/1949-08-27", TALKS),
    ("julian", "11–14 August 1949", "1949-08-24/1949-08-27", TALKS),
    ("julian", "11 August 1949 – 14 August 1949", "1949-08-24/1949-08-27", TALKS),
    ("julian", "25.X.1917 г.", "1917-11-07", "25 October 1917"),
    ("julian", "11-14.VIII.1949", "1949-08-24/1949-08-27", TALKS),
    ("julian", "O. S. 11 August 1949", "1949-08-24", "11 August 1949"),
    ("julian", "c 1949", "1949-01-14~/1950-01-13~", "about 1949"),
    ("julian", "between 11 and 14 August 1949", "[1949-08-24..1949-08-27]", BETWEEN),
    # Years that began in March: England, until 1751
    ("julian", "11 February 1731/2", "1732-02-22", "11 February 1732"),
    ("julian", "11/22 Feb. 1731/32", "1732-02-22", "11 February 1732"),
    ("julian", "30.I.1648/9 O.S.", "1649-02-09", "30 January 1649"),
    ("julian", "24 March 1699/1700", "1700-04-04", "24 March 1700"),
    ("julian", "25 March 1731/2", None, "write 1732, or 1731–1732"),
    ("julian", "1731/2", None, "Two years"),
    ("gregorian", "11 February 1731/2", None, "Julian"),
    ("gregorian", "1911/12", None, "write 1912, or 1911–1912"),
    ("julian", "1947/8/11", "1947-08-24", "11 August 1947"),
    ("julian", "1 - 14 August", None, "year too"),
    ("julian", "August 11", None, "year too"),
    ("hijri", "29 Shawwal 1368", "1949-08-24", "29 Shawwal 1368"),
    ("hijri", "29 Shawwāl 1368 A.H.", "1949-08-24", "29 Shawwal 1368"),
    ("hijri", "٢٩ شوال ١٣٦٨ هـ", "1949-08-24", "29 Shawwal 1368"),
    ("hijri", "29/10/1368", "1949-08-24", "29 Shawwal 1368"),
    ("hijri", "1368-10", "1949-07-27/1949-08-24", "Shawwal 1368"),
    ("hijri", "H. 1321", "1903-03-30/1904-03-17", "1321"),
    ("hijri", "Rabiʿ II 1321", "1903-06-27/1903-07-25", "Rabi al-Thani 1321"),
    ("hijri", "1/1/1", "0622-07-19", "1 Muharram 1"),
    ("hijri", "10 Muharram 61", "0680-10-13", "10 Muharram 61"),
    ("hijri", "29 шавваля 1368 г.х.", "1949-08-24", "29 Shawwal 1368"),
    ("hijri", "1368-يىلى 29-شەۋۋال", "1949-08-24", "29 Shawwal 1368"),
    ("hijri", "before Ramadan 1368", "[..1949-06-26]", "before Ramadan 1368"),
    ("hijri", "after 29 Shawwal 1368", "[1949-08-25..]", "after 29 Shawwal 1368"),
    ("hijri", "until 1368", "../1949-10-23", "until 1368"),
    ("hijri", "since Shawwal 1368", "1949-07-27/..", "from Shawwal 1368 on"),
    ("hijri", "368?", "0978-08-14?/0979-08-02?", "perhaps 368"),
    ("hijri", "1368 or earlier", "[..1949-10-23]", "1368 or before"),
    ("julian", "about August 1949 or later", "[1949-08-14~..]", "about August 1949 or after"),
    ("minguo", "before 38", "[..1948-12-31]", "before 民國38年"),
    ("umm_al_qura", "1368-10", "1949-07-26/1949-08-23", "Shawwal 1368"),
    ("umm_al_qura", "1 Muharram 1400", "1979-11-20", "1 Muharram 1400"),
    ("minguo", "民國38年8月27日", "1949-08-27", "民國38年8月27日"),
    ("minguo", "民國三十八年八月二十七日", "1949-08-27", "民國38年8月27日"),
    ("minguo", "中華民國元年", "1912", "民國1年"),
    ("minguo", "38-08", "1949-08", "民國38年8月"),
    ("minguo", "27 August 38", "1949-08-27", "民國38年8月27日"),
    ("minguo", "民國前1年", "1911", "民國前1年"),
    ("gregorian", "24/8/1949", "1949-08-24", "24 August 1949"),
    ("gregorian", "24 août 1949", "1949-08-24", "24 August 1949"),
    ("gregorian", "1949年8月24日", "1949-08-24", "24 August 1949"),
    ("gregorian", "1949-يىلى 24-ئاۋغۇست", "1949-08-24", "24 August 1949"),
    ("gregorian", "1949-يىل 8-ئاينىڭ 24-كۈنى", "1949-08-24", "24 August 1949"),
    ("gregorian", "1949 жылғы 24 тамыз", "1949-08-24", "24 August 1949"),
    ("gregorian", "24 VIII 1949", "1949-08-24", "24 August 1949"),
    ("gregorian", "1949–1951", "1949/1951", "from 1949 to 1951"),
    ("gregorian", "1949-1951", "1949/1951", "from 1949 to 1951"),
    ("gregorian", "100–50 BC", "-0099/-0049", "from 100 BCE to 50 BCE"),
    ("gregorian", "100 BC to 50 AD", "-0099/0050", "from 100 BCE to 50 CE"),
    ("gregorian", "AD 14–37", "0014/0037", "from 14 CE to 37 CE"),
    ("gregorian", "AD 14-37", "0014/0037", "from 14 CE to 37 CE"),
    ("gregorian", "between A.D. 14 and 37", "[0014..0037]", "between 14 CE and 37 CE"),
    ("gregorian", "公元14年–37年", "0014/0037", "from 14 CE to 37 CE"),
    ("gregorian", "44-210 A.D.", "0044/0210", "from 44 CE to 210 CE"),
    ("gregorian", "C.E. 283", "0283", "283 CE"),
    ("gregorian", "27 BC-AD 14", "-0026/0014", "from 27 BCE to 14 CE"),
    ("gregorian", "44 BC – 1949", "-0043/1949", "from 44 BCE to 1949"),
    ("gregorian", "до н. э. 44", "-0043", "44 BCE"),
    ("gregorian", "до 44 до н. э.", "[..-0043]", "44 BCE or before"),
    ("gregorian", "27 до н. э.-14 н. э.", "-0026/0014", "from 27 BCE to 14 CE"),
    ("gregorian", "August–September 1949", "1949-08/1949-09", "from August 1949 to September 1949"),
    ("gregorian", "1949 (?)", "1949?", "perhaps 1949"),
    ("gregorian", "١٩٤٩؟", "1949?", "perhaps 1949"),
    ("gregorian", "before about 1949", "[..1949~]", "before about 1949"),
    ("gregorian", "after 1949?", "[1950-01-01?..]", "after perhaps 1949"),
    ("gregorian", "24.–27. August 1949", "1949-08-24/1949-08-27", DAYS),
    ("gregorian", "1948–1949 гг.", "1948/1949", "from 1948 to 1949"),
    ("gregorian", "公元79年", "0079", "79 CE"),
    # Words around it in other languages; what may take the date in, does
    ("gregorian", "после августа 1949", "[1949-09-01..]", "after August 1949"),
    (
        "gregorian",
        "между 24 и 27 августа 1949",
        "[1949-08-24..1949-08-27]",
        "between 24 August 1949 and 27 August 1949",
    ),
    ("gregorian", "с 1948 по 1949", "1948/1949", "from 1948 to 1949"),
    ("gregorian", "до 44 до н. э.", "[..-0043]", "44 BCE or before"),
    ("gregorian", "حوالي 1949", "1949~", "about 1949"),
    ("gregorian", "قبل عام 1949", "[..1948-12-31]", "before 1949"),
    ("hijri", "بعد رمضان 1368", "[1949-07-27..]", "after Ramadan 1368"),
    ("gregorian", "بين عامي 1949 و1950", "[1949..1950]", "between 1949 and 1950"),
    ("gregorian", "1949年8月以前", "[..1949-08]", "August 1949 or before"),
    ("minguo", "民國38年以後", "[1949..]", "民國38年 or after"),
    ("gregorian", "1949年到1950年之间", "[1949..1950]", "between 1949 and 1950"),
    ("gregorian", "1949年左右", "1949~", "about 1949"),
    ("gregorian", "1949-يىلى 8-ئايدىن كېيىن", "[1949-09-01..]", "after August 1949"),
    ("gregorian", "1949-يىل بىلەن 1950-يىل ئارىسىدا", "[1949..1950]", "between 1949 and 1950"),
    ("gregorian", "1949 жылға дейін", "[..1949]", "1949 or before"),
    ("gregorian", "1949 жылдан кейін", "[1950-01-01..]", "after 1949"),
    ("gregorian", "1949 және 1950 жылдар арасында", "[1949..1950]", "between 1949 and 1950"),
    ("gregorian", "незадолго до 1949", None, "no month"),
    ("gregorian", "до 1948 или 1949", None, "no month"),
    # With the weekday, which must fit
    ("gregorian", "Saturday, 27 August 1949", "1949-08-27", "27 August 1949"),
    ("gregorian", "27 Aug. 1949 (Sat.)", "1949-08-27", "27 August 1949"),
    ("gregorian", "в субботу, 27 августа 1949 г.", "1949-08-27", "27 August 1949"),
    ("gregorian", "يوم السبت 27 أغسطس 1949", "1949-08-27", "27 August 1949"),
    ("gregorian", "1949-يىلى 27-ئاۋغۇست، شەنبە كۈنى", "1949-08-27", "27 August 1949"),
    ("gregorian", "Samstag, den 27. August 1949", "1949-08-27", "27 August 1949"),
    ("gregorian", "Wednesday 24 – Saturday 27 August 1949", "1949-08-24/1949-08-27", DAYS),
    ("minguo", "民國三十八年八月二十七日（星期六）", "1949-08-27", "民國38年8月27日"),
    ("minguo", "民國38年8月28日星期日", "1949-08-28", "民國38年8月28日"),
    ("julian", "Wednesday, 11/24 August 1949", "1949-08-24", "11 August 1949"),
    ("hijri", "الأربعاء ٢٩ شوال ١٣٦٨", "1949-08-24", "29 Shawwal 1368"),
    ("gregorian", "Friday, 27 August 1949", None, "a Saturday, not a Friday"),
    ("gregorian", "Tuesday 24 – Saturday 27 August 1949", None, "a Wednesday, not a Tuesday"),
    ("julian", "Thursday, 11 August 1949", None, "a Wednesday, not a Thursday"),
    ("gregorian", "Saturday, August 1949", None, "Write day, month and year"),
    # Parts of a time that have no ends of their own
    ("gregorian", "mid-August 1949", None, "as in “between 1 August"),
    ("gregorian", "the end of 1949", None, "as in “between 1 August"),
    ("gregorian", "в начале 1949 года", None, "as in “between 1 August"),
    ("gregorian", "أواخر عام 1949", None, "as in “between 1 August"),
    ("minguo", "民國38年8月底", None, "as in “between 1 August"),
    ("hijri", "early Ramadan 1368", None, "as in “between 1 August"),
    # What the calendar does not have, or what can be read in two ways
    ("julian", "12/24 August 1949", None, "new style"),
    ("julian", "30 February 1900", None, "29 days"),
    ("julian", "32 August 1949", None, "31 days, not 32"),
    ("julian", "1949/1951", None, "Write day, month and year"),
    ("julian", "194X", None, "no month"),
    ("julian", "0 BC", None, "no year 0"),
    ("minguo", "民國前0年", None, "no year 0"),
    ("minguo", "民國0年", None, "no year 0"),
    # Words of another calendar
    ("gregorian", "11 August 1949 O.S.", None, "Julian; choose"),
    ("gregorian", "1368هـ", None, "Hijri; choose"),
    ("gregorian", "1368 AH/1949 CE", None, "Hijri; choose"),
    ("gregorian", "ROC 38", None, "Minguo; choose"),
    ("julian", "7 ноября 1917 н. ст.", None, "Gregorian; choose"),
    ("hijri", "1949", None, "to 1699"),
    ("minguo", "1949", None, "to 999"),
    ("julian", "24 May '19", None, "in full"),
    ("gregorian", "194?", None, "in full"),
    ("hijri", "29/10/68", None, "in full"),
    ("hijri", "5/8", None, "year too"),
    ("gregorian", "AD 5/8", None, "year too"),
    ("gregorian", "BC 27–14", None, "in full"),
    ("gregorian", "公元前221年至206年", None, "in full"),
    ("gregorian", "221 до н. э. - 206 г.", None, "in full"),
    ("julian", "7208", None, "to 2999"),
    ("julian", "1914-8", None, "two digits"),
    ("gregorian", "1914/8", None, "two digits"),
    ("minguo", "37-8", None, "two digits"),
    ("julian", "1918-4", "1918-04-14/1918-05-13", "April 1918"),
    ("gregorian", "24 August 194-", None, "in full"),
    ("gregorian", "2? August 1949", None, "Write day"),
    ("gregorian", "24 August 1949-", None, "Write day"),
    ("gregorian", "<24 August 1949", None, "Write day"),
    ("gregorian", "24 August 1949+", None, "Write day"),
    ("gregorian", "1940s", None, "no month"),
    ("julian", "11/8/49", None, "in full"),
    ("julian", "11 Thermidor 1949", None, "Thermidor"),
    ("julian", "14 August 1949 - 11 August 1949", None, "earlier date first"),
    ("hijri", "30 Shawwal 1368", None, "29 days"),
    ("hijri", "13/13/1368", None, "no month 13"),
    ("hijri", "5 BC", None, "Gregorian; choose"),
    ("umm_al_qura", "1300", None, "1343"),
    ("minguo", "12/8/27", None, "year first"),
    ("gregorian", "", None, "Write the date"),
    ("gregorian", "1" * 300, None, "at most"),
]


@pytest.mark.parametrize(("calendar", "written", "edtf", "said"), KNOWN)
def test_dates_as_written(calendar: str, written: str, edtf: str | None, said: str) -> None:
    if edtf is None:
        with pytest.raises(InvalidOriginal, match=said):
            read(written, Calendar(calendar))
        return
    original = read(written, Calendar(calendar))
    assert (original.edtf, shown(original)) == (edtf, said)
    parse(edtf)


_years = {calendar: (system.first_year, system.last_year) for calendar, system in SYSTEMS.items()}
_dates = st.sampled_from(Calendar).flatmap(
    lambda calendar: st.builds(
        CalendarDate,
        st.just(calendar),
        st.integers(*_years[calendar]),
        st.none() | st.integers(1, 12),
        uncertain=st.booleans(),
        approximate=st.booleans(),
    )
)


@given(_dates)
def test_bounds_are_those_of_the_edtf_and_days_follow_each_other(date: CalendarDate) -> None:
    found = parse(date.edtf)
    assert (found.lower, found.upper) == (date.lower, date.upper)
    assert (found.uncertain, found.approximate) == (date.uncertain, date.approximate)
    days = [
        CalendarDate(date.calendar, date.year, date.month or 1, day).lower
        for day in range(1, date.system.month_length(date.year, date.month or 1) + 1)
    ]
    assert days == list(range(days[0], days[0] + len(days)))


@given(_dates.filter(lambda date: date.year > 999 or date.calendar == Calendar.MINGUO))
def test_what_is_shown_is_read_again(date: CalendarDate) -> None:
    original = read(date.edtf, Calendar.GREGORIAN) if "/" not in date.edtf else None
    if date.calendar == Calendar.GREGORIAN and original:
        assert original.first == date
    written = shown(type(read("1949", Calendar.GREGORIAN))(date))
    assert read(written, date.calendar).first == date


@given(st.dates(dt.date(1582, 10, 15), dt.date(2999, 12, 31)))
def test_julian_days_of_the_week_go_on(date: dt.date) -> None:
    """The reform left out ten days of the month and none of the week."""
    julian = CalendarDate(Calendar.JULIAN, date.year, date.month, min(date.day, 28))
    gregorian = date.replace(day=min(date.day, 28)).toordinal()
    century = date.year - (date.month <= 2)
    assert julian.lower - gregorian == century // 100 - century // 400 - 2


@given(
    st.text("0123456789 /.-?~年月日民國前十百AuguBCsSO()هـشوال", max_size=20),
    st.sampled_from(Calendar),
)
def test_any_text_is_read_or_refused_in_words(text: str, calendar: Calendar) -> None:
    try:
        original = read(text, calendar)
    except InvalidOriginal as error:
        assert error.reason.endswith(".")
    else:
        parse(original.edtf)
        assert shown(original)


def test_months_are_named_in_the_language_of_the_interface() -> None:
    with override("ru"):
        assert "августа" in shown(read("11/8/1949", Calendar.JULIAN))
