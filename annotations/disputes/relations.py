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

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, cast

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from annotations.claims.values import Boolean, Names, Nothing, Special, Text, Value


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
    one, two = sorted((_settled(first), _settled(second)), key=order)
    if one.denied == two.denied and one.value.key == two.value.key:
        return Comparison(Relation.AGREE, _("both say %(value)s") % {"value": one.shown})
    if one.denied and two.denied:
        return Comparison(
            Relation.NOT_COMPARABLE,
            _("%(a)s and %(b)s are both denied") % _names(one.value, two.value),
        )
    if one.denied or two.denied:
        affirmed, denied = (two, one) if one.denied else (one, two)
        return _against_denial(affirmed.value, denied.value)
    if isinstance(one.value, Special) or isinstance(two.value, Special):
        return _beside_special(one.value, two.value)
    return _affirmed(one.value, two.value, exclusivity)


def _affirmed(one: Value, two: Value, exclusivity: str) -> Comparison:
    relation = _in_common(one, two)
    names = _names(one, two)
    match relation:
        case Relation.NOT_COMPARABLE:
            return Comparison(relation, _("%(a)s and %(b)s are counted in different ways") % names)
        case Relation.AGREE:
            return Comparison(
                relation, _noted(_("%(a)s and %(b)s come to the same") % names, one, two)
            )
        case Relation.REFINE:
            names = names if _within(one, two) else _names(two, one)
            words = _("%(a)s lies within %(b)s") if one.span else _("%(b)s, with %(a)s among them")
            return Comparison(relation, _noted(words % names, one, two))
        case Relation.OVERLAP:
            words = _("%(a)s and %(b)s overlap") if one.span else _("%(a)s and %(b)s share some")
            return Comparison(relation, _noted(words % names, one, two))
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
    names = {"value": _name(affirmed), "denied": _name(denied)}
    if affirmed.key == denied.key:
        return Comparison(Relation.CONFLICT, _("%(value)s is affirmed and denied") % names)
    if affirmed.scale != denied.scale or isinstance(affirmed, Special):
        reason = _("the denial of %(denied)s says nothing about %(value)s") % names
        return Comparison(Relation.NOT_COMPARABLE, reason)
    if _implies(affirmed, denied):
        reason = _("%(value)s is affirmed, and %(denied)s, which it implies, denied") % names
        return Comparison(Relation.CONFLICT, reason)
    if _is_apart(affirmed, denied):
        reason = _("the denial of %(denied)s leaves %(value)s open") % names
        return Comparison(Relation.NOT_COMPARABLE, reason)
    reason = _("the denial of %(denied)s covers a part of %(value)s") % names
    return Comparison(Relation.OVERLAP, reason)


def _implies(affirmed: Value, denied: Value) -> bool:
    """A day implies its month; people aboard together imply each of them."""
    if denied.has_gaps:
        return False
    return _within(affirmed, denied) if affirmed.span else _within(denied, affirmed)


def _beside_special(one: Value, two: Value) -> Comparison:
    if {one.kind, two.kind} & {"unknown", "not_stated"}:
        reason = _("%(a)s and %(b)s do not contradict each other") % _names(one, two)
        return Comparison(Relation.NOT_COMPARABLE, reason)
    value = two if isinstance(one, Nothing) else one
    reason = _("one answer is none, the other %(value)s") % {"value": _name(value)}
    return Comparison(Relation.CONFLICT, reason)


def _apart(one: Value, two: Value, exclusivity: str) -> str:
    """Say in words that two values have nothing in common."""
    names = _names(one, two)
    if isinstance(one, Text):
        return _("the wordings differ; a reader must say whether they conflict")
    if isinstance(one, Boolean):
        return _("%(a)s and %(b)s exclude each other") % names
    if one.span and two.span and one.kind != "place":
        exact = one.span[0] == one.span[1] and two.span[0] == two.span[1] and one.kind == "number"
        apart = _("%(a)s and %(b)s differ") if exact else _("%(a)s and %(b)s do not overlap")
    elif isinstance(one, Names) and len(one.names) + len(cast("Names", two).names) > 2:
        apart = _("%(a)s and %(b)s have none in common")
    else:
        apart = _("%(a)s is not %(b)s")
    return "; ".join(filter(None, [apart % names, _why(one, exclusivity)]))


def _why(value: Value, exclusivity: str) -> str:
    """Say in words what the question makes of values that have nothing in common."""
    if exclusivity == "exclusive":
        takes_one = not value.span or value.kind == "place"
        return _("the question takes one answer") if takes_one else ""
    if exclusivity == "compatible":
        return _("the question takes several answers")
    return _("whether one excludes the other is not settled")


def _noted(reason: str, one: Value, two: Value) -> str:
    """Add what makes either value less than certain."""
    remarks = [
        _("%(value)s is %(remark)s") % {"value": _name(value), "remark": value.note}
        for value in (one, two)
        if value.note
    ]
    return "; ".join([reason, *remarks])


def _name(value: Value) -> str:
    """The value within a sentence; of a language from right to left in an isolate of its own
    (Unicode's bidirectional algorithm), since digits and hyphens would turn 1949-08 around.
    """
    name = value.in_reasons
    return f"\u2068{name}\u2069" if get_language_bidi() else name


def _names(one: Value, two: Value) -> dict[str, str]:
    return {"a": _name(one), "b": _name(two)}


def settled(value: Value, denied: bool) -> tuple[Value, bool]:
    """Return a denied yes as a no, and the other way round; anything else as it is."""
    if denied and isinstance(value, Boolean):
        return Boolean(not value.answer), False
    return value, denied


def _settled(answer: Answer | DistinctAnswer) -> DistinctAnswer:
    return DistinctAnswer(*settled(answer.value, answer.denied))


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
