"""Whatever is sent to any address, the answer is never a server error."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.forms import BaseForm
from django.test import Client
from django.urls import resolve
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
    version rows document onto act original open old new view before person style into other
    without search source parent left right cell order move show arrange quotes polarity first
    second others relation differ keep_columns seen""".split()
#: What the lists of the API read beside their filters, by a room for each way of paging.
PAGING = {"sources": ("page_size", "cursor", "format"), "authorities": ("page_size", "page")}
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


#: What was sent, in words, and what came of it.
Try = tuple[str, Any]
#: The pages of the program; signing out would end what the others need.
PAGES = [row for row in ROWS if not row.is_api and row.name != "people:sign_out"]


def _ask(ask: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    with undone():
        answer = ask(*args, **kwargs)
        if answer.streaming:
            list(answer)  # which closes the file
        return answer


@pytest.fixture
def browser(owner: User) -> Client:
    client = Client()
    client.force_login(owner)
    return client


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_pages(row: Row, request: pytest.FixtureRequest, workspace: Workspace) -> None:
    address = row.url(request.getfixturevalue)
    browser = _browser_of_somebody_who_may(row, request, workspace)
    assert _ask(browser.get, address).status_code in (200, 204, 302, 404, 405)
    good = {method: ask.body(request.getfixturevalue) for method, ask in row.asks.items()}
    tries = [_bad_queries(browser, address, good.get("GET", {}))]
    if "POST" in good:
        tries.append(_bad_forms(partial(_ask, browser.post, address), good["POST"]))
    # HEAD is asked by the tests of access.
    for method in {"POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"} - good.keys():
        tries.append(iter([(method, _ask(getattr(browser, method.lower()), address))]))
    assert [label for label, answer in chain(*tries) if answer.status_code >= 500] == []


def _browser_of_somebody_who_may(
    row: Row, request: pytest.FixtureRequest, workspace: Workspace
) -> Client:
    people = [request.getfixturevalue(name) for name in ("owner", "annotator", "outsider")]
    may = (user for user in people if all(a.allows(user, workspace) for a in row.asks.values()))
    client = Client()
    client.force_login(next(may, people[0]))
    return client


def _bad_queries(browser: Client, address: str, good: dict[str, Any]) -> Iterator[Try]:
    """Each bad text in all names at once, where the page looks at what was asked."""
    for label, text in BAD_TEXTS.items():
        sent = dict.fromkeys([*NAMES, *good], _bytes(text))
        answer = _ask(browser.get, address, sent, headers=HTMX)
        yield f"GET {label}", answer
        if "GET" not in answer.wsgi_request.__dict__:
            return


def _bad_forms(post: Callable[[dict[str, Any]], Any], good: dict[str, Any]) -> Iterator[Try]:
    """Each bad text in all fields at once, then in those fields that take it, the others good:
    where the page looks at what was sent.

    What names a row stays good in the first of them, to come further. A field is bad alone too:
    with one text that it refuses, and with whatever was refused together with others.
    """
    named = {name: value for name, value in good.items() if isinstance(value, UUID)}
    refusing: set[str] = set()
    for label, text in BAD_TEXTS.items():
        bad = _bytes(text)
        answer = post({**dict.fromkeys([*NAMES, *good], bad), **named})
        yield f"POST {label}", answer
        if not hasattr(answer.wsgi_request, "_post"):
            return
        refuses = {**dict.fromkeys(good, False), **_refusals(answer)}
        taking = {name for name, refused in refuses.items() if not refused} - named.keys()
        alone = named.keys() | (refuses.keys() - taking - refusing)
        refusing |= alone
        if taking:
            answer = post({**good, **dict.fromkeys(taking, bad)})
            yield f"POST {label} as {' and '.join(taking)}", answer
            # Fields without words are seldom read alike when others are empty too.
            if len(taking) > 1 and (answer.status_code >= 400 or not text):
                alone |= taking
        for name in alone:
            yield f"POST {label} as {name}", post({**good, name: bad})


def _refusals(answer: Any) -> dict[str, bool]:
    """The fields of the forms that were sent, and whether the page complains of them."""
    layers = (layer for each in answer.context or () for layer in getattr(each, "dicts", [each]))
    forms = [value for layer in layers for value in layer.values() if isinstance(value, BaseForm)]
    return {
        form.add_prefix(name): name in form.errors
        for form in forms
        if form.is_bound
        for name in form.fields
    }


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
    address = at(workspace, room.name)
    filters = getattr(resolve(address).func.cls, "filterset_class", None)  # type: ignore[attr-defined]
    names = [*(filters.base_filters if filters else ()), *PAGING.get(room.name, ())]
    for name, (label, text) in product(names, BAD_TEXTS.items()):
        sent = {name: text.encode("utf-8", "surrogatepass")}
        assert _ask(client.get, address, sent).status_code < 500, (name, label)


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
