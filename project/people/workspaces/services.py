"""All writes to workspaces and memberships."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from project.people.accounts.models import User
from project.people.history import acting, attributed
from project.people.permissions import NotPermitted, Permission, Role, Scope
from project.people.workspaces.models import Membership, Workspace

#: Sent before a workspace is saved, with `workspace`, to whoever knows more of what its
#: settings mean. A receiver raises ValidationError by field.
checking = Signal()


class LastOwner(ValidationError):
    """A workspace always keeps an owner. Make somebody else an owner first."""

    def __init__(self) -> None:
        super().__init__(_("A workspace always keeps an owner. Make somebody else an owner first."))


class NotAMember(ValidationError):
    """Only a member can take the workspace over."""

    def __init__(self) -> None:
        super().__init__(_("This person is not a member. Only members can take a workspace over."))


def create_workspace(
    *,
    actor: User,
    name: str,
    description: str = "",
    visibility: str = Workspace.Visibility.PRIVATE,
    citation_key_pattern: str = "",
    own_claims_reviewable: bool = False,
) -> Workspace:
    """A workspace that `actor` owns. Raises ValidationError by field."""
    if actor.scope is not Scope.WRITE:
        raise NotPermitted(Permission.MANAGE)
    workspace = Workspace(
        name=name.strip(),
        description=description,
        visibility=visibility,
        own_claims_reviewable=own_claims_reviewable,
    )
    if citation_key_pattern:
        workspace.citation_key_pattern = citation_key_pattern
    workspace.full_clean()
    checking.send(Workspace, workspace=workspace)
    with attributed(str(actor.uid)):
        workspace.save()
        Membership.objects.create(workspace=workspace, user=actor, role=Role.OWNER)
    return workspace


def change_workspace(
    *,
    actor: User,
    workspace: Workspace,
    name: str,
    description: str,
    visibility: str,
    citation_key_pattern: str | None = None,
    own_claims_reviewable: bool | None = None,
) -> Workspace:
    """Rename, describe, open or close a workspace. Raises ValidationError by field."""
    with acting(actor, workspace, Permission.MANAGE):
        workspace.name = name.strip()
        workspace.description = description
        workspace.visibility = visibility
        if citation_key_pattern is not None:
            workspace.citation_key_pattern = citation_key_pattern.strip()
        if own_claims_reviewable is not None:
            workspace.own_claims_reviewable = own_claims_reviewable
        workspace.full_clean()
        checking.send(Workspace, workspace=workspace)
        workspace.save()
    return workspace


def archive(*, actor: User, workspace: Workspace) -> None:
    """Close a workspace for writing; it can be read and exported."""
    _set(actor, workspace, archived_at=workspace.archived_at or timezone.now())


def unarchive(*, actor: User, workspace: Workspace) -> None:
    """Undo `archive`."""
    _set(actor, workspace, archived_at=None)


def delete_workspace(*, actor: User, workspace: Workspace) -> None:
    """Take a workspace away from everybody; an owner can restore it until it is purged."""
    _set(actor, workspace, deleted_at=workspace.deleted_at or timezone.now())


def restore_workspace(*, actor: User, workspace: Workspace) -> None:
    """Undo `delete_workspace`."""
    _set(actor, workspace, deleted_at=None)


def _set(actor: User, workspace: Workspace, **values: object) -> None:
    with acting(actor, workspace, Permission.MANAGE):
        for name, value in values.items():
            setattr(workspace, name, value)
        workspace.save(update_fields=list(values))


def set_role(*, actor: User, workspace: Workspace, user: User, role: Role) -> Membership:
    """Make `user` a member, or change their role. Raises `LastOwner`."""
    with acting(actor, workspace, Permission.MANAGE):
        if role is not Role.OWNER:
            _keep_an_owner(workspace, without=user)
        membership, _made = Membership.objects.update_or_create(
            workspace=workspace, user=user, defaults={"role": role}
        )
    return membership


def remove_member(*, actor: User, workspace: Workspace, user: User) -> None:
    """End a membership; what the person made stays. Raises `LastOwner`."""
    with acting(actor, workspace, Permission.MANAGE):
        _end(workspace, user)


def leave(*, actor: User, workspace: Workspace) -> None:
    """End one's own membership, whatever one's role. Raises `LastOwner`."""
    if actor.scope is not Scope.WRITE or workspace.role_of(actor) is None:
        raise NotPermitted(Permission.READ)
    with attributed(str(actor.uid)):
        _end(workspace, actor)


def hand_over(*, actor: User, workspace: Workspace, user: User) -> None:
    """Make another member an owner and step down to reviewer. Raises `NotAMember`."""
    with acting(actor, workspace, Permission.MANAGE):
        _lock_owners(workspace)
        members = workspace.memberships.select_for_update()
        theirs = members.filter(user=user, user__is_active=True).first()
        if theirs is None or user == actor:
            raise NotAMember
        # One by one: each leaves its event.
        for membership, role in ((theirs, Role.OWNER), (members.get(user=actor), Role.REVIEWER)):
            membership.role = role
            membership.save(update_fields=["role"])


def _end(workspace: Workspace, user: User) -> None:
    _keep_an_owner(workspace, without=user)
    Membership.objects.filter(workspace=workspace, user=user).delete()


def _keep_an_owner(workspace: Workspace, *, without: User) -> None:
    if {membership.user_id for membership in _lock_owners(workspace)} == {without.pk}:
        raise LastOwner


def _lock_owners(workspace: Workspace) -> list[Membership]:
    # Locked, so that of two owners who step down at once the second is refused.
    owners = workspace.memberships.select_for_update().filter(role=Role.OWNER)
    return list(owners.order_by("pk"))
