from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from annotations.claims.models import Citation
from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from sources.texts import services as texts
from sources.texts.models import Text
from tests.cast import CONTENT, MakeHighlight

HTMX = {"HX-Request": "true"}


def address(name: str, workspace: Workspace, *args: object) -> str:
    return reverse(f"annotations:{name}", args=[workspace.uid, *args])


def selection(text: Text, exact: str, **fields: Any) -> dict[str, Any]:
    start = text.latest.content.index(exact)
    return {
        "start": start,
        "end": start + len(exact),
        "exact": exact,
        "sharing": "shared",
        "comment": "",
        "tags": "",
        **fields,
    }


def post_selection(client: Client, text: Text, data: dict[str, Any]) -> HttpResponse:
    url = address("create_highlight", text.workspace, text.latest.uid)
    return client.post(url, data, headers=HTMX)  # type: ignore[return-value]


def test_a_selection_becomes_a_note(client: Client, annotator: User, text: Text) -> None:
    client.force_login(annotator)
    data = selection(text, "until midnight", comment="So *late*?", tags="talks, night")
    response = post_selection(client, text, data)
    assert response.status_code == 201
    assert "<em>late</em>" in response.content.decode()
    made = Highlight.objects.get()
    saved = json.loads(response["HX-Trigger"])["highlight:saved"]
    start = CONTENT.index("until midnight")
    row = [str(made.uid), start, start + 14, 1 + 16, 0, [0, 1], [], []]
    assert saved["passages"] == [row]
    assert saved["legend"]["authors"] == [[str(annotator.uid), "Annotator"]]
    assert [name for _, name, _ in saved["legend"]["tags"]] == ["night", "talks"]


def test_paragraph_breaks_survive_form_submission(
    client: Client, annotator: User, text: Text
) -> None:
    client.force_login(annotator)
    data = selection(text, "August.\n\nTalks")
    data["exact"] = data["exact"].replace("\n", "\r\n")
    assert post_selection(client, text, data).status_code == 201


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"exact": "something else"}, "reads otherwise"),
        ({"end": "1000000"}, "outside the text"),
        ({"start": "x"}, ""),
        ({"comment": "x" * 20_001}, "at most 20000"),
        ({"tags": "x" * 81}, "at most 80"),
    ],
)
def test_what_is_wrong_is_said_and_the_comment_kept(
    client: Client, annotator: User, text: Text, change: dict[str, str], message: str
) -> None:
    client.force_login(annotator)
    data = {**selection(text, "midnight", comment="My long thought"), **change}
    response = post_selection(client, text, data)
    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    assert change.get("comment", "My long thought") in page
    assert not Highlight.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("outsider", 404), (None, 404)])
def test_who_may_not_highlight(
    client: Client, text: Text, who: str | None, status: int, request: pytest.FixtureRequest
) -> None:
    if who:
        client.force_login(request.getfixturevalue(who))
    assert post_selection(client, text, selection(text, "midnight")).status_code == status


def test_notes_show_what_one_may_see(
    client: Client,
    owner: User,
    annotator: User,
    text: Text,
    highlight: Highlight,
    private_highlight: Highlight,
) -> None:
    url = address("notes", text.workspace, text.latest.uid)
    query = {"highlight": [str(highlight.uid), str(private_highlight.uid)]}
    client.force_login(owner)
    page = client.get(url, query).content.decode()
    assert "The <em>date</em>." in page
    assert "Only for me" not in page
    client.force_login(annotator)
    assert "Only for me" in client.get(url, query).content.decode()


def test_notes_take_a_constant_number_of_queries(
    client: Client,
    owner: User,
    text: Text,
    make_highlight: MakeHighlight,
    django_assert_num_queries: Any,
) -> None:
    url = address("notes", text.workspace, text.latest.uid)
    words = ["aircraft", "Almaty", "August", "Talks", "midnight", "witness", "airfield", "aboard"]
    made = [str(make_highlight(word, comment=word, tags=[word]).uid) for word in words]
    client.force_login(owner)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url, {"highlight": made[:1]})
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(url, {"highlight": made})
    assert len(all_of_them) == len(one)


def test_the_permanent_address(
    client: Client, reader: User, outsider: User, highlight: Highlight, text: Text, annotator: User
) -> None:
    client.force_login(reader)
    page = client.get(highlight.get_absolute_url()).content.decode()
    assert "24 August" in page
    assert f"{text.get_absolute_url()}?highlight={highlight.uid}" in page
    texts.edit_text(
        actor=annotator, text=text, content=CONTENT.replace("24 August", "then"), based_on=1
    )
    page = client.get(highlight.get_absolute_url()).content.decode()
    assert f"{text.get_absolute_url()}versions/1/?highlight={highlight.uid}" in page
    client.force_login(outsider)
    assert client.get(highlight.get_absolute_url()).status_code == 404


def test_a_private_highlight_has_no_address_for_others(
    client: Client, owner: User, private_highlight: Highlight
) -> None:
    client.force_login(owner)
    for suffix in ("", "edit/"):
        assert client.get(private_highlight.get_absolute_url() + suffix).status_code == 404
    for suffix in ("delete/", "restore/", "edit/"):
        assert client.post(private_highlight.get_absolute_url() + suffix).status_code == 404


def test_of_two_editors_the_second_sees_both(
    client: Client, annotator: User, highlight: Highlight
) -> None:
    client.force_login(annotator)
    url = highlight.get_absolute_url() + "edit/"
    fields = {"tags": "", "sharing": "shared", "revision": 1}
    first = client.post(url, {**fields, "comment": "The first edit"}, headers=HTMX)
    assert first.status_code == 200
    second = client.post(url, {**fields, "comment": "The second edit"}, headers=HTMX)
    assert second.status_code == 409
    page = second.content.decode()
    assert "The first edit" in page
    assert "The second edit" in page
    assert 'name="revision" value="2"' in page


def test_delete_and_undo(client: Client, annotator: User, highlight: Highlight) -> None:
    client.force_login(annotator)
    url = highlight.get_absolute_url()
    deleted = client.post(url + "delete/", headers=HTMX)
    assert json.loads(deleted["HX-Trigger"])["highlight:deleted"] == {
        "highlight": str(highlight.uid)
    }
    assert client.get(url).status_code == 404
    restored = client.post(url + "restore/", headers=HTMX)
    assert "highlight:saved" in restored["HX-Trigger"]
    assert client.get(url).status_code == 200


def test_deleting_without_scripts_offers_undo(
    client: Client, annotator: User, highlight: Highlight
) -> None:
    client.force_login(annotator)
    response = client.post(highlight.get_absolute_url() + "delete/", follow=True)
    assert highlight.get_absolute_url() + "restore/" in response.content.decode()


def test_a_cited_highlight_says_why_it_stays(
    client: Client, annotator: User, citation: Citation
) -> None:
    client.force_login(annotator)
    assert citation.highlight
    response = client.post(citation.highlight.get_absolute_url() + "delete/", headers=HTMX)
    assert response.status_code == 409
    assert "Withdraw its citations first" in response.content.decode()


def test_others_do_not_edit_or_delete(client: Client, owner: User, highlight: Highlight) -> None:
    client.force_login(owner)
    fields = {"comment": "Mine now", "tags": "", "sharing": "shared", "revision": 1}
    assert client.post(highlight.get_absolute_url() + "edit/", fields).status_code == 403
    assert client.post(highlight.get_absolute_url() + "delete/").status_code == 403
    highlight.refresh_from_db()
    assert highlight.comment == "The *date*."
