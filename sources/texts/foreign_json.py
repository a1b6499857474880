"""Taking values out of JSON from outside without trusting their types."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

_KINDS: dict[type, str] = {str: "a string", int: "a whole number"}
_T = TypeVar("_T", str, int)
_E = TypeVar("_E", bound=StrEnum)


class StructureError(ValueError):
    """Blocks or marks do not fit their text; `str()` is a sentence that says how."""


class JsonObject:
    """A foreign JSON object whose members are taken with their types checked."""

    def __init__(self, noun: str, value: object, known: Iterable[str]) -> None:
        if not isinstance(value, Mapping):
            raise StructureError(f"Each {noun} must be an object.")
        unknown = sorted(str(key) for key in value.keys() - known)
        if unknown:
            raise StructureError(f"A {noun} has no member {shown(unknown[0])}.")
        self._noun = noun
        self._members: Mapping[Any, Any] = value

    def optional(self, name: str, kind: type[_T]) -> _T | None:
        """Return the member if there is one, of that kind."""
        return self.required(name, kind) if name in self._members else None

    def required(self, name: str, kind: type[_T]) -> _T:
        """Return the member, or raise StructureError if it is missing or of another kind."""
        value = self._members.get(name)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise StructureError(f"A {self._noun} needs {_KINDS[kind]} as {name}.")
        return value


def member(kind: type[_E], value: str, noun: str) -> _E:
    """Return the member of an enum with that value, or raise StructureError."""
    try:
        return kind(value)
    except ValueError:
        raise StructureError(f"There is no {noun} {shown(value)}.") from None


def items(value: object, noun: str) -> Sequence[object]:
    """Return the members of a JSON list called `noun`."""
    if not isinstance(value, list | tuple):
        raise StructureError(f"The {noun} must be a list.")
    return value


def shown(value: str) -> str:
    """Foreign text, short and safe enough for a message."""
    return ascii(value[:40])
