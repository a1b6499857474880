"""Reads of highlights: with what their notes show, and where they lie in a version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet

from annotations.claims.models import Citation
from annotations.highlights.models import Highlight, HighlightTag, Placement
from annotations.replies.queries import threads
from sources.tags.models import Tag
from sources.texts.models import Text, TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace


def in_text_order(
    text: Text, version: TextVersion, user: User | AnonymousUser
) -> QuerySet[Highlight]:
    """The highlights of `text` that `user` sees, by their place in `version`.

    Those that have none there come last.
    """
    here = Min("passages__placements__start", filter=Q(passages__placements__version=version))
    return (
        Highlight.objects.visible_to(user)
        .filter(text=text)
        .annotate(place=here)
        .order_by(F("place").asc(nulls_last=True), "id")
    )


def orphans(version: TextVersion, user: User | AnonymousUser) -> QuerySet[Highlight]:
    """The highlights of the text that have a passage without a place in `version`."""
    lost = Placement.objects.filter(
        version=version, status=Placement.Status.ORPHANED, passage__highlight=OuterRef("pk")
    )
    return (
        Highlight.objects.visible_to(user)
        .filter(Exists(lost), text=version.text_id)
        .prefetch_related("passages")
        .order_by("id")
    )


def with_notes(
    highlights: QuerySet[Highlight],
    workspace: Workspace,
    user: User | AnonymousUser,
    version: TextVersion | None = None,
) -> QuerySet[Highlight]:
    """All that `highlights/_note.html` shows of each, in a constant number of queries.

    Each passage has as `here` its placement in `version`, in a list of one or none.
    """
    citations = Citation.objects.visible_to(user).select_related("claim__workspace")
    here = (
        Placement.objects.filter(version=version)
        .exclude(status=Placement.Status.ORPHANED)
        .select_related("settled_by")
    )
    shown: list[str | Prefetch[Any, Any, Any]] = [
        "passages",
        Prefetch("passages__placements", here, to_attr="here"),
        Prefetch("tags", Tag.objects.existing()),
        Prefetch("citations", citations),
    ]
    return (
        highlights.filter(workspace=workspace)
        .select_related("created_by", "workspace", "text")
        .prefetch_related(*shown)
    )


def tell_editable(
    highlights: Iterable[Highlight], workspace: Workspace, user: User | AnonymousUser
) -> list[Highlight]:
    """The highlights with `can_edit` and `thread` set.

    The one `workspace` spares asking for roles again.
    """
    told = list(highlights)
    for highlight in told:
        highlight.workspace = workspace
        highlight.can_edit = highlight.editable_by(user)  # type: ignore[attr-defined]
    threads(told, user)
    return told


def notes(
    workspace: Workspace,
    user: User | AnonymousUser,
    uids: Iterable[UUID],
    version: TextVersion | None = None,
) -> list[Highlight]:
    """The visible ones among these highlights, ready for their notes in `version`."""
    found = Highlight.objects.visible_to(user).filter(uid__in=list(uids))
    told = tell_editable(with_notes(found, workspace, user, version), workspace, user)
    return tell_words(told, version)


def tell_words(highlights: list[Highlight], version: TextVersion | None) -> list[Highlight]:
    """The highlights, on each passage that `version` reads otherwise `reads`, its words there."""
    for highlight in highlights if version else []:
        for passage in highlight.passages.all():
            place = passage.here[0].place if passage.here else None  # type: ignore[attr-defined]
            words = version.content[slice(*place)] if place and version else passage.exact
            passage.reads = words if words != passage.exact else ""  # type: ignore[attr-defined]
    return highlights


def tag_names(highlight: Highlight) -> str:
    """The tags as they are typed, separated by commas."""
    borne = HighlightTag.objects.filter(highlight=highlight, tag__deleted_at=None)
    names = borne.values_list("tag__name", flat=True)
    return ", ".join(sorted(names))
