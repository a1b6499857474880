"""Highlights over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.cast import CONTENT
from tests.rooms import at

Api = Callable[..., APIClient]


@pytest.fixture
def client(api: Api, annotator: User) -> APIClient:
    return api(annotator)


def body_of(text: Text, **fields: Any) -> dict[str, Any]:
    return {"version": text.latest.uid, "ranges": [[4, 12]], **fields}


def test_making_one_with_two_passages(client: APIClient, workspace: Workspace, text: Text) -> None:
    body = body_of(
        text,
        ranges=[[4, 12], [28, 37]],
        exact=["aircraft", "24 August"],
        comment=" *As* written.\r\n",
        tags=["b", "a", "a "],
    )
    made = client.post(at(workspace, "highlights"), body, format="json").json()
    assert [p["exact"] for p in made["passages"]] == ["aircraft", "24 August"]
    assert made["passages"][0]["prefix"] == "The "
    assert made["passages"][0]["suffix"] == CONTENT[12:44]
    assert made["passages"][0]["version"] == str(text.latest.uid)
    assert (made["comment"], made["tags"]) == (" *As* written.\r\n", ["a", "b"])
    assert (made["sharing"], made["revision"], made["text"]) == ("shared", 1, str(text.uid))
    assert client.get(made["url"]).json() == made


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"version": None}, "version"),
        ({"version": "01900000-0000-7000-8000-000000000000"}, "version"),
        ({"ranges": []}, "ranges"),
        ({"ranges": [4, 12]}, "ranges"),
        ({"ranges": [[4]]}, "ranges"),
        ({"ranges": [[4, 12, 13]]}, "ranges"),
        ({"ranges": [["a", "b"]]}, "ranges"),
        ({"ranges": [[None, 5]]}, "ranges"),
        ({"ranges": [[True, 5]]}, "ranges"),
        ({"ranges": [[1.5, 5]]}, "ranges"),
        ({"ranges": [[1, 2]] * 101}, "ranges"),
        ({"ranges": {"start": 4}}, "ranges"),
        ({"ranges": [[12, 4]]}, "exact"),
        ({"ranges": [[4, 4]]}, "exact"),
        ({"ranges": [[-4, 4]]}, "exact"),
        ({"ranges": [[4, 10**30]]}, "exact"),
        ({"exact": ["airplane"]}, "exact"),
        ({"exact": []}, "exact"),
        ({"exact": ["aircraft", "left"]}, "exact"),
        ({"exact": "aircraft"}, "exact"),
        ({"comment": "x" * 20_001}, "comment"),
        ({"tags": ["x" * 81]}, "tags"),
        ({"tags": [{}]}, "tags"),
        ({"tags": "x"}, "tags"),
        ({"sharing": "public"}, "sharing"),
        ({"passage": []}, "passage"),
    ],
)
def test_highlights_that_cannot_be(
    fields: dict[str, Any], field: str, client: APIClient, workspace: Workspace, text: Text
) -> None:
    response = client.post(at(workspace, "highlights"), body_of(text, **fields), format="json")
    assert response.status_code == 422, response.json()
    assert list(response.json()["errors"]) == [field]
    assert not Highlight.objects.exists()


@pytest.mark.parametrize("who", ["owner", "reviewer", "reader"])
def test_a_private_one_exists_for_its_author_alone(
    who: str,
    api: Api,
    client: APIClient,
    workspace: Workspace,
    highlight: Highlight,
    private_highlight: Highlight,
    request: pytest.FixtureRequest,
) -> None:
    other = api(request.getfixturevalue(who))
    listed = other.get(at(workspace, "highlights")).json()["results"]
    assert [each["uid"] for each in listed] == [str(highlight.uid)]
    assert other.get(f"{at(workspace, 'highlights')}?sharing=private").json()["results"] == []
    assert len(client.get(at(workspace, "highlights")).json()["results"]) == 2
    address = at(workspace, "highlights", private_highlight.uid)
    assert client.get(address).json()["sharing"] == "private"
    assert other.get(address).status_code == 404
    if who != "reader":
        change = {"comment": "Seen.", "revision": 1}
        assert other.patch(address, change, format="json").status_code == 404
        assert other.delete(address).status_code == 404


def test_pages_do_not_tell_of_private_ones(
    api: Api, workspace: Workspace, owner: User, private_highlight: Highlight, highlight: Highlight
) -> None:
    page = api(owner).get(f"{at(workspace, 'highlights')}?page_size=1").json()
    assert len(page["results"]) == 1
    assert page["next"] is None


def test_only_its_author_changes_or_deletes_one(
    api: Api, workspace: Workspace, owner: User, highlight: Highlight
) -> None:
    address = at(workspace, "highlights", highlight.uid)
    change = {"comment": "Better.", "revision": 1}
    assert api(owner).patch(address, change, format="json").status_code == 403
    assert api(owner).delete(address).status_code == 403


def test_changing_some_fields_keeps_the_others(
    client: APIClient, workspace: Workspace, highlight: Highlight
) -> None:
    address = at(workspace, "highlights", highlight.uid)
    changed = client.patch(address, {"tags": ["x"], "revision": 1}, format="json").json()
    assert (changed["tags"], changed["comment"], changed["revision"]) == (["x"], "The *date*.", 2)
    changed = client.patch(address, {"comment": "", "revision": 2}, format="json").json()
    assert (changed["tags"], changed["comment"], changed["revision"]) == (["x"], "", 3)


def test_the_second_of_two_editors_is_told(
    client: APIClient, workspace: Workspace, highlight: Highlight
) -> None:
    address = at(workspace, "highlights", highlight.uid)
    first = client.patch(address, {"comment": "Mine", "revision": 1}, format="json")
    second = client.patch(address, {"comment": "Ours", "revision": 1}, format="json")
    assert (first.status_code, second.status_code) == (200, 409)
    assert client.get(address).json()["comment"] == "Mine"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"comment": "x"}, "revision"),
        ({"comment": "x", "revision": None}, "revision"),
        ({"revision": 1, "ranges": [[1, 2]]}, "ranges"),
        ({"revision": 1, "version": "x"}, "version"),
    ],
)
def test_changes_that_cannot_be(
    change: dict[str, Any],
    field: str,
    client: APIClient,
    workspace: Workspace,
    highlight: Highlight,
) -> None:
    response = client.patch(at(workspace, "highlights", highlight.uid), change, format="json")
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]


def test_a_cited_one_is_neither_deleted_nor_hidden(
    client: APIClient, workspace: Workspace, citation: Any
) -> None:
    address = at(workspace, "highlights", citation.highlight.uid)
    hide = {"sharing": "private", "revision": 1}
    assert client.delete(address).status_code == 409
    assert client.patch(address, hide, format="json").status_code == 422
    assert client.delete(at(workspace, "citations", citation.uid)).status_code == 204
    assert client.delete(address).status_code == 204


def test_placements_in_every_version(
    client: APIClient, workspace: Workspace, highlight: Highlight, text: Text, annotator: User
) -> None:
    for number, content in enumerate((f"Note.\n\n{CONTENT}", "Nothing left."), start=1):
        texts.save_version(
            actor=annotator, text=text, document=from_plain(content), based_on=number
        )
    shown = client.get(at(workspace, "highlights", highlight.uid)).json()["passages"][0]
    assert [(p["start"], p["status"]) for p in shown["placements"]] == [
        (28, "placed"),
        (35, "placed"),
        (None, "orphaned"),
    ]
    listed = client.get(at(workspace, "highlights")).json()["results"][0]["passages"][0]
    assert "placements" not in listed


@pytest.mark.parametrize(
    ("query", "count"),
    [("tag=departure", 1), ("tag=arrival", 0), ("sharing=private", 1), ("text={text}", 2)],
)
def test_filters(
    query: str,
    count: int,
    client: APIClient,
    workspace: Workspace,
    text: Text,
    highlight: Highlight,
    private_highlight: Highlight,
) -> None:
    address = f"{at(workspace, 'highlights')}?{query.format(text=text.uid)}"
    assert len(client.get(address).json()["results"]) == count


def test_offsets_are_code_points(client: APIClient, workspace: Workspace, text: Text) -> None:
    body = {"content": "𐽰𐽱 😀 e", "based_on": 1}
    version = client.post(at(workspace, "texts", text.uid, "versions"), body, format="json").json()
    body = {"version": version["uid"], "ranges": [[3, 4]], "exact": ["😀"]}
    made = client.post(at(workspace, "highlights"), body, format="json")
    assert made.status_code == 201, made.json()
    assert made.json()["passages"][0]["prefix"] == "𐽰𐽱 "
