"""Two authorities found to be one: names, identifiers and parts of the one go to the other.

The one merged away is kept, deleted, and points to the survivor in `merged_into`; its address
and its uid lead there. Its own record stays as it was. What the survivor got from it is not
written down a second time: the history knows, and `unmerge` takes just that back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from project.people.history import acting, events
from project.people.merged import context_of
from project.people.models import User
from project.people.permissions import Permission
from project.people.refusing import require_current
from sources.authorities.identifiers import Identifier
from sources.authorities.models import Authority
from sources.authorities.names import Written
from sources.authorities.services import Entry, fill, lock

#: Fields of which the survivor has one, each with the columns it consists of.
SINGLE = {
    "name": ("name", "language"),
    "description": ("description",),
    "dates": ("dates",),
    "coordinates": ("latitude", "longitude"),
    "part_of": ("part_of",),
}


class NotMerged(ValidationError):
    """This authority was not merged into another, or is already by itself again."""

    def __init__(self) -> None:
        super().__init__(_("This authority was not merged into another."))


def united(survivor: Entry, merged: Entry, taken: Iterable[str] = ()) -> Entry:
    """The survivor's entry with all names and identifiers of both, some of them twice.

    The fields in `taken`, of `SINGLE`, come from the merged one; so does what the survivor lacks.
    """
    chosen: dict[str, Any] = {}
    for field, columns in SINGLE.items():
        lacks = all(getattr(survivor, column) in ("", None) for column in columns)
        if field in taken or lacks:
            chosen |= {column: getattr(merged, column) for column in columns}
    variants = (
        *(Written(survivor.name, survivor.language), *survivor.variants),
        *(Written(merged.name, merged.language), *merged.variants),
    )
    identifiers = (*survivor.identifiers, *merged.identifiers)
    return replace(survivor, **{**chosen, "variants": variants, "identifiers": identifiers})


def merge(
    *,
    actor: User,
    merged: Authority,
    survivor: Authority,
    taken: Iterable[str] = (),
    revision: int | None = None,
) -> Authority:
    """Merge one authority into another of its kind, which takes the fields in `taken` over.

    What is part of the merged one becomes part of the survivor. Raises ValidationError, and
    `Overtaken` where `revision` is given and not the survivor's.
    """
    with acting(actor, survivor.workspace, Permission.EDIT_SOURCES):
        lock(survivor.workspace)
        merged, survivor = _both(merged, survivor)
        require_current(survivor, revision)
        entry = united(Entry.of(survivor), Entry.of(merged), taken)
        if entry.part_of == merged or entry.part_of == survivor:
            # One was part of the other.
            outer = merged if entry.part_of == merged else survivor
            entry = replace(entry, part_of=outer.part_of)
        # First out of the way: the two may not have an identifier in common.
        merged.merged_into, merged.deleted_at = survivor, timezone.now()
        merged.revision += 1
        merged.save(update_fields=["merged_into", "deleted_at", "revision"])
        merged.has_part.exclude(pk=survivor.pk).update(part_of=survivor)
        fill(survivor, entry)
        survivor.revision += 1
        survivor.save()
    return survivor


def unmerge(*, actor: User, authority: Authority) -> Authority:
    """Make a merged authority one by itself again.

    The survivor gives back what it got from it, unless that was changed since. Raises
    `NotMerged`, and ValidationError where the two can no longer be apart.
    """
    with acting(actor, authority.workspace, Permission.EDIT_SOURCES):
        lock(authority.workspace)
        authority = Authority.objects.select_related("workspace").get(pk=authority.pk)
        survivor = authority.merged_into
        if survivor is None:
            raise NotMerged
        context = context_of(authority, survivor)
        survivor.workspace = authority.workspace
        authority.merged_into = authority.deleted_at = None
        authority.revision += 1
        authority.save(update_fields=["merged_into", "deleted_at", "revision"])
        # The record of one that was deleted or merged in turn stays as it is.
        if survivor.deleted_at is None:
            fill(survivor, _without(survivor, context))
            survivor.revision += 1
            survivor.save()
        # What it is part of may be gone by now, an identifier be another's.
        fill(authority, Entry.of(authority))
        moved = events(Authority).filter(
            pgh_context_id=context, part_of=survivor, pgh_label="update"
        )
        back = moved.exclude(pgh_obj_id__in=[survivor.pk, authority.pk])
        parts = survivor.has_part.filter(pk__in=list(back.values_list("pgh_obj_id", flat=True)))
        parts.update(part_of=authority)
    return authority


def _both(merged: Authority, survivor: Authority) -> tuple[Authority, Authority]:
    """Both as they are now. Raises ValidationError unless they can become one."""
    rows = Authority.objects.existing().filter(workspace=survivor.workspace)
    found = {
        row.pk: row
        for row in rows.filter(pk__in=[merged.pk, survivor.pk]).select_related(
            "workspace", "part_of"
        )
    }
    if len(found) < 2:
        raise ValidationError(_("These are not two authorities of this workspace."))
    if found[merged.pk].kind != found[survivor.pk].kind:
        raise ValidationError(
            _("One is a %(one)s, the other a %(other)s. Correct the kind of one of them first.")
            % {
                "one": found[survivor.pk].get_kind_display().lower(),
                "other": found[merged.pk].get_kind_display().lower(),
            }
        )
    return found[merged.pk], found[survivor.pk]


def _without(survivor: Authority, context: Any) -> Entry:
    """What is written of the survivor, without what it got by merging and still has so."""
    own = events(Authority).filter(pgh_obj_id=survivor.pk).order_by("-pgh_id")
    after = own.filter(pgh_context_id=context).first()
    now = Entry.of(survivor)
    before = own.filter(pgh_id__lt=after.pgh_id).first() if after else None
    if after is None or before is None:
        return now
    variants = _less(survivor.variants, after.variants, before.variants)
    identifiers = _less(survivor.identifiers, after.identifiers, before.identifiers)
    back: dict[str, Any] = {}
    for columns in SINGLE.values():
        names = [f"{column}_id" if column == "part_of" else column for column in columns]
        if all(getattr(survivor, name) == getattr(after, name) for name in names):
            back |= {column: getattr(before, column) for column in columns}
    whole = back.get("part_of")
    if whole is not None and whole.deleted_at is not None:
        del back["part_of"]
    return replace(
        now,
        **back,
        variants=tuple(Written(**each) for each in variants),
        identifiers=tuple(Identifier(**each) for each in identifiers),
    )


def _less(now: list[Any], after: list[Any], before: list[Any]) -> list[Any]:
    """The list as it is now without what merging added; what it took away comes back."""
    added = [each for each in after if each not in before]
    lost = [each for each in before if each not in after]
    return [*(each for each in now if each not in added), *lost]
