"""Reads about workspaces and their members that are more than a queryset method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from project.people.models import Membership, User, Workspace
from project.people.permissions import Permission, Role, Scope

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True)
class PermissionRow:
    """A line of the table of permissions as people read it."""

    sentence: str
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
        Membership.objects.filter(user=user)
        .select_related("workspace")
        .order_by("workspace__name", "pk")
    )


def public_workspaces(*, besides: list[Membership]) -> list[Workspace]:
    """Workspaces that anybody can read, without those of these memberships."""
    return list(
        Workspace.objects.filter(visibility=Workspace.Visibility.PUBLIC)
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
