"""Reads of authorities for those that refer to them by uid or by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from project.people.models import Workspace
from sources.authorities.models import Authority
from sources.authorities.names import Written, fold, line_of


@dataclass(frozen=True, slots=True)
class Container:
    """A place or group that another one is part of."""

    uid: UUID
    written: Written


@dataclass(frozen=True, slots=True)
class Known:
    """An authority as far as those need it that refer to it."""

    #: The one that is left after merging.
    uid: UUID
    kind: str
    #: Its preferred name.
    written: Written
    latitude: float | None
    longitude: float | None
    #: What it is part of, the outermost first.
    within: tuple[Container, ...]

    @property
    def name(self) -> str:
        """Its preferred name."""
        return self.written.name

    @property
    def ancestors(self) -> tuple[UUID, ...]:
        """The uids of what it is part of, the outermost first."""
        return tuple(container.uid for container in self.within)


#: Merged ones are followed to the one that is left, then upwards to what it is part of. The
#: services see to it that neither goes in a circle; the depth is a guard all the same.
_CHAINS = """
WITH RECURSIVE asked AS (
    SELECT uid AS asked, id, merged_into_id, deleted_at, 0 AS steps
    FROM sources_authority WHERE workspace_id = %(workspace)s AND uid = ANY(%(uids)s)
  UNION ALL
    SELECT asked, kept.id, kept.merged_into_id, kept.deleted_at, steps + 1
    FROM asked JOIN sources_authority AS kept ON kept.id = asked.merged_into_id
    WHERE steps < %(deepest)s
), chain AS (
    SELECT asked, id, 0 AS height FROM asked WHERE deleted_at IS NULL
  UNION ALL
    SELECT asked, whole.id, height + 1
    FROM chain
    JOIN sources_authority AS part ON part.id = chain.id
    JOIN sources_authority AS whole ON whole.id = part.part_of_id
    WHERE whole.deleted_at IS NULL AND height < %(deepest)s
)
SELECT asked, uid, kind, name, language, latitude, longitude
FROM chain JOIN sources_authority AS authority ON authority.id = chain.id
ORDER BY asked, height DESC
"""
_DEEPEST = 100

#: As many names are sought with an index; of more, all authorities of the workspace are read.
_FEW = 100


def known_authorities(workspace: Workspace, uids: Collection[UUID]) -> dict[UUID, Known]:
    """The existing authorities of a workspace that have these uids, by the uid asked for.

    One query, however many. An authority that was merged stands for the one that is left.
    """
    if not uids:
        return {}
    asked: dict[str, Any] = {
        "workspace": workspace.pk,
        "uids": list(uids),
        "deepest": _DEEPEST,
    }
    chains: dict[UUID, list[Known]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_CHAINS, asked)
        for uid, own, kind, name, language, latitude, longitude in cursor.fetchall():
            chain = chains[uid]
            within = tuple(Container(each.uid, each.written) for each in chain)
            chain.append(Known(own, kind, Written(name, language), latitude, longitude, within))
    return {uid: chain[-1] for uid, chain in chains.items()}


def named_authorities(workspace: Workspace, names: Iterable[str]) -> Mapping[str, list[UUID]]:
    """The uids of the authorities that have each name, in whatever spelling they have it.

    Names are alike where `fold` makes them so. Keys are the names as given. One query.
    """
    folded: dict[str, list[str]] = defaultdict(list)
    for name in names:
        folded[fold(name)].append(name)
    folded.pop("", None)
    found = Authority.objects.existing().filter(workspace=workspace)
    if len(folded) <= _FEW:
        lines = map(line_of, folded)
        found = found.filter(Q(*(("words__contains", line) for line in lines), _connector=Q.OR))
    having: dict[str, list[UUID]] = defaultdict(list)
    for uid, words in found.order_by("pk").values_list("uid", "words") if folded else ():
        for line in words.split("\n"):
            for name in folded.get(line.strip(), ()):
                having[name].append(uid)
    return dict(having)
