"""The passages of a highlight over the pages and over the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from rest_framework.test import APIClient

from annotations.highlights.models import Highlight, Passage
from project.people.models import User, Workspace
from tests.cast import CONTENT
from tests.rooms import at

Api = Callable[..., APIClient]
HTMX = {"HX-Request": "true"}


def sent(highlight: Highlight, words: str, revision: int = 1, **fields: Any) -> dict[str, Any]:
    start = CONTENT.index(words)
    return {
        "version": str(highlight.text.latest.uid),
        "start": start,
        "end": start + len(words),
        "exact": words,
        "revision": revision,
        **fields,
    }


def url(highlight: Highlight, *parts: object) -> str:
    return "/".join([f"{highlight.get_absolute_url()}passages", *map(str, parts), ""])


@pytest.fixture
def page(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


def undo_of(html: str) -> tuple[str, dict[str, str]]:
    """Address and fields of the form that the note offers."""
    block = html.split('class="note-undo"')[1].split("</form>")[0]
    address = block.split('action="')[1].split('"')[0]
    fields = {
        part.split('name="')[1].split('"')[0]: part.split('value="')[1].split('"')[0]
        for part in block.split("<input")[1:]
    }
    return address, fields


def test_adding_resizing_removing_and_each_undo(page: Client, highlight: Highlight) -> None:
    answer = page.post(url(highlight), sent(highlight, "Nobody"), headers=HTMX)
    assert answer.status_code == 200, answer.content
    event = json.loads(answer["HX-Trigger"])["highlight:saved"]
    assert [row[1] for row in event["passages"]] == [
        CONTENT.index("24 August"),
        CONTENT.index("Nobody"),
    ]
    first = highlight.passages.get(position=0)

    wider = sent(highlight, "on 24 August", 2)
    resized = page.post(url(highlight, first.uid), wider, headers=HTMX)
    assert Highlight.objects.get(pk=highlight.pk).quote == "on 24 August […] Nobody"
    address, fields = undo_of(resized.content.decode())
    page.post(address, fields, headers=HTMX)
    assert Highlight.objects.get(pk=highlight.pk).quote == "24 August […] Nobody"

    removed = page.post(url(highlight, first.uid, "remove"), {"revision": 4}, headers=HTMX)
    assert Highlight.objects.get(pk=highlight.pk).quote == "Nobody"
    address, fields = undo_of(removed.content.decode())
    page.post(address, fields, headers=HTMX)
    assert Highlight.objects.get(pk=highlight.pk).quote == "24 August […] Nobody"
    assert Passage.objects.filter(uid=first.uid).exists()

    address, fields = undo_of(answer.content.decode())
    page.post(address, {**fields, "revision": 6}, headers=HTMX)
    assert Highlight.objects.get(pk=highlight.pk).quote == "24 August"


@pytest.mark.parametrize(
    ("change", "status", "told"),
    [
        ({"revision": 7}, 409, "Somebody changed this in"),
        ({"revision": ""}, 422, "required"),
        ({"exact": "Xobody"}, 422, "reads otherwise"),
        ({"end": 10_000}, 422, "outside the text"),
        ({"version": "no uid"}, 422, "valid UUID"),
    ],
)
def test_what_stands_against_it_is_said_in_the_note(
    change: dict[str, Any], status: int, told: str, page: Client, highlight: Highlight
) -> None:
    fields = sent(highlight, "Nobody", **change)
    answer = page.post(url(highlight), fields, headers=HTMX)
    assert answer.status_code == status
    assert told in answer.content.decode()
    assert highlight.passages.count() == 1


def test_without_scripts_one_comes_back_to_the_highlight(
    page: Client, highlight: Highlight
) -> None:
    page.post(url(highlight), sent(highlight, "Nobody"))
    last = highlight.passages.get(position=1)
    answer = page.post(url(highlight, last.uid, "remove"), {"revision": 2}, follow=True)
    assert answer.redirect_chain == [(highlight.get_absolute_url(), 302)]
    assert "Passage removed." in answer.content.decode()
    answer = page.post(url(highlight, uuid4(), "remove"), {"revision": 3})
    assert answer.status_code == 404


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("reader", 403), ("owner", 403)])
@pytest.mark.parametrize("act", ["add", "resize", "remove", "restore"])
def test_who_may_not(
    who: str,
    status: int,
    act: str,
    client: Client,
    highlight: Highlight,
    request: pytest.FixtureRequest,
) -> None:
    client.force_login(request.getfixturevalue(who))
    one = highlight.passages.get().uid
    parts = {"add": (), "resize": (one,), "remove": (one, "remove"), "restore": (one, "restore")}
    answer = client.post(url(highlight, *parts[act]), sent(highlight, "Nobody"))
    assert answer.status_code == status
    assert highlight.passages.get().exact == "24 August"


def api_body(highlight: Highlight, words: str, revision: int) -> dict[str, Any]:
    fields = sent(highlight, words, revision)
    return {"range": [fields.pop("start"), fields.pop("end")], **fields}


def test_the_same_over_the_api(api: Api, workspace: Workspace, highlight: Highlight) -> None:
    client = api(highlight.created_by)
    room = at(workspace, "highlights", highlight.uid, "passages")
    made = client.post(room, api_body(highlight, "Nobody", 1), format="json")
    assert made.status_code == 201, made.json()
    assert [p["exact"] for p in made.json()["passages"]] == ["24 August", "Nobody"]
    first, second = (p["uid"] for p in made.json()["passages"])
    moved = client.put(f"{room}{first}/", api_body(highlight, "Talks", 2), format="json").json()
    assert [(p["uid"], p["exact"]) for p in moved["passages"]] == [
        (first, "Talks"),
        (second, "Nobody"),
    ]
    left = client.delete(f"{room}{first}/?revision=3")
    assert (left.status_code, left.json()["revision"]) == (200, 4)
    assert client.delete(f"{room}{second}/?revision=4").status_code == 422
    assert client.delete(f"{room}{second}/?revision=x").status_code == 422
    assert client.delete(f"{room}{second}/?revision=1").status_code == 409
    assert client.delete(f"{room}{first}/?revision=4").status_code == 404
    assert client.get(room).status_code == 405


def test_programs_are_told_where_characters_end(
    api: Api, workspace: Workspace, text: Any, annotator: User
) -> None:
    client = api(annotator)
    body = {"content": "e\u0301 a\U0001f1f0\U0001f1ff", "based_on": 1}
    version = client.post(at(workspace, "texts", text.uid, "versions"), body, format="json").json()
    body = {"version": version["uid"], "ranges": [[0, 4]]}
    refused = client.post(at(workspace, "highlights"), body, format="json")
    assert refused.status_code == 422
    assert "nearest boundaries are 3 and 5" in refused.json()["errors"]["exact"][0]


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("reader", 403), ("owner", 403)])
def test_who_may_not_over_the_api(
    who: str,
    status: int,
    api: Api,
    workspace: Workspace,
    highlight: Highlight,
    request: pytest.FixtureRequest,
) -> None:
    client = api(request.getfixturevalue(who))
    room = at(workspace, "highlights", highlight.uid, "passages")
    one = f"{room}{highlight.passages.get().uid}/"
    body = api_body(highlight, "Nobody", 1)
    assert client.post(room, body, format="json").status_code == status
    assert client.put(one, body, format="json").status_code == status
    assert client.delete(f"{one}?revision=1").status_code == status
