"""People, groups and works, by name.

``{"kind": "person", "names": ["Ahmetjan Qasimi", "Abdukerim Abbas"],
"authorities": {"Ahmetjan Qasimi": "0198f2c4-…"}}``: who or what is meant, each as the source
or the historian names it. ``authorities`` gives the uid of the authority behind a name; it,
or any name in it, may be left out. Groups and works have the same form.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from django.utils.translation import gettext as _

from annotations.claims.values.base import (
    Authority,
    InvalidValue,
    Known,
    Value,
    check_keys,
    normalised,
    read_uid,
    read_words,
)

_BETWEEN_NAMES = r"[;；؛\n]"

#: More names than this in one value are refused.
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Names(Value):
    """One or several together, by name, in the order given."""

    names: tuple[str, ...]
    #: The uids of their authorities in the same order, "" without one.
    authorities: tuple[str, ...] = ()
    identities: tuple[Authority | None, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form; a name that is given twice counts once."""
        check_keys(data, ["names"], optional="authorities")
        given = data["names"]
        if not isinstance(given, list | tuple) or not 0 < len(given) <= MOST_NAMES:
            raise InvalidValue(
                "names", _("Give a list of 1 to %(most)s names.") % {"most": MOST_NAMES}
            )
        names: dict[str, str] = {}
        for name in given:
            written = read_words({"names": name}, "names")
            if re.search(_BETWEEN_NAMES, written):
                raise InvalidValue("names", _("Give each name by itself, without a semicolon."))
            names.setdefault(normalised(written), written)
        uids = _read_uids(data, names)
        authorities = tuple(uids.get(name, "") for name in names)
        return cls(tuple(names.values()), authorities if any(authorities) else ())

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Read names separated by semicolons or line breaks."""
        names = [name.strip() for name in re.split(_BETWEEN_NAMES, text)]
        if not any(names):
            raise InvalidValue("names", _("Write a name, or several separated by semicolons."))
        return cls.from_json({"names": [name for name in names if name]})

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Each name, with its authority."""
        uids = self.authorities or ("",) * len(self.names)
        return tuple(zip(self.names, uids, strict=True))

    def identified(self, known: Known) -> Self:
        """Resolve each name."""
        found = tuple(known.authority(self.kind, name, uid) for name, uid in self.named)
        return replace(self, identities=found)

    def to_json(self) -> dict[str, Any]:
        """Give the stored form, without authorities where none are given."""
        data: dict[str, Any] = {"kind": self.kind, "names": list(self.names)}
        authorities = {name: uid for name, uid in self.named if uid}
        return data | {"authorities": authorities} if authorities else data

    def show(self) -> str:
        """Show the names as they were given, separated by semicolons."""
        return "; ".join(self.names)

    @property
    def key(self) -> tuple[str, ...]:
        """The members in an order of their own: who, not in which order."""
        return (self.kind, *sorted(self.members))

    @property
    def members(self) -> frozenset[str]:
        """The uids of the authorities, or else the normalised names."""
        identities = self.identities or (None,) * len(self.names)
        return frozenset(
            identity.uid if identity else uid or normalised(name)
            for (name, uid), identity in zip(self.named, identities, strict=True)
        )

    @property
    def in_reasons(self) -> str:
        """The preferred names, where the authorities are known."""
        identities = self.identities or (None,) * len(self.names)
        return "; ".join(
            identity.name if identity else name
            for name, identity in zip(self.names, identities, strict=True)
        )


class Person(Names):
    """One person or several together."""

    __slots__ = ()
    kind: ClassVar[str] = "person"


class Group(Names):
    """A group of people: an army, a party, a delegation."""

    __slots__ = ()
    kind: ClassVar[str] = "group"


class Work(Names):
    """A work: a book, a treaty, a film."""

    __slots__ = ()
    kind: ClassVar[str] = "work"


def _read_uids(data: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Read the authorities by normalised name."""
    given = data.get("authorities", {})
    if not isinstance(given, Mapping):
        raise InvalidValue("authorities", _("Give a mapping of names to uids of authorities."))
    uids = {
        normalised(str(name)): read_uid({"authorities": given[name]}, "authorities")
        for name in given
    }
    if strange := sorted(set(uids) - set(names)):
        raise InvalidValue("authorities", _("“%s” is not one of the names.") % strange[0])
    return uids
