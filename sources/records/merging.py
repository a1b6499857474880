"""Two sources found to be one: what belongs to the one goes to the other.

The one merged away is kept, deleted, and points to the survivor in `merged_into`; its address
leads there and its citation key is given to nobody else. Citations of passages follow through
the texts.
What moved is not written down a second time: the history knows, since all rows that one merging
changes share a context there, and `unmerge` moves just those back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from project.people.history import acting, events
from project.people.merged import context_of
from project.people.models import User, Workspace
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow
from sources.attachments.models import Attachment
from sources.importing.models import Import
from sources.lists.models import ReadingListEntry
from sources.records.models import Derivation, Source, SourceTag
from sources.records.services import change_source
from sources.texts.models import Text

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: Sent inside the transaction, after all else has moved, with `survivor`, `merged` and `actor`.
#: Receivers move what else points to `merged`.
merging = Signal()


class NotMerged(ValidationError):
    """This source was not merged into another, or is already by itself again."""

    def __init__(self) -> None:
        super().__init__(_("This source was not merged into another."))


@dataclass(frozen=True)
class Moved:
    """Rows of one kind that point to a source by `field`, and words for a number of them.

    Rows that the survivor has already, by the fields in `same`, stay behind.
    """

    model: type[WorkspaceRow]
    field: str
    words: StrPromise
    same: tuple[str, ...] = ()

    def rows(self, merged: Source, survivor: Source) -> QuerySet[Any]:
        """Those that move, deleted ones too: they can be restored."""
        found: QuerySet[Any] = self.model.objects.filter(Q(**{self.field: merged}))
        if self.model is Derivation:
            # One source does not depend on itself.
            found = found.exclude(source=survivor).exclude(origin=survivor)
        if not self.same:
            return found
        held = self.model.objects.filter(**{self.field: survivor}).values_list(*self.same)
        for values in held:
            found = found.exclude(**dict(zip(self.same, values, strict=True)))
        return found


#: What moves. Other apps add what points to sources of theirs.
MOVED = [
    Moved(Text, "source", ngettext_lazy("%d text", "%d texts")),
    Moved(Attachment, "source", ngettext_lazy("%d attached file", "%d attached files")),
    Moved(Import, "source", ngettext_lazy("%d imported file", "%d imported files")),
    Moved(SourceTag, "source", ngettext_lazy("%d tag", "%d tags"), ("tag",)),
    Moved(
        Derivation,
        "source",
        ngettext_lazy("%d origin it depends on", "%d origins it depends on"),
        ("origin", "kind"),
    ),
    Moved(
        Derivation,
        "origin",
        ngettext_lazy("%d source that depends on it", "%d sources that depend on it"),
        ("source", "kind"),
    ),
    Moved(
        ReadingListEntry,
        "source",
        ngettext_lazy("%d entry of a reading list", "%d entries of reading lists"),
        ("created_by",),
    ),
]


def counted(merged: Source, survivor: Source, user: User) -> list[str]:
    """What would move, as far as `user` knows of it, in words: “2 texts”, “1 tag”."""
    counts = ((kind, _known(kind, merged, survivor, user).count()) for kind in MOVED)
    return [kind.words % count for kind, count in counts if count]


def _known(kind: Moved, merged: Source, survivor: Source, user: User) -> QuerySet[Any]:
    seen: QuerySet[Any] = kind.model.objects.visible_to(user)
    return kind.rows(merged, survivor).filter(pk__in=seen.values("pk"))


def merge(
    *,
    actor: User,
    merged: Source,
    survivor: Source,
    csl: dict[str, Any],
    date: str,
    **fields: Any,
) -> Source:
    """Merge one source into another of its workspace, which gets the record given.

    `fields` are further ones of `change_source`. Raises ValidationError and `NotPermitted`.
    """
    with acting(actor, survivor.workspace, Permission.EDIT_SOURCES):
        # The workspace before any row, as all do who look for circles.
        Workspace.objects.select_for_update(no_key=True).get(pk=survivor.workspace_id)
        merged, survivor = _locked(merged, survivor)
        change_source(actor=actor, source=survivor, csl=csl, date=date, citation_key="", **fields)
        for kind in MOVED:
            kind.rows(merged, survivor).update(**{kind.field: survivor})
        merging.send(sender=Source, survivor=survivor, merged=merged, actor=actor)
        merged.merged_into = survivor
        merged.deleted_at = timezone.now()
        merged.save(update_fields=["merged_into", "deleted_at"])
    return survivor


def unmerge(*, actor: User, source: Source) -> Source:
    """Make a merged source one by itself again, with what it brought along.

    What has moved on since stays where it is; so does the survivor's record. Raises
    `NotMerged`, `NotPermitted`.
    """
    with acting(actor, source.workspace, Permission.EDIT_SOURCES):
        source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
        survivor = source.merged_into
        if survivor is None:
            raise NotMerged
        for kind, moved in _moved(source, survivor):
            rows = kind.model.objects.filter(pk__in=moved, **{kind.field: survivor})
            rows.update(**{kind.field: source})
        source.merged_into = None
        source.deleted_at = None
        source.save(update_fields=["merged_into", "deleted_at"])
    return source


def _locked(merged: Source, survivor: Source) -> tuple[Source, Source]:
    """Both as they are now. Raises ValidationError unless they can become one."""
    both = Source.objects.existing().filter(workspace=survivor.workspace)
    found = {
        source.pk: source
        for source in both.filter(pk__in=[merged.pk, survivor.pk])
        .select_related("workspace")
        .select_for_update(of=("self",))
        .order_by("pk")
    }
    if len(found) < 2:
        raise ValidationError(_("These are not two sources of this workspace."))
    return found[merged.pk], found[survivor.pk]


def _moved(source: Source, survivor: Source) -> Iterator[tuple[Moved, list[int]]]:
    """Which rows the merging moved, as the history has it."""
    context = context_of(source, survivor)
    for kind in MOVED:
        moves = events(kind.model).filter(
            Q(**{kind.field: survivor}), pgh_context_id=context, pgh_label="update"
        )
        yield kind, list(moves.values_list("pgh_obj_id", flat=True))
