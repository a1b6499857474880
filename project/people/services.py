"""All writes to people and workspaces, and the deletion that every row shares."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from project.people.history import acting, attributed
from project.people.models import AccessToken, Membership, User, Workspace
from project.people.permissions import NotPermitted, Permission, Role, Scope
from project.people.rows import WorkspaceRow

#: Begins every access token, so that a leaked one can be recognised.
TOKEN_PREFIX = "tst_"


class LastOwner(ValidationError):
    """A workspace always keeps an owner. Make somebody else an owner first."""

    def __init__(self) -> None:
        super().__init__(self.__doc__ or "")


def create_user(*, email: str, password: str, display_name: str = "", attributed_to: str) -> User:
    """A person who can sign in. Raises ValidationError by field."""
    user = User(
        email=User.objects.normalize_email(email.strip()),
        display_name=display_name.strip() or email.split("@")[0],
    )
    user.set_password(password)
    user.full_clean()
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    with attributed(attributed_to):
        user.save()
    return user


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


def create_token(*, actor: User, name: str, scope: str) -> tuple[AccessToken, str]:
    """An access token and its secret, which is nowhere stored and cannot be shown again."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = AccessToken(user=actor, name=name.strip(), scope=scope, digest=token_digest(secret))
    token.full_clean()
    with attributed(str(actor.uid)):
        token.save()
    return token, secret


def revoke_token(*, actor: User, token: AccessToken) -> None:
    """Close the door that `token` opens, at once and for good."""
    if token.user_id != actor.pk:
        raise PermissionError("A token is revoked by its owner alone.")
    with attributed(str(actor.uid)):
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])


def token_digest(secret: str) -> str:
    """What is stored of a token: SHA-256 in hex. A random secret needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def delete(*, actor: User, row: WorkspaceRow) -> None:
    """Delete a row so that it can be restored. Raises `NotPermitted`."""
    _set_deleted(actor, row, timezone.now())


def restore(*, actor: User, row: WorkspaceRow) -> None:
    """Undo `delete`. Raises `NotPermitted`."""
    _set_deleted(actor, row, None)


@transaction.atomic
def _set_deleted(actor: User, row: WorkspaceRow, when: datetime | None) -> None:
    if not row.editable_by(actor):
        raise NotPermitted(row.edit_permission)
    with acting(actor, row.workspace, row.edit_permission):
        row.deleted_at = when
        row.validate_constraints()
        row.save(update_fields=["deleted_at"])
