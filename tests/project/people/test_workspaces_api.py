"""Members, invitations and archiving over the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from project.people.models import Invitation, User, Workspace
from project.people.permissions import Role
from project.people.workspaces.invitations import accept_invitation, with_secret
from tests.rooms import at

Api = Callable[[User | None], APIClient]


def role(workspace: Workspace, user: User) -> Role | None:
    return Workspace.objects.get(pk=workspace.pk).role_of(user)


def test_members_are_added_changed_and_removed(
    api: Api, workspace: Workspace, owner: User, outsider: User
) -> None:
    client = api(owner)
    added = client.post(
        at(workspace, "members"), {"email": outsider.email, "role": "reader"}, format="json"
    )
    assert added.status_code == 201
    assert added.json() == {
        "uid": str(outsider.uid),
        "user": {"uid": str(outsider.uid), "display_name": "Outsider"},
        "role": "reader",
    }
    theirs = at(workspace, "members", outsider.uid)
    assert client.patch(theirs, {"role": "reviewer"}, format="json").json()["role"] == "reviewer"
    assert role(workspace, outsider) is Role.REVIEWER
    listed = client.get(at(workspace, "members")).json()["results"]
    assert {one["user"]["display_name"]: one["role"] for one in listed}["Outsider"] == "reviewer"
    assert client.delete(theirs).status_code == 204
    assert role(workspace, outsider) is None
    assert client.get(theirs).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"email": "nobody@example.org", "role": "reader"}, "email"),
        ({"email": "reader@example.org", "role": "reader"}, "email"),
        ({"email": "outsider@example.org", "role": "emperor"}, "role"),
        ({"email": "outsider@example.org"}, "role"),
        ({"email": "outsider@example.org", "role": "reader", "rank": 1}, "rank"),
    ],
)
def test_who_cannot_be_added_is_said_by_field(
    api: Api, workspace: Workspace, owner: User, outsider: User, body: dict[str, str], field: str
) -> None:
    answer = api(owner).post(at(workspace, "members"), body, format="json")
    assert answer.status_code == 422
    assert field in answer.json()["errors"]


def test_the_last_owner_stays(api: Api, workspace: Workspace, owner: User) -> None:
    mine = at(workspace, "members", owner.uid)
    client = api(owner)
    for answer in (client.delete(mine), client.patch(mine, {"role": "reader"}, format="json")):
        assert answer.status_code == 422
        assert "always keeps an owner" in answer.json()["detail"]
    assert role(workspace, owner) is Role.OWNER


def test_an_invitation_gives_its_link_once(
    api: Api, workspace: Workspace, owner: User, outsider: User
) -> None:
    client = api(owner)
    made = client.post(at(workspace, "invitations"), {"role": "reviewer", "days": 7}, format="json")
    assert made.status_code == 201
    secret = made.json()["link"].split("/join/")[1].strip("/")
    listed = client.get(at(workspace, "invitations")).json()["results"]
    assert [one["uid"] for one in listed] == [made.json()["uid"]]
    assert "link" not in listed[0]
    found = with_secret(secret)
    assert found is not None
    accept_invitation(actor=outsider, invitation=found, with_secret=True)
    assert role(workspace, outsider) is Role.REVIEWER
    assert client.get(at(workspace, "invitations")).json()["results"] == []


def test_an_invitation_is_withdrawn(api: Api, workspace: Workspace, owner: User) -> None:
    client = api(owner)
    body = {"role": "reader", "days": 1}
    uid = client.post(at(workspace, "invitations"), body, format="json").json()["uid"]
    assert client.delete(at(workspace, "invitations", uid)).status_code == 204
    assert client.delete(at(workspace, "invitations", uid)).status_code == 404
    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [({"role": "reader", "days": 365}, "days"), ({"days": 1}, "role")],
)
def test_what_is_wrong_with_an_invitation_is_said_by_field(
    api: Api, workspace: Workspace, owner: User, body: dict[str, object], field: str
) -> None:
    answer = api(owner).post(at(workspace, "invitations"), body, format="json")
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize("room", ["members", "invitations"])
def test_owners_alone_see_them(
    api: Api, workspace: Workspace, reviewer: User, outsider: User, room: str
) -> None:
    for user, status in ((reviewer, 403), (outsider, 404), (None, 404)):
        client = api(user)
        assert client.get(at(workspace, room)).status_code == status
        assert client.post(at(workspace, room), {}, format="json").status_code == status


def test_a_workspace_is_archived_and_opened_again(
    api: Api, workspace: Workspace, owner: User, reviewer: User
) -> None:
    assert api(reviewer).post(at(workspace, "archive")).status_code == 403
    assert api(owner).post(at(workspace, "archive")).json()["archived_at"]
    refused = api(owner).post(at(workspace, "claims"), {"statement": "Late."}, format="json")
    assert refused.status_code == 403
    assert api(owner).post(at(workspace, "unarchive")).json()["archived_at"] is None
    taken = api(owner).post(at(workspace, "claims"), {"statement": "Early."}, format="json")
    assert taken.status_code == 201


def test_the_pattern_of_citation_keys_is_a_setting(
    api: Api, workspace: Workspace, owner: User
) -> None:
    url, client = at(workspace), api(owner)
    good = client.patch(url, {"citation_key_pattern": "[auth]_[year]"}, format="json")
    assert good.json()["citation_key_pattern"] == "[auth]_[year]"
    bad = client.patch(url, {"citation_key_pattern": "[nonsense]"}, format="json")
    assert bad.status_code == 422
    assert "citation_key_pattern" in bad.json()["errors"]
    assert client.patch(url, {"name": "Renamed"}, format="json").json()["name"] == "Renamed"
    assert client.get(url).json()["citation_key_pattern"] == "[auth]_[year]"
