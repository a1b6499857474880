"""Two quotes side by side, with what differs between them. Pure: no ORM."""

from __future__ import annotations

from dataclasses import dataclass

from sources.texts.differences import Comparison
from sources.texts.structure import from_plain

#: Longer quotes are shown without their differences, in code points.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a quote; `shared` where the other quote has them too."""

    text: str
    shared: bool


def differences(one: str, two: str) -> tuple[list[Words], list[Words]]:
    """Both quotes in stretches that the other one has too, and stretches that it has not.

    Quotes are compared as one paragraph each: what is said counts, not how it is divided.
    """
    if max(len(one), len(two)) > LONGEST:
        return [Words(one, shared=True)], [Words(two, shared=True)]
    comparison = Comparison(from_plain(_flat(one)), from_plain(_flat(two)))
    left: list[Words] = []
    right: list[Words] = []
    for unit in comparison.units:
        for piece in comparison.pieces(unit):
            shared = piece.in_old and piece.in_new
            if piece.in_old:
                left.append(Words(piece.text, shared))
            if piece.in_new:
                right.append(Words(piece.text, shared))
    return left, right


def _flat(quote: str) -> str:
    return " ".join(quote.split())
