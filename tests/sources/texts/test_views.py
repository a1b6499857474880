"""The plain editor of a text."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.claims.models import Citation
from project.people.models import User
from sources.records.models import Source
from sources.texts import services
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.cast import CONTENT


def address(text: Text) -> str:
    return reverse("sources:edit_text", args=[text.workspace.uid, text.uid])


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


def form(content: str, based_on: Any = 1, note: str = "") -> dict[str, Any]:
    return {"content": content.replace("\n", "\r\n"), "based_on": based_on, "note": note}


def test_who_opens_it(
    client: Client, text: Text, annotator: User, reader: User, outsider: User
) -> None:
    statuses = []
    for user in (annotator, reader, outsider, None):
        client.logout()
        if user:
            client.force_login(user)
        statuses.append(client.get(address(text)).status_code)
    assert statuses == [200, 403, 404, 302]


def test_the_field_has_the_language_and_direction_of_the_text(
    as_annotator: Client, source: Source, annotator: User
) -> None:
    uyghur = services.create_text(
        actor=annotator,
        source=source,
        document=from_plain("بىر.\n\nئىككى."),
        language="ug",
        direction="rtl",
    )
    page = as_annotator.get(address(uyghur)).content.decode()
    field = re.search(r"<textarea[^>]*>", page)
    assert field
    assert 'lang="ug"' in field[0]
    assert 'dir="rtl"' in field[0]


def test_saving_makes_a_version_and_leads_to_the_reading_page(
    as_annotator: Client, text: Text
) -> None:
    edited = CONTENT.replace("24", "25")
    response = as_annotator.post(address(text), form(edited, note="Misread"))
    assert response["Location"] == text.get_absolute_url()
    assert (text.latest.number, text.latest.content, text.latest.note) == (2, edited, "Misread")
    page = as_annotator.get(address(text)).content.decode()
    assert "Saved as version 2." in page
    assert 'name="based_on" value="2"' in page


def test_nothing_changed_is_said(as_annotator: Client, text: Text) -> None:
    as_annotator.post(address(text), form(CONTENT))
    assert "Nothing was changed" in as_annotator.get(address(text)).content.decode()
    assert text.latest.number == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (form(""), "This field is required."),
        (form(" \n "), "cannot be empty"),
        (form("Words.", note="n" * 301), "at most 300"),
        (form("Words\x00."), "Null characters"),
        (form("Words.", based_on="x"), "whole number"),
    ],
)
def test_bad_input_is_told_and_nothing_lost(
    as_annotator: Client, text: Text, given: dict[str, Any], words: str
) -> None:
    response = as_annotator.post(address(text), given)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert given["content"].strip("\r\n \x00")[:5] in page
    assert text.latest.number == 1


def test_of_two_editors_the_second_is_told_and_loses_nothing(
    as_annotator: Client, text: Text, reviewer: User
) -> None:
    theirs = CONTENT.replace("24 August", "26 <b>August</b>")
    services.edit_text(actor=reviewer, text=text, content=theirs, based_on=1)
    mine = CONTENT.replace("24 August", "25 August")
    response = as_annotator.post(address(text), form(mine, note="My note"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Reviewer</bdi> saved version 2" in page
    assert "25 August" in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[0]
    assert 'value="My note"' in page
    assert "<del>26 &lt;b&gt;August&lt;/b&gt;.</del><ins>25 August.</ins>" in page
    assert "<b>August" not in page
    assert 'name="based_on" value="2"' in page
    as_annotator.post(address(text), form(mine, based_on=2))
    assert (text.latest.number, text.latest.content) == (3, mine)


def test_the_other_wrote_the_same(as_annotator: Client, text: Text, reviewer: User) -> None:
    services.edit_text(actor=reviewer, text=text, content="Same words.", based_on=1)
    page = as_annotator.post(address(text), form("Same words.")).content.decode()
    assert "Both read the same." in page


DETAILS = {
    "kind": "translation",
    "title": "A title",
    "language": "ru",
    "direction": "ltr",
    "writing_mode": "vertical",
}


def test_what_a_text_is_can_be_said_anew(as_annotator: Client, text: Text) -> None:
    url = reverse("sources:text_details", args=[text.workspace.uid, text.uid])
    assert 'value="en"' in as_annotator.get(url).content.decode()
    wrong = as_annotator.post(url, {**DETAILS, "language": "not a tag"})
    assert wrong.status_code == 422
    assert "is not a language tag" in wrong.content.decode()
    assert as_annotator.post(url, DETAILS).status_code == 302
    text.refresh_from_db()
    assert (text.kind, text.title, text.language) == ("translation", "A title", "ru")
    assert text.writing_mode == "vertical"
    assert '<option value="vertical" selected>' in as_annotator.get(url).content.decode()
    as_annotator.post(url, {**DETAILS, "language": "mn-Mong", "writing_mode": ""})
    text.refresh_from_db()
    assert (text.writing_mode, text.columns) == ("vertical", "vertical-lr")


def test_deleting_a_text_can_be_undone(as_annotator: Client, text: Text) -> None:
    url = reverse("sources:delete_text", args=[text.workspace.uid, text.uid])
    page = as_annotator.post(url, follow=True).content.decode()
    undo = reverse("sources:restore_text", args=[text.workspace.uid, text.uid])
    assert undo in page
    assert as_annotator.get(text.get_absolute_url()).status_code == 404
    assert as_annotator.post(undo).status_code == 302
    assert as_annotator.get(text.get_absolute_url()).status_code == 200


def test_a_cited_text_stays_and_says_why(
    as_annotator: Client, text: Text, citation: Citation
) -> None:
    url = reverse("sources:delete_text", args=[text.workspace.uid, text.uid])
    assert "1 citation rests" in as_annotator.post(url, follow=True).content.decode()
    assert as_annotator.get(text.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("outsider", 404)])
def test_who_does_not_change_or_delete(
    client: Client, text: Text, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    for name in ("text_details", "delete_text", "restore_text"):
        url = reverse(f"sources:{name}", args=[text.workspace.uid, text.uid])
        assert client.post(url, DETAILS).status_code == status
