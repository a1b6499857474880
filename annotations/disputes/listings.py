"""Where the pairs of answers of each relation are found, without making them. Pure: no ORM."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotations.claims.values import Nothing, Special
from annotations.disputes.gathering import Given
from annotations.disputes.pairs import Pairs
from annotations.disputes.relations import Relation, when_apart
from annotations.disputes.set_pairs import SetPairs, SetsAgainst
from annotations.disputes.span_pairs import SpanPairs, SpansAgainst


@dataclass(frozen=True)
class Listing:
    """Pairs of answers that stand so to each other, by their places in two lists."""

    relation: Relation
    firsts: Sequence[Given]
    seconds: Sequence[Given]
    find: Callable[[], Pairs]

    @cached_property
    def pairs(self) -> Pairs:
        """The places; found when first asked for."""
        return self.find()


def listings(answers: Sequence[Given], exclusivity: str) -> list[Listing]:
    """All pairs of answers that can be compared, in an order that depends on these alone."""
    scales: dict[tuple[str, ...], list[Given]] = {}
    for given in answers:
        scales.setdefault(given.scale, []).append(given)
    found: list[Listing] = []
    for group in scales.values():
        affirmed = [given for given in group if not given.denied]
        denied = [given for given in group if given.denied]
        if affirmed and not isinstance(affirmed[0].value, Special):
            found += _among(affirmed, exclusivity)
        if affirmed and denied:
            found += _against(denied, affirmed)
    nothing = [g for g in answers if isinstance(g.value, Nothing) and not g.denied]
    values = [g for g in answers if not isinstance(g.value, Special) and not g.denied]
    if nothing:
        every = Pairs([0], [len(values)], lambda _: range(len(values)))
        found.append(Listing(Relation.CONFLICT, nothing, values, lambda: every))
    return found


def _among(affirmed: Sequence[Given], exclusivity: str) -> list[Listing]:
    """The pairs of affirmed answers of one scale."""
    apart = when_apart(affirmed[0].value, exclusivity)
    if affirmed[0].span is None:
        sets = SetPairs([given.members for given in affirmed])
        return [
            Listing(apart, affirmed, affirmed, lambda: sets.apart),
            Listing(Relation.REFINE, affirmed, affirmed, lambda: sets.nested),
            Listing(Relation.OVERLAP, affirmed, affirmed, lambda: sets.overlapping),
        ]
    solid = [not given.has_gaps for given in affirmed]
    spans = SpanPairs([given.span for given in affirmed], solid)
    return [
        Listing(apart, affirmed, affirmed, lambda: spans.apart),
        Listing(Relation.AGREE, affirmed, affirmed, lambda: spans.equal),
        Listing(Relation.REFINE, affirmed, affirmed, lambda: spans.nested),
        Listing(Relation.OVERLAP, affirmed, affirmed, lambda: spans.overlapping),
    ]


def _against(denied: Sequence[Given], affirmed: Sequence[Given]) -> list[Listing]:
    """The pairs of a denied answer and an affirmed one of its scale, which may imply it."""
    found: SpansAgainst | SetsAgainst
    if isinstance(denied[0].value, Special):
        both = Pairs([0], [1], lambda _: [0])
        return [Listing(Relation.CONFLICT, denied, affirmed, lambda: both)]
    if denied[0].span is None:
        found = SetsAgainst([one.members for one in denied], [one.members for one in affirmed])
    else:
        places = {given.key: place for place, given in enumerate(affirmed)}
        found = SpansAgainst(
            [given.span for given in affirmed],
            [given.span for given in denied],
            solid=[not given.has_gaps for given in denied],
            twins=[places.get(given.key) for given in denied],
        )
    return [
        Listing(Relation.CONFLICT, denied, affirmed, lambda: found.within),
        Listing(Relation.OVERLAP, denied, affirmed, lambda: found.partly),
    ]
