"""Compares all answers to one question by distinct values, with exact counts. Pure: no ORM.

How two answers stand to each other is told by ``relating``. There may be far more pairs than
answers: ``listings`` finds them and counts them without making them; they are made page by page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice, product
from typing import TypeVar

from annotations.claims.values import Value
from annotations.disputes.relations.gathering import gather
from annotations.disputes.relations.listings import Listing, listings
from annotations.disputes.relations.reasons import relate
from annotations.disputes.relations.relating import (
    Answer,
    DistinctAnswer,
    Reach,
    Relation,
    place,
    relation_of,
    settled,
)

#: Whatever tells which of two claims is younger.
Moment = TypeVar("Moment", int, datetime)


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
        self._by_identity = gather(answers)
        self._given = list(self._by_identity.values())

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
        return _total(self._of(relation))

    def pairs(
        self, relation: Relation, *, offset: int = 0, limit: int = 50
    ) -> tuple[ComparedPair, ...]:
        """At most ``limit`` pairs that stand so to each other, from the one with the number
        ``offset``. Those that are not comparable are counted, and not listed.
        """
        if relation == Relation.NOT_COMPARABLE:
            return ()
        found: list[ComparedPair] = []
        for listing in self._of(relation):
            page = listing.pairs.page(offset, limit - len(found))
            offset = max(0, offset - listing.pairs.total)
            found += (self._compared(listing, one, two) for one, two in page)
        return tuple(found)

    def conflicting_with(self, value: Value, *, denied: bool) -> list[DistinctAnswer]:
        """The answers that cannot be true together with one, which need not be among them."""
        asked = Reach.of(*settled(value, denied))
        return [
            given.answer
            for given in self._given
            if relation_of(asked, given, self.exclusivity) == Relation.CONFLICT
        ]

    def latest(self, relation: Relation, stated: Mapping[str, Moment]) -> Moment:
        """When the youngest claim that stands so to another was stated, by its uid in
        ``stated``. There must be such a pair.

        Without that claim's answer there are fewer pairs, without those that are younger
        still there are not: so it is found by halving, and most often at once.
        """
        moments = {id(given): max(map(stated.__getitem__, given.claims)) for given in self._given}
        count = self.count(relation)
        youngest = sorted(self._given, key=lambda given: moments[id(given)], reverse=True)

        def is_among(first: int) -> bool:
            gone = {id(given) for given in youngest[: first + 1]}
            rest = [given for given in self._given if id(given) not in gone]
            found = listings(rest, self.exclusivity)
            return _total(each for each in found if each.relation == relation) < count

        limit = 1
        while limit < len(youngest) and not is_among(limit - 1):
            limit *= 2
        place = bisect_left(range(min(limit, len(youngest)) - 1), True, lo=limit // 2, key=is_among)
        return moments[id(youngest[place])]

    def _compared(self, listing: Listing, one: int, two: int) -> ComparedPair:
        both = sorted((listing.firsts[one], listing.seconds[two]), key=place)
        first, second = (given.answer for given in both)
        return ComparedPair(first, second, relate(first, second, self.exclusivity).reason)

    def _of(self, relation: Relation) -> Iterator[Listing]:
        return (listing for listing in self._listings if listing.relation == relation)

    @cached_property
    def _listings(self) -> list[Listing]:
        return listings(self._given, self.exclusivity)


def _total(found: Iterable[Listing]) -> int:
    return sum(listing.pairs.total for listing in found)
