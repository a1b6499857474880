"""EDTF against the specification of 4 February 2019 and against the public test suites."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sources.records.edtf import (
    EdtfDate,
    InvalidEdtf,
    civil,
    date_parts,
    day_number,
    from_csl,
    from_words,
    iso_day,
    parse,
    show,
)

SUITES = Path(__file__).parents[4] / "shared" / "cases" / "edtf.jsonl"

#: The specification gives the year three significant digits, so 338000 to 338999; the
#: suite takes the estimate for the bounds.
SPECIFICATION_WINS = {"Y3388E2S3": ("338000-01-01", "338999-12-31")}


def bounds(date: EdtfDate) -> tuple[str, str]:
    lower = "-inf" if date.lower_open else "?" if date.lower is None else iso_day(date.lower)
    upper = "inf" if date.upper_open else "?" if date.upper is None else iso_day(date.upper)
    return lower, upper


# --- the public suites --------------------------------------------------------------


def suite_cases() -> list[dict[str, Any]]:
    if not SUITES.exists():
        return []
    return [json.loads(line) for line in SUITES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not SUITES.exists(), reason="the sample of the public suites is not here")
def test_the_sample_of_the_suites_is_read() -> None:
    assert len(suite_cases()) > 200


@pytest.mark.parametrize("case", suite_cases(), ids=lambda case: case["edtf"])
def test_verdicts_of_the_public_suites(case: dict[str, Any]) -> None:
    text = case["edtf"]
    if not any(case["verdicts"].values()):
        with pytest.raises(InvalidEdtf):
            parse(text)
        return
    date = parse(text)
    found = {
        "level": date.level,
        "uncertain": date.uncertain,
        "approximate": date.approximate,
        **dict(zip(("lower", "upper"), bounds(date), strict=True)),
    }
    expected = {key: case[key] for key in found if key in case}
    if text in SPECIFICATION_WINS:
        expected |= dict(zip(("lower", "upper"), SPECIFICATION_WINS[text], strict=True))
    assert {key: found[key] for key in expected} == expected


# --- the specification --------------------------------------------------------------

#: The examples of the specification, and what its rules say of the calendar beyond them.
CASES = json.loads(Path(__file__).parents[2].joinpath("cases", "edtf.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["valid"], ids=lambda case: case["edtf"])
def test_level_and_bounds(case: dict[str, Any]) -> None:
    date = parse(case["edtf"])
    lower, upper = (None if bound == "?" else bound for bound in bounds(date))
    assert (date.text, date.level, lower, upper) == (
        case["edtf"],
        case["level"],
        case["lower"],
        case["upper"],
    )
    assert date.uncertain == case.get("uncertain", False)
    assert date.approximate == case.get("approximate", False)


@pytest.mark.parametrize("text", CASES["invalid"])
def test_what_is_not_edtf(text: str) -> None:
    with pytest.raises(InvalidEdtf):
        parse(text)


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("1984", False, False),
        ("1984?", True, False),
        ("1984~", False, True),
        ("1984%", True, True),
        ("2004-?06-11", True, False),
        ("2004?-06-~11", True, True),
        ("1984~/2004-06", False, True),
        ("[1984?,1986]", True, False),
    ],
)
def test_qualification(text: str, uncertain: bool, approximate: bool) -> None:
    assert (parse(text).uncertain, parse(text).approximate) == (uncertain, approximate)


INVALID = [
    ("1900-02-29", "no day of the calendar"),
    ("{2002..2001}", "earlier date first"),
    ("XX01-02-29", "no day of the calendar"),
    ("1949-13", "no day of the calendar"),
    ("1949-00", "no day of the calendar"),
    ("1949-06-00", "no day of the calendar"),
    ("", "Write a date"),
    ("1949-8-4", "two digits"),
    ("24.8.1949", "in that order"),
    ("24/8/1949", "in that order"),
    ("19490824", "hyphens"),
    ("1949/08/24", "hyphens"),
    ("12345", '"Y"'),
    ("Y1949", 'without "Y"'),
    ("Y1E99", "at most"),
    ("194u", 'capital "X"'),
    ("1949?~", '"%"'),
    ("2004-(06)?-11", "2004-06~-11"),
    ("-0000", "without a minus"),
    ("1949/unknown", '".."'),
    ("1949-08-24/1949", "as exactly as the start"),
    ("2001-21-05", "season"),
    ("?1949?", "one sign"),
    ("1985-04-12T25:00:00", "time"),
    ("1985-04-12T10:00:00-13", "time"),
    ("1985-04-12T10:00:00/1985-04-13", "without a time"),
    ("1948/1949/1950", "one start and one end"),
    ("[1949", "bracket"),
    ("[1948,..1949]", "before the first"),
    ("[..]", "before the first"),
    ("{1949,}", "Write a date"),
    ("Y12345/..", "four digits"),
    (" 1949", "space"),
    ("1949\n", "space"),
    ("١٩٤٩-٠٨-٢٤", "digits 0 to 9"),
    ("1" * 2_000, "characters"),
]


@pytest.mark.parametrize(("text", "advice"), INVALID)
def test_what_is_invalid_says_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(InvalidEdtf) as caught:
        parse(text)
    assert caught.value.text == text
    assert advice in caught.value.reason


def test_huge_exponents_cost_nothing() -> None:
    with pytest.raises(InvalidEdtf):
        parse("Y1E9999999999999999")


# --- days ---------------------------------------------------------------------------


@given(st.dates())
def test_day_numbers_are_those_of_the_standard_library(date: dt.date) -> None:
    assert day_number(date.year, date.month, date.day) == date.toordinal()


@given(st.integers(-(10**17), 10**17))
def test_every_day_number_has_its_date(number: int) -> None:
    assert day_number(*civil(number)) == number
    assert civil(number) < civil(number + 1)


@given(st.text("0123456789X-/.?~%YSE[]{},T:Z", max_size=24))
def test_any_string_is_read_or_refused_in_words(text: str) -> None:
    try:
        date = parse(text)
    except InvalidEdtf as error:
        assert error.reason.startswith(("Write", "Put", "Leave", "Close", "The end")) or (
            "no day of the calendar" in error.reason
        )
    else:
        assert date.lower is None or date.upper is None or date.lower <= date.upper
        assert show(date)


# --- words and CSL ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1949-08-24", "24 August 1949"),
        ("1949-08", "August 1949"),
        ("1949", "1949"),
        ("0098", "98 CE"),
        ("0000", "1 BCE"),
        ("-0275~", "about 276 BCE"),
        ("1949~", "about 1949"),
        ("1949-08-24?", "perhaps 24 August 1949"),
        ("1949%", "perhaps about 1949"),
        ("2004-06~-11", "11 June 2004 (year and month approximate)"),
        ("?2004-06-~11", "11 June 2004 (year uncertain; day approximate)"),
        ("194X", "1940s"),
        ("19XX", "between 1900 and 1999"),
        ("1949-XX", "some month of 1949"),
        ("1949-08-XX", "some day of August 1949"),
        ("1949-08-2X", "between 20 August 1949 and 29 August 1949 (1949-08-2X)"),
        ("1949-22", "summer 1949"),
        ("1949-33", "first quarter of 1949"),
        ("1950S2", "1950, estimated (between 1900 and 1999)"),
        ("1985-04-12T23:20:30+04:30", "12 April 1985, 23:20:30 UTC+04:30"),
        ("1948/1949", "from 1948 to 1949"),
        ("1949/..", "from 1949 on"),
        ("../1949", "until 1949"),
        ("1949/", "from 1949 to an unknown date"),
        ("[..1949]", "1949 or before"),
        ("[1948..1950]", "between 1948 and 1950"),
        ("[1667,1668,1670..1672]", "one of 1667, 1668 or between 1670 and 1672"),
        ("{1667,1668}", "all of 1667 and 1668"),
    ],
)
def test_show(edtf: str, words: str) -> None:
    assert show(edtf) == words


@pytest.mark.parametrize(
    ("language", "edtf", "month"),
    [
        ("ru", "1949-08-24", "августа"),
        ("ru", "1949-08", "август"),
        ("ar", "1949-08-24", "أغسطس"),
    ],
)
def test_dates_are_shown_in_the_language_of_the_interface(
    language: str, edtf: str, month: str
) -> None:
    with override(language):
        assert month in show(edtf).lower()
        # What is exported does not depend on who looks.
        assert date_parts(f"{edtf}/..") == {"literal": f"from {english(edtf)} on"}


def english(edtf: str) -> str:
    with override("en"):
        return show(edtf)


def test_a_pattern_keeps_its_order_among_words_from_right_to_left() -> None:
    with override("ar"):
        assert "(\u20681949-08-2X\u2069)" in show("1949-08-2X")


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("1949-08~", "1949-08~"),
        ("24 August 1949", "1949-08-24"),
        ("August 24, 1949", "1949-08-24"),
        ("c. Aug 1949", "1949-08~"),
        ("perhaps about 1949", "1949%"),
        ("before 1949", "[..1948-12-31]"),
        ("after 24 August 1949", "[1949-08-25..]"),
        ("until 1949", "../1949"),
        ("August 1949 or later", "[1949-08..]"),
        ("1949 or earlier", "[..1949]"),
        ("between 24 August 1949 and 27 August 1949", "[1949-08-24..1949-08-27]"),
        ("from 1948 to 1949", "1948/1949"),
        ("the 1940s", "194X"),
        ("about 1940s", "194X~"),
        ("spring of 1949", "1949-21"),
        ("perhaps fall 1949", "1949-23?"),
        ("the first half of 1949", "1949-40"),
        ("about fourth quarter of 1949", "1949-36~"),
        ("1949 (?)", "1949?"),
        ("1949 or 1950", "[1949,1950]"),
        ("24 or 27 August 1949", "[1949-08-24,1949-08-27]"),
        ("August or September 1949", "[1949-08,1949-09]"),
    ],
)
def test_plain_words(words: str, edtf: str) -> None:
    assert from_words(words) == edtf


@pytest.mark.parametrize(
    "words", ["24/8/1949", "31 June 1949", "1900s", "between 2 and 1", "24 or 27"]
)
def test_words_are_not_guessed(words: str) -> None:
    with pytest.raises(InvalidEdtf):
        from_words(words)


def test_early_and_late_are_told_from_other_mistakes() -> None:
    with pytest.raises(InvalidEdtf, match="between 1 August 1949"):
        from_words("early August 1949")


@pytest.mark.parametrize(
    ("edtf", "variable"),
    [
        ("1949-08-24", {"date-parts": [[1949, 8, 24]]}),
        ("1949~", {"date-parts": [[1949]], "circa": True}),
        ("1948/1949-08", {"date-parts": [[1948], [1949, 8]]}),
        ("1949-22", {"date-parts": [[1949]], "season": 2}),
        ("0000", {"date-parts": [[-1]]}),
        ("-0275", {"date-parts": [[-276]]}),
    ],
)
def test_csl_there_and_back(edtf: str, variable: dict[str, Any]) -> None:
    assert date_parts(edtf) == variable
    assert from_csl(variable) == edtf


@pytest.mark.parametrize(
    ("edtf", "variable"),
    [
        ("194X", {"literal": "1940s"}),
        ("1949/..", {"literal": "from 1949 on"}),
        ("1949-08-XX", {"date-parts": [[1949, 8]]}),
        ("1949-34", {"literal": "second quarter of 1949"}),
    ],
)
def test_what_csl_cannot_say_in_numbers(edtf: str, variable: dict[str, Any]) -> None:
    assert date_parts(edtf) == variable


@pytest.mark.parametrize(
    ("variable", "edtf"),
    [
        ({"date-parts": [["1949", "8"]]}, "1949-08"),
        ({"date-parts": [[1949], [0]]}, "1949/.."),
        ({"date-parts": [[1949, 14]]}, "1949-22"),
        ({"date-parts": [[1949]], "season": "Summer"}, "1949-22"),
        ({"date-parts": [[1948], [1949]], "circa": 1}, "1948~/1949~"),
        ({"raw": "24 August 1949"}, "1949-08-24"),
        ({"raw": "1949?", "circa": True}, "1949%"),
        ({"edtf": "194X", "raw": "the forties"}, "194X"),
        ({"literal": "August 1949"}, "1949-08"),
    ],
)
def test_from_csl(variable: dict[str, Any], edtf: str) -> None:
    assert from_csl(variable) == edtf


@pytest.mark.parametrize(
    "variable",
    [
        {},
        {"literal": "n.d."},
        {"date-parts": []},
        {"date-parts": [[0]]},
        {"date-parts": [[1949, 2, 30]]},
        {"date-parts": [["soon"]]},
        {"date-parts": [[1949.5]]},
        {"date-parts": "1949"},
        {"date-parts": [[1949]], "season": 9},
    ],
)
def test_csl_without_a_date_is_refused_in_words(variable: dict[str, Any]) -> None:
    with pytest.raises(InvalidEdtf) as caught:
        from_csl(variable)
    assert caught.value.reason
