"""All writes to notices: whom to tell of what, once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils import timezone

from annotations.notices.models import Notice
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted, Permission, Scope
from project.people.rows import WorkspaceRow, WorkspaceRowQuerySet


def readers(*, actor: User, people: Iterable[int], of: WorkspaceRow) -> list[User]:
    """Those of `people` (primary keys) who may see the row `of`, or could until it was deleted
    just now, without the actor.

    They are locked, in one order, so that of two acts at once the second finds the notice
    that the first one left. Called once in a transaction, before any notice is written.
    """
    wanted = User.objects.filter(pk__in={*people} - {actor.pk}, is_active=True)
    rows = type(of).objects.filter(pk=of.pk)
    locked = wanted.select_for_update(of=("self",), no_key=True).order_by("pk")
    return [user for user in locked if rows.filter(type(of).visibility(user)).exists()]


def tell(
    people: Iterable[User],
    kind: Notice.Kind,
    *,
    actor: User,
    workspace: Workspace,
    same: dict[str, Any],
    about: dict[str, Any],
    first: Mapping[str, Any] | None = None,
) -> None:
    """One unread notice for each person and thing: an earlier one is refreshed, not doubled.

    `same` is how an earlier notice of the same thing is found, `about` the rows it is about
    from now on, `first` what only a new one gets.
    """
    fresh = {"created_by": actor, "mailed_at": None, **about}
    for person in people:
        unread = Notice.objects.existing().filter(
            workspace=workspace, recipient=person, kind=kind, read_at=None, **same
        )
        if not unread.update(created_at=timezone.now(), **fresh):
            made = {**fresh, **(first or {})}
            Notice.objects.create(workspace=workspace, recipient=person, kind=kind, **made)


def tell_once(
    people: Iterable[User],
    kind: Notice.Kind,
    *,
    actor: User,
    workspace: Workspace,
    about: dict[str, Any],
) -> None:
    """Tell whoever was never told of this, read or unread."""
    told = Notice.objects.filter(workspace=workspace, kind=kind, **about)
    already: Collection[int] = set(told.values_list("recipient", flat=True))
    for person in people:
        if person.pk not in already:
            Notice.objects.create(
                workspace=workspace, recipient=person, kind=kind, created_by=actor, **about
            )


def mark_read(*, actor: User, notices: WorkspaceRowQuerySet[Notice] | None = None) -> int:
    """Note that `actor` has read these notices, or without them all. Returns how many were new.

    Read ones stay as they are, so that it may be said twice.
    """
    if actor.scope is not Scope.WRITE:
        raise NotPermitted(Permission.KEEP_LISTS)
    mine = Notice.objects.visible_to(actor) if notices is None else notices
    with attributed(str(actor.uid)):
        return mine.filter(recipient=actor, read_at=None).update(read_at=timezone.now())


def forget(*, user: User, **_: Any) -> None:
    """Receiver of `closing`: nobody is left to be told."""
    Notice.objects.filter(recipient=user).delete()
