"""Reads of the list of sources, of saved views and of reading lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from sources.lists.asking import Asked
from sources.lists.catalogue import Catalogue
from sources.lists.facets import matching
from sources.lists.models import ReadingListEntry, SavedView
from sources.lists.orders import last_change
from sources.models import SourceTag
from sources.records.models import Source
from sources.tags.models import Tag

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace

    Anyone = User | AnonymousUser


def sources_asked(user: Anyone, workspace: Workspace, asked: Asked) -> QuerySet[Source]:
    """Every source that is asked for, in no order of its own."""
    catalogue = Catalogue(user, workspace, q=asked.q)
    return Source.objects.visible_to(user).filter(
        pk__in=[line.pk for line in matching(catalogue, asked.chosen)]
    )


def shown(primary_keys: Sequence[int], user: Anyone, workspace: Workspace) -> list[Source]:
    """These sources in this order, with `text_count`, `changed_at` and `shown_tags`."""
    found = (
        Source.objects.visible_to(user)
        .filter(pk__in=primary_keys)
        .annotate(
            text_count=Count("texts", filter=Q(texts__deleted_at=None)), changed_at=last_change()
        )
    )
    by_pk = {source.pk: source for source in found}
    sources: list[Source] = [by_pk[pk] for pk in primary_keys if pk in by_pk]
    tags = tags_of(sources, user)
    for source in sources:
        source.workspace = workspace
        source.shown_tags = tags[source.pk]  # type: ignore[attr-defined]
    return sources


def tags_of(sources: Sequence[Source], user: Anyone) -> dict[int, list[Tag]]:
    """The tags that `user` sees of each source, by its primary key."""
    borne: dict[int, list[Tag]] = defaultdict(list)
    pairs = SourceTag.objects.existing().filter(
        source__in=[source.pk for source in sources], tag__in=Tag.objects.visible_to(user)
    )
    for pair in pairs.select_related("tag").order_by("tag__name"):
        borne[pair.source_id].append(pair.tag)
    return borne


def views_of(user: Anyone, workspace: Workspace) -> list[SavedView]:
    """The saved views that `user` can open: their own first, then by name."""
    seen = SavedView.objects.visible_to(user).filter(workspace=workspace)
    views = sorted(seen.select_related("created_by"), key=lambda v: v.created_by_id != user.pk)
    for view in views:
        view.workspace = workspace
    return views


def reading_list(user: User, workspace: Workspace) -> list[ReadingListEntry]:
    """What `user` means to read here, then what has been read; in the order of adding."""
    entries = list(
        ReadingListEntry.objects.visible_to(user)
        .filter(workspace=workspace)
        .select_related("source")
    )
    for entry in entries:
        entry.workspace = entry.source.workspace = workspace
    return sorted(entries, key=lambda entry: (entry.read_at is not None, entry.pk))


def on_reading_list(user: Anyone, sources: Sequence[Source]) -> dict[int, ReadingListEntry]:
    """Those of `sources` that are on the user's reading list, by the source's primary key."""
    if not user.is_authenticated:
        return {}
    entries = ReadingListEntry.objects.visible_to(user).filter(source__in=sources)
    return {entry.source_id: entry for entry in entries}
