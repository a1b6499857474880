"""What holds in every room of the API: who may what, errors, numbers of queries."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from project.people import services as people
from project.people.accounts import services as accounts
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces
from sources.records import services as records
from sources.records.models import Source
from tests.rooms import Room, at, every_room, every_writable_room

Api = Callable[..., APIClient]

NOBODY = "nobody"
MEMBERS = ("owner", "reviewer", "annotator", "reader")
WRITERS = MEMBERS[:3]
NO_SUCH_UID = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def as_(request: pytest.FixtureRequest, api: Api) -> Callable[[str], APIClient]:
    """A client signed in as somebody of the cast, or as nobody."""
    return lambda name: api(None if name == NOBODY else request.getfixturevalue(name))


@pytest.fixture
def public(workspace: Workspace, owner: User) -> Workspace:
    return workspaces.change_workspace(
        actor=owner, workspace=workspace, name="Open", description="", visibility="public"
    )


def is_problem(response: Any, status: int) -> bool:
    """Whether it is a problem+json answer with that status."""
    body = response.json()
    return bool(
        response.status_code == status == body["status"]
        and response["Content-Type"] == "application/problem+json"
        and body["title"]
        and body["detail"]
    )


@every_room
@pytest.mark.parametrize("who", [*MEMBERS, "outsider", NOBODY])
def test_reading_in_a_private_workspace(
    room: Room,
    who: str,
    as_: Callable[[str], APIClient],
    workspace: Workspace,
    request: pytest.FixtureRequest,
) -> None:
    row = request.getfixturevalue(room.fixture)
    listed = as_(who).get(at(workspace, room.name))
    alone = as_(who).get(at(workspace, room.name, row.uid))
    if who in MEMBERS:
        assert [each["uid"] for each in listed.json()["results"]] == [str(row.uid)]
        assert alone.json()["uid"] == str(row.uid)
        assert alone.json()["url"] == f"http://testserver{at(workspace, room.name, row.uid)}"
        assert alone.json()["created_by"]["display_name"] == "Annotator"
    else:
        assert is_problem(listed, 404)
        assert is_problem(alone, 404)


@every_room
@pytest.mark.parametrize("who", ["outsider", NOBODY])
def test_anybody_reads_a_public_workspace(
    room: Room,
    who: str,
    as_: Callable[[str], APIClient],
    public: Workspace,
    request: pytest.FixtureRequest,
) -> None:
    row = request.getfixturevalue(room.fixture)
    assert len(as_(who).get(at(public, room.name)).json()["results"]) == 1
    assert as_(who).get(at(public, room.name, row.uid)).status_code == 200


@every_room
@pytest.mark.parametrize(
    ("who", "status"),
    [*((writer, 201) for writer in WRITERS), ("reader", 403), ("outsider", 404), (NOBODY, 404)],
)
def test_creating(
    room: Room,
    who: str,
    status: int,
    as_: Callable[[str], APIClient],
    workspace: Workspace,
    request: pytest.FixtureRequest,
) -> None:
    row = request.getfixturevalue(room.fixture)
    body = room.new(request.getfixturevalue)
    response = as_(who).post(at(workspace, room.name), body, format="json")
    if status == 201:
        made = response.json()
        assert response.status_code == 201
        assert response["Location"] == made["url"]
        assert as_(who).get(made["url"]).json()["uid"] == made["uid"]
    else:
        assert is_problem(response, status)
        assert type(row).objects.filter(workspace=workspace).count() <= 2


@every_writable_room
@pytest.mark.parametrize(
    ("who", "status"), [("annotator", 200), ("reader", 403), ("outsider", 404), (NOBODY, 404)]
)
def test_changing_and_deleting(
    room: Room,
    who: str,
    status: int,
    as_: Callable[[str], APIClient],
    workspace: Workspace,
    request: pytest.FixtureRequest,
) -> None:
    address = at(workspace, room.name, request.getfixturevalue(room.fixture).uid)
    before = as_("owner").get(address).json()
    changed = as_(who).patch(address, room.change, format="json")
    if status == 200:
        assert room.change is not None
        field, value = next(iter(room.change.items()))
        assert changed.json()[field] == as_("owner").get(address).json()[field] == value
        untouched = before.keys() - room.change.keys() - {"csl", "revision"}
        assert all(changed.json()[name] == before[name] for name in untouched)
        if "revision" in before:
            assert changed.json()["revision"] == before["revision"] + 1
        assert as_(who).delete(address).status_code == 204
        assert is_problem(as_(who).get(address), 404)
    else:
        assert is_problem(changed, status)
        assert is_problem(as_(who).delete(address), status)
        assert as_("owner").get(address).json() == before


@every_writable_room
@pytest.mark.parametrize(("who", "status"), [("outsider", 403), (NOBODY, 401)])
def test_strangers_write_nothing_in_a_public_workspace(
    room: Room,
    who: str,
    status: int,
    as_: Callable[[str], APIClient],
    public: Workspace,
    request: pytest.FixtureRequest,
) -> None:
    address = at(public, room.name, request.getfixturevalue(room.fixture).uid)
    client = as_(who)
    responses = [
        client.post(at(public, room.name), {}, format="json"),
        client.patch(address, room.change, format="json"),
        client.delete(address),
    ]
    assert all(is_problem(response, status) for response in responses)
    if status == 401:
        assert {response["WWW-Authenticate"] for response in responses} == {"Token"}


@every_room
def test_lists_ask_the_same_number_of_queries_for_one_row_and_for_ten(
    room: Room,
    as_: Callable[[str], APIClient],
    workspace: Workspace,
    text: Any,
    request: pytest.FixtureRequest,
) -> None:
    address = at(workspace, room.name)
    request.getfixturevalue(room.fixture)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert as_("annotator").get(address).status_code == 200
        return len(captured)

    first = queries()
    for number in range(9):
        body = room.new(request.getfixturevalue)
        if room.name == "highlights":
            body["tags"] = [f"tag {number}", "shared"]
        if room.name == "claims":
            body["question"] = request.getfixturevalue("question").uid
            body["value"] = {"kind": "date", "edtf": "1949"}
            body["accounts"] = [request.getfixturevalue("account").uid]
        made = as_("annotator").post(address, body, format="json")
        assert made.status_code == 201, made.json()
    assert len(as_("annotator").get(address).json()["results"]) == 10
    assert queries() == first


# Tokens and sessions


@pytest.mark.parametrize(("scope", "created"), [("read", 403), ("write", 201)])
def test_scope_of_a_token(scope: str, created: int, workspace: Workspace, annotator: User) -> None:
    _, secret = accounts.create_token(actor=annotator, name="Script", scope=scope)
    client = APIClient(headers={"Authorization": f"Token {secret}"})
    assert client.get(at(workspace)).json()["role"] == "annotator"
    for room in ("disputes", "sources", "claims"):
        assert client.get(at(workspace, room)).status_code == 200
    response = client.post(at(workspace, "disputes"), {"title": "New"}, format="json")
    assert response.status_code == created


def test_a_revoked_token_opens_nothing(workspace: Workspace, annotator: User) -> None:
    token, secret = accounts.create_token(actor=annotator, name="Script", scope="write")
    accounts.revoke_token(actor=annotator, token=token)
    response = APIClient(headers={"Authorization": f"Token {secret}"}).get(at(workspace))
    assert is_problem(response, 401)
    assert response["WWW-Authenticate"] == "Token"


@pytest.mark.parametrize("header", ["Token", "Token unknown", "Token a b", "Token \xff"])
def test_a_header_that_is_no_token(header: str, public: Workspace) -> None:
    assert is_problem(APIClient(headers={"Authorization": header}).get(at(public)), 401)


def test_a_session_writes_with_its_csrf_token_alone(workspace: Workspace, owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    assert client.get(at(workspace, "disputes")).status_code == 200
    response = client.post(
        at(workspace, "disputes"), {"title": "New"}, content_type="application/json"
    )
    assert is_problem(response, 403)


# References


def foreign_things(outsider: User, other: Workspace) -> Source:
    return records.create_source(
        actor=outsider, workspace=other, csl={"type": "book", "title": "Theirs"}
    )


@pytest.mark.parametrize("kind", ["unknown", "foreign", "deleted"])
def test_what_is_elsewhere_is_as_absent_as_what_never_was(
    kind: str,
    api: Api,
    annotator: User,
    outsider: User,
    workspace: Workspace,
    other_workspace: Workspace,
    source: Source,
) -> None:
    foreign = foreign_things(outsider, other_workspace)
    people.delete(actor=annotator, row=source)
    uid = {"unknown": NO_SUCH_UID, "foreign": foreign.uid, "deleted": source.uid}[kind]
    body = {"source": uid, "language": "en", "direction": "ltr", "content": "Words."}
    response = api(annotator).post(at(workspace, "texts"), body, format="json")
    assert is_problem(response, 422)
    assert response.json()["errors"] == {"source": ["There is nothing with this uid here."]}


@pytest.mark.parametrize("value", [None, 5, "x", [], {}, True, -1, 1e30, "0" * 10_000])
def test_what_is_no_uid(value: Any, api: Api, annotator: User, workspace: Workspace) -> None:
    body = {"dispute": value, "title": "Rumour"}
    response = api(annotator).post(at(workspace, "accounts"), body, format="json")
    assert is_problem(response, 422)
    assert "dispute" in response.json()["errors"]


def test_rows_of_one_workspace_are_not_found_in_another(
    api: Api, outsider: User, workspace: Workspace, other_workspace: Workspace, public: Workspace
) -> None:
    foreign = foreign_things(outsider, other_workspace)
    assert api(outsider).get(at(other_workspace, "sources", foreign.uid)).status_code == 200
    assert is_problem(api(outsider).get(at(public, "sources", foreign.uid)), 404)


# Errors


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/v1",
        "/api/v2/workspaces/",
        "/api/v1/nothing/",
        "/api/v1/workspaces",
        "/api/v1/workspaces/1/",
        f"/api/v1/workspaces/{NO_SUCH_UID}/sources/",
        "/api/v1/workspaces/%00/",
        "/api/v1/workspaces/%FF/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "delete"])
@pytest.mark.django_db
def test_unknown_addresses(address: str, method: str) -> None:
    assert is_problem(getattr(Client(enforce_csrf_checks=True), method)(address), 404)


@pytest.mark.parametrize(
    ("method", "parts"),
    [
        ("put", ("claims", "claim")),
        ("patch", ("claims",)),
        ("delete", ("claims",)),
        ("delete", ()),
        ("put", ("texts", "text")),
    ],
)
def test_methods_that_do_not_exist(
    method: str,
    parts: tuple[str, ...],
    api: Api,
    owner: User,
    workspace: Workspace,
    request: pytest.FixtureRequest,
) -> None:
    room = parts[:1]
    uid = [request.getfixturevalue(name).uid for name in parts[1:]]
    response = getattr(api(owner), method)(at(workspace, *room, *uid), {}, format="json")
    assert is_problem(response, 405)
    assert "GET" in response["Allow"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'"title"', 422),
        (b'{"title": "\xff"}', 400),
        (b'{"title": "a\\u0000b"}', 400),
        (b'{"title": "\\ud800"}', 400),
        (b'{"\\ud800": "x"}', 400),
        (b'{"title": NaN}', 400),
        (b'{"title": 1e999}', 400),
        (b'{"title": ' + b"9" * 5_000 + b"}", 400),
        (b"[" * 100_000, 400),
        (b'{"title":' * 50 + b"1" + b"}" * 50, 400),
        (b'{"title": {"a": [1]}}', 422),
        (b'{"title": ["x"]}', 422),
        (b'{"title": true}', 422),
        (b'{"title": null}', 422),
        (b'{"title": ""}', 422),
        (b'{"title": "   "}', 422),
        (b'{"title": "' + b"x" * 301 + b'"}', 422),
        (b'{"title": "x", "titel": "y"}', 422),
        (b'{"title": "x", "uid": "y"}', 201),
        ('{"title": "𐽰 ئۇيغۇر \\ud83d\\ude00"}'.encode(), 201),
    ],
)
def test_bodies(body: bytes, status: int, api: Api, owner: User, workspace: Workspace) -> None:
    client = api(owner)
    response = client.post(at(workspace, "disputes"), body, content_type="application/json")
    if status == 201:
        assert response.status_code == 201
        assert response.json()["uid"] != "y"
    else:
        assert is_problem(response, status)


@pytest.mark.parametrize("charset", ["utf-16", "hex", "latin-1", "nonsense"])
def test_json_is_utf_8_whatever_is_said(
    charset: str, api: Api, owner: User, workspace: Workspace
) -> None:
    response = api(owner).post(
        at(workspace, "disputes"),
        '{"title": "Байкал"}'.encode(),
        content_type=f"application/json; charset={charset}",
    )
    assert response.json()["title"] == "Байкал"


def test_other_media_types_are_refused(api: Api, owner: User, workspace: Workspace) -> None:
    response = api(owner).post(at(workspace, "disputes"), "title=x", content_type="text/plain")
    assert is_problem(response, 415)


def test_bodies_that_are_too_large(
    api: Api, owner: User, workspace: Workspace, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    body = {"title": "x", "description": "y" * 100}
    assert is_problem(api(owner).post(at(workspace, "disputes"), body, format="json"), 413)


ODD: tuple[Any, ...] = (None, 10**30, "\x07", "x" * 100_000, [], [[]], [{}], {"kind": {}})


@every_room
def test_odd_values_are_taken_or_refused(
    room: Room,
    as_: Callable[[str], APIClient],
    workspace: Workspace,
    request: pytest.FixtureRequest,
) -> None:
    address = at(workspace, room.name, request.getfixturevalue(room.fixture).uid)
    client = as_("annotator")
    body = {**room.new(request.getfixturevalue), **(room.change or {})}
    body.pop("revision", None)
    for field, value in product(body, ODD):
        made = client.post(at(workspace, room.name), {**body, field: value}, format="json")
        assert made.status_code in (201, 422), (field, value)
        if field in (room.change or {}):
            changed = client.patch(address, {"revision": 1, field: value}, format="json")
            assert changed.status_code in (200, 409, 422), (field, value)
    assert client.get(at(workspace, room.name)).status_code == 200


def test_an_unknown_field_is_named(api: Api, owner: User, workspace: Workspace) -> None:
    body = {"title": "x", "titel": "y"}
    response = api(owner).post(at(workspace, "disputes"), body, format="json")
    assert response.json()["errors"] == {"titel": ["There is no such field."]}
