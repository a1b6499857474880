"""Tells how two answers to one question stand to each other, with the reason in words.

Pure: no ORM. How two answers stand depends on their values and on whether the question's
answers exclude each other:

========== ==================================================================
exclusive  one answer is true, so values with nothing in common conflict
compatible several may be true, so such values only differ
unknown    nobody has settled that, so such values are said to differ as well
========== ==================================================================

Some answers contradict each other under every question: yes and no, "none" and any
value, a value affirmed and the same (or a wider one) denied. Texts are never said to
conflict, for only a reader can tell. "Unknown" and "not stated" contradict nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from annotations.claims.values import Boolean, Nothing, Special, Text, Value


class Relation(StrEnum):
    """How two answers stand to each other; each is symmetric."""

    #: They say the same.
    AGREE = "agree"
    #: One says the same more exactly.
    REFINE = "refine"
    #: They have something in common and may both be true.
    OVERLAP = "overlap"
    #: They have nothing in common, but may both be true.
    DIFFER = "differ"
    #: They cannot both be true.
    CONFLICT = "conflict"
    #: Their values say nothing about each other.
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one claim answers; ``denied`` when the claim denies the value."""

    claim: str
    value: Value
    citations: int = 0
    denied: bool = False


@dataclass(frozen=True, slots=True)
class DistinctAnswer:
    """One answer, however many claims give it, with the number of claims and citations."""

    value: Value
    denied: bool = False
    claims: int = 0
    citations: int = 0

    @property
    def shown(self) -> str:
        """The value for people; a denied one says so."""
        return f"not {self.value.show()}" if self.denied else self.value.show()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two answers stand to each other, with the reason in words."""

    relation: Relation
    reason: str


def relate(
    first: Answer | DistinctAnswer, second: Answer | DistinctAnswer, exclusivity: str
) -> Comparison:
    """Compare two answers. The result does not depend on which comes first.

    ``exclusivity`` is exclusive, compatible or unknown.
    """
    one, two = sorted((settled(first), settled(second)), key=order)
    if one.denied == two.denied and one.value.key == two.value.key:
        return Comparison(Relation.AGREE, f"both say {one.shown}")
    if one.denied and two.denied:
        return Comparison(
            Relation.NOT_COMPARABLE,
            f"{_name(one.value)} and {_name(two.value)} are both denied",
        )
    if one.denied or two.denied:
        affirmed, denied = (two, one) if one.denied else (one, two)
        return _against_denial(affirmed.value, denied.value)
    if isinstance(one.value, Special) or isinstance(two.value, Special):
        return _beside_special(one.value, two.value)
    return _affirmed(one.value, two.value, exclusivity)


def _affirmed(one: Value, two: Value, exclusivity: str) -> Comparison:
    relation = _in_common(one, two)
    a, b = _name(one), _name(two)
    match relation:
        case Relation.NOT_COMPARABLE:
            return Comparison(relation, f"{a} and {b} are counted in different ways")
        case Relation.AGREE:
            return Comparison(relation, _noted(f"{a} and {b} come to the same", one, two))
        case Relation.REFINE:
            finer, wider = (a, b) if _within(one, two) else (b, a)
            return Comparison(relation, _noted(f"{finer} lies within {wider}", one, two))
        case Relation.OVERLAP:
            return Comparison(relation, _noted(f"{a} and {b} overlap", one, two))
    relation = when_apart(one, exclusivity)
    return Comparison(relation, _noted(_apart(one, two, exclusivity), one, two))


def _in_common(one: Value, two: Value) -> Relation:
    """Compare what two values cover, whatever the question."""
    if one.scale != two.scale:
        return Relation.NOT_COMPARABLE
    if _is_apart(one, two):
        return Relation.DIFFER
    if one.has_gaps or two.has_gaps:
        return Relation.OVERLAP
    within = _within(one, two), _within(two, one)
    if all(within):
        return Relation.AGREE
    return Relation.REFINE if any(within) else Relation.OVERLAP


def _is_apart(one: Value, two: Value) -> bool:
    if one.span and two.span:
        return one.span[1] < two.span[0] or two.span[1] < one.span[0]
    return not (one.members or frozenset()) & (two.members or frozenset())


def _within(one: Value, two: Value) -> bool:
    """Tell whether the first is the same as the second or more exact."""
    if one.span and two.span:
        return two.span[0] <= one.span[0] and one.span[1] <= two.span[1]
    return (one.members or frozenset()) <= (two.members or frozenset())


def _against_denial(affirmed: Value, denied: Value) -> Comparison:
    """Compare a value with the denial of another: it conflicts where it implies that one."""
    a, d = _name(affirmed), _name(denied)
    if affirmed.key == denied.key:
        return Comparison(Relation.CONFLICT, f"{a} is affirmed and denied")
    if affirmed.scale != denied.scale or isinstance(affirmed, Special):
        return Comparison(Relation.NOT_COMPARABLE, f"the denial of {d} says nothing about {a}")
    if _implies(affirmed, denied):
        return Comparison(Relation.CONFLICT, f"{a} is affirmed, and {d}, which it implies, denied")
    if _is_apart(affirmed, denied):
        return Comparison(Relation.NOT_COMPARABLE, f"the denial of {d} leaves {a} open")
    return Comparison(Relation.OVERLAP, f"the denial of {d} covers a part of {a}")


def _implies(affirmed: Value, denied: Value) -> bool:
    """A day implies its month; people aboard together imply each of them."""
    if denied.has_gaps:
        return False
    return _within(affirmed, denied) if affirmed.span else _within(denied, affirmed)


def _beside_special(one: Value, two: Value) -> Comparison:
    if {one.kind, two.kind} & {"unknown", "not_stated"}:
        reason = f"{_name(one)} and {_name(two)} do not contradict each other"
        return Comparison(Relation.NOT_COMPARABLE, reason)
    value = two if isinstance(one, Nothing) else one
    return Comparison(Relation.CONFLICT, f"one answer is none, the other {_name(value)}")


def _apart(one: Value, two: Value, exclusivity: str) -> str:
    """Say in words that two values have nothing in common."""
    a, b = _name(one), _name(two)
    if isinstance(one, Text):
        return "the wordings differ; a reader must say whether they conflict"
    if isinstance(one, Boolean):
        return f"{a} and {b} exclude each other"
    if one.span and two.span:
        exact = one.span[0] == one.span[1] and two.span[0] == two.span[1] and one.kind == "number"
        apart = f"{a} and {b} differ" if exact else f"{a} and {b} do not overlap"
    elif one.kind == "person":
        apart = f"{a} and {b} have nobody in common"
    else:
        apart = f"{a} is not {b}"
    if exclusivity == "exclusive":
        return apart if one.span else f"{apart}; the question takes one answer"
    if exclusivity == "compatible":
        return f"{apart}; the question takes several answers"
    return f"{apart}; whether one excludes the other is not settled"


def _noted(reason: str, one: Value, two: Value) -> str:
    """Add what makes either value less than certain."""
    remarks = [f"{_name(value)} is {value.note}" for value in (one, two) if value.note]
    return "; ".join([reason, *remarks])


def _name(value: Value) -> str:
    return value.in_reasons


def settled(answer: Answer | DistinctAnswer) -> DistinctAnswer:
    """Return the answer with a denied yes as a no, and the other way round."""
    value, denied = answer.value, answer.denied
    if denied and isinstance(value, Boolean):
        value, denied = Boolean(not value.answer), False
    if isinstance(answer, DistinctAnswer):
        return DistinctAnswer(value, denied, answer.claims, answer.citations)
    return DistinctAnswer(value, denied, 1, answer.citations)


def order(answer: DistinctAnswer) -> tuple[Any, ...]:
    """Order by scale, then from the earliest or smallest, then by the value itself."""
    value = answer.value
    return value.scale, value.span or (), value.key, answer.denied, value.show()


def when_apart(value: Value, exclusivity: str) -> Relation:
    """Return what it means for two values like this one to have nothing in common."""
    if isinstance(value, Text):
        return Relation.DIFFER
    always = isinstance(value, Boolean)
    return Relation.CONFLICT if always or exclusivity == "exclusive" else Relation.DIFFER
