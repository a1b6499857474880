"""The table of permissions: role by permission, token scope, public workspaces."""

import pytest
from django.contrib.auth.models import AnonymousUser

from project.people.models import User, Workspace
from project.people.permissions import NotPermitted, Permission, Role, Scope, may, require
from project.people.workspaces import queries

# Who has what in a private workspace: O owner, V reviewer, A annotator, R reader.
TABLE = {
    Permission.READ: "OVAR",
    Permission.EXPORT: "OVAR",
    Permission.ANNOTATE: "OVA",
    Permission.EDIT_SOURCES: "OVA",
    Permission.STATE_CLAIMS: "OVA",
    Permission.EDIT_DISPUTES: "OVA",
    Permission.KEEP_LISTS: "OVAR",
    Permission.REVIEW: "OV",
    Permission.MANAGE_TAGS: "OV",
    Permission.PUBLISH: "O",
    Permission.MANAGE: "O",
}
LETTERS = {Role.OWNER: "O", Role.REVIEWER: "V", Role.ANNOTATOR: "A", Role.READER: "R"}


def member(workspace: Workspace, role: Role) -> User:
    return workspace.memberships.get(role=role).user


def test_the_table_names_every_permission() -> None:
    assert set(TABLE) == set(Permission)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_role_by_permission(workspace: Workspace, role: Role, permission: Permission) -> None:
    assert may(member(workspace, role), workspace, permission) is (
        LETTERS[role] in TABLE[permission]
    )


@pytest.mark.parametrize("permission", Permission)
def test_strangers_have_nothing_in_a_private_workspace(
    workspace: Workspace, outsider: User, permission: Permission
) -> None:
    assert not may(outsider, workspace, permission)
    assert not may(AnonymousUser(), workspace, permission)


@pytest.mark.parametrize("permission", Permission)
def test_strangers_may_only_read_a_public_workspace(
    workspace: Workspace, outsider: User, permission: Permission
) -> None:
    workspace.visibility = Workspace.Visibility.PUBLIC
    expected = permission is Permission.READ
    assert may(outsider, workspace, permission) is expected
    assert may(AnonymousUser(), workspace, permission) is expected


@pytest.mark.parametrize("permission", Permission)
def test_a_reading_token_reads_and_exports_whatever_the_role(
    workspace: Workspace, owner: User, permission: Permission
) -> None:
    owner.scope = Scope.READ
    expected = permission in (Permission.READ, Permission.EXPORT)
    assert may(owner, workspace, permission) is expected


def test_require_names_the_permission(workspace: Workspace, reader: User) -> None:
    with pytest.raises(NotPermitted, match="annotator or above") as refused:
        require(reader, workspace, Permission.ANNOTATE)
    assert refused.value.permission is Permission.ANNOTATE


def test_the_table_people_read_is_the_one_that_decides(workspace: Workspace) -> None:
    for permission, row in zip(Permission, queries.permission_table(), strict=True):
        assert row.sentence == permission.value.sentence
        assert row.by_role == tuple(
            may(member(workspace, role), workspace, permission) for role in Role
        )
