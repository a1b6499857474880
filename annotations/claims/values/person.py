"""People: ``{"kind": "person", "names": ["Ahmetjan Qasimi", "Abdukerim Abbas"]}``.

Authorities will stand behind the names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from annotations.claims.values.base import (
    InvalidValue,
    Value,
    check_keys,
    normalised,
    read_words,
)

_BETWEEN_NAMES = r"[;；؛\n]"

#: More names than this in one value are refused.
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Person(Value):
    """One person or several together, by name, in the order given."""

    names: tuple[str, ...]

    kind: ClassVar[str] = "person"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form; a name that is given twice counts once."""
        check_keys(data, ["names"])
        given = data["names"]
        if not isinstance(given, list | tuple) or not 0 < len(given) <= MOST_NAMES:
            raise InvalidValue("names", f"Give a list of 1 to {MOST_NAMES} names.")
        names: dict[str, str] = {}
        for name in given:
            written = read_words({"names": name}, "names")
            if re.search(_BETWEEN_NAMES, written):
                raise InvalidValue("names", "Give each name by itself, without a semicolon.")
            names.setdefault(normalised(written), written)
        return cls(tuple(names.values()))

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Read names separated by semicolons or line breaks."""
        names = [name.strip() for name in re.split(_BETWEEN_NAMES, text)]
        if not any(names):
            raise InvalidValue("names", "Write a name, or several separated by semicolons.")
        return cls.from_json({"names": [name for name in names if name]})

    def to_json(self) -> dict[str, Any]:
        """Give the stored form."""
        return {"kind": self.kind, "names": list(self.names)}

    def show(self) -> str:
        """Show the names, separated by semicolons."""
        return "; ".join(self.names)

    @property
    def key(self) -> tuple[str, ...]:
        """The normalised names in an order of their own: who, not in which order."""
        return (self.kind, *sorted(self.members))

    @property
    def members(self) -> frozenset[str]:
        """The normalised names."""
        return frozenset(normalised(name) for name in self.names)
