"""All writes to workspaces and memberships."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from project.people.accounts.models import User
from project.people.history import acting, attributed
from project.people.permissions import NotPermitted, Permission, Role, Scope
from project.people.workspaces.models import Membership, Workspace


class LastOwner(ValidationError):
    """A workspace always keeps an owner. Make somebody else an owner first."""

    def __init__(self) -> None:
        super().__init__(self.__doc__ or "")


def create_workspace(
    *,
    actor: User,
    name: str,
    description: str = "",
    visibility: str = Workspace.Visibility.PRIVATE,
) -> Workspace:
    """A workspace that `actor` owns. Raises ValidationError by field."""
    if actor.scope is not Scope.WRITE:
        raise NotPermitted(Permission.MANAGE)
    workspace = Workspace(name=name.strip(), description=description, visibility=visibility)
    workspace.full_clean()
    with attributed(str(actor.uid)):
        workspace.save()
        Membership.objects.create(workspace=workspace, user=actor, role=Role.OWNER)
    return workspace


def change_workspace(
    *, actor: User, workspace: Workspace, name: str, description: str, visibility: str
) -> Workspace:
    """Rename, describe, open or close a workspace."""
    with acting(actor, workspace, Permission.MANAGE):
        workspace.name = name.strip()
        workspace.description = description
        workspace.visibility = visibility
        workspace.full_clean()
        workspace.save()
    return workspace


def set_role(*, actor: User, workspace: Workspace, user: User, role: Role) -> Membership:
    """Make `user` a member, or change their role. Raises `LastOwner`."""
    with acting(actor, workspace, Permission.MANAGE):
        if role is not Role.OWNER:
            _keep_an_owner(workspace, without=user)
        membership, _ = Membership.objects.update_or_create(
            workspace=workspace, user=user, defaults={"role": role}
        )
    return membership


def remove_member(*, actor: User, workspace: Workspace, user: User) -> None:
    """End a membership; what the person made stays. Raises `LastOwner`."""
    with acting(actor, workspace, Permission.MANAGE):
        _keep_an_owner(workspace, without=user)
        Membership.objects.filter(workspace=workspace, user=user).delete()


def _keep_an_owner(workspace: Workspace, *, without: User) -> None:
    # Locked, so that of two owners who step down at once the second is refused.
    owners = workspace.memberships.select_for_update().filter(role=Role.OWNER)
    if {membership.user_id for membership in owners} == {without.pk}:
        raise LastOwner
