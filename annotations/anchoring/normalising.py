"""The letters of a text, without what editions, scans and keyboards do differently.

Only letters, digits and symbols are left, each folded to a plain form: compatibility forms and
ligatures are taken apart, case, accents and vowel signs dropped, spellings of one letter that
Arabic-script keyboards confuse made one. Spaces, punctuation, soft hyphens, joiners and tatweel
vanish. Every letter remembers the code point it comes from.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Places = NDArray[np.signedinteger[Any]]

#: Letters of the Arabic script that stand for one another: yeh, teh marbuta and the hehs, kaf,
#: and the Uyghur vowels that scans and old keyboards write as waw.
_ALIKE = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ة": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ہ": "ه",
        "ۀ": "ه",
        "ک": "ك",
        "ۇ": "و",
        "ۆ": "و",
        "ۈ": "و",
        "ۋ": "و",
        "ـ": "",
        "ء": "",
        "ı": "i",
        "ѣ": "е",
        "і": "и",
        "ѳ": "ф",
        "ѵ": "и",
        "ъ": "",
        "ς": "σ",
        "ſ": "s",
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
    }
)

#: Categories of Unicode that carry no letter: marks, controls, separators, punctuation, accents
#: that stand alone.
_SILENT = frozenset("MCZP")


@dataclass(frozen=True, slots=True)
class Letters:
    """The folded letters of `text`, and the code point in it each one comes from."""

    text: str
    codes: Codes
    at: Places

    def __len__(self) -> int:
        return len(self.codes)


def letters(text: str) -> Letters:
    """The letters of `text`; in time and memory linear in its length."""
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    present = np.flatnonzero(np.bincount(raw, minlength=1)) if len(raw) else raw
    folds = [fold(chr(code)) for code in present]
    width = np.zeros(int(present.max(initial=0)) + 1, np.int64)
    width[present] = [len(folded) for folded in folds]
    first = np.zeros_like(width)
    first[present] = np.cumsum([0, *(len(folded) for folded in folds[:-1])])[: len(folds)]
    pool = np.frombuffer("".join(folds).encode("utf-32-le", "surrogatepass"), np.uint32)
    widths = width[raw]
    at = np.repeat(np.arange(len(raw)), widths)
    within = np.arange(len(at)) - np.repeat(np.cumsum(widths) - widths, widths)
    return Letters(text, pool[first[raw[at]] + within], at.astype(np.int32))


@lru_cache(maxsize=65_536)
def fold(character: str) -> str:
    """The plain letters one character stands for; none for a mark, a space, punctuation."""
    return _spoken(_spoken(character).casefold()).translate(_ALIKE)


def _spoken(text: str) -> str:
    """What is not silent of a text, taken apart."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if unicodedata.category(c)[0] not in _SILENT)
