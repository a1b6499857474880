"""Where one user-perceived character ends and the next begins. Pure: no database.

Source: Unicode Standard Annex #29, extended grapheme clusters, as the module
`regex` has them; browsers have the same rule in `Intl.Segmenter`. All offsets are code points.
"""

from __future__ import annotations

import regex

_CLUSTER = regex.compile(r"\X")


def around(text: str, offset: int) -> tuple[int, int]:
    """The boundaries nearest to `offset`, before and after it; twice itself where it is one.

    Only the line is looked at: a line feed ends every cluster.
    """
    line = text.rfind("\n", 0, offset) + 1
    for cluster in _CLUSTER.finditer(text, line):
        if cluster.end() > offset:
            return (offset, offset) if cluster.start() == offset else cluster.span()
    return offset, offset


def outwards(text: str, start: int, end: int) -> tuple[int, int]:
    """The shortest range around (start, end) that cuts no cluster."""
    return around(text, start)[0], around(text, end)[1]
