"""Which way a text runs."""

import re
import unicodedata
from collections import Counter
from enum import StrEnum

from sources.texts.structure import Direction


class WritingMode(StrEnum):
    """Whether lines lie or stand."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


#: Languages written in Mongolian script where their tag names none.
_MONGOLIAN = {"mnc", "sjo", "xwo", "cmg"}
#: Letters written from right to left, and letters written from left to right, in most texts.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)
_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00aa-\u058f\u0900-\ufaff]")
_STRONG = {"L": Direction.LTR, "R": Direction.RTL, "AL": Direction.RTL}


def guess_direction(text: str) -> Direction | None:
    """Return the direction of most letters, of the first if as many run either way.

    None for a text without letters, such as a number. Directions of characters are those of
    the Unicode bidirectional algorithm (UAX 9).
    """
    counts: Counter[Direction] = Counter()
    for character, number in Counter(text).items():
        strong = _STRONG.get(unicodedata.bidirectional(character))
        if strong:
            counts[strong] += number
    return counts.most_common(1)[0][0] if counts else None


def direction_within(text: str, direction: str) -> str:
    """Which way a block runs that says nothing of it, in a text that runs in `direction`.

    That of most of its letters: a paragraph of Latin in an Uyghur text begins on the left.
    """
    others = _LEFT_TO_RIGHT if direction == Direction.RTL else _RIGHT_TO_LEFT
    return (guess_direction(text) or direction) if others.search(text) else direction


def is_mongolian(language: str) -> bool:
    """Whether a BCP 47 tag means Mongolian script, whose columns follow from left to right."""
    primary, *others = language.lower().split("-")
    scripts = [part for part in others if len(part) == 4 and part.isalpha()]
    return "mong" in scripts or (not scripts and primary in _MONGOLIAN)


def usual_writing_mode(language: str) -> WritingMode:
    """How texts of a language are set where nobody says otherwise."""
    return WritingMode.VERTICAL if is_mongolian(language) else WritingMode.HORIZONTAL
