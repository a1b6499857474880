"""The deletion that every row of a workspace shares."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from project.people.history import acting
from project.people.models import User
from project.people.permissions import NotPermitted, require
from project.people.refusing import Refused
from project.people.rows import WorkspaceRow

#: Sent inside the transaction that deletes, with `row` and `actor`. A receiver for whom the row
#: must stay raises `Kept`.
deleting = Signal()


class Kept(Refused):
    """This cannot be deleted; the message says what rests on it."""


@transaction.atomic
def delete(*, actor: User, row: WorkspaceRow) -> None:
    """Delete a row so that it can be restored. Raises `NotPermitted`, `Kept`."""
    require(actor, row.workspace, row.edit_permission)
    deleting.send(sender=type(row), row=row, actor=actor)
    _set_deleted(actor, row, timezone.now())


def restore(*, actor: User, row: WorkspaceRow) -> None:
    """Undo `delete`. Raises `NotPermitted`."""
    _set_deleted(actor, row, None)


@transaction.atomic
def _set_deleted(actor: User, row: WorkspaceRow, when: datetime | None) -> None:
    require(actor, row.workspace, row.edit_permission)
    if not row.editable_by(actor):
        raise NotPermitted(row.edit_permission)
    with acting(actor, row.workspace, row.edit_permission):
        row.deleted_at = when
        row.validate_constraints()
        row.save(update_fields=["deleted_at"])
