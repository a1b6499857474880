"""Which way a text runs."""

import unicodedata
from collections import Counter

from sources.texts.structure import Direction

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
