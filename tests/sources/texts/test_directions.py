import pytest

from sources.texts.directions import guess_direction


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
