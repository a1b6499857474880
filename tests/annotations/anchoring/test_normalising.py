"""What is left of a character when spelling, type and keyboard do not count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring.normalising import fold, letters


@pytest.mark.parametrize(
    ("character", "folded"),
    [
        ("A", "a"),
        ("É", "e"),
        ("ß", "ss"),
        ("ſ", "s"),
        ("ﬁ", "fi"),
        ("Ⅳ", "iv"),
        ("й", "и"),
        ("ѣ", "е"),
        ("ъ", ""),
        ("ᾷ", "α"),
        ("ς", "σ"),
        ("أ", "ا"),
        ("ﻼ", "لا"),
        ("ة", "ه"),
        ("ى", "ي"),
        ("ک", "ك"),
        ("ە", "ه"),
        ("ې", "ي"),
        ("\u0640", ""),
        ("\u00ad", ""),
        ("\u200c", ""),
        ("\u0301", ""),
        ("—", ""),
        ("。", ""),
        (" ", ""),
        ("漢", "漢"),
        ("𐽰", "𐽰"),
        ("😀", "😀"),
        ("٣", "٣"),
    ],
)
def test_folds_one_character(character: str, folded: str) -> None:
    assert fold(character) == folded


def test_every_letter_knows_its_place() -> None:
    of = letters("« ﬁn, 𐽰… »")
    assert "".join(map(chr, of.codes)) == "fin𐽰"
    assert of.at.tolist() == [2, 2, 3, 6]


def test_decomposed_and_presentation_forms_are_the_same_letters() -> None:
    one, other = letters("Ἀθῆναι ولا"), letters("Α\u0313θη\u0342ναι ﻭﻻ")
    assert one.codes.tolist() == other.codes.tolist()


@given(st.text())
def test_agrees_with_folding_each_character(text: str) -> None:
    of = letters(text)
    assert [chr(code) for code in of.codes] == [c for char in text for c in fold(char)]
    assert of.at.tolist() == [at for at, char in enumerate(text) for _ in fold(char)]
