"""What the rows of a bundle lead to, however far: grounds, origins, authorities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from annotations.claims.models import Claim
from annotations.reviews.models import Judgement
from project.people.models import Workspace
from sources.authorities.models import Authority
from sources.authorities.queries import known_authorities


def behind(starts: Iterable[int], links: QuerySet[Any], start: str, end: str) -> set[int]:
    """What lies behind these rows by links from the field `start` to the field `end`, without
    the rows themselves. One query.
    """
    ahead: dict[int, list[int]] = defaultdict(list)
    for one, other in links.order_by().values_list(start, end):
        ahead[one].append(other)
    seen = set(starts)
    found: set[int] = set()
    waiting = list(seen)
    while waiting:
        new = [row for row in ahead[waiting.pop()] if row not in seen]
        seen.update(new)
        found.update(new)
        waiting += new
    return found


def authorities(workspace: Workspace, rows: Iterable[Claim | Judgement]) -> list[Authority]:
    """What the values of these rows name, with all that contains it, wholes first.

    Each has `stands_for`: the uids in values that mean it, its own aside, since merging.
    """
    asked = {UUID(uid) for row in rows for _, uid in _named(row) if uid}
    chains = known_authorities(workspace, asked)
    stands_for: dict[UUID, list[UUID]] = defaultdict(list)
    for uid, known in sorted(chains.items()):
        if uid != known.uid:
            stands_for[known.uid].append(uid)
    wanted = {uid for known in chains.values() for uid in (known.uid, *known.ancestors)}
    existing = Authority.objects.existing().filter(workspace=workspace, uid__in=wanted)
    found = list(existing.select_related("created_by", "part_of").order_by("uid"))
    for authority in found:
        authority.stands_for = stands_for[authority.uid]  # type: ignore[attr-defined]
    return found


def _named(row: Claim | Judgement) -> Sequence[tuple[str, str]]:
    return row.typed_value.named if row.typed_value else ()
