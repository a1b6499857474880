"""Every address and method, asked by everybody, against the table of permissions.

How to add a row for a new address: tests/project/access/table.py.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from project.people.accounts import services as accounts
from project.people.models import User, Workspace
from project.people.permissions import Permission, Scope
from project.people.workspaces import services as workspaces
from tests.project.access.rows import ROWS, TABLE
from tests.project.access.table import METHODS, Anyone, Ask, Get, Row, addresses
from tests.undone import undone

PEOPLE = ("outsider", "reader", "annotator", "reviewer", "owner")
#: Who asks in a public workspace: of the members, who may do least and who may do most.
IN_PUBLIC = ("anonymous", "outsider", "reader", "owner")
#: What Django's forms and the API take as the content of a request.
JSON = "application/json"
#: How a rule of its own may be told: with a status, as if nothing was there, or in words.
REFUSALS = {"forbidden", "hidden", "409", "422"}


@dataclass
class Caller:
    """Somebody who asks, in the way they are signed in."""

    label: str
    user: Anyone
    client: Client = field(default_factory=Client)
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client.raise_request_exception = False
        self.cookies = self.client.cookies.output(header="", sep=";")

    def ask(self, method: str, url: str, sent: dict[str, Any], *, json: bool) -> str:
        """What comes of it: allowed, forbidden, hidden, sign in, or another status."""
        # Whoever signs out here is signed in again for the next request.
        self.client.cookies = SimpleCookie(self.cookies)
        kwargs: dict[str, Any] = {"headers": self.headers}
        if json and method not in ("GET", "HEAD"):
            kwargs["content_type"] = JSON
        with undone():
            answer = getattr(self.client, method.lower())(url, sent, **kwargs)
            if answer.streaming:
                list(answer)  # which closes the file
        return _meaning(answer)


def _meaning(answer: HttpResponseBase) -> str:
    if answer.status_code == 401 or answer.get("Location", "").startswith(_sign_in_for("")):
        return "sign in"
    meanings = {403: "forbidden", 404: "hidden"}
    if answer.status_code < 400:
        return "allowed"
    return meanings.get(answer.status_code, str(answer.status_code))


def _sign_in_for(path: str) -> str:
    return f"{reverse('people:sign_in')}?next={path}"


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def no_logs() -> Iterator[None]:
    """Of thousands of refusals; errors are kept."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def callers(request: pytest.FixtureRequest, workspace: Workspace) -> list[Caller]:
    """Everybody, signed in as people are."""
    found = [Caller("anonymous", AnonymousUser())]
    for name in PEOPLE:
        client = Client()
        client.force_login(user := request.getfixturevalue(name))
        found.append(Caller(name, user, client))
    return found


@pytest.fixture
def programs(owner: User, workspace: Workspace) -> list[Caller]:
    """Two programs that ask in the owner's name."""
    found = []
    for scope in Scope:
        _, secret = accounts.create_token(actor=owner, name="script", scope=scope)
        user = User.objects.get(pk=owner.pk)
        user.scope = scope
        headers = {"Authorization": f"Token {secret}"}
        found.append(Caller(f"the owner's token to {scope}", user, headers=headers))
    return found


def test_every_address_has_a_row() -> None:
    assert sorted(addresses().keys() - {row.name for row in ROWS}) == []


def test_every_row_has_an_address() -> None:
    names = [row.name for row in ROWS]
    assert sorted(set(names) - addresses().keys()) == []
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("visibility", ["private", "public"])
@pytest.mark.parametrize("app", TABLE)
def test_access(
    app: str,
    visibility: str,
    request: pytest.FixtureRequest,
    owner: User,
    workspace: Workspace,
    callers: list[Caller],
    programs: list[Caller],
) -> None:
    workspaces.change_workspace(
        actor=owner, workspace=workspace, name="Crash", description="", visibility=visibility
    )
    get: Get = request.getfixturevalue
    if visibility == "public":
        callers, programs = [each for each in callers if each.label in IN_PUBLIC], []
    wrong: list[str] = []
    for row in TABLE[app]:
        url = row.url(get)
        for method, ask in row.asks.items():
            for caller in [*callers, *(programs if row.is_api else [])]:
                for tried in _methods(method, caller, visibility):
                    wanted = _expected(row, tried, ask, caller.user, workspace)
                    came = caller.ask(tried, url, ask.body(get), json=row.is_api)
                    if came not in wanted:
                        wrong.append(
                            f"{tried} {url} ({row.name}) as {caller.label}: {came},"
                            f" not {' or '.join(sorted(wanted))}"
                        )
        if visibility == "private":
            wrong += _answered_without_a_row(row, url, callers[-1])
    if wrong:
        pytest.fail("\n".join([f"{app}, {visibility}:", *wrong]), pytrace=False)


def _methods(method: str, caller: Caller, visibility: str) -> tuple[str, ...]:
    """HEAD goes the way of GET: enough that the two who differ most try it."""
    if method != "GET" or caller.label not in ("outsider", "owner"):
        return (method,)
    return ("HEAD", "GET") if visibility == "private" else ("HEAD",)


def _expected(row: Row, method: str, ask: Ask, user: Anyone, workspace: Workspace) -> set[str]:
    """What may come of it, by the table of permissions alone."""
    if ask.allows(user, workspace) and not _needs_a_wider_scope(method, ask, user):
        return {"allowed"}
    elsewhere = "workspace_uid" not in addresses()[row.name]
    in_sight = (elsewhere and not isinstance(ask.need, Permission)) or (
        Workspace.objects.visible_to(user).filter(pk=workspace.pk).exists()
    )
    if user.is_authenticated:
        return REFUSALS if ask.hidden and in_sight else _refusal(in_sight=in_sight)
    if row.is_api and not ask.hidden:
        return {"sign in"} if in_sight else {"hidden"}
    # Pages to write on send strangers to sign in, whether there is something or not.
    return {"sign in", *(REFUSALS if ask.hidden else _refusal(in_sight=in_sight))}


def _refusal(*, in_sight: bool) -> set[str]:
    return {"forbidden"} if in_sight else {"hidden"}


def _needs_a_wider_scope(method: str, ask: Ask, user: Anyone) -> bool:
    """A token to read writes nothing; where a permission is needed, the table says it."""
    if isinstance(ask.need, Permission) or not ask.need.writes:
        return False
    return isinstance(user, User) and user.scope != Scope.WRITE and method not in ("GET", "HEAD")


def _answered_without_a_row(row: Row, url: str, owner: Caller) -> list[str]:
    came = {
        method: owner.ask(method, url, {}, json=row.is_api)
        for method in METHODS
        if method not in row.asks
    }
    return [
        f"{method} {url} is {meaning}, and {row.name} has no row for that; 405 without one"
        for method, meaning in came.items()
        if meaning != "405"
    ]
