import pytest

from sources.texts.directions import (
    direction_within,
    guess_direction,
    is_mongolian,
    usual_writing_mode,
)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The flight", "ltr"),
        ("Самолёт", "ltr"),
        ("飞机", "ltr"),
        ("ئايروپىلان", "rtl"),
        ("مطار Almaty الكبير", "rtl"),
        ("שלום", "rtl"),
        ("The word مطار", "ltr"),
        ("ab اب", "ltr"),
        ("اب ab", "rtl"),
        ("\U00010f70\U00010f71", "rtl"),
        ("1949-08-24", None),
        ("", None),
    ],
)
def test_guess_direction(text: str, direction: str | None) -> None:
    assert guess_direction(text) == direction


@pytest.mark.parametrize(
    ("text", "around", "direction"),
    [
        ("left at dawn", "rtl", "ltr"),
        ("ئايروپىلان Almaty", "rtl", "rtl"),
        ("Almaty ئايروپىلان", "rtl", "rtl"),
        ("ئايروپىلان", "ltr", "rtl"),
        ("24.08.1949", "rtl", "rtl"),
        ("24.08.1949", "ltr", "ltr"),
        ("飛機", "rtl", "ltr"),
        ("𐽰𐽱𐽲", "ltr", "rtl"),
    ],
)
def test_a_block_runs_as_most_of_its_letters_do(text: str, around: str, direction: str) -> None:
    assert direction_within(text, around) == direction


@pytest.mark.parametrize(
    ("language", "mode", "mongolian"),
    [
        ("mn-Mong", "vertical", True),
        ("mn-Mong-CN", "vertical", True),
        ("mnc", "vertical", True),
        ("mnc-Latn", "horizontal", False),
        ("mn", "horizontal", False),
        ("mn-Cyrl", "horizontal", False),
        ("zh-Hant", "horizontal", False),
    ],
)
def test_mongolian_script_stands(language: str, mode: str, mongolian: bool) -> None:
    assert usual_writing_mode(language) == mode
    assert is_mongolian(language) is mongolian
