"""Places: ``{"kind": "place", "name": "Almaty", "authority": "0198f2c4-…"}``.

``name`` is the place as the source or the historian names it, ``authority`` the uid of the
authority meant, which may be left out. Its coordinates are those of the authority.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from annotations.claims.values.base import (
    Authority,
    Edge,
    Known,
    Value,
    check_keys,
    normalised,
    read_uid,
    read_words,
)

#: Sorts after the uid or name of every part of a place.
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Place(Value):
    """A place by name, with its authority if one is given."""

    name: str
    authority: str = ""
    identity: Authority | None = field(default=None, repr=False, compare=False)

    kind: ClassVar[str] = "place"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form."""
        check_keys(data, ["name"], optional="authority")
        return cls(read_words(data, "name"), read_uid(data, "authority"))

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Take the text as the name."""
        return cls.from_json({"name": text})

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The name, with its authority."""
        return ((self.name, self.authority),)

    def identified(self, known: Known) -> Self:
        """Resolve the place, and with it what it lies in."""
        found = known.authority(self.kind, self.name, self.authority)
        return replace(self, identity=found)

    def to_json(self) -> dict[str, Any]:
        """Give the stored form, without an authority that is not given."""
        data = {"kind": self.kind, "name": self.name}
        return data | {"authority": self.authority} if self.authority else data

    def show(self) -> str:
        """Show the name as it was given."""
        return self.name

    @property
    def key(self) -> tuple[str, ...]:
        """The authority, or else the normalised name."""
        return (self.kind, self.path[-1])

    @property
    def path(self) -> tuple[str, ...]:
        """What it is known to lie in, widest first, and the place itself."""
        if self.identity:
            return self.identity.path
        return (self.authority or normalised(self.name),)

    @property
    def span(self) -> tuple[Edge, Edge]:
        """From the place itself to the last of all that lies in it.

        Paths sort by the widest whole first, so (Kazakhstan, Almaty) lies between
        (Kazakhstan) and (Kazakhstan, what sorts after all): a part is within its whole, and
        two places neither of which holds the other have nothing in common.
        """
        return (self.path, 0), ((*self.path, _AFTER_ALL), 0)

    @property
    def in_reasons(self) -> str:
        """The preferred name, where the authority is known."""
        return self.identity.name if self.identity else self.name
