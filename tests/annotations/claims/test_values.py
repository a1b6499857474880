"""Typed values: typed by people, stored, shown."""

import itertools
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from annotations.claims import values
from annotations.claims.values import AnyQuestion, InvalidValue

UID = "0198f2c4-0000-7000-8000-000000000000"
DATE = AnyQuestion("date")

#: kind, what is typed, the stored form without its kind, how it is shown.
TYPED: list[tuple[str, str, dict[str, Any], str]] = [
    (
        "text",
        " to attend a conference ",
        {"text": "to attend a conference"},
        "to attend a conference",
    ),
    ("date", "1949-08-24", {"edtf": "1949-08-24"}, "24 August 1949"),
    (
        "date",
        "24 August 1949",
        {"edtf": "1949-08-24", "verbatim": "24 August 1949"},
        "24 August 1949",
    ),
    ("date", "1949-08-2X~", {"edtf": "1949-08-2X~"}, "about between 20 August 1949"),
    ("number", "30,000", {"lower": "30000", "upper": "30000", "unit": ""}, "30,000"),
    (
        "number",
        "about 30 000 men",
        {"lower": "30000", "upper": "30000", "unit": "men", "about": True},
        "about 30,000 men",
    ),
    (
        "number",
        "30000–40000",
        {"lower": "30000", "upper": "40000", "unit": ""},
        "between 30,000 and 40,000",
    ),
    (
        "number",
        "over 2.50 km",
        {"lower": "2.5", "upper": None, "unit": "km", "lower_excluded": True},
        "over 2.5 km",
    ),
    ("number", "at least 3", {"lower": "3", "upper": None, "unit": ""}, "at least 3"),
    (
        "number",
        "up to 1.5 million",
        {"lower": None, "upper": "1500000", "unit": ""},
        "at most 1,500,000",
    ),
    ("number", "-5", {"lower": "-5", "upper": "-5", "unit": ""}, "-5"),
    ("number", "0.10", {"lower": "0.1", "upper": "0.1", "unit": ""}, "0.1"),
    ("number", "٣٠٬٠٠٠", {"lower": "30000", "upper": "30000", "unit": ""}, "30,000"),
    ("number", "3万", {"lower": "30000", "upper": "30000", "unit": ""}, "30,000"),
    ("number", "1.234.567", {"lower": "1234567", "upper": "1234567", "unit": ""}, "1,234,567"),
    (
        "number",
        "30 to 40 thousand men",
        {"lower": "30000", "upper": "40000", "unit": "men"},
        "between 30,000 and 40,000 men",
    ),
    ("number", "500 to 1 thousand", {"lower": "500", "upper": "1000", "unit": ""}, "between 500"),
    ("number", "2千万", {"lower": "20000000", "upper": "20000000", "unit": ""}, "20,000,000"),
    ("number", "3 млрд", {"lower": "3000000000", "upper": "3000000000", "unit": ""}, "3,000,"),
    (
        "number",
        ">=30 <=40,000",
        {"lower": "30", "upper": "40000", "unit": ""},
        "at least 30 and at most 40,000",
    ),
    ("number", "two dozen", {"lower": "24", "upper": "24", "unit": ""}, "24"),
    ("number", "15 min", {"lower": "15", "upper": "15", "unit": "min"}, "15 min"),
    ("number", "twenty-five", {"lower": "25", "upper": "25", "unit": ""}, "25"),
    (
        "number",
        "30 тыс. человек",
        {"lower": "30000", "upper": "30000", "unit": "человек"},
        "30,000",
    ),
    (
        "number",
        "30 тыс.рублей",
        {"lower": "30000", "upper": "30000", "unit": "рублей"},
        "30,000",
    ),
    ("number", "30 ألفًا", {"lower": "30000", "upper": "30000", "unit": ""}, "30,000"),
    ("number", "30 bin", {"lower": "30000", "upper": "30000", "unit": ""}, "30,000"),
    ("number", "٣٠ ألف", {"lower": "30000", "upper": "30000", "unit": ""}, "30,000"),
    ("number", "около 30", {"lower": "30", "upper": "30", "unit": "", "about": True}, "about 30"),
    ("number", "حوالي ٥٠٠", {"lower": "500", "upper": "500", "unit": "", "about": True}, "about"),
    (
        "number",
        "более 500 человек",
        {"lower": "500", "upper": None, "unit": "человек", "lower_excluded": True},
        "over 500 человек",
    ),
    ("number", "至少30人", {"lower": "30", "upper": None, "unit": "人"}, "at least 30 人"),
    ("number", "до 500", {"lower": None, "upper": "500", "unit": ""}, "at most 500"),
    ("number", "5 m3", {"lower": "5", "upper": "5", "unit": "m3"}, "5 m3"),
    ("number", "twelve or more", {"lower": "12", "upper": None, "unit": ""}, "at least 12"),
    (
        "number",
        ">=3 <5 km",
        {"lower": "3", "upper": "5", "unit": "km", "upper_excluded": True},
        "at least 3 and under 5 km",
    ),
    ("date", "24 août 1949", {"edtf": "1949-08-24", "verbatim": "24 août 1949"}, "24 August 1949"),
    ("place", "Almaty", {"name": "Almaty"}, "Almaty"),
    ("group", "The army; The party", {"names": ["The army", "The party"]}, "The army; The party"),
    ("work", "A Treaty", {"names": ["A Treaty"]}, "A Treaty"),
    (
        "person",
        "A. Qasimi; B. Rozi; a.  qasimi",
        {"names": ["A. Qasimi", "B. Rozi"]},
        "A. Qasimi; B. Rozi",
    ),
    ("boolean", "Yes", {"answer": True}, "yes"),
    ("boolean", "no", {"answer": False}, "no"),
]


@pytest.mark.parametrize(("kind", "text", "stored", "shown"), TYPED)
def test_typed_stored_and_shown(kind: str, text: str, stored: dict[str, Any], shown: str) -> None:
    value = values.from_input(kind, text)
    assert value.to_json() == {"kind": kind} | stored
    assert value.show().startswith(shown)
    assert values.from_json(value.to_json()) == value


@pytest.mark.parametrize(
    ("kind", "text", "field", "message"),
    [
        ("text", " ", "text", "unknown"),
        ("date", "24/8/49", "edtf", "in full"),
        ("number", "3,5", "lower", "decimal point"),
        ("number", "many", "lower", "about 30,000"),
        ("number", "dozens of men", "lower", "no number"),
        ("number", "30.000", "lower", "30,000 or 30"),
        ("number", "½", "lower", "Write a number"),
        ("number", "17 or 18", "lower", "Write a number"),
        ("number", "17?", "lower", "Write a number"),
        ("number", "17 men?", "lower", "Write a number"),
        ("number", "17 and 18", "lower", "Write a number"),
        ("number", "17 men or so", "lower", "Write a number"),
        ("number", "30 с небольшим", "lower", "Write a number"),
        ("number", "30许人", "lower", "Write a number"),
        ("number", "17 человек, возможно", "lower", "Write a number"),
        ("number", "١٧ شخصا أو أكثر", "lower", "Write a number"),
        ("number", "17 نەچچە ئادەم", "lower", "Write a number"),
        ("number", "17人上下", "lower", "Write a number"),
        ("number", "17 at least", "lower", "Write a number"),
        ("number", "17th", "lower", "Write a number"),
        ("number", "10³", "lower", "Write a number"),
        ("number", "1e3", "lower", "Write a number"),
        ("number", "30余人", "lower", "Write a number"),
        ("number", "3万5千", "lower", "Write a number"),
        ("number", "30 с лишним", "lower", "Write a number"),
        ("number", "30-40,000", "lower", "write 30,000-40,000 or >=30 <=40,000"),
        ("number", "2 to 300", "lower", "write 200-300 or"),
        ("number", "1e5", "lower", "Write a number"),
        ("number", "one and a half million", "lower", "Write a number"),
        ("number", "17 men and 4 crew", "lower", "Write a number"),
        ("date", "-43", "edtf", "four digits"),
        ("date", "19th century", "edtf", "a century as 19XX"),
        ("date", "1940-е годы", "edtf", "a decade as 193X"),
        ("date", "民国38年", "edtf", "choose"),
        ("date", "1940–45", "edtf", "in full"),
        ("number", "40-30", "upper", "smaller amount first"),
        ("number", "1" * 40, "lower", "at most"),
        ("person", " ; ", "names", "semicolons"),
        ("boolean", "perhaps", "answer", "“yes” or “no”"),
        ("place", "", "name", "unknown"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(
    kind: str, text: str, field: str, message: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        values.from_input(kind, text)
    assert caught.value.field == field
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "kind"),
        ("text", "kind"),
        ({"kind": "colour"}, "kind"),
        ({"kind": ["text"]}, "kind"),
        ({"kind": "text"}, "text"),
        ({"kind": "text", "text": 3}, "text"),
        ({"kind": "text", "text": "a\0b"}, "text"),
        ({"kind": "text", "text": "a", "colour": "red"}, "colour"),
        ({"kind": "date", "edtf": "24 August 1949"}, "edtf"),
        ({"kind": "date", "edtf": "1900-02-29"}, "edtf"),
        ({"kind": "date"}, "edtf"),
        ({"kind": "date", "original": "11 August 1949"}, "calendar"),
        ({"kind": "date", "calendar": "julian"}, "original"),
        ({"kind": "date", "calendar": "maya", "original": "1"}, "calendar"),
        ({"kind": "date", "calendar": "julian", "original": "someday"}, "original"),
        ({"kind": "place", "name": "Almaty", "authority": "x"}, "authority"),
        ({"kind": "person", "names": ["Anna"], "authorities": {"Vera": UID}}, "authorities"),
        ({"kind": "person", "names": ["Anna"], "authorities": {"Anna": "x"}}, "authorities"),
        ({"kind": "number"}, "lower"),
        ({"kind": "number", "lower": 2.5}, "lower"),
        ({"kind": "number", "lower": True}, "lower"),
        ({"kind": "number", "lower": "NaN"}, "lower"),
        ({"kind": "number", "lower": "1e9"}, "lower"),
        ({"kind": "number", "lower": 10**50}, "lower"),
        ({"kind": "number", "lower": "1", "upper": "1", "lower_excluded": True}, "upper"),
        ({"kind": "number", "lower": "1", "about": "yes"}, "about"),
        ({"kind": "person", "names": []}, "names"),
        ({"kind": "person", "names": "Anna"}, "names"),
        ({"kind": "person", "names": [""]}, "names"),
        ({"kind": "person", "names": ["Anna; Boris"]}, "names"),
        ({"kind": "boolean", "answer": 1}, "answer"),
        ({"kind": "unknown", "text": "x"}, "text"),
    ],
)
def test_stored_forms_are_strict(data: Any, field: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        values.from_json(data)
    assert caught.value.field == field


def test_the_three_answers_without_a_value_are_different() -> None:
    special = [values.from_input("date", text) for text in ("unknown", "None", " not stated ")]
    assert [value.to_json()["kind"] for value in special] == ["unknown", "none", "not_stated"]
    assert len(set(special)) == len({value.key for value in special}) == 3
    assert [values.from_json(value.to_json()) for value in special] == special


def test_an_option_may_be_named_like_a_special_value() -> None:
    value = values.from_input("option", "Unknown", options=["weather", "unknown"])
    assert value.to_json() == {"kind": "option", "option": "unknown"}


def test_a_value_fits_its_question() -> None:
    cause = AnyQuestion("option", options=("Weather", "Foul play"))
    assert values.parse({"kind": "option", "option": "weather"}, cause).show() == "Weather"
    assert values.parse({"kind": "not_stated"}, cause) == values.NotStated()
    with pytest.raises(InvalidValue, match="Weather, Foul play"):
        values.parse({"kind": "option", "option": "error"}, cause)
    with pytest.raises(InvalidValue, match="asks for a option"):
        values.parse({"kind": "text", "text": "weather"}, cause)


def test_a_number_takes_the_unit_of_its_question() -> None:
    assert values.from_input("number", "30,000", unit="men").show() == "30,000 men"
    assert values.from_input("number", "30,000 Men", unit="men").show() == "30,000 men"
    assert values.from_input("number", "3 regiments", unit="men").show() == "3 regiments"


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("about 30000", (Decimal(25_000), 0), (Decimal(35_000), 0)),
        ("about 1250", (Decimal(1_245), 0), (Decimal(1_255), 0)),
        ("about 24", (Decimal(23), 0), (Decimal(25), 0)),
        ("about 2.5", (Decimal("2.4"), 0), (Decimal("2.6"), 0)),
        ("over 5", (Decimal(5), 1), (float("inf"), 0)),
        ("under 5", (float("-inf"), 0), (Decimal(5), -1)),
    ],
)
def test_number_spans(text: str, lower: values.Edge, upper: values.Edge) -> None:
    assert values.from_input("number", text).span == (lower, upper)


def test_an_approximate_date_reaches_one_unit_further() -> None:
    about = values.from_input("date", "1949~").span
    around = values.from_input("date", "1948/1950").span
    assert about is not None
    assert around is not None
    assert around[0] <= about[0] < about[1] <= around[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ürümqi", "u\u0308RÜMQI".replace("RÜ", "Rü")),
        ("Ya‘qub  Beg", "ya'qub beg"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert values.normalised(one) == values.normalised(other)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_amounts_stay_exact(amount: Decimal) -> None:
    value = values.from_json({"kind": "number", "lower": f"{amount:f}", "upper": f"{amount:f}"})
    assert isinstance(value, values.Number)
    assert value.lower == amount
    assert values.from_input("number", value.show()).key == value.key


# --- dates of other calendars -----------------------------------------------------------


def test_a_date_keeps_what_was_written_in_another_calendar() -> None:
    written = {"kind": "date", "calendar": "julian", "original": "11 August 1949"}
    value = values.parse(written, DATE)
    assert value.to_json() == written | {"edtf": "1949-08-24"}
    assert value.show() == "24 August 1949 (Julian: 11 August 1949)"
    assert value.key == values.from_input("date", "1949-08-24").key
    assert values.parse(value.to_json(), DATE) == value


def test_two_calendars_that_say_different_days_are_refused_when_written() -> None:
    wrong = {"kind": "date", "edtf": "1949-08-25", "calendar": "julian", "original": "11/8/1949"}
    with pytest.raises(InvalidValue, match="“11/8/1949” is 1949-08-24, not 1949-08-25") as caught:
        values.parse(wrong, DATE)
    assert caught.value.field == "edtf"
    # What is stored already is read as it stands.
    assert values.from_json(wrong).to_json() == wrong


def test_about_a_month_of_another_calendar_reaches_a_month_further() -> None:
    about = {"kind": "date", "calendar": "hijri", "original": "about Shawwal 1368"}
    value = values.parse(about, DATE)
    assert isinstance(value, values.Date)
    plain = values.from_input("date", "1949-07-27/1949-08-24").span
    assert value.span and plain
    assert [plain[0][0] - value.span[0][0], value.span[1][0] - plain[1][0]] == [29, 29]  # type: ignore[operator]
    assert "day or two off" in value.note


# --- authorities ------------------------------------------------------------------------


class Everything:
    """Knows authorities by uid, each with the path to it."""

    def __init__(self, *paths: tuple[str, ...]) -> None:
        self.paths = {path[-1]: path for path in paths}

    def authority(self, kind: str, name: str, uid: str) -> values.Authority | None:
        path = self.paths.get(uid)
        return values.Authority(uid, f"{kind} {uid}", path) if path else None


_paths = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(
    lambda steps: tuple("".join(steps[: end + 1]) for end in range(len(steps)))
)


@given(_paths, _paths)
def test_a_place_spans_what_lies_in_it_and_nothing_else(
    one: tuple[str, ...], two: tuple[str, ...]
) -> None:
    known = Everything(one, two)
    (low, high), (other_low, other_high) = (
        values.Place("any", path[-1]).identified(known).span for path in (one, two)
    )
    assert low < high
    assert (other_low <= low and high <= other_high) == (one[: len(two)] == two)
    apart = high < other_low or other_high < low
    assert apart == (one[: len(two)] != two and two[: len(one)] != one)


def test_an_authority_is_not_part_of_the_stored_form() -> None:
    value = values.Place("Almaty", "b").identified(Everything(("a", "b")))
    assert value.to_json() == {"kind": "place", "name": "Almaty", "authority": "b"}
    assert value == values.Place("Almaty", "b")
    assert (value.key, value.in_reasons, value.show()) == (("place", "b"), "place b", "Almaty")


# --- all kinds --------------------------------------------------------------------------

_words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1)
_names = _words.filter(lambda name: name.strip() and not set(name) & set(";；؛"))
_any_value = st.one_of(
    st.builds(lambda text: values.from_input("text", text), _words.filter(str.strip)),
    st.builds(lambda name: values.from_input("place", name), _names),
    st.builds(
        lambda name: values.from_json({"kind": "place", "name": name, "authority": UID}), _names
    ),
    st.builds(
        lambda kind, names: values.from_json({"kind": kind, "names": names}),
        st.sampled_from(["person", "group", "work"]),
        st.lists(_names, min_size=1, max_size=4),
    ),
    st.builds(
        lambda year, month: values.from_input("date", f"{year:04}-{month:02}~"),
        st.integers(0, 9_999),
        st.integers(1, 12),
    ),
    st.builds(
        lambda calendar, year, month, day: values.parse(
            {
                "kind": "date",
                "calendar": calendar,
                "original": f"{year:04}-{month:02}-{day:02}?",
            },
            DATE,
        ),
        st.sampled_from(["gregorian", "julian", "hijri", "minguo"]),
        st.integers(1, 999),
        st.integers(1, 12),
        st.integers(1, 28),
    ),
    st.builds(values.Boolean, st.booleans()),
    st.sampled_from([values.Unknown(), values.Nothing(), values.NotStated()]),
)


@given(_any_value, st.sampled_from(["en", "ru", "ar"]))
def test_every_value_comes_back_from_its_stored_form_and_from_what_is_typed(
    value: values.Value, language: str
) -> None:
    with override(language):
        assert values.from_json(value.to_json()) == value
        assert value.show()
        if not isinstance(value, values.Date) or not value.original:
            again = values.from_input(
                value.kind if value.kind in values.KINDS else "text", value.typed()
            )
            assert again.key == value.key or any(uid for _, uid in value.named)


@given(_any_value, _any_value)
def test_keys_are_those_of_equal_values_and_bounds_are_in_order(
    one: values.Value, two: values.Value
) -> None:
    assert one.key == values.from_json(one.to_json()).key
    if one == two:
        assert (one.key, hash(one)) == (two.key, hash(two))
    assert one.key[0] == one.kind
    for value in (one, two):
        assert value.span is None or value.span[0] <= value.span[1]
        assert value.members is None or value.members


#: Some that say the same in different ways.
_alike = st.one_of(
    st.builds(
        lambda calendar, about, date: values.from_json(
            {"kind": "date", "calendar": calendar, "original": about + date}
        ),
        st.sampled_from(["gregorian", "julian", "hijri"]),
        st.sampled_from(["", "about "]),
        st.sampled_from(["1368", "1368-10", "1368-10-02"]),
    ),
    st.builds(
        values.from_input,
        st.just("number"),
        st.sampled_from(["30", "30.0", "about 30", "over 30", "30-40", "30 - 40.00"]),
    ),
    st.builds(
        values.from_input,
        st.sampled_from(["place", "person", "text"]),
        st.sampled_from(["Anna; Boris", "boris; anna", "anna;  Boris"]),
    ),
)


@given(_alike, _alike)
def test_values_with_one_key_can_stand_for_each_other(one: values.Value, two: values.Value) -> None:
    plain = [values.Date(date.edtf) for date in (one, two) if isinstance(date, values.Date)]
    for first, second in itertools.combinations([one, two, *plain], 2):
        if first.key == second.key:
            assert (first.scale, first.span, first.members, first.gaps) == (
                second.scale,
                second.span,
                second.members,
                second.gaps,
            )


@given(
    st.integers(-50, 50),
    st.integers(1, 50_000),
    st.sampled_from(["both", "lower", "upper", "same"]),
    st.sampled_from(["", "men", "km²", "%", "(men)", "°C"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_what_is_shown_of_a_number_can_be_typed(
    low: int, more: int, ends: str, unit: str, about: bool, over: bool, under: bool
) -> None:
    data = {
        "kind": "number",
        "lower": None if ends == "upper" else low,
        "upper": None if ends == "lower" else low if ends == "same" else low + more,
        "unit": unit,
        "about": about,
        "lower_excluded": over and ends in ("both", "lower"),
        "upper_excluded": under and ends in ("both", "upper"),
    }
    value = values.from_json(data)
    assert values.from_input("number", value.show()).key == value.key
    with override("ru"):
        assert values.from_input("number", value.typed()).key == value.key
