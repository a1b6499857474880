"""Whatever is sent to any address, the answer is never a server error."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from sources.parallels.models import TextRelation
from tests.project.access.rows import ROWS
from tests.project.access.table import Row
from tests.rooms import ROOMS, WRITABLE, Room, at
from tests.undone import undone

BAD_TEXTS = {
    "empty": "",
    "NUL": "a\0b",
    "surrogate": "a\ud800b",
    "huge integer": "9" * 400,
    "too many digits": "9" * 5_000,
    "negative": "-1",
    "infinite": "Infinity",
    "markup": "<script>'\"%s{{ 1 }}%(x)s\\",
    "line ends": "a\r\nSet-Cookie: b",
    "direction marks": "\u202e\u2066\ufeff",
    "uid of nothing": "00000000-0000-0000-0000-000000000000",
    "many words": "a b " * 3_000,
    "date": "1949-13-45/..",
}
BAD_JSON: dict[str, Any] = {
    "null": None,
    "true": True,
    "number": -1.5,
    "huge": 10**400,
    "text": "words",
    "long": "x" * 100_000,
    "list": [[], {}, None, 1, "x"],
    "pair of bools": [[True, False]],
    "object": {"kind": {}, "type": [], "start": "x", "end": None, "edtf": 1, "title": {}},
    "kinds": {"kind": "date", "edtf": None, "type": "book", "author": [1], "title": " "},
    "deep": [[[[[[[[[["x"] * 3]]]]]]]]],
}
#: What the forms and queries of the program read.
NAMES = """page q type sort highlight find find_claim choose question account accounts value
    conflicts state by next dispute uncited content based_on note revision comment tags sharing
    start end exact claim stance strength rationale share statement title description name
    visibility role email scope remove wording kind unit options exclusivity holders pasted
    form_of_pasted language direction date citation_key author username password change_type
    version rows document onto act original open old new view""".split()
#: What the lists of the API read.
API_NAMES = """page_size cursor q type citation_key source text tag sharing question dispute claim
    highlight stance format""".split()
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/texts/0/versions/99999999999/"}


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def no_logs() -> Iterator[None]:
    """Thousands of refusals with their requests would be kept to be shown."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


#: The pages of the program; signing out would end what the others need.
PAGES = [row for row in ROWS if not row.is_api and row.name != "people:sign_out"]


def _status(ask: Callable[..., HttpResponseBase], *args: Any, **kwargs: Any) -> int:
    with undone():
        answer = ask(*args, **kwargs)
        if answer.streaming:
            list(answer)  # which closes the file
        return answer.status_code


@pytest.fixture
def browser(owner: User) -> Client:
    client = Client()
    client.force_login(owner)
    return client


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_pages(row: Row, request: pytest.FixtureRequest, workspace: Workspace) -> None:
    address = row.url(request.getfixturevalue)
    browser = _browser_of_somebody_who_may(row, request, workspace)
    assert _status(browser.get, address) in (200, 204, 302, 404, 405)
    problems = []
    for label, sent in _bad_everywhere(row, request):
        if _status(browser.post, address, sent) >= 500:
            problems.append(f"POST {label}")
        if _status(browser.get, address, sent, headers=HTMX) >= 500:
            problems.append(f"GET {label}")
    for label, sent in _bad_in_one_field(row, request):
        if _status(browser.post, address, sent) >= 500:
            problems.append(f"POST {label}")
    problems += [
        method
        for method in ("head", "options", "put", "patch", "delete", "trace")
        if _status(getattr(browser, method), address) >= 500
    ]
    assert problems == []


def _browser_of_somebody_who_may(
    row: Row, request: pytest.FixtureRequest, workspace: Workspace
) -> Client:
    people = [request.getfixturevalue(name) for name in ("owner", "annotator", "outsider")]
    may = (user for user in people if all(a.allows(user, workspace) for a in row.asks.values()))
    client = Client()
    client.force_login(next(may, people[0]))
    return client


def _bad_everywhere(
    row: Row, request: pytest.FixtureRequest
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each bad text in all fields at once, but for what names a row: so it comes further."""
    good: dict[str, Any] = {}
    for ask in row.asks.values():
        good |= ask.body(request.getfixturevalue)
    named = {name: value for name, value in good.items() if isinstance(value, UUID)}
    for label, text in BAD_TEXTS.items():
        yield label, {**dict.fromkeys([*NAMES, *good], _bytes(text)), **named}


def _bad_in_one_field(
    row: Row, request: pytest.FixtureRequest
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each bad text in each field of a form that is good otherwise."""
    if "POST" in row.asks:
        good = row.asks["POST"].body(request.getfixturevalue)
        for (label, text), name in product(BAD_TEXTS.items(), good):
            yield f"{label} as {name}", {**good, name: _bytes(text)}


def _bytes(text: str) -> list[bytes]:
    """One value; Django's client takes bare bytes for a list of numbers."""
    return [text.encode("utf-8", "surrogatepass")]


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_new_rows_over_the_api(
    room: Room, request: pytest.FixtureRequest, owner: User, api: Any, workspace: Workspace
) -> None:
    address, good = at(workspace, room.name), room.new(request.getfixturevalue)
    client: APIClient = api(owner)
    _check_bodies(lambda body: client.post(address, body, format="json"), good)
    assert client.options(address).status_code == 200


@pytest.mark.parametrize("room", WRITABLE, ids=str)
def test_changes_over_the_api(
    room: Room, request: pytest.FixtureRequest, owner: User, api: Any, workspace: Workspace
) -> None:
    row = request.getfixturevalue(room.fixture)
    client: APIClient = api(row.created_by)
    address = at(workspace, room.name, row.uid)
    good = room.new(request.getfixturevalue) | (room.change or {})
    _check_bodies(lambda body: client.patch(address, body, format="json"), good)


def test_new_versions_over_the_api(api: Any, highlight: Highlight, workspace: Workspace) -> None:
    client: APIClient = api(highlight.created_by)
    address = at(workspace, "texts", highlight.text.uid, "versions")
    good = {"content": "Words", "blocks": [], "marks": [], "based_on": 1, "note": ""}
    _check_bodies(lambda body: client.post(address, body, format="json"), good)


def test_alignments_over_the_api(
    api: Any, text_relation: TextRelation, workspace: Workspace
) -> None:
    client: APIClient = api(text_relation.created_by)
    address = at(workspace, "text-relations", text_relation.uid, "alignment")
    good = {"beads": [[1, 1], [2, 2, True]], "revision": 0, "version": 1, "original_version": 1}
    _check_bodies(lambda body: client.put(address, body, format="json"), good)


def _check_bodies(send: Callable[[Any], Any], good: dict[str, Any]) -> None:
    """Each bad value as the body and in each of its fields gives a problem or is taken."""
    bodies = [*BAD_JSON.items()]
    for name, (label, bad) in product(good, BAD_JSON.items()):
        bodies.append((f"{name}: {label}", {**good, name: bad}))
    problems = []
    for label, body in bodies:
        with undone():
            answer = send(body)
        if answer.status_code >= 500:
            problems.append(label)
        elif answer.status_code >= 400:
            assert answer["Content-Type"] == "application/problem+json"
    assert problems == []


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_queries_of_the_api(
    room: Room, request: pytest.FixtureRequest, owner: User, api: Any, workspace: Workspace
) -> None:
    request.getfixturevalue(room.fixture)
    client: APIClient = api(owner)
    for name, (label, text) in product(API_NAMES, BAD_TEXTS.items()):
        sent = {name: text.encode("utf-8", "surrogatepass")}
        assert _status(client.get, at(workspace, room.name), sent) < 500, (name, label)


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape", "rot13", "utf-16"])
def test_text_comes_as_utf_8(charset: str, browser: Client, workspace: Workspace) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\n\\ud800\r\n--b--\r\n'
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    answer = browser.generic("POST", f"/w/{workspace.uid}/disputes/new/", body, content_type=kind)
    assert answer.status_code == 400
    assert b"UTF-8" in answer.content


def test_a_cookie_holds_no_nul(client: Client) -> None:
    answer = client.get("/", headers={"cookie": 'sessionid="\\000aaaaaaaaaaaaaaa"'})
    assert answer.status_code == 400


def test_an_unforeseen_error_is_said_without_details(
    api: Callable[..., APIClient], owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("project.people.workspaces.api.WorkspaceViewSet.get_queryset", fail)
    client = api(owner)
    client.raise_request_exception = False
    answer = client.get("/api/v1/workspaces/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "secret" not in answer.content.decode()
