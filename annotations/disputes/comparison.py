"""Compares all answers to one question by distinct values, with exact counts. Pure: no ORM.

How two answers stand to each other is told by ``relations``. There may be far more pairs than
answers: they are counted by ``pairs`` without making them, and made page by page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice, product
from typing import Any, TypeVar

from annotations.claims.values import Nothing, Special, Value
from annotations.disputes.pairs import Pairs, SetPairs, SetsAgainst, SpanPairs, SpansAgainst
from annotations.disputes.relations import (
    Answer,
    Comparison,
    DistinctAnswer,
    Relation,
    order,
    relate,
    settled,
    when_apart,
)

#: Whatever tells which of two claims is younger.
Moment = TypeVar("Moment", int, datetime)

#: The stances in the order in which their numbers are told.
STANCES = ("supports", "contradicts", "qualifies", "does_not_address")

__all__ = [
    "Answer",
    "ComparedPair",
    "Comparison",
    "DistinctAnswer",
    "QuestionComparison",
    "RelatedAnswers",
    "Relation",
    "claim_pairs",
    "compare_answers",
    "relate",
]


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two distinct answers in a fixed order, and why they stand to each other as they do."""

    first: DistinctAnswer
    second: DistinctAnswer
    reason: str


@dataclass(frozen=True, slots=True)
class QuestionComparison:
    """All distinct answers to a question; pairs are listed up to a limit, counted exactly."""

    answers: tuple[DistinctAnswer, ...]
    conflicts: tuple[ComparedPair, ...]
    conflict_count: int
    differences: tuple[ComparedPair, ...]
    difference_count: int


def compare_answers(
    answers: Iterable[Answer], exclusivity: str, *, limit: int = 100
) -> QuestionComparison:
    """Compare all answers to a question, by distinct values.

    ``exclusivity`` is exclusive, compatible or unknown. At most ``limit`` conflicts and as
    many differences are listed, in an order that depends on the answers alone. The cost
    grows as a sort does, not with the number of pairs.
    """
    related = RelatedAnswers(answers, exclusivity)
    return QuestionComparison(
        answers=related.answers,
        conflicts=related.pairs(Relation.CONFLICT, limit=limit),
        conflict_count=related.count(Relation.CONFLICT),
        differences=related.pairs(Relation.DIFFER, limit=limit),
        difference_count=related.count(Relation.DIFFER),
    )


def claim_pairs(
    first: Sequence[str], second: Sequence[str], *, offset: int = 0, limit: int = 50
) -> list[tuple[str, str]]:
    """At most ``limit`` of the pairs of a claim that gives one answer and a claim that gives
    another, from the one with the number ``offset``; there are ``len(first) * len(second)``.
    """
    if not second:
        return []
    row, column = divmod(offset, len(second))
    rows = first[row : row + 1 + (column + limit) // len(second)]
    return list(islice(product(rows, second), column, column + limit))


class RelatedAnswers:
    """The distinct answers to a question, with the pairs of every relation: counted without
    making them, made page by page.

    ``answers`` are read once, one after the other. ``exclusivity`` is exclusive, compatible or
    unknown.
    """

    def __init__(self, answers: Iterable[Answer], exclusivity: str) -> None:
        self.exclusivity = exclusivity
        self._given = sorted(_gathered(answers).values(), key=_place)
        self._counted: dict[Relation, list[_Listing]] = {}

    @cached_property
    def answers(self) -> tuple[DistinctAnswer, ...]:
        """From the earliest or smallest."""
        return tuple(given.answer for given in self._given)

    def claims(self, answer: DistinctAnswer) -> list[str]:
        """The claims that give an answer, in order of their uids."""
        return sorted(self._by_identity[answer.identity].claims)

    def find(self, reference: str) -> DistinctAnswer | None:
        """The answer with this ``DistinctAnswer.reference``."""
        return next((a for a in self.answers if a.reference == reference), None)

    def count(self, relation: Relation) -> int:
        """How many pairs of answers stand so to each other."""
        if relation == Relation.NOT_COMPARABLE:
            comparable = sum(self.count(other) for other in Relation if other != relation)
            return len(self._given) * (len(self._given) - 1) // 2 - comparable
        return sum(listing.pairs.total for listing in self._listings(relation))

    def pairs(
        self, relation: Relation, *, offset: int = 0, limit: int = 50
    ) -> tuple[ComparedPair, ...]:
        """At most ``limit`` pairs that stand so to each other, from the one with the number
        ``offset``. Those that are not comparable are counted, and not listed.
        """
        if relation == Relation.NOT_COMPARABLE:
            return ()
        found: list[ComparedPair] = []
        for listing in self._listings(relation):
            page = listing.pairs.page(offset, limit - len(found))
            offset = max(0, offset - listing.pairs.total)
            found += (self._compared(listing, one, two) for one, two in page)
        return tuple(found)

    def against(self, answer: DistinctAnswer) -> Iterator[tuple[DistinctAnswer, Comparison]]:
        """How each of the other answers stands to this one."""
        for other in self.answers:
            if other.identity != answer.identity:
                yield other, relate(answer, other, self.exclusivity)

    def latest(self, relation: Relation, stated: Mapping[str, Moment]) -> Moment:
        """When the youngest claim that stands so to another was stated, by its uid in
        ``stated``. There must be such a pair.

        Without that claim's answer there are fewer pairs, without those that are younger
        still there are not: so it is found by halving, and most often at once.
        """
        moments = {id(given): max(map(stated.__getitem__, given.claims)) for given in self._given}
        youngest = sorted(self._given, key=lambda given: moments[id(given)], reverse=True)

        def is_among(first: int) -> bool:
            gone = {id(given) for given in youngest[: first + 1]}
            rest = RelatedAnswers((), self.exclusivity)
            rest._given = [given for given in self._given if id(given) not in gone]
            return rest.count(relation) < self.count(relation)

        limit = 1
        while limit < len(youngest) and not is_among(limit - 1):
            limit *= 2
        place = bisect_left(range(min(limit, len(youngest)) - 1), True, lo=limit // 2, key=is_among)
        return moments[id(youngest[place])]

    def _compared(self, listing: _Listing, one: int, two: int) -> ComparedPair:
        both = listing.firsts[one].answer, listing.seconds[two].answer
        first, second = sorted(both, key=order)
        return ComparedPair(first, second, relate(first, second, self.exclusivity).reason)

    def _listings(self, relation: Relation) -> list[_Listing]:
        if relation not in self._counted:
            found = (
                _Listing(firsts, seconds, made())
                for of, firsts, seconds, made in self._relations
                if of == relation
            )
            self._counted[relation] = [listing for listing in found if listing.pairs.total]
        return self._counted[relation]

    @cached_property
    def _relations(self) -> list[_Related]:
        """Where to find the pairs of each relation."""
        scales: dict[tuple[str, ...], list[_Given]] = {}
        for given in self._given:
            scales.setdefault(given.scale, []).append(given)
        found: list[_Related] = []
        for group in scales.values():
            affirmed = [given for given in group if not given.denied]
            denied = [given for given in group if given.denied]
            if affirmed and not isinstance(affirmed[0].value, Special):
                found += _among(affirmed, self.exclusivity)
            if affirmed and denied:
                found += _against(denied, affirmed)
        nothing = [g for g in self._given if isinstance(g.value, Nothing) and not g.denied]
        values = [g for g in self._given if not isinstance(g.value, Special) and not g.denied]
        if nothing:
            every = Pairs([0], [len(values)], lambda _: range(len(values)))
            found.append((Relation.CONFLICT, nothing, values, lambda: every))
        return found

    @cached_property
    def _by_identity(self) -> dict[tuple[Any, ...], _Given]:
        return {given.answer.identity: given for given in self._given}


@dataclass(slots=True)
class _Given:
    """An answer while those who give it are counted. What its value covers is read once: to
    read a date again is what costs most.
    """

    value: Value
    denied: bool
    key: tuple[str, ...]
    scale: tuple[str, ...]
    span: Any
    members: frozenset[str]
    has_gaps: bool
    citations: int = 0
    stances: dict[str, int] = field(default_factory=dict)
    claims: list[str] = field(default_factory=list)

    def add(self, answer: Answer, value: Value) -> None:
        """Count one more claim. Of several spellings the plainest is kept, whatever their order."""
        self.claims.append(answer.claim)
        self.citations += answer.citations
        for stance, count in answer.stances:
            self.stances[stance] = self.stances.get(stance, 0) + count
        if value != self.value:
            self.value = min(self.value, value, key=_plainness)

    @property
    def answer(self) -> DistinctAnswer:
        """With its counts."""
        stances = tuple((s, self.stances[s]) for s in STANCES if s in self.stances)
        return DistinctAnswer(self.value, self.denied, len(self.claims), self.citations, stances)


@dataclass(frozen=True, slots=True)
class _Listing:
    """Pairs of places in two lists of answers."""

    firsts: Sequence[_Given]
    seconds: Sequence[_Given]
    pairs: Pairs


#: A relation, the answers that stand so to each other, and what finds the pairs of them.
_Related = tuple[Relation, Sequence[_Given], Sequence[_Given], Callable[[], Pairs]]


def _gathered(answers: Iterable[Answer]) -> dict[tuple[Any, ...], _Given]:
    found: dict[tuple[Any, ...], _Given] = {}
    for answer in answers:
        value, denied = settled(answer.value, answer.denied)
        key = value.key
        given = found.get((key, denied))
        if given is None:
            given = found[key, denied] = _Given(
                value,
                denied,
                key=key,
                scale=value.scale,
                span=value.span,
                members=value.members or frozenset(),
                has_gaps=value.has_gaps,
            )
        given.add(answer, value)
    return found


def _plainness(value: Value) -> tuple[int, str]:
    """A date without the calendar that it was written in comes before the same one with it."""
    parts = value.to_json()
    return len(parts), repr(parts)


def _place(given: _Given) -> tuple[Any, ...]:
    return given.scale, given.span or (), given.key, given.denied


def _among(affirmed: Sequence[_Given], exclusivity: str) -> list[_Related]:
    """The pairs of affirmed answers of one scale."""
    apart = when_apart(affirmed[0].value, exclusivity)
    if affirmed[0].span is None:
        sets = SetPairs([given.members for given in affirmed])
        return [
            (apart, affirmed, affirmed, lambda: sets.apart),
            (Relation.REFINE, affirmed, affirmed, lambda: sets.nested),
            (Relation.OVERLAP, affirmed, affirmed, lambda: sets.overlapping),
        ]
    solid = [not given.has_gaps for given in affirmed]
    spans = SpanPairs([given.span for given in affirmed], solid)
    return [
        (apart, affirmed, affirmed, lambda: spans.apart),
        (Relation.AGREE, affirmed, affirmed, lambda: spans.equal),
        (Relation.REFINE, affirmed, affirmed, lambda: spans.nested),
        (Relation.OVERLAP, affirmed, affirmed, lambda: spans.overlapping),
    ]


def _against(denied: Sequence[_Given], affirmed: Sequence[_Given]) -> list[_Related]:
    """The pairs of a denied answer and an affirmed one of its scale, which may imply it."""
    found: SpansAgainst | SetsAgainst
    if isinstance(denied[0].value, Special):
        both = Pairs([0], [1], lambda _: [0])
        return [(Relation.CONFLICT, denied, affirmed, lambda: both)]
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
        (Relation.CONFLICT, denied, affirmed, lambda: found.within),
        (Relation.OVERLAP, denied, affirmed, lambda: found.partly),
    ]
