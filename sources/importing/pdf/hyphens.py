"""Joining lines: what stands between them, and words that were divided."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SOFT = "\u00ad"
_HYPHENS = "-\u2010"
#: Written without spaces: Chinese and Japanese with their punctuation.
_WITHOUT_SPACES = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_DIVIDED = re.compile(r"([^\W\d_]+)[-\u2010]$")
_REST = re.compile(r"[^\W\d_]+")
#: What follows a word that is completed later: "Nord- und Südufer".
_SUSPENDED = frozenset("und oder bzw sowie bis and or to et ou y и или".split())
#: What a hyphen stands before in its own right: "кто-то"; and what after.
_AFTER_HYPHEN = frozenset("то либо нибудь ка таки за под первых вторых третьих русски".split())
#: Not "по" or "ex", where words are divided far more often than they have a hyphen.
_BEFORE_HYPHEN = frozenset("кое кой экс вице обер унтер".split())
_DASHES = "—–\u05be"


class Joiner:
    """Joins lines; where asked to, undoes the division of words.

    A hyphen stays where the text has the word with one elsewhere ("well-known") and never
    without, and at words that have one in their own right.
    """

    def __init__(self, texts: Iterable[str], *, dehyphenate: bool) -> None:
        self._dehyphenate = dehyphenate
        self._words: set[str] = set()
        if dehyphenate:
            for text in texts:
                self._words.update(word.casefold() for word in _WORD.findall(text)[:-1])

    def join(self, before: str, after: str) -> tuple[int, str]:
        """Return how many characters of `before` go, and what comes between the two."""
        if not before or not after or before[-1].isspace():
            return 0, ""
        if before[-1] == _SOFT:
            return 1, ""
        if before[-1] in _HYPHENS and before[-2:-1].isalnum() and after[0].isalnum():
            if (rest := _REST.match(after)) and rest[0] in _SUSPENDED:
                return 0, " "
            return int(self._was_divided(before, after)), ""
        if before[-1] in _DASHES and before[-2:-1].strip():
            return 0, ""
        together = _WITHOUT_SPACES.match(before[-1]) and _WITHOUT_SPACES.match(after[0])
        return 0, "" if together else " "

    def _was_divided(self, before: str, after: str) -> bool:
        first, rest = _DIVIDED.search(before), _REST.match(after)
        if not self._dehyphenate or first is None or rest is None or not rest[0][0].islower():
            return False
        if (first[1] + rest[0]).casefold() in self._words:
            return True
        if rest[0] in _AFTER_HYPHEN or first[1].casefold() in _BEFORE_HYPHEN:
            return False
        return f"{first[1]}-{rest[0]}".casefold() not in self._words
