"""Says in words why two answers to one question stand to each other as they do. Pure: no ORM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _

from annotations.claims.values import Boolean, Names, Nothing, Special, Text, Value
from annotations.disputes.relations.relating import (
    Answer,
    DistinctAnswer,
    Reach,
    Relation,
    is_within,
    place,
    relation_of,
    settled,
)
from project.people.directions import isolated


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
    reaches = (Reach.of(*settled(each.value, each.denied)) for each in (first, second))
    one, two = sorted(reaches, key=lambda each: (*place(each), each.value.show()))
    relation = relation_of(one, two, exclusivity)
    return Comparison(relation, _reason(relation, one, two, exclusivity))


def _reason(relation: Relation, one: Reach, two: Reach, exclusivity: str) -> str:
    """Say in words why two answers stand to each other as they do."""
    if one.denied == two.denied and one.key == two.key:
        return _("both say %(value)s") % {"value": DistinctAnswer(one.value, one.denied).shown}
    names = _names(one.value, two.value)
    if one.denied and two.denied:
        return _("%(a)s and %(b)s are both denied") % names
    if one.denied or two.denied:
        return _reason_of_denial(relation, *((two, one) if one.denied else (one, two)))
    if isinstance(one.value, Special) or isinstance(two.value, Special):
        return _reason_beside_special(relation, one.value, two.value)
    if relation == Relation.NOT_COMPARABLE:
        return _("%(a)s and %(b)s are counted in different ways") % names
    if relation in (Relation.CONFLICT, Relation.DIFFER):
        words = _apart(one.value, two.value, exclusivity)
    else:
        words = _together(relation, one, two)
    return _noted(words, one.value, two.value)


def _together(relation: Relation, one: Reach, two: Reach) -> str:
    """Say in words what two values have in common."""
    names = _names(one.value, two.value)
    if relation == Relation.AGREE:
        return _("%(a)s and %(b)s come to the same") % names
    if relation == Relation.OVERLAP:
        words = _("%(a)s and %(b)s overlap") if one.span else _("%(a)s and %(b)s share some")
        return words % names
    names = names if is_within(one, two) else _names(two.value, one.value)
    words = _("%(a)s lies within %(b)s") if one.span else _("%(b)s, with %(a)s among them")
    return words % names


def _reason_of_denial(relation: Relation, affirmed: Reach, denied: Reach) -> str:
    names = {"value": _name(affirmed.value), "denied": _name(denied.value)}
    if affirmed.key == denied.key:
        return _("%(value)s is affirmed and denied") % names
    if relation == Relation.CONFLICT:
        return _("%(value)s is affirmed, and %(denied)s, which it implies, denied") % names
    if relation == Relation.OVERLAP:
        return _("the denial of %(denied)s covers a part of %(value)s") % names
    if affirmed.scale != denied.scale:
        return _("the denial of %(denied)s says nothing about %(value)s") % names
    return _("the denial of %(denied)s leaves %(value)s open") % names


def _reason_beside_special(relation: Relation, one: Value, two: Value) -> str:
    names = _names(one, two)
    if relation == Relation.NOT_COMPARABLE:
        return _("%(a)s and %(b)s do not contradict each other") % names
    if relation == Relation.AGREE:
        return _("%(a)s and %(b)s come to the same") % names
    value = _name(two if isinstance(one, Nothing) else one)
    if relation == Relation.REFINE:
        return _("one answer is none, which %(value)s allows") % {"value": value}
    return _("one answer is none, the other %(value)s") % {"value": value}


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
    return _("; ").join(filter(None, [apart % names, _why(one, exclusivity)]))


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
    return _("; ").join([reason, *remarks])


def _name(value: Value) -> str:
    return isolated(value.in_reasons)


def _names(one: Value, two: Value) -> dict[str, str]:
    return {"a": _name(one), "b": _name(two)}
