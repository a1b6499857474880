"""Texts and versions over the API."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from annotations.claims.models import Citation
from project.people.models import User, Workspace
from sources.records.models import Source
from sources.texts.models import Text, TextVersion
from tests.cast import CONTENT
from tests.rooms import at

PARAGRAPH = {"type": "paragraph", "start": 0, "end": 4}


@pytest.fixture
def client(api: Callable[..., APIClient], annotator: User) -> APIClient:
    return api(annotator)


def body_of(source: Source, **fields: Any) -> dict[str, Any]:
    return {"source": source.uid, "language": "en", "direction": "ltr", **fields}


def test_plain_text_becomes_paragraphs(
    client: APIClient, workspace: Workspace, source: Source
) -> None:
    body = body_of(source, content=" One.\r\n\r\n\r\nTwo e\u0301.\n", title="Typed", kind="edition")
    made = client.post(at(workspace, "texts"), body, format="json").json()
    assert (made["title"], made["kind"], made["source"]) == ("Typed", "edition", str(source.uid))
    version = client.get(made["latest_version"]["url"]).json()
    assert version["number"] == 1
    assert version["content"] == " One.\n\nTwo é."
    assert [block["type"] for block in version["blocks"]] == ["paragraph"] * 2
    assert version["sha256"] == hashlib.sha256(version["content"].encode()).hexdigest()


def test_blocks_and_marks_are_kept(client: APIClient, workspace: Workspace, source: Source) -> None:
    blocks = [{"type": "page_break", "start": 0, "end": 0, "label": "12"}, PARAGRAPH]
    marks = [{"type": "emphasis", "start": 1, "end": 3}]
    body = body_of(source, content="𐽰a𐽱b", blocks=blocks, marks=marks)
    made = client.post(at(workspace, "texts"), body, format="json").json()
    version = client.get(made["latest_version"]["url"]).json()
    assert (version["blocks"], version["marks"]) == (blocks, marks)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "content"),
        ({"content": ""}, "content"),
        ({"content": " \n\n "}, "content"),
        ({"content": ["x"]}, "content"),
        ({"content": "text", "marks": [{"type": "code", "start": 0, "end": 1}]}, "marks"),
        ({"content": "text", "blocks": []}, "blocks"),
        ({"content": "text", "blocks": {}}, "blocks"),
        ({"content": "text", "blocks": [1]}, "blocks"),
        ({"content": "text", "blocks": [{**PARAGRAPH, "end": 5}]}, "blocks"),
        ({"content": "text", "blocks": [{**PARAGRAPH, "end": 10**30}]}, "blocks"),
        ({"content": "text", "blocks": [{**PARAGRAPH, "type": "poem"}]}, "blocks"),
        ({"content": "text", "blocks": [{**PARAGRAPH, "colour": "red"}]}, "blocks"),
        ({"content": "e\u0301xy", "blocks": [PARAGRAPH]}, "blocks"),
        ({"content": "text", "language": "in English"}, "language"),
        ({"content": "text", "language": ""}, "language"),
        ({"content": "text", "direction": "up"}, "direction"),
        ({"content": "text", "direction": {}}, "direction"),
        ({"content": "text", "writing_mode": "upwards"}, "writing_mode"),
        ({"content": "text", "kind": "summary"}, "kind"),
        ({"content": "text", "title": "x" * 301}, "title"),
    ],
)
def test_texts_that_cannot_be(
    fields: dict[str, Any], field: str, client: APIClient, workspace: Workspace, source: Source
) -> None:
    response = client.post(at(workspace, "texts"), body_of(source, **fields), format="json")
    assert response.status_code == 422, response.json()
    assert list(response.json()["errors"]) == [field]
    assert not Text.objects.exists()


def test_texts_of_one_source(client: APIClient, workspace: Workspace, text: Text) -> None:
    other = {"csl": {"type": "book", "title": "Other"}}
    uid = client.post(at(workspace, "sources"), other, format="json").json()["uid"]
    listed = [
        client.get(f"{at(workspace, 'texts')}?source={source}").json()["results"]
        for source in (text.source.uid, uid)
    ]
    assert [len(texts) for texts in listed] == [1, 0]


def post_version(client: APIClient, text: Text, **fields: Any) -> Any:
    return client.post(at(text.workspace, "texts", text.uid, "versions"), fields, format="json")


def test_a_new_version_from_plain_text_carries_blocks_over(client: APIClient, text: Text) -> None:
    response = post_version(client, text, content=f"{CONTENT} So be it.", based_on=1, note="More")
    assert response.status_code == 201
    made = response.json()
    assert (made["number"], made["note"], made["text"]) == (2, "More", str(text.uid))
    assert "content" not in made
    whole = client.get(response["Location"]).json()
    assert whole["content"].endswith("So be it.")
    assert len(whole["blocks"]) == 3


def test_a_new_version_with_its_own_blocks(client: APIClient, text: Text) -> None:
    heading = {"type": "heading", "start": 0, "end": 4, "level": 1}
    made = post_version(client, text, content="Head", blocks=[heading], based_on=1).json()
    assert client.get(made["url"]).json()["blocks"] == [heading]


def test_the_same_text_again_is_no_new_version(client: APIClient, text: Text) -> None:
    response = post_version(client, text, content=CONTENT, based_on=1)
    assert (response.status_code, response.json()["number"]) == (200, 1)
    assert TextVersion.objects.count() == 1


@pytest.mark.parametrize("blocks", [{}, {"blocks": [PARAGRAPH]}])
def test_the_second_of_two_editors_is_told(
    blocks: dict[str, Any], client: APIClient, text: Text
) -> None:
    assert post_version(client, text, content="Mine", based_on=1, **blocks).status_code == 201
    response = post_version(client, text, content="Ours", based_on=1, **blocks)
    assert response.status_code == 409
    assert "Version 2" in response.json()["detail"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"content": "x"},
        {"content": "x", "based_on": "x"},
        {"content": "x", "based_on": None},
        {"content": "", "based_on": 1},
        {"content": "\u0007", "based_on": 1},
        {"content": "x", "based_on": 1, "note": "x" * 301},
        {"content": "x", "based_on": 1, "number": 5},
        {"content": "x", "based_on": 1, "marks": 5},
    ],
)
def test_versions_that_cannot_be(fields: dict[str, Any], client: APIClient, text: Text) -> None:
    assert post_version(client, text, **fields).status_code == 422
    assert TextVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "read", "written"), [("reader", 200, 403), ("outsider", 404, 404), (None, 404, 404)]
)
def test_who_may_have_versions(
    who: str | None,
    read: int,
    written: int,
    api: Callable[..., APIClient],
    text: Text,
    request: pytest.FixtureRequest,
) -> None:
    client = api(request.getfixturevalue(who) if who else None)
    versions = at(text.workspace, "texts", text.uid, "versions")
    assert client.get(versions).status_code == read
    assert client.get(at(text.workspace, "versions", text.latest.uid)).status_code == read
    assert post_version(client, text, content="x", based_on=1).status_code == written


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_version_never_changes(method: str, client: APIClient, text: Text) -> None:
    address = at(text.workspace, "versions", text.latest.uid)
    assert getattr(client, method)(address, {}, format="json").status_code == 405


def test_versions_of_a_text_that_is_not_there(client: APIClient, source: Source) -> None:
    address = at(source.workspace, "texts", source.uid, "versions")
    assert client.get(address).status_code == 404
    assert client.post(address, {}, format="json").status_code == 404


def test_a_list_of_versions_reads_no_content(client: APIClient, text: Text) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            client.get(at(text.workspace, "texts", text.uid, "versions"))
        return [query["sql"] for query in captured]

    first = queries()
    for number in range(1, 10):
        post_version(client, text, content=f"Version {number}", based_on=number)
    assert len(queries()) == len(first)
    assert not any('"content"' in sql for sql in first)


def test_what_a_text_is_can_be_changed_but_not_its_words(client: APIClient, text: Text) -> None:
    address = at(text.workspace, "texts", text.uid)
    changed = client.patch(address, {"kind": "edition", "language": "en-GB"}, format="json").json()
    assert (changed["kind"], changed["language"], changed["title"]) == ("edition", "en-GB", "")
    refused = client.patch(address, {"content": "Other words."}, format="json")
    assert refused.status_code == 422
    assert "new version" in refused.json()["errors"]["content"][0]


def test_a_text_says_whether_its_lines_stand(
    client: APIClient, workspace: Workspace, source: Source
) -> None:
    body = body_of(source, content="字", language="zh", writing_mode="vertical")
    made = client.post(at(workspace, "texts"), body, format="json").json()
    assert made["writing_mode"] == "vertical"
    renamed = client.patch(made["url"], {"title": "Another"}, format="json").json()
    assert renamed["writing_mode"] == "vertical"
    turned = client.patch(made["url"], {"writing_mode": "horizontal"}, format="json").json()
    assert turned["writing_mode"] == "horizontal"


def test_a_text_with_cited_passages_is_not_deleted(
    client: APIClient, text: Text, citation: Citation
) -> None:
    refused = client.delete(at(text.workspace, "texts", text.uid))
    assert refused.status_code == 409
    assert "1 citation rests" in refused.json()["detail"]


def test_a_new_version_says_how_much_it_changed(client: APIClient, text: Text) -> None:
    made = post_version(client, text, content=f"{CONTENT} So be it.", based_on=1).json()
    assert (made["changes"]["changed"], made["changes"]["words_added"]) == (1, 3)
    first = client.get(at(text.workspace, "texts", text.uid, "versions")).json()["results"][0]
    assert first["changes"] is None


def test_the_latest_version_is_told_with_a_refusal(client: APIClient, text: Text) -> None:
    post_version(client, text, content="Mine", based_on=1)
    refused = post_version(client, text, content="Ours", based_on=1)
    assert (refused.status_code, refused.json()["latest_version"]) == (409, 2)


@pytest.mark.parametrize(
    ("given", "status"),
    [('"v1"', 201), ('"v7", "v1"', 201), ("*", 201), ('"v2"', 412), ("v1", 412)],
)
def test_an_etag_says_what_a_version_was_made_from(
    client: APIClient, text: Text, given: str, status: int
) -> None:
    assert client.get(at(text.workspace, "versions", text.latest.uid))["ETag"] == '"v1"'
    address = at(text.workspace, "texts", text.uid, "versions")
    sent = {"content": "Other words."}
    response = client.post(address, sent, format="json", headers={"If-Match": given})
    assert response.status_code == status
    if status == 412:
        assert response.json()["latest_version"] == 1
    else:
        assert response["ETag"] == '"v2"'


def test_a_version_is_previewed_and_not_saved(client: APIClient, text: Text) -> None:
    address = at(text.workspace, "texts", text.uid, "versions", "preview")
    sent = {"content": f"{CONTENT} So be it.", "based_on": 1}
    told = client.post(address, sent, format="json").json()
    assert (told["based_on"], told["same"], told["changes"]["words_added"]) == (1, False, 3)
    assert client.post(address, {**sent, "content": CONTENT}, format="json").json()["same"] is True
    assert client.post(address, {**sent, "based_on": 3}, format="json").status_code == 409
    assert client.post(address, {"content": "x"}, format="json").status_code == 422
    assert TextVersion.objects.count() == 1
