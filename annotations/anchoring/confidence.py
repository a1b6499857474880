"""How sure a place is: the probability that it is right.

A logistic regression on what a reader would look at; how it was fitted and how well it holds on
texts it has not seen is in docs/decisions/0110-placing-passages-anew.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

#: From this confidence on a place is shown as found; below it a person has to confirm it.
SURE = 0.9

#: Below this one no place is proposed: it would rather be wrong.
UNLIKELY = 0.4

#: Confidence that what stands between a passage's neighbours now took its place, when not one of
#: its letters is left; and the same of signs without letters, which stand there unchanged.
REPLACED, SIGNS = 0.5, 0.97

#: Confidence that a passage is gone: its neighbours have closed ranks, or they have not.
CLOSED, OPEN = 0.985, 0.85

#: A passage that is whole, between neighbours that are, is wrong about once in 500 times.
_WHOLE = 6.4

#: Letters from which on a passage that moved is told by itself as much as by its neighbours.
TELLING = 24

#: What is lost of the letters, and of the neighbours on the worse side; each edge that is
#: blurred; and having moved, for a short passage.
_LOST, _ALONE, _BLURRED, _MOVED = -3.8, -2.9, -0.75, -1.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a place.

    `share` of the passage's `letters` agree, and of the letters next to it those of `context`,
    before and after; `edges` tells whether it agrees where it starts and ends.
    """

    letters: int
    share: float
    context: tuple[float, float]
    edges: tuple[bool, bool]
    moved: bool


def of_place(evidence: Evidence) -> float:
    """The probability that start and end are right to within five characters."""
    odds = (
        _WHOLE
        + _LOST * (1 - evidence.share)
        + _ALONE * (1 - min(evidence.context))
        + _BLURRED * evidence.edges.count(False)
        + _MOVED * evidence.moved * TELLING / (TELLING + evidence.letters)
    )
    return 1 / (1 + math.exp(-odds))
