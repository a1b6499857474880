"""From the order in which characters stand on the paper to the one in which they are read.

A PDF says where characters are, not in which order they were written, and producers differ in
the order in which they draw them. So the order on the paper is taken, and what the Unicode
bidirectional algorithm (UAX 9) does to show a line is undone.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from sources.importing.pdf.letters import is_right_to_left

#: One letter for what each glyph is: L and R are letters, E digits, S signs that stand inside
#: numbers, H the hyphen, which does so except after Arabic letters; N is all the rest.
_RUN_LEFT_TO_RIGHT = re.compile("(?:E[ESH]*N?)?L(?:[^R]*[LE])?")
_NUMBER = re.compile("E(?:[SE]*E)?")
_NUMBER_WITH_HYPHENS = re.compile("E(?:[SEH]*E)?")
_RUN_RIGHT_TO_LEFT = re.compile("R(?:[^L]*R)?")
_LEFT = ("L",)
_DIGITS = ("EN", "AN")
_HYPHENS = "-\u2010\u2011\u2012\u2013"


@lru_cache(maxsize=8192)
def kind(text: str) -> str:
    """Return L, R, E, S, H or N for what is drawn as one glyph (see above)."""
    for character in text:
        bidirectional = unicodedata.bidirectional(character)
        if bidirectional in _LEFT:
            return "L"
        if is_right_to_left(character):
            return "R"
        if bidirectional in _DIGITS:
            return "E"
    if text in _HYPHENS:
        return "H"
    return "S" if text in ".,:/%\u066a\u066b\u066c\u00b0" else "N"


def logical_order(texts: Sequence[str], *, rtl: bool) -> list[int]:
    """Return the numbers of glyphs, given from left to right, in the order of reading.

    `rtl`: the paragraph runs from right to left.
    """
    kinds = "".join(map(kind, texts))
    order = list(range(len(kinds)))
    if "R" not in kinds and not rtl:
        return order
    arabic = any(unicodedata.bidirectional(text[0]) == "AL" for text in texts if text)
    numbers = _NUMBER if arabic else _NUMBER_WITH_HYPHENS
    if rtl:
        forward = _merged([_RUN_LEFT_TO_RIGHT, numbers], kinds)
        return _reversed(order, [(0, len(order))], forward)
    forward = _merged([numbers], kinds)
    return _reversed(order, [each.span() for each in _RUN_RIGHT_TO_LEFT.finditer(kinds)], forward)


def _merged(patterns: list[re.Pattern[str]], kinds: str) -> list[tuple[int, int]]:
    """Where any of the patterns fits, the earlier ones first, without overlaps."""
    taken: list[tuple[int, int]] = []
    rest = kinds
    for pattern in patterns:
        taken += [match.span() for match in pattern.finditer(rest)]
        rest = pattern.sub(lambda match: "N" * len(match[0]), rest)
    return sorted(taken)


def _reversed(
    order: list[int], spans: list[tuple[int, int]], forward: list[tuple[int, int]]
) -> list[int]:
    """Turn the spans round, less what inside them runs forward."""
    for start, end in spans:
        turned: list[int] = []
        at = end
        for first, last in reversed([each for each in forward if start <= each[0] < end]):
            turned += range(at - 1, last - 1, -1)
            turned += range(first, last)
            at = first
        order[start:end] = turned + list(range(at - 1, start - 1, -1))
    return order
