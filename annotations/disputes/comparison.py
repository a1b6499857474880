"""Compares all answers to one question by distinct values, with exact counts. Pure: no ORM.

How two answers stand to each other is told by ``relations``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotations.claims.values import Nothing, Special, Value
from annotations.disputes import pairs
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

__all__ = [
    "Answer",
    "ComparedPair",
    "Comparison",
    "DistinctAnswer",
    "QuestionComparison",
    "Relation",
    "compare_answers",
    "relate",
]


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two distinct answers that differ or conflict, in a fixed order, and why."""

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
    distinct = _distinct(answers)
    found = {
        Relation.CONFLICT: _Found(limit),
        Relation.DIFFER: _Found(limit),
    }
    for group in _by_scale(distinct):
        affirmed = [answer for answer in group if not answer.denied]
        denied = [answer for answer in group if answer.denied]
        if affirmed and not isinstance(affirmed[0].value, Special):
            relation = when_apart(affirmed[0].value, exclusivity)
            found[relation].add(affirmed, affirmed, _pairs_apart(affirmed, limit))
        found[Relation.CONFLICT].add(affirmed, denied, _pairs_denied(affirmed, denied, limit))
    nothing = [a for a in distinct if isinstance(a.value, Nothing) and not a.denied]
    values = [a for a in distinct if not isinstance(a.value, Special) and not a.denied]
    listed = [(0, position) for position in range(len(values))][:limit]
    found[Relation.CONFLICT].add(nothing, values, (len(nothing) * len(values), listed))
    conflicts, differences = (one.compared(exclusivity) for one in found.values())
    return QuestionComparison(
        answers=tuple(distinct),
        conflicts=conflicts,
        conflict_count=found[Relation.CONFLICT].count,
        differences=differences,
        difference_count=found[Relation.DIFFER].count,
    )


@dataclass(slots=True)
class _Found:
    """Pairs as they are found: all counted, the first few kept."""

    limit: int
    count: int = 0
    kept: list[tuple[DistinctAnswer, DistinctAnswer]] = field(default_factory=list)

    def add(
        self,
        firsts: Sequence[DistinctAnswer],
        seconds: Sequence[DistinctAnswer],
        found: pairs.Pairs,
    ) -> None:
        count, positions = found
        self.count += count if firsts else 0
        room = self.limit - len(self.kept)
        self.kept += [(firsts[one], seconds[two]) for one, two in positions[:room] if firsts]

    def compared(self, exclusivity: str) -> tuple[ComparedPair, ...]:
        ordered = (sorted(pair, key=order) for pair in self.kept)
        return tuple(
            ComparedPair(one, two, relate(one, two, exclusivity).reason) for one, two in ordered
        )


def _pairs_apart(answers: Sequence[DistinctAnswer], limit: int) -> pairs.Pairs:
    if answers[0].value.span:
        return pairs.disjoint_spans(_spans(answers), limit=limit)
    return pairs.disjoint_sets(_members(answers), limit=limit)


def _pairs_denied(
    affirmed: Sequence[DistinctAnswer], denied: Sequence[DistinctAnswer], limit: int
) -> pairs.Pairs:
    """Find what is affirmed by one and, by implication, denied by another."""
    if not affirmed or not denied:
        return 0, []
    if isinstance(affirmed[0].value, Special):
        return 1, [(0, 0)]
    if not affirmed[0].value.span:
        count, found = pairs.contained_sets(_members(denied), _members(affirmed), limit=limit)
        return count, [(one, two) for two, one in found]
    solid = [position for position, answer in enumerate(denied) if not answer.value.has_gaps]
    outer = _spans([denied[position] for position in solid])
    count, found = pairs.contained_spans(_spans(affirmed), outer, limit=limit)
    same = _same_with_gaps(affirmed, denied)
    return count + len(same), [*((one, solid[two]) for one, two in found), *same][:limit]


def _same_with_gaps(
    affirmed: Sequence[DistinctAnswer], denied: Sequence[DistinctAnswer]
) -> list[tuple[int, int]]:
    """Pairs of the very same value, where its span does not tell what it covers."""
    positions = {answer.value.key: position for position, answer in enumerate(affirmed)}
    return [
        (positions[answer.value.key], position)
        for position, answer in enumerate(denied)
        if answer.value.has_gaps and answer.value.key in positions
    ]


def _spans(answers: Sequence[DistinctAnswer]) -> list[pairs.Span]:
    return [span for answer in answers if (span := answer.value.span)]


def _members(answers: Sequence[DistinctAnswer]) -> list[frozenset[str]]:
    return [members for answer in answers if (members := answer.value.members)]


def _distinct(answers: Iterable[Answer]) -> list[DistinctAnswer]:
    """Count claims and citations by distinct answer, in a fixed order."""
    groups: dict[tuple[tuple[str, ...], bool], list[DistinctAnswer]] = {}
    for answer in answers:
        one = settled(answer)
        groups.setdefault((one.value.key, one.denied), []).append(one)
    distinct = [
        DistinctAnswer(
            value=_representative(group),
            denied=group[0].denied,
            claims=len(group),
            citations=sum(answer.citations for answer in group),
        )
        for group in groups.values()
    ]
    return sorted(distinct, key=order)


def _representative(group: Sequence[DistinctAnswer]) -> Value:
    """Return one value of several that are the same but for spelling, always the same one."""
    if len(group) == 1:
        return group[0].value
    return min((answer.value for answer in group), key=lambda value: repr(value.to_json()))


def _by_scale(distinct: Iterable[DistinctAnswer]) -> Iterable[list[DistinctAnswer]]:
    groups: dict[tuple[str, ...], list[DistinctAnswer]] = {}
    for answer in distinct:
        groups.setdefault(answer.value.scale, []).append(answer)
    return groups.values()
