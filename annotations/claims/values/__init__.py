"""Typed values: what a claim answers to a question. One file a kind; no ORM.

Each has a JSON form, named at the head of its file, that always carries ``kind``. To add
a kind, write its class and name it in ``KINDS``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from annotations.claims.values.base import (
    AnyQuestion,
    Authority,
    Edge,
    InvalidValue,
    Known,
    QuestionKind,
    Value,
    normalised,
)
from annotations.claims.values.boolean import Boolean
from annotations.claims.values.date import Date
from annotations.claims.values.number import Number
from annotations.claims.values.option import Option
from annotations.claims.values.person import Group, Names, Person, Work
from annotations.claims.values.place import Place
from annotations.claims.values.special import Nothing, NotStated, Special, Unknown
from annotations.claims.values.text import Text

__all__ = [
    "KINDS",
    "SPECIAL_KINDS",
    "AnyQuestion",
    "Authority",
    "Boolean",
    "Date",
    "Edge",
    "Group",
    "InvalidValue",
    "Known",
    "Names",
    "NotStated",
    "Nothing",
    "Number",
    "Option",
    "Person",
    "Place",
    "QuestionKind",
    "Special",
    "Text",
    "Unknown",
    "Value",
    "Work",
    "from_input",
    "from_json",
    "normalised",
    "parse",
]

#: The kinds that a question may ask for.
KINDS: dict[str, type[Value]] = {
    kind.kind: kind for kind in (Text, Date, Number, Place, Person, Group, Work, Option, Boolean)
}

#: The answers without a value, which every question takes.
SPECIAL_KINDS: dict[str, type[Special]] = {
    kind.kind: kind for kind in (Unknown, Nothing, NotStated)
}

_ALL_KINDS: dict[str, type[Value]] = {**KINDS, **SPECIAL_KINDS}


def from_json(data: Mapping[str, Any]) -> Value:
    """Read a stored value, whatever question it answers. Raises ``InvalidValue``."""
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(kind, str) or kind not in _ALL_KINDS:
        raise InvalidValue("kind", _("Give the kind, one of %s.") % ", ".join(_ALL_KINDS))
    return _ALL_KINDS[kind].from_json(data)


def parse(data: Mapping[str, Any], question: QuestionKind) -> Value:
    """Read a value in answer to a question: of its kind, with its unit, among its options.

    Raises ``InvalidValue`` with the field at fault.
    """
    value = from_json(data)
    if isinstance(value, Special):
        return value
    if value.kind != question.kind:
        told = _("The question asks for a %(wanted)s, not a %(given)s.")
        raise InvalidValue("kind", told % {"wanted": question.kind, "given": value.kind})
    return value.fitted(question)


def from_input(kind: str, text: str, *, unit: str = "", options: Sequence[str] = ()) -> Value:
    """Read what a person typed into one field as a value of ``kind``.

    "unknown", "none" and "not stated" are the special values under every kind, unless an
    option has that name. Raises ``InvalidValue``; KeyError for a kind that does not exist.
    """
    word = normalised(text)
    if word not in {normalised(option) for option in options}:
        for special in SPECIAL_KINDS.values():
            if special.is_meant(word):
                return special()
    return KINDS[kind].from_input(text).fitted(AnyQuestion(kind, unit, options))
