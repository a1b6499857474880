"""Reads of highlights: with what their notes show, and where they lie in a version."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntFlag
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet

from annotations.claims.models import Citation
from annotations.highlights.models import Highlight, HighlightTag, Placement
from sources.texts.models import Text, TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace


class Flag(IntFlag):
    """What the reading page draws apart; `frontend/src/reader` knows the same numbers."""

    MINE = 1
    PRIVATE = 2
    #: Moved or uncertain in this version.
    UNSURE = 4
    CITED = 8
    #: It bears a comment or tags.
    SPEAKS = 16


#: Highlight, start and end in code points of the version, `Flag`s.
Drawn = tuple[str, int, int, int]


def drawn_passages(
    version: TextVersion,
    user: User | AnonymousUser,
    *,
    only: Highlight | None = None,
) -> list[Drawn]:
    """What `user` sees marked in `version`, in the order of the text."""
    visible = Highlight.objects.visible_to(user).filter(text=version.text_id)
    if only is not None:
        visible = visible.filter(pk=only.pk)
    cited = Citation.objects.existing().filter(highlight=OuterRef("passage__highlight"))
    tagged = HighlightTag.objects.filter(highlight=OuterRef("passage__highlight"))
    rows = (
        Placement.objects.filter(version=version, passage__highlight__in=visible)
        .exclude(status=Placement.Status.ORPHANED)
        .order_by("start", "end", "id")
        .values_list(
            "passage__highlight__uid",
            "start",
            "end",
            "status",
            "passage__highlight__created_by",
            "passage__highlight__sharing",
            "passage__highlight__comment",
            Exists(cited),
            Exists(tagged),
        )
    )
    return [
        (
            str(uid),
            start,
            end,
            (Flag.MINE if author == user.pk else 0)
            | (Flag.PRIVATE if sharing == Highlight.Sharing.PRIVATE else 0)
            | (Flag.UNSURE if status != Placement.Status.PLACED else 0)
            | (Flag.CITED if is_cited else 0)
            | (Flag.SPEAKS if comment or is_tagged else 0),
        )
        for uid, start, end, status, author, sharing, comment, is_cited, is_tagged in rows
    ]


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
    highlights: QuerySet[Highlight], workspace: Workspace, user: User | AnonymousUser
) -> QuerySet[Highlight]:
    """All that `highlights/_note.html` shows of each, in a constant number of queries."""
    citations = Citation.objects.visible_to(user).select_related("claim__workspace")
    return (
        highlights.filter(workspace=workspace)
        .select_related("created_by", "workspace")
        .prefetch_related("passages", "tags", Prefetch("citations", citations))
    )


def tell_editable(
    highlights: Iterable[Highlight], workspace: Workspace, user: User | AnonymousUser
) -> list[Highlight]:
    """The highlights with `can_edit` set; the one `workspace` spares asking for roles again."""
    told = list(highlights)
    for highlight in told:
        highlight.workspace = workspace
        highlight.can_edit = highlight.editable_by(user)  # type: ignore[attr-defined]
    return told


def notes(
    workspace: Workspace, user: User | AnonymousUser, uids: Iterable[UUID]
) -> list[Highlight]:
    """The visible ones among these highlights, ready for their notes."""
    found = Highlight.objects.visible_to(user).filter(uid__in=list(uids))
    return tell_editable(with_notes(found, workspace, user), workspace, user)


def tag_names(highlight: Highlight) -> str:
    """The tags as they are typed, separated by commas."""
    names = HighlightTag.objects.filter(highlight=highlight).values_list("tag__name", flat=True)
    return ", ".join(sorted(names))
