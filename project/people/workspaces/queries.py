"""Reads about workspaces and their members that are more than a queryset method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from project.people.models import Invitation, Membership, User, Workspace
from project.people.permissions import Permission, Role, Scope
from project.people.workspaces.models import WorkspaceQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class PermissionRow:
    """A line of the table of permissions as people read it."""

    sentence: StrOrPromise
    #: Whether each role, in the order of `Role`, has it.
    by_role: tuple[bool, ...]
    public: bool
    with_read_token: bool


def permission_table() -> list[PermissionRow]:
    """Every permission in its own words."""
    return [
        PermissionRow(
            sentence=rule.sentence,
            by_role=tuple(role.rank >= rule.least.rank for role in Role),
            public=rule.public,
            with_read_token=rule.scope is Scope.READ,
        )
        for rule in (permission.value for permission in Permission)
    ]


def memberships_of(user: User) -> list[Membership]:
    """A person's memberships, workspaces at hand, by name."""
    return list(
        Membership.objects.filter(user=user, workspace__deleted_at=None)
        .select_related("workspace")
        .order_by("workspace__name", "pk")
    )


def deleted_workspaces(user: User) -> WorkspaceQuerySet:
    """What `user` owned and can still restore, the first to be purged first."""
    owned = Membership.objects.filter(user=user, role=Role.OWNER)
    deleted = Workspace.objects.filter(pk__in=owned.values("workspace"), deleted_at__isnull=False)
    return deleted.order_by("deleted_at", "pk")


def public_workspaces(*, besides: list[Membership]) -> list[Workspace]:
    """Workspaces that anybody can read, without those of these memberships."""
    return list(
        Workspace.objects.existing()
        .filter(visibility=Workspace.Visibility.PUBLIC)
        .exclude(pk__in=[membership.workspace_id for membership in besides])
        .order_by("name", "pk")
    )


def people_of(workspace: Workspace, user: User | AnonymousUser) -> list[User]:
    """The members by name, for members; strangers are told of nobody."""
    if not user.is_authenticated or workspace.role_of(user) is None:
        return []
    return [membership.user for membership in members_of(workspace)]


def members_of(workspace: Workspace) -> list[Membership]:
    """The members, people at hand: owners first, then by name."""
    members = workspace.memberships.select_related("user").order_by("user__display_name", "pk")
    return sorted(members, key=lambda membership: -Role(membership.role).rank)


def is_last_owner(workspace: Workspace, user: User) -> bool:
    """Whether nobody else owns the workspace."""
    owners = workspace.memberships.filter(role=Role.OWNER)
    return set(owners.values_list("user", flat=True)) == {user.pk}


def open_invitations(workspace: Workspace) -> list[Invitation]:
    """Those that can still be accepted, the newest first."""
    found = Invitation.objects.open().filter(workspace=workspace)
    return list(found.select_related("created_by"))
