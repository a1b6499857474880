"""What every kind of value can do, and how the mapping it comes from is checked."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Protocol, Self
from uuid import UUID

from django.utils.translation import gettext as _

from project.people.directions import with_isolated_examples

#: One end of a span: a day number with the second of that day; or an amount or the path of a
#: place, with 1 for "just above" and -1 for "just below" it. Edges compare as tuples; the
#: infinities stand for an end not given. Edges of one scale are of one type.
Edge = tuple[int | float | Decimal | tuple[str, ...], int]

NO_LOWER: Edge = (float("-inf"), 0)
NO_UPPER: Edge = (float("inf"), 0)


class InvalidValue(ValueError):
    """The mapping or text is not such a value. ``field`` is the key that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = with_isolated_examples(message)
        super().__init__(self.message)


class QuestionKind(Protocol):
    """What a value needs to know of the question it answers."""

    @property
    def kind(self) -> str:
        """One of the kinds of ``KINDS``."""

    @property
    def unit(self) -> str:
        """The unit that numbers are counted in; may be empty."""

    @property
    def options(self) -> Sequence[str]:
        """The options to choose from; empty for other kinds."""


@dataclass(frozen=True, slots=True)
class AnyQuestion:
    """A question that sets nothing but the kind, unless told more."""

    kind: str
    unit: str = ""
    options: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Authority:
    """A person, group, place or work as far as comparison needs to know it.

    ``uid`` is the one that is left after merging, ``name`` the preferred name. ``path``
    leads from the widest whole that it is part of down to its own uid: (Kazakhstan, Almaty).
    """

    uid: str
    name: str
    path: tuple[str, ...]


class Known(Protocol):
    """The authorities that a set of values may name; ``annotations.claims.answers.known``
    loads them.
    """

    def authority(self, kind: str, name: str, uid: str) -> Authority | None:
        """Find what a value of ``kind`` names: by ``uid``, which may have been merged into
        another; or, where that is "", the only one of the kind with the ``name``.
        """


class Value(ABC):
    """One typed answer. Subclasses are frozen dataclasses.

    Two values with the same ``key`` are the same answer. Those of an ordered kind have a
    ``span``, those of a named kind have ``members``; comparison needs no more than these, and
    values with one key are alike in all of them, so that one may stand for the other.
    """

    __slots__ = ()

    kind: ClassVar[str]

    @classmethod
    @abstractmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form. Raises ``InvalidValue``."""

    @classmethod
    @abstractmethod
    def from_input(cls, text: str) -> Self:
        """Read what a person typed in one text field. Raises ``InvalidValue``."""

    def fitted(self, question: QuestionKind) -> Self:
        """Return the value as the question takes it; most kinds leave it as it is.

        Raises ``InvalidValue`` where the question does not take it.
        """
        del question
        return self

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """What the value names: each name with the uid of its authority, or "" without one."""
        return ()

    def identified(self, known: Known) -> Self:
        """Return the value with its names resolved, to be compared with others so resolved.

        Then two spellings of one person have one ``key``, and the ``span`` of a place lies
        within that of every place it is part of. The stored form stays the same.
        """
        del known
        return self

    @abstractmethod
    def to_json(self) -> dict[str, Any]:
        """Give the stored form, which ``from_json`` reads back to an equal value."""

    @abstractmethod
    def show(self) -> str:
        """Show the value to people, in the language of the interface."""

    def typed(self) -> str:
        """Give what a person types for it, which ``from_input`` reads in any language."""
        return self.show()

    @property
    @abstractmethod
    def key(self) -> tuple[str, ...]:
        """What makes two values the same answer; starts with the kind."""

    @property
    def scale(self) -> tuple[str, ...]:
        """Only values of the same scale can be compared: the kind, and the unit if any."""
        return (self.kind,)

    @property
    def span(self) -> tuple[Edge, Edge] | None:
        """From where to where an ordered value reaches, both included."""
        return None

    @property
    def members(self) -> frozenset[str] | None:
        """The normalised names that a named value consists of."""
        return None

    @property
    def has_gaps(self) -> bool:
        """Whether something within the span is not meant, as in a set of dates."""
        return False

    @property
    def gaps(self) -> tuple[tuple[Edge, Edge], ...]:
        """What is known not to be meant within the span, from the earliest: each from where
        the value leaves off up to where it goes on.
        """
        return ()

    @property
    def in_reasons(self) -> str:
        """How the value is named in the reason of a comparison."""
        return self.show()

    @property
    def note(self) -> str:
        """What to bear in mind when the value is compared, in words; often nothing."""
        return ""


def check_keys(data: Mapping[str, Any], required: Collection[str], optional: str = "") -> None:
    """Refuse a mapping with a key missing or unknown. ``optional`` is a list with spaces."""
    known = {"kind", *required, *optional.split()}
    for key in sorted(set(required) - set(data)):
        raise InvalidValue(key, _("Give “%s”.") % key)
    for key in sorted(set(map(str, data)) - known):
        raise InvalidValue(key, _("“%s” is not a part of this value; leave it out.") % key)


#: PostgreSQL takes neither, and UTF-8 has no halves of pairs.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def read_string(data: Mapping[str, Any], key: str, *, longest: int, default: str = "") -> str:
    """Read a string without surrounding space; at most ``longest`` characters, NFC."""
    if key not in data:
        return default
    value = data[key]
    if not isinstance(value, str):
        raise InvalidValue(key, _("Write “%s” as text.") % key)
    value = unicodedata.normalize("NFC", value).strip()
    if len(value) > longest:
        raise InvalidValue(key, _("Write at most %(most)s characters.") % {"most": longest})
    if _UNSTORABLE.search(value):
        raise InvalidValue(key, _("The text has characters that cannot be stored; type it anew."))
    return value


def read_words(data: Mapping[str, Any], key: str, *, longest: int = 300) -> str:
    """Read a string that must not be empty."""
    value = read_string(data, key, longest=longest)
    if not value:
        raise InvalidValue(key, _("Write an answer, or say that it is unknown."))
    return value


def read_uid(data: Mapping[str, Any], key: str) -> str:
    """Read the uid of an authority; "" where it is left out or null."""
    given = data.get(key)
    if given in (None, ""):
        return ""
    try:
        return str(UUID(given))
    except (ValueError, TypeError, AttributeError):
        raise InvalidValue(key, _("Give the uid of an authority, or leave it out.")) from None


#: Spellings of one sign that should not make two names of one.
_SAME_SIGNS = str.maketrans({"’": "'", "ʼ": "'", "ʻ": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-"})


def normalised(name: str) -> str:
    """Return a name for comparison: NFKC, case folded, one space, one sign a meaning."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_SAME_SIGNS)
    return " ".join(unicodedata.normalize("NFKC", folded).split())
