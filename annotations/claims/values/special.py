"""Three answers without a value, which mean three different things.

``{"kind": "unknown"}``: it is said that nobody knows. ``{"kind": "none"}``: there is none
(nobody was aboard). ``{"kind": "not_stated"}``: the account says nothing about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from annotations.claims.values.base import InvalidValue, Value, check_keys, normalised

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Special(Value):
    """What the three have in common: all of one kind are equal."""

    __slots__ = ()

    words: ClassVar[StrPromise]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form, which is the kind alone."""
        check_keys(data, [])
        return cls()

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Read the words themselves, in English or the language of the interface."""
        if not cls.is_meant(text):
            raise InvalidValue("kind", _("Write “%s”.") % cls().show())
        return cls()

    @classmethod
    def is_meant(cls, text: str) -> bool:
        """Whether the text is these words."""
        return normalised(text) in (cls().typed(), normalised(cls().show()))

    def to_json(self) -> dict[str, Any]:
        """Give the stored form."""
        return {"kind": self.kind}

    def show(self) -> str:
        """Show the words."""
        return str(self.words)

    def typed(self) -> str:
        """Give the English words."""
        return self.kind.replace("_", " ")

    @property
    def key(self) -> tuple[str, ...]:
        """The kind."""
        return (self.kind,)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(self.kind)

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Unknown(Special):
    """It is said that it is not known."""

    __slots__ = ()
    kind: ClassVar[str] = "unknown"
    words = pgettext_lazy("an answer", "unknown")


class Nothing(Special):
    """It is said that there is none."""

    __slots__ = ()
    kind: ClassVar[str] = "none"
    words = pgettext_lazy("an answer", "none")


class NotStated(Special):
    """Nothing is said about it."""

    __slots__ = ()
    kind: ClassVar[str] = "not_stated"
    words = pgettext_lazy("an answer", "not stated")
