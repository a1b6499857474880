"""Reads of the vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, QuerySet, When

from sources.tags.bearing import BEARERS
from sources.tags.models import Tag

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace

#: Proposals shown while somebody types.
MOST = 8

#: How many rows bear a tag, by the name of their kind: {"highlights": 3, "sources": 1}.
Counts = dict[str, int]


@dataclass(frozen=True)
class Line:
    """A tag in the tree of the vocabulary."""

    tag: Tag
    depth: int
    counts: Counts


def tree(workspace: Workspace, user: User | AnonymousUser) -> list[Line]:
    """Every tag, each followed by those below it; numbers count what `user` sees.

    Below a tag that was deleted nothing hangs: its narrower ones stand at the top.
    """
    tags = sorted(
        Tag.objects.visible_to(user).filter(workspace=workspace),
        key=lambda tag: (tag.name.casefold(), tag.pk),
    )
    counts = borne(tags, user)
    known = {tag.pk for tag in tags}
    below: dict[int | None, list[Tag]] = defaultdict(list)
    for tag in tags:
        tag.workspace = workspace
        below[tag.broader_id if tag.broader_id in known else None].append(tag)
    lines: list[Line] = []
    waiting = [(tag, 0) for tag in reversed(below[None])]
    while waiting:
        tag, depth = waiting.pop()
        lines.append(Line(tag, depth, counts[tag.pk]))
        waiting += [(narrower, depth + 1) for narrower in reversed(below[tag.pk])]
    return lines


def borne(tags: Iterable[Tag], user: User | AnonymousUser) -> dict[int, Counts]:
    """By primary key of each tag, how much of every kind bears it, as far as `user` sees."""
    counts: dict[int, Counts] = {tag.pk: dict.fromkeys(BEARERS, 0) for tag in tags}
    for kind, bearer in BEARERS.items():
        links = bearer.link.objects.visible_to(user).filter(tag__in=counts).order_by()
        for tag, count in links.values_list("tag").annotate(Count("pk")):
            counts[tag][kind] = count
    return counts


def proposals(workspace: Workspace, user: User | AnonymousUser, typed: str) -> QuerySet[Tag]:
    """Tags whose name holds what was typed; those that begin with it come first."""
    begins = Case(When(name__istartswith=typed, then=0), default=1)
    seen = Tag.objects.visible_to(user).filter(workspace=workspace, name__icontains=typed)
    return seen.order_by(begins, "name")[:MOST]
