"""The authorities that values name, loaded for comparing the values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from annotations.claims import values
from project.people.models import Workspace
from sources.authorities import queries


@dataclass(frozen=True, slots=True)
class KnownHere:
    """What `values.Known` asks for, of one workspace.

    A name without an authority stands for the authority of its kind that alone has it; where
    two have it, or none, it stays a name.
    """

    by_uid: Mapping[UUID, queries.Known]
    by_name: Mapping[str, list[UUID]]

    def authority(self, kind: str, name: str, uid: str) -> values.Authority | None:
        """The authority meant, or None."""
        uids = [UUID(uid)] if uid else self.by_name.get(name, [])
        found = {
            known.uid: known
            for each in uids
            if (known := self.by_uid.get(each)) and (uid or known.kind == kind)
        }
        if len(found) != 1:
            return None
        ((own, known),) = found.items()
        path = (*map(str, known.ancestors), str(own))
        return values.Authority(str(own), known.name, path)


def known(workspace: Workspace, given: Iterable[values.Value]) -> KnownHere:
    """The authorities that the values name, by uid or by name. Two queries, however many."""
    named = {each for value in given for each in value.named}
    by_name = queries.named_authorities(workspace, {name for name, uid in named if not uid})
    uids = {UUID(uid) for _, uid in named if uid}
    uids.update(uid for having in by_name.values() for uid in having)
    return KnownHere(queries.known_authorities(workspace, uids), by_name)


def identified(workspace: Workspace, given: Iterable[values.Value]) -> list[values.Value]:
    """The values in their order, with the names in them resolved; see `Value.identified`."""
    listed = list(given)
    here = known(workspace, listed)
    return [value.identified(here) for value in listed]
