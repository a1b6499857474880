"""Three answers without a value, which mean three different things.

``{"kind": "unknown"}``: it is said that nobody knows. ``{"kind": "none"}``: there is none
(nobody was aboard). ``{"kind": "not_stated"}``: the account says nothing about it.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from annotations.claims.values.base import InvalidValue, Value, check_keys, normalised


class Special(Value):
    """What the three have in common: all of one kind are equal."""

    __slots__ = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form, which is the kind alone."""
        check_keys(data, [])
        return cls()

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Read the words themselves."""
        if normalised(text) != cls().show():
            raise InvalidValue("kind", f'Write "{cls().show()}".')
        return cls()

    def to_json(self) -> dict[str, Any]:
        """Give the stored form."""
        return {"kind": self.kind}

    def show(self) -> str:
        """Show the words."""
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


class Nothing(Special):
    """It is said that there is none."""

    __slots__ = ()
    kind: ClassVar[str] = "none"


class NotStated(Special):
    """Nothing is said about it."""

    __slots__ = ()
    kind: ClassVar[str] = "not_stated"
