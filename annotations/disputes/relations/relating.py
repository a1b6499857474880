"""Tells how two answers to one question stand to each other.

Pure: no ORM. How two answers stand depends on their values and on whether the question's
answers exclude each other:

========== ==================================================================
exclusive  one answer is true, so values with nothing in common conflict
compatible several may be true, so such values only differ
unknown    nobody has settled that, so such values are said to differ as well
========== ==================================================================

Some answers contradict each other under every question: yes and no, "none" and any
value but a number that may be 0, a value affirmed and the same (or a wider one) denied.
Texts are never said to conflict, for only a reader can tell. "Unknown" and "not stated"
contradict nothing. ``reasons`` says why in words.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from django.utils.translation import gettext as _

from annotations.claims.values import Boolean, Edge, Nothing, Number, Special, Text, Value
from annotations.disputes.relations.gap_pairs import have_nothing_in_common

#: Both ends of what is none, as a number.
ZERO: Edge = (0, 0)


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
    #: The number of citations by stance, where that is wanted.
    stances: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DistinctAnswer:
    """One answer, however many claims give it, with the number of claims and citations."""

    value: Value
    denied: bool = False
    claims: int = 0
    citations: int = 0
    #: The number of citations by stance, where the answers come with it.
    stances: tuple[tuple[str, int], ...] = ()

    @property
    def identity(self) -> tuple[tuple[str, ...], bool]:
        """What makes two answers one."""
        return self.value.key, self.denied

    @property
    def reference(self) -> str:
        """A short name for addresses, made from the identity alone: 20 hex digits."""
        return sha256(json.dumps(self.identity).encode()).hexdigest()[:20]

    @property
    def shown(self) -> str:
        """The value for people; a denied one says so."""
        return (
            _("not %(value)s") % {"value": self.value.show()} if self.denied else self.value.show()
        )


@dataclass(slots=True)
class Reach:
    """What an answer covers, read once: to read a date again is what costs most."""

    value: Value
    denied: bool
    key: tuple[str, ...]
    scale: tuple[str, ...]
    span: tuple[Edge, Edge] | None
    members: frozenset[str]
    has_gaps: bool
    #: What is known not to be meant within the span, from the earliest.
    gaps: tuple[tuple[Edge, Edge], ...]

    @classmethod
    def of(cls, value: Value, denied: bool) -> Self:
        """Read what an answer covers."""
        return cls(
            value,
            denied,
            value.key,
            value.scale,
            value.span,
            value.members or frozenset(),
            value.has_gaps,
            value.gaps,
        )


def relation_of(one: Reach, two: Reach, exclusivity: str) -> Relation:
    """How two answers stand to each other, whichever comes first. Both are `settled`."""
    if one.denied == two.denied and one.key == two.key:
        return Relation.AGREE
    if one.denied and two.denied:
        return Relation.NOT_COMPARABLE
    if one.denied or two.denied:
        return _against_denial(*((two, one) if one.denied else (one, two)))
    if isinstance(one.value, Special) or isinstance(two.value, Special):
        return beside_special(one, two)
    common = _in_common(one, two)
    return when_apart(one.value, exclusivity) if common == Relation.DIFFER else common


def _in_common(one: Reach, two: Reach) -> Relation:
    """Compare what two values cover, whatever the question."""
    if one.scale != two.scale:
        return Relation.NOT_COMPARABLE
    if _is_apart(one, two):
        return Relation.DIFFER
    if one.has_gaps or two.has_gaps:
        return Relation.OVERLAP
    within = is_within(one, two), is_within(two, one)
    if all(within):
        return Relation.AGREE
    return Relation.REFINE if any(within) else Relation.OVERLAP


def _is_apart(one: Reach, two: Reach) -> bool:
    if one.span and two.span:
        return have_nothing_in_common(one.span, two.span, (*one.gaps, *two.gaps))
    return not one.members & two.members


def is_within(one: Reach, two: Reach) -> bool:
    """Tell whether the first is the same as the second or more exact."""
    if one.span and two.span:
        return two.span[0] <= one.span[0] and one.span[1] <= two.span[1]
    return one.members <= two.members


def _against_denial(affirmed: Reach, denied: Reach) -> Relation:
    """Compare a value with the denial of another: it conflicts where it implies that one."""
    if affirmed.key == denied.key:
        return Relation.CONFLICT
    if affirmed.scale != denied.scale or isinstance(affirmed.value, Special):
        return Relation.NOT_COMPARABLE
    if not denied.has_gaps and _implies(affirmed, denied):
        return Relation.CONFLICT
    if affirmed.has_gaps or denied.has_gaps or _is_apart(affirmed, denied):
        return Relation.NOT_COMPARABLE
    return Relation.OVERLAP


def _implies(affirmed: Reach, denied: Reach) -> bool:
    """A day implies its month; people aboard together imply each of them."""
    return is_within(affirmed, denied) if affirmed.span else is_within(denied, affirmed)


def beside_special(one: Reach, two: Reach) -> Relation:
    """How "none" stands to any other answer: as a number it is 0."""
    if {one.value.kind, two.value.kind} & {"unknown", "not_stated"}:
        return Relation.NOT_COMPARABLE
    other = two.value if isinstance(one.value, Nothing) else one.value
    if not takes_in_none(other):
        return Relation.CONFLICT
    return Relation.AGREE if other.span == (ZERO, ZERO) else Relation.REFINE


def takes_in_none(value: Value) -> bool:
    """Whether a value can be true where there is none: a number that may be 0."""
    return isinstance(value, Number) and value.span[0] <= ZERO <= value.span[1]


def settled(value: Value, denied: bool) -> tuple[Value, bool]:
    """Return a denied yes as a no, and the other way round; anything else as it is."""
    if denied and isinstance(value, Boolean):
        return Boolean(not value.answer), False
    return value, denied


def place(answer: Reach) -> tuple[Any, ...]:
    """Sort by scale, then from the earliest or smallest; no two distinct answers are alike."""
    return answer.scale, answer.span or (), answer.key, answer.denied


def when_apart(value: Value, exclusivity: str) -> Relation:
    """Return what it means for two values like this one to have nothing in common."""
    if isinstance(value, Text):
        return Relation.DIFFER
    always = isinstance(value, Boolean)
    return Relation.CONFLICT if always or exclusivity == "exclusive" else Relation.DIFFER
