"""Letters as they are written, out of the shapes that a PDF draws."""

import re
import unicodedata
from functools import cache

#: Ligatures of Latin and Armenian, and shapes of Hebrew and Arabic letters. U+FD3E and U+FD3F are
#: punctuation, U+FDFA and the like words of their own, which people cite as such.
_SHAPES = re.compile(
    "[\ufb00-\ufb17\ufb1d-\ufb4f\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf2\ufe70-\ufefc]"
)
_RIGHT_TO_LEFT = ("R", "AL")
#: NFKC makes of the shape of a mark that stands alone a space with the mark.
_ALONE = re.compile("^ (?=[\u064b-\u0655\u0670])")
_OPENING, _CLOSING = "([{«‹⟨", ")]}»›⟩"
_BRACKETS = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))


def plain_letters(text: str) -> str:
    """Return the text with base letters for shapes; everything else stays as it is.

    NFKC of the whole would also turn ² into 2 and ½ into 1⁄2.
    """
    if text.isascii():
        return text
    return _SHAPES.sub(lambda shape: _base(shape[0]), text)


def _base(shape: str) -> str:
    return _ALONE.sub("", unicodedata.normalize("NFKC", shape))


def is_right_to_left(character: str) -> bool:
    """Whether the first of some letters is written from right to left."""
    return character > "\u0590" and unicodedata.bidirectional(character[0]) in _RIGHT_TO_LEFT


def is_mark(text: str) -> bool:
    """Whether the text is combining marks alone."""
    return text > "\u0300" and all(unicodedata.category(each) == "Mn" for each in text)


def one_glyph(characters: str) -> str:
    """Return in logical order what PDFium says of one glyph that stands for several characters.

    It turns round what runs from right to left, on the ground that each character was drawn by
    itself; and it takes shapes of several letters (U+FEFB) apart in the right order.
    """
    if not any(map(is_right_to_left, characters)) or characters in _expansions():
        return characters
    return characters[::-1]


@cache
def _expansions() -> frozenset[str]:
    return frozenset(_base(chr(code)) for code in range(0xFB1D, 0xFEFD))


def face_brackets(text: str) -> str:
    """Return a line with letters from right to left, its brackets facing the right way.

    What a PDF says of a bracket there may be the character or the shape, which is its mirror
    image, and PDFium mirrors some. So it opens after a space and closes after a word.
    """
    faced: list[str] = []
    for at, character in enumerate(text):
        if character in _BRACKETS and _opens(text, at, faced) != (character in _OPENING):
            faced.append(_BRACKETS[character])
        else:
            faced.append(character)
    return "".join(faced)


def _opens(text: str, at: int, before: list[str]) -> bool:
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    free_left = not left.strip() or left in _BRACKETS
    free_right = not right.strip() or not right.isalnum()
    if free_left != free_right:
        return free_left
    pair = {text[at], _BRACKETS[text[at]]}
    kinds = [each in _OPENING for each in before if each in pair]
    return kinds.count(True) <= kinds.count(False)
