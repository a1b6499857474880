"""Rows that were merged into another of their kind, which can be undone.

Such a row is deleted and names its survivor in `merged_into`; its history tells the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from project.people.history import events
from project.people.rows import WorkspaceRow

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace

    Anyone = User | AnonymousUser

Row = TypeVar("Row", bound=WorkspaceRow)


def get_merged(user: Anyone, model: type[Row], workspace: Workspace, uid: UUID) -> Row:
    """The merged row with this uid, if the user could see it. Raises Http404."""
    row: Row | None = _merged(user, model, workspace).filter(uid=uid).first()
    if row is None:
        raise Http404(_("There is nothing at this address, or it is not open to you."))
    row.workspace = workspace
    return row


def survivor_of(user: Anyone, model: type[Row], workspace: Workspace, uid: UUID) -> Row | None:
    """What the row with this uid was merged into, at last, if the user may see it."""
    row: Any = _merged(user, model, workspace).filter(uid=uid).first()
    while row is not None and row.merged_into is not None:
        row = row.merged_into
    if row is None or row.deleted_at is not None:
        return None
    row.workspace = workspace
    return row  # type: ignore[no-any-return]


def context_of(merged: Row, survivor: Row) -> UUID | None:
    """What all events have in common that the last merging of the two left in the history."""
    merging = events(type(merged)).filter(pgh_obj_id=merged.pk, merged_into=survivor)
    return merging.order_by("-pgh_id").values_list("pgh_context_id", flat=True).first()


def _merged(user: Anyone, model: type[Row], workspace: Workspace) -> QuerySet[Any]:
    known: QuerySet[Any] = model.objects.filter(model.visibility(user), workspace=workspace)
    return known.filter(merged_into__isnull=False)
