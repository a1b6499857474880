"""Pages of people and workspaces."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from project.people.accounts import services as accounts
from project.people.models import User, Workspace
from project.people.permissions import Permission, Role
from project.people.workspaces import services as workspaces
from tests.cast import make_user


def address(name: str, *args: Any) -> str:
    return reverse(f"people:{name}", args=args)


@pytest.fixture
def as_owner(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# What each page answers: owner, reader, outsider, anonymous.
PAGES = [
    ("workspace", (200, 200, 404, 404)),
    ("settings", (200, 403, 404, 302)),
    ("members", (200, 403, 404, 302)),
]


@pytest.mark.parametrize(("name", "expected"), PAGES)
def test_who_opens_what(
    client: Client,
    workspace: Workspace,
    owner: User,
    reader: User,
    outsider: User,
    name: str,
    expected: tuple[int, ...],
) -> None:
    statuses = []
    for user in (owner, reader, outsider, None):
        client.logout()
        if user:
            client.force_login(user)
        statuses.append(client.get(address(name, workspace.uid)).status_code)
    assert tuple(statuses) == expected


def test_strangers_see_what_it_is_and_only_public_workspaces(
    client: Client, workspace: Workspace, owner: User
) -> None:
    workspaces.create_workspace(actor=owner, name="Open research", visibility="public")
    page = client.get("/").content.decode()
    assert "Open research" in page
    assert workspace.name not in page
    assert address("sign_in") in page


def test_home_lists_my_workspaces_with_my_role(
    client: Client, workspace: Workspace, other_workspace: Workspace, reader: User
) -> None:
    client.force_login(reader)
    page = client.get("/").content.decode()
    assert workspace.name in page
    assert "You are a reader" in page
    assert other_workspace.name not in page


def test_somebody_new_is_told_what_to_do_first(client: Client, outsider: User) -> None:
    client.force_login(outsider)
    assert "Begin a workspace" in client.get("/").content.decode()


def test_a_workspace_is_begun_described_and_opened(as_owner: Client, owner: User) -> None:
    form = {"name": "Ürümchi 1949", "description": "Who was where?", "visibility": "private"}
    made = Workspace.objects.get(
        uid=as_owner.post(address("new_workspace"), form)["Location"].split("/")[2]
    )
    assert made.role_of(owner) is Role.OWNER
    as_owner.post(address("settings", made.uid), {**form, "visibility": "public"})
    as_owner.logout()
    page = as_owner.get(made.get_absolute_url()).content.decode()
    assert "Who was where?" in page
    assert address("settings", made.uid) not in page


@pytest.mark.parametrize("name", ["new_workspace", "settings"])
def test_a_workspace_without_a_name_is_refused_and_loses_nothing(
    as_owner: Client, workspace: Workspace, name: str
) -> None:
    url = address(name, workspace.uid) if name == "settings" else address(name)
    response = as_owner.post(
        url, {"name": " ", "description": "Long thoughts", "visibility": "public"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "This field is required." in page
    assert "Long thoughts" in page
    assert re.search(r'value="public"[^>]*checked', page)
    assert f"<title>Settings · {workspace.name}" in page or name == "new_workspace"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_names_are_shown_as_written_and_never_run(
    as_owner: Client, workspace: Workspace, owner: User, name: str
) -> None:
    workspaces.change_workspace(
        actor=owner, workspace=workspace, name=name, description=name, visibility="private"
    )
    for url in ("/", workspace.get_absolute_url(), address("members", workspace.uid)):
        assert name not in as_owner.get(url).content.decode()


def test_members_are_added_changed_and_removed(
    as_owner: Client, workspace: Workspace, outsider: User
) -> None:
    members = address("members", workspace.uid)
    change = address("change_member", workspace.uid, outsider.uid)
    as_owner.post(members, {"email": "OUTSIDER@example.org", "role": "reader"})
    assert role(workspace, outsider) is Role.READER
    as_owner.post(change, {"role": "reviewer"})
    assert role(workspace, outsider) is Role.REVIEWER
    response = as_owner.post(change, {"remove": "1"}, follow=True)
    assert "no longer a member" in response.content.decode()
    assert role(workspace, outsider) is None


def role(workspace: Workspace, user: User) -> Role | None:
    return Workspace.objects.get(pk=workspace.pk).role_of(user)


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("nobody@example.org", "Nobody signs in here with this address"),
        ("reader@example.org", "a member already"),
        ("not an address", "valid email"),
    ],
)
def test_who_cannot_be_added_is_said_by_the_field(
    as_owner: Client, workspace: Workspace, email: str, words: str
) -> None:
    response = as_owner.post(
        address("members", workspace.uid), {"email": email, "role": "annotator"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert f'value="{email}"' in page
    assert re.search(r'value="annotator" selected', page)


@pytest.mark.parametrize("change", [{"role": "reader"}, {"remove": "1"}])
def test_the_last_owner_stays(
    as_owner: Client, workspace: Workspace, owner: User, change: dict[str, str]
) -> None:
    response = as_owner.post(address("change_member", workspace.uid, owner.uid), change)
    assert response.status_code == 422
    assert "always keeps an owner" in response.content.decode()
    assert role(workspace, owner) is Role.OWNER


def test_an_outsider_is_no_member_to_change(
    as_owner: Client, workspace: Workspace, outsider: User
) -> None:
    url = address("change_member", workspace.uid, outsider.uid)
    assert as_owner.get(url).status_code == 404


def test_the_members_page_says_what_each_role_may_do(
    as_owner: Client, workspace: Workspace
) -> None:
    page = as_owner.get(address("members", workspace.uid)).content.decode()
    for permission in Permission:
        assert permission.value.sentence.replace("'", "&#x27;") in page


def add_workspace(owner: User, n: int) -> None:
    workspaces.create_workspace(actor=owner, name=f"Workspace {n}", visibility="public")


def add_member(owner: User, n: int) -> None:
    workspace = Workspace.objects.get(name="The 1949 crash")
    workspaces.set_role(
        actor=owner, workspace=workspace, user=make_user(f"member{n}"), role=Role.READER
    )


def add_token(owner: User, n: int) -> None:
    accounts.create_token(actor=owner, name=f"Token {n}", scope="read")


@pytest.mark.parametrize(
    ("page", "add"), [("home", add_workspace), ("members", add_member), ("tokens", add_token)]
)
def test_queries_do_not_grow_with_rows(
    as_owner: Client,
    workspace: Workspace,
    owner: User,
    page: str,
    add: Callable[[User, int], None],
) -> None:
    url = {"home": "/", "tokens": address("tokens"), "members": address("members", workspace.uid)}
    add(owner, 0)
    before = queries(as_owner, url[page])
    for n in range(1, 6):
        add(owner, n)
    assert queries(as_owner, url[page]) == before
