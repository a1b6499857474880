"""Places: ``{"kind": "place", "name": "Almaty"}``. Authorities will stand behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from annotations.claims.values.base import Value, check_keys, normalised, read_words


@dataclass(frozen=True, slots=True)
class Place(Value):
    """A place by name. Whether one lies within another is not known yet."""

    name: str

    kind: ClassVar[str] = "place"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form."""
        check_keys(data, ["name"])
        return cls(read_words(data, "name"))

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Take the text as the name."""
        return cls.from_json({"name": text})

    def to_json(self) -> dict[str, Any]:
        """Give the stored form."""
        return {"kind": self.kind, "name": self.name}

    def show(self) -> str:
        """Show the name."""
        return self.name

    @property
    def key(self) -> tuple[str, ...]:
        """The normalised name."""
        return (self.kind, normalised(self.name))

    @property
    def members(self) -> frozenset[str]:
        """The one name."""
        return frozenset([normalised(self.name)])
