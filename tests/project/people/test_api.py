"""Workspaces over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from project.people.accounts import services as accounts
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces
from tests.project.test_api import is_problem
from tests.rooms import at

WORKSPACES = "/api/v1/workspaces/"
Api = Callable[..., APIClient]


@pytest.fixture
def public(outsider: User) -> Workspace:
    return workspaces.create_workspace(actor=outsider, name="Open to all", visibility="public")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("owner", {"The 1949 crash": "owner", "Open to all": None}),
        ("reader", {"The 1949 crash": "reader", "Open to all": None}),
        ("outsider", {"Open to all": "owner"}),
        (None, {"Open to all": None}),
    ],
)
def test_the_list_holds_ones_own_and_the_public_ones(
    who: str | None,
    expected: dict[str, str | None],
    workspace: Workspace,
    public: Workspace,
    api: Api,
    request: pytest.FixtureRequest,
) -> None:
    client = api(request.getfixturevalue(who) if who else None)
    listed = client.get(WORKSPACES).json()["results"]
    assert {each["name"]: each["role"] for each in listed} == expected


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_ten(
    workspace: Workspace, owner: User, api: Api
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            api(owner).get(WORKSPACES)
        return len(captured)

    first = queries()
    for number in range(9):
        workspaces.create_workspace(actor=owner, name=f"Number {number}")
    assert len(api(owner).get(WORKSPACES).json()["results"]) == 10
    assert queries() == first


def test_whoever_creates_a_workspace_owns_it(outsider: User, api: Api) -> None:
    response = api(outsider).post(WORKSPACES, {"name": "Mine"}, format="json")
    assert response.status_code == 201
    made = api(outsider).get(response["Location"]).json()
    assert (made["name"], made["role"], made["visibility"]) == ("Mine", "owner", "private")


@pytest.mark.django_db
def test_nobody_creates_no_workspace(api: Api) -> None:
    response = api().post(WORKSPACES, {"name": "Nobody's"}, format="json")
    assert is_problem(response, 401)
    assert response["WWW-Authenticate"] == "Token"


def test_a_token_to_read_creates_no_workspace(owner: User) -> None:
    _, secret = accounts.create_token(actor=owner, name="Script", scope="read")
    client = APIClient(headers={"Authorization": f"Token {secret}"})
    assert is_problem(client.post(WORKSPACES, {"name": "New"}, format="json"), 403)


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("reviewer", 403), ("reader", 403), ("outsider", 404), (None, 404)],
)
def test_the_owner_changes_a_workspace(
    who: str | None,
    status: int,
    workspace: Workspace,
    owner: User,
    api: Api,
    request: pytest.FixtureRequest,
) -> None:
    client = api(request.getfixturevalue(who) if who else None)
    response = client.patch(at(workspace), {"description": "Who left when?"}, format="json")
    assert response.status_code == status
    after = api(owner).get(at(workspace)).json()
    assert after["name"] == "The 1949 crash"
    assert after["description"] == ("Who left when?" if status == 200 else "")


@pytest.mark.parametrize(("who", "status"), [("owner", 403), (None, 401)])
def test_strangers_do_not_change_a_public_workspace(
    who: str | None, status: int, public: Workspace, api: Api, request: pytest.FixtureRequest
) -> None:
    client = api(request.getfixturevalue(who) if who else None)
    assert is_problem(client.patch(at(public), {"name": "Ours"}, format="json"), status)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "x" * 201},
        {"name": ["x"]},
        {"name": "x", "visibility": "secret"},
        {"name": "x", "members": []},
    ],
)
def test_workspaces_that_cannot_be(body: dict[str, Any], owner: User, api: Api) -> None:
    assert is_problem(api(owner).post(WORKSPACES, body, format="json"), 422)
