"""What waits in a workspace about its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from project.people.workspaces.waiting import Line, Waiting
from sources.models import Import, Source, Text

if TYPE_CHECKING:
    from project.people.models import Workspace
    from project.people.workspaces.waiting import Anyone


def waitings() -> list[Waiting]:
    """Files that could not be read, and sources that nobody can read or mark yet."""
    return [
        Waiting(
            name="refused-files",
            title=_("Files that could not be imported"),
            advice=_("Each says why. Mend the file and import it again, or delete the import."),
            counted=lambda count: (
                ngettext(
                    "%(count)d file that could not be imported",
                    "%(count)d files that could not be imported",
                    count,
                )
                % {"count": count}
            ),
            rows=refused_files,
            line=lambda found: Line(str(found.original), found.get_absolute_url(), found.error),
            is_mine=True,
        ),
        Waiting(
            name="without-text",
            title=_("Sources without a text"),
            advice=_("Passages can be marked and cited once a source has a text."),
            counted=lambda count: (
                ngettext(
                    "%(count)d source without a text", "%(count)d sources without a text", count
                )
                % {"count": count}
            ),
            rows=without_text,
            line=lambda source: Line(source.title, source.get_absolute_url(), source.shown_date),
        ),
    ]


def refused_files(user: Anyone, workspace: Workspace) -> QuerySet[Import]:
    """The user's own imports that failed, the newest first."""
    if not user.is_authenticated:
        return Import.objects.none()
    found = Import.objects.visible_to(user).filter(workspace=workspace, created_by=user)
    return found.filter(state=Import.State.FAILED).select_related("original").order_by("-pk")


def without_text(user: Anyone, workspace: Workspace) -> QuerySet[Source]:
    """The sources that have no text, the newest first."""
    texts = Text.objects.visible_to(user).filter(source=OuterRef("pk"))
    return (
        Source.objects.visible_to(user).filter(~Exists(texts), workspace=workspace).order_by("-pk")
    )
