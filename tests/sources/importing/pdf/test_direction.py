import pytest

from sources.importing.pdf.direction import logical_order
from sources.importing.pdf.letters import face_brackets, one_glyph, plain_letters


def ordered(shown: str, *, rtl: bool) -> str:
    return "".join(shown[place] for place in logical_order(list(shown), rtl=rtl))


@pytest.mark.parametrize(
    ("shown", "expected", "rtl"),
    [
        ("plain text 12", "plain text 12", False),
        ("גבא", "אבג", True),
        # Numbers and Latin words keep their way among letters from right to left.
        ("1949 גבא", "אבג 1949", True),
        ("ו 1949 גבא", "אבג 1949 ו", True),
        (".גבא Il-12 ו", "ו Il-12 אבג.", True),
        ("ב The Red Book, 2 א", "א The Red Book, 2 ב", True),
        ("1950-1949 ב", "ב 1950-1949", True),
        # After Arabic letters a hyphen parts numbers (UAX 9, W2 and W4), a comma does not.
        ("1950-1949 ﺏ", "ﺏ 1949-1950", True),
        ("1,5 ﺏ", "ﺏ 1,5", True),
        ("say דגבא and go", "say אבגד and go", False),
        ("say ב 12 א and go", "say א 12 ב and go", False),
    ],
)
def test_the_order_of_reading(shown: str, expected: str, rtl: bool) -> None:
    assert ordered(shown, rtl=rtl) == expected


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("אב )גד( ה", "אב (גד) ה"),
        ("אב (גד) ה", "אב (גד) ה"),
        ("(גד( ה.", "(גד) ה."),
        ("קאל: »לא«.", "קאל: «לא»."),
        ("א (ב [ג] ד) ה", "א (ב [ג] ד) ה"),
    ],
)
def test_brackets_face_what_they_hold(drawn: str, expected: str) -> None:
    assert face_brackets(drawn) == expected


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("ﺑﺎﻟﻠﻐﺔ", "باللغة"),
        ("ﻻ ﷲ ﯗ", "لا الله ۇ"),
        ("ﬁne eﬀort", "fine effort"),
        ("שּׁ", "שּׁ"),
        # Not shapes of letters, but characters of their own.
        ("x² ½ № ﴾١﴿ ﷺ Å", "x² ½ № ﴾١﴿ ﷺ Å"),
    ],
)
def test_shapes_become_letters(drawn: str, expected: str) -> None:
    assert plain_letters(drawn) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("fi", "fi"), ("لا", "لا"), ("ال", "لا"), ("هللا", "الله"), ("ِب", "بِ"), ("ملس", "سلم")],
)
def test_several_characters_of_one_glyph(given: str, expected: str) -> None:
    assert one_glyph(given) == expected
