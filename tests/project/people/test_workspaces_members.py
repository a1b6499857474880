"""Leaving a workspace and handing it over."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from project.people.models import Membership, User, Workspace
from project.people.permissions import NotPermitted, Permission, Role, Scope
from project.people.workspaces import services


def address(name: str, *args: Any) -> str:
    return reverse(f"people:{name}", args=args)


def roles(workspace: Workspace) -> dict[str, str]:
    members = workspace.memberships.select_related("user")
    return {member.user.display_name: member.role for member in members}


@pytest.mark.parametrize("name", ["reader", "annotator", "reviewer"])
def test_every_member_can_leave_and_is_asked_first(
    client: Client, workspace: Workspace, name: str, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(name)
    client.force_login(user)
    url = address("leave", workspace.uid)
    assert workspace.name in client.get(url).content.decode()
    assert user.display_name in roles(workspace)
    assert client.post(url)["Location"] == "/"
    assert user.display_name not in roles(workspace)
    assert client.get(workspace.get_absolute_url()).status_code == 404


def test_the_last_owner_is_told_what_to_do(
    client: Client, workspace: Workspace, owner: User
) -> None:
    client.force_login(owner)
    url = address("leave", workspace.uid)
    shown = client.get(url).content.decode()
    assert "only owner" in shown
    assert address("hand_over", workspace.uid) in shown
    assert client.post(url).status_code == 422
    assert roles(workspace)["Owner"] == Role.OWNER


def test_alone_one_invites_or_deletes(
    client: Client, other_workspace: Workspace, outsider: User
) -> None:
    client.force_login(outsider)
    shown = client.get(address("leave", other_workspace.uid)).content.decode()
    assert address("invitations", other_workspace.uid) in shown
    assert address("delete_workspace", other_workspace.uid) in shown
    handing = client.get(address("hand_over", other_workspace.uid)).content.decode()
    assert "Nobody to hand it to" in handing


def test_outsiders_have_nothing_to_leave(
    client: Client, workspace: Workspace, owner: User, outsider: User
) -> None:
    services.change_workspace(
        actor=owner, workspace=workspace, name="Open", description="", visibility="public"
    )
    client.force_login(outsider)
    assert client.get(address("leave", workspace.uid)).status_code == 404
    with pytest.raises(NotPermitted):
        services.leave(actor=outsider, workspace=workspace)


def test_a_reading_token_does_not_leave(workspace: Workspace, reader: User) -> None:
    reader.scope = Scope.READ
    with pytest.raises(NotPermitted):
        services.leave(actor=reader, workspace=workspace)


def test_handing_over_makes_an_owner_and_steps_down(
    client: Client, workspace: Workspace, owner: User, annotator: User, outsider: User
) -> None:
    client.force_login(owner)
    url = address("hand_over", workspace.uid)
    shown = client.get(url).content.decode()
    assert "Annotator</option>" in shown
    assert "Owner</option>" not in shown
    for nobody in ("", outsider.uid, owner.uid):
        assert client.post(url, {"member": nobody}).status_code == 422
    assert client.post(url, {"member": annotator.uid}).status_code == 302
    assert roles(workspace) == {
        "Owner": Role.REVIEWER,
        "Annotator": Role.OWNER,
        "Reviewer": Role.REVIEWER,
        "Reader": Role.READER,
    }
    assert client.get(url).status_code == 403


def test_only_members_are_handed_to(workspace: Workspace, owner: User, outsider: User) -> None:
    for user in (outsider, owner):
        with pytest.raises(services.NotAMember):
            services.hand_over(actor=owner, workspace=workspace, user=user)
    assert roles(workspace)["Owner"] == Role.OWNER


def test_handing_over_leaves_an_event_of_each(
    workspace: Workspace, owner: User, reader: User
) -> None:
    services.hand_over(actor=owner, workspace=workspace, user=reader)
    events: Any = Membership.pgh_event_model  # type: ignore[attr-defined]
    found = events.objects.filter(pgh_label="update", workspace=workspace)
    assert {(event.user_id, event.role) for event in found} == {
        (owner.pk, Role.REVIEWER),
        (reader.pk, Role.OWNER),
    }
    assert Permission.MANAGE.value.least is Role.OWNER
