"""All writes to saved views and reading lists; undoing what the list did to many sources."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from project.people import services as people
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted, Permission
from sources.lists.models import ReadingListEntry, SavedView
from sources.records.models import Source


def save_view(
    *, actor: User, workspace: Workspace, name: str, query: str, shared: bool = False
) -> SavedView:
    """Keep a search of the list under a name. Raises ValidationError by field."""
    with acting(actor, workspace, Permission.KEEP_LISTS):
        view = SavedView(workspace=workspace, created_by=actor)
        _fill(view, name=name, query=query, shared=shared)
        view.save()
    return view


def change_view(*, actor: User, view: SavedView, name: str, query: str, shared: bool) -> SavedView:
    """Rename a view, share it, or let it hold another search. Raises as `save_view`."""
    if not view.editable_by(actor):
        raise NotPermitted(view.edit_permission)
    with acting(actor, view.workspace, Permission.KEEP_LISTS):
        _fill(view, name=name, query=query, shared=shared)
        view.save()
    return view


def _fill(view: SavedView, *, name: str, query: str, shared: bool) -> None:
    view.name = name.strip()
    view.query = query
    view.shared = shared
    view.full_clean(exclude=["created_by", "workspace"], validate_constraints=False)
    view.validate_constraints()


def add_to_reading_list(*, actor: User, source: Source, note: str = "") -> ReadingListEntry:
    """Mean to read a source; one that is on the list already stays as it is."""
    with acting(actor, source.workspace, Permission.KEEP_LISTS):
        entry, _ = ReadingListEntry.objects.get_or_create(
            source=source,
            created_by=actor,
            deleted_at=None,
            defaults={"workspace": source.workspace, "note": note.strip()},
        )
    return entry


def change_entry(
    *, actor: User, entry: ReadingListEntry, note: str, read: bool
) -> ReadingListEntry:
    """Note why a source is to be read, and whether it has been."""
    if not entry.editable_by(actor):
        raise NotPermitted(entry.edit_permission)
    with acting(actor, entry.workspace, Permission.KEEP_LISTS):
        entry.note = note.strip()
        entry.read_at = (entry.read_at or timezone.now()) if read else None
        entry.full_clean(exclude=["created_by", "workspace", "source"], validate_constraints=False)
        entry.save(update_fields=["note", "read_at"])
    return entry


def restore_sources(*, actor: User, workspace: Workspace, uids: Iterable[str]) -> int:
    """Undo the deletion of several sources; how many that were."""
    with acting(actor, workspace, Permission.EDIT_SOURCES):
        gone = Source.objects.filter(workspace=workspace, uid__in=list(uids))
        rows = list(gone.exclude(deleted_at=None).select_for_update())
        for row in rows:
            row.workspace = workspace
            people.restore(actor=actor, row=row)
    return len(rows)
