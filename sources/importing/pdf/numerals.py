"""Page numbers as they are printed: 127, xii, XII, ١٢."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_TOKEN = re.compile(r"\d{1,4}|[ivxlcdm]{1,12}|[IVXLCDM]{1,12}")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_SIGNS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999


class Number(NamedTuple):
    """A number and how it is written: "i", "I", or the zero of its digits."""

    style: str
    value: int

    def shown(self) -> str:
        """Return it as printed."""
        if self.style == "i":
            return _roman(self.value)
        if self.style == "I":
            return _roman(self.value).upper()
        return "".join(chr(ord(self.style) + int(digit)) for digit in str(self.value))


def numbers_in(text: str) -> list[Number]:
    """Return the numbers that stand by themselves in a line."""
    words = re.findall(r"\w+", text)
    return [number for word in words if (number := read(word)) is not None]


def read(word: str) -> Number | None:
    """Return the number that a word is, if it is one."""
    if not _TOKEN.fullmatch(word):
        return None
    if word.isdecimal():
        zero = chr(ord(word[0]) - unicodedata.decimal(word[0]))
        return Number(zero, int(word))
    value = _value(word.lower())
    style = "i" if word.islower() else "I"
    return Number(style, value) if _roman(value) == word.lower() else None


def _value(numeral: str) -> int:
    values = [_ROMAN[sign] for sign in numeral]
    after = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, after, strict=True))


def _roman(number: int) -> str:
    signs = ""
    if not 0 < number <= _LARGEST_ROMAN:
        return signs
    for value, numeral in _SIGNS:
        count, number = divmod(number, value)
        signs += numeral * count
    return signs
