"""Writes to people and workspaces, and deletion."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from project.people import services
from project.people.accounts import services as accounts
from project.people.models import AccessToken, User, Workspace
from project.people.permissions import NotPermitted, Role, Scope
from project.people.workspaces import services as workspaces
from sources.records.models import Source


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"email": ""}, "email"),
        ({"email": "nonsense"}, "email"),
        ({"email": "x" * 250 + "@example.org"}, "email"),
        ({"email": "OWNER@example.org"}, "__all__"),
        ({"password": "short"}, "password"),
        ({"password": "12345678901"}, "password"),
        ({"display_name": "n" * 201}, "display_name"),
    ],
)
def test_bad_input_of_create_user(owner: User, fields: dict[str, str], wrong: str) -> None:
    good = {"email": "new@example.org", "password": "a long password", "display_name": "New"}
    with pytest.raises(ValidationError) as refused:
        accounts.create_user(**{**good, **fields}, attributed_to="test")
    assert wrong in refused.value.message_dict
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "n" * 201}, "name"),
        ({"visibility": "secret"}, "visibility"),
    ],
)
def test_bad_input_of_workspaces(
    workspace: Workspace, owner: User, fields: dict[str, str], wrong: str
) -> None:
    given: dict[str, Any] = {"name": "Good", "description": "", "visibility": "private", **fields}
    with pytest.raises(ValidationError) as refused:
        workspaces.create_workspace(actor=owner, **given)
    assert wrong in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        workspaces.change_workspace(actor=owner, workspace=workspace, **given)
    assert wrong in refused.value.message_dict


@pytest.mark.parametrize(("name", "scope"), [("", "read"), ("n" * 101, "read"), ("good", "all")])
def test_bad_input_of_create_token(owner: User, name: str, scope: str) -> None:
    with pytest.raises(ValidationError):
        accounts.create_token(actor=owner, name=name, scope=scope)
    assert not AccessToken.objects.exists()


MANAGING: list[Any] = [
    lambda actor, workspace, _other: workspaces.set_role(
        actor=actor, workspace=workspace, user=actor, role=Role.OWNER
    ),
    lambda actor, workspace, other: workspaces.remove_member(
        actor=actor, workspace=workspace, user=other
    ),
    lambda actor, workspace, _other: workspaces.change_workspace(
        actor=actor, workspace=workspace, name="Mine", description="", visibility="public"
    ),
]


@pytest.mark.parametrize("manage", MANAGING)
def test_only_owners_manage(
    workspace: Workspace, owner: User, reviewer: User, outsider: User, manage: Any
) -> None:
    for actor in (reviewer, outsider):
        with pytest.raises(NotPermitted):
            manage(actor, workspace, owner)


def test_a_reading_token_makes_no_workspace(owner: User) -> None:
    owner.scope = Scope.READ
    with pytest.raises(NotPermitted):
        workspaces.create_workspace(actor=owner, name="New")


def test_one_of_two_owners_may_step_down(workspace: Workspace, owner: User, reviewer: User) -> None:
    workspaces.set_role(actor=owner, workspace=workspace, user=reviewer, role=Role.OWNER)
    workspaces.set_role(actor=owner, workspace=workspace, user=owner, role=Role.READER)
    kept = Workspace.objects.get(pk=workspace.pk)
    assert (kept.role_of(owner), kept.role_of(reviewer)) == (Role.READER, Role.OWNER)
    with pytest.raises(workspaces.LastOwner):
        workspaces.remove_member(actor=reviewer, workspace=kept, user=reviewer)


def test_nobody_revokes_anothers_token(owner: User, reader: User) -> None:
    token, _ = accounts.create_token(actor=owner, name="mine", scope="read")
    with pytest.raises(PermissionError):
        accounts.revoke_token(actor=reader, token=token)
    assert AccessToken.objects.live().get() == token


def test_deleting_can_be_undone_by_those_who_may_delete(
    source: Source, owner: User, reader: User
) -> None:
    with pytest.raises(NotPermitted):
        services.delete(actor=reader, row=source)
    services.delete(actor=owner, row=source)
    assert not Source.objects.visible_to(owner).exists()
    with pytest.raises(NotPermitted):
        services.restore(actor=reader, row=source)
    services.restore(actor=owner, row=source)
    assert Source.objects.visible_to(reader).get() == source
