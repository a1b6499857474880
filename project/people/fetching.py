"""Fetch and authorise in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from project.people.models import Workspace
from project.people.permissions import Permission, require
from project.people.rows import WorkspaceRow, WorkspaceRowQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

Row = TypeVar("Row", bound=WorkspaceRow)


def get_workspace(
    request: HttpRequest, uid: UUID, permission: Permission = Permission.READ
) -> Workspace:
    """The workspace with this uid.

    Raises Http404 for outsiders, `NotPermitted` for members whose role does not have
    `permission`.
    """
    return workspace_for(request.user, uid, permission)


def workspace_for(
    user: User | AnonymousUser, uid: UUID, permission: Permission = Permission.READ
) -> Workspace:
    """`get_workspace` for a user rather than a request."""
    workspace = Workspace.objects.visible_to(user).filter(uid=uid).first()
    if workspace is None:
        raise Http404(_("There is no such workspace, or it is not open to you."))
    require(user, workspace, permission)
    return workspace


def get_row(
    request: HttpRequest,
    rows: WorkspaceRowQuerySet[Row],
    workspace: Workspace,
    **lookup: Any,
) -> Row:
    """The one row of `workspace` that matches and that the request's user may see.

    Its `workspace` is at hand. Raises Http404.
    """
    row = rows.visible_to(request.user).filter(workspace=workspace, **lookup).first()
    if row is None:
        raise Http404(_("There is nothing at this address, or it is not open to you."))
    row.workspace = workspace
    return row
