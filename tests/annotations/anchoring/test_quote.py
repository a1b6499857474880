from __future__ import annotations

import pytest

from annotations.anchoring.anchored import Method, Status
from annotations.anchoring.graphemes import outwards
from annotations.anchoring.quote import Quote, find, ranges

from .prose import prose

TEXT = "They left on the 24th. The talks ran on. They left on the 25th, some say."


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (Quote("talks", "They left on the 24th. The ", " ran on."), [(27, 32)]),
        (Quote("They left", "", " on the 24th"), [(0, 9)]),
        (Quote("They left", "ran on. ", " on the 25th"), [(41, 50)]),
        (Quote("say.", ", some ", ""), [(69, 73)]),
        (Quote("talks"), [(27, 32)]),
        (Quote("midnight", "until ", "."), []),
        (Quote(""), []),
    ],
    ids=["unique", "start", "by context", "end", "no context", "absent", "empty"],
)
def test_finds_by_words_and_context(quote: Quote, expected: list[tuple[int, int]]) -> None:
    assert ranges(TEXT, quote) == expected


def test_a_choice_between_equals_is_not_sure() -> None:
    place = find("one two one", Quote("one", start=9))
    assert (place.start, place.end, place.status) == (8, 11, Status.UNCERTAIN)


def test_offsets_are_code_points_beyond_the_bmp() -> None:
    assert ranges("𐽰𐽱 😀 رەسىم 24", Quote("رەسىم")) == [(5, 10)]


LONG_TEXT = "\n".join(prose(20))


def test_all_equally_good_places() -> None:
    assert ranges("one two one", Quote("one")) == [(0, 3), (8, 11)]
    assert ranges("one two one", Quote("one", start=9)) == [(8, 11), (0, 3)]
    assert ranges("aaaa", Quote("aa")) == [(0, 2), (1, 3), (2, 4)]


@pytest.mark.parametrize(
    ("text", "exact", "expected"),
    [
        ("They left ALMATY then.", "left Almaty", "left ALMATY"),
        ("Zoe\u0301 came — late.", "Zoé came, late", "Zoe\u0301 came — late"),
        ("ﻭﺻﻠﺖ ﺍﻟﻄﺎﺋﺮﺓ", "الطائرة", "ﺍﻟﻄﺎﺋﺮﺓ"),
        ("she said “Good.” Then", "“Good.”", "“Good.”"),
        ("she said Good! Then", "“Good.”", "Good"),
    ],
)
def test_case_marks_forms_and_punctuation_do_not_count(
    text: str, exact: str, expected: str
) -> None:
    found = find(text, Quote(exact))
    assert found.start is not None
    assert text[found.start : found.end] == expected
    assert found.method is Method.QUOTE


def test_finds_what_has_mistakes() -> None:
    text = LONG_TEXT + "\nThe witnesses left Alma-Ata on tbe 24th of August, or so say some.\n"
    quote = Quote("left Almaty on the 24th", "witnesses ", " of August, or so")
    found = find(text + LONG_TEXT[::-1], quote)
    assert found.start is not None
    assert text[found.start : found.end] == "left Alma-Ata on tbe 24th"
    assert (found.status, found.method) == (Status.PLACED, Method.SEARCH)


def test_a_long_quote_is_found_with_mistakes() -> None:
    exact = LONG_TEXT[1_000:4_000]
    text = "\n".join(prose(3, seed=7)) + LONG_TEXT.replace("a", "o", 300)
    found = find(text, Quote(exact))
    start = text.index(LONG_TEXT.replace("a", "o", 300)) + 1_000
    assert found.start is not None and found.end is not None
    assert abs(found.start - start) <= 1 and abs(found.end - start - 3_000) <= 1


def test_a_word_in_quite_another_context_is_not_sure() -> None:
    found = find(LONG_TEXT + " midnight " + LONG_TEXT, Quote("midnight", "they left at ", " sharp"))
    assert found.status is Status.UNCERTAIN


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a " * 100_000, Quote("a a a", "a " * 500, "a " * 500)),
        ("a" * 100_000, Quote("a" * 5_000, "a" * 500)),
        ("ab" * 50_000, Quote("ab" * 200 + "x" + "ab" * 200, "ab" * 50)),
        ("hello world " * 10_000, Quote("zq" * 5_000)),
        (". " * 50_000, Quote(". . .")),
        ("e" + "\u0301" * 20_000, Quote("e\u0301")),
        ("", Quote("abc", "d", "e", 5)),
        ("\ud800 abc", Quote("abc")),
    ],
    ids=["words", "one letter", "pairs", "absent", "signs", "marks", "empty", "surrogate"],
)
def test_texts_that_say_little(text: str, quote: Quote) -> None:
    found = find(text, quote)
    places = ranges(text, quote)
    if found.start is not None and found.end is not None:
        places.append((found.start, found.end))
    for start, end in places[:3] + places[-3:]:
        assert 0 <= start < end <= len(text)
        assert outwards(text, start, end) == (start, end)
