"""Where the pairs of answers of each relation are found, without making them. Pure: no ORM."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from annotations.claims.values import Nothing, Special
from annotations.disputes.relations.gathering import Given
from annotations.disputes.relations.pairs import Pairs
from annotations.disputes.relations.relating import Relation, beside_special, when_apart
from annotations.disputes.relations.set_pairs import SetPairs, SetsAgainst
from annotations.disputes.relations.span_pairs import Span, SpanPairs, SpansAgainst


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
    return [*found, *_beside_none(answers)]


def _beside_none(answers: Sequence[Given]) -> Iterator[Listing]:
    """The pairs of "none" and a value."""
    nothing = [g for g in answers if isinstance(g.value, Nothing) and not g.denied]
    values = [g for g in answers if not isinstance(g.value, Special) and not g.denied]
    if not nothing or not values:
        return
    by_relation: dict[Relation, list[Given]] = {}
    for given in values:
        by_relation.setdefault(beside_special(nothing[0], given), []).append(given)
    for relation, some in by_relation.items():
        yield Listing(relation, nothing, some, partial(_each, len(some)))


def _each(count: int) -> Pairs:
    """One of one list with each of another."""
    return Pairs([0], [count], lambda _: range(count))


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
    spans = SpanPairs(
        _spans(affirmed),
        [not given.has_gaps for given in affirmed],
        [given.gaps for given in affirmed],
    )
    return [
        Listing(apart, affirmed, affirmed, lambda: spans.apart),
        Listing(Relation.AGREE, affirmed, affirmed, lambda: spans.equal),
        Listing(Relation.REFINE, affirmed, affirmed, lambda: spans.nested),
        Listing(Relation.OVERLAP, affirmed, affirmed, lambda: spans.overlapping),
    ]


def _against(denied: Sequence[Given], affirmed: Sequence[Given]) -> list[Listing]:
    """The pairs of a denied answer and an affirmed one of its scale, which may imply it."""
    if isinstance(denied[0].value, Special):
        return [Listing(Relation.CONFLICT, denied, affirmed, lambda: _each(1))]
    if denied[0].span is None:
        sets = SetsAgainst([one.members for one in denied], [one.members for one in affirmed])
        return [
            Listing(Relation.CONFLICT, denied, affirmed, lambda: sets.within),
            Listing(Relation.OVERLAP, denied, affirmed, lambda: sets.partly),
        ]
    whole, broken = _whole(denied), [given for given in denied if given.has_gaps]
    within = SpansAgainst(_spans(affirmed), _spans(whole))
    partly = SpansAgainst(_spans(_whole(affirmed)), _spans(whole))
    return [
        Listing(Relation.CONFLICT, whole, affirmed, lambda: within.within),
        Listing(Relation.CONFLICT, broken, affirmed, lambda: _twins(broken, affirmed)),
        Listing(Relation.OVERLAP, whole, _whole(affirmed), lambda: partly.partly),
    ]


def _twins(ones: Sequence[Given], others: Sequence[Given]) -> Pairs:
    """The pairs of the very same value."""
    places = {given.key: [place] for place, given in enumerate(others)}
    twins = [places.get(given.key, []) for given in ones]
    return Pairs(range(len(ones)), [len(twin) for twin in twins], twins.__getitem__)


def _whole(answers: Sequence[Given]) -> list[Given]:
    return [given for given in answers if not given.has_gaps]


def _spans(answers: Sequence[Given]) -> list[Span]:
    return [given.span for given in answers if given.span]
