"""The plain editor of a text."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from annotations.claims.models import Citation
from project.people.models import User
from sources.attachments.models import Attachment
from sources.records.models import Source
from sources.texts import services
from sources.texts.models import Text
from sources.texts.structure import BlockType, from_plain
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


def sent(page: str) -> dict[str, str]:
    """What the form of a page sends along unseen."""
    form = html.fromstring(page).xpath("//main//form[.//*[@name='based_on']]")[0]
    return {
        name: value
        for name, value in form.fields.items()
        if name in ("document", "based_on", "onto") and value is not None
    }


def test_nothing_is_saved_before_one_looked(as_annotator: Client, text: Text) -> None:
    edited = CONTENT.replace("24", "25")
    response = as_annotator.post(address(text), {**form(edited, note="Mine"), "preview": "yes"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "<del>24</del><ins>25</ins>" in page
    assert "1 word added" in page
    assert 'value="Mine"' in page
    assert text.latest.number == 1
    as_annotator.post(address(text), {**sent(page), "note": "Mine", "save": "yes"})
    assert (text.latest.number, text.latest.content, text.latest.note) == (2, edited, "Mine")


def test_one_goes_on_after_looking(as_annotator: Client, text: Text) -> None:
    edited = CONTENT.replace("24", "25")
    preview = as_annotator.post(address(text), {**form(edited), "preview": "yes"}).content.decode()
    again = as_annotator.post(address(text), {**sent(preview), "again": "yes"}).content.decode()
    assert "25 August" in html.fromstring(again).xpath("//textarea[@name='content']")[0].text
    assert "data-draft-now" in again
    assert text.latest.number == 1


def test_blocks_are_saved_as_they_were_edited(as_annotator: Client, text: Text) -> None:
    rows = [
        {"type": "heading", "level": 1, "text": "Departure"},
        {"type": "paragraph", "text": CONTENT.split("\n\n")[0]},
        {"type": "page_break", "label": "7"},
        {"type": "quote", "text": "بىر", "language": "ug", "direction": "rtl"},
    ]
    as_annotator.post(address(text), {"rows": json.dumps(rows), "based_on": 1})
    found = [(b.type.value, b.label, b.language) for b in text.latest.document.blocks]
    assert found == [
        ("heading", None, None),
        ("paragraph", None, None),
        ("page_break", "7", None),
        ("quote", None, "ug"),
    ]


@pytest.mark.parametrize(
    "rows", ["{", "[1]", '[{"type": "poem", "text": "x"}]', "[]", "null", "[{}]"]
)
def test_rows_that_cannot_be_are_told(as_annotator: Client, text: Text, rows: str) -> None:
    assert as_annotator.post(address(text), {"rows": rows, "based_on": 1}).status_code == 422
    assert text.latest.number == 1


def test_of_two_editors_none_loses_a_line(as_annotator: Client, text: Text, reviewer: User) -> None:
    theirs = CONTENT.replace("aboard", "<b>aboard</b>")
    services.edit_text(actor=reviewer, text=text, content=theirs, based_on=1)
    mine = CONTENT.replace("24 August", "25 August")
    response = as_annotator.post(address(text), form(mine, note="My note"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "<bdi>Reviewer</bdi> saved version 2" in page
    assert "<b>aboard" not in page
    assert 'value="My note"' in page
    assert text.latest.number == 2
    assert as_annotator.post(address(text), sent(page)).status_code == 302
    assert (text.latest.number, text.latest.content) == (
        3,
        theirs.replace("24 August", "25 August"),
    )


@pytest.mark.parametrize(
    ("choice", "words"),
    [("mine", "on 25 August"), ("theirs", "on 26 <b> August"), ("both", "on 26 <b> 25 August")],
)
def test_where_both_changed_the_same_words_one_chooses(
    as_annotator: Client, text: Text, reviewer: User, choice: str, words: str
) -> None:
    services.edit_text(
        actor=reviewer, text=text, content=CONTENT.replace("24", "26 <b>"), based_on=1
    )
    mine = CONTENT.replace("24", "25").replace("Nobody", "No one")
    response = as_annotator.post(address(text), form(mine))
    page = response.content.decode()
    assert response.status_code == 409
    assert "at 1 place" in page
    assert "26 &lt;b&gt;" in page
    shown = as_annotator.post(address(text), {**sent(page), "choice-0": choice, "preview": "yes"})
    assert shown.status_code == 200
    assert text.latest.number == 2
    as_annotator.post(address(text), sent(shown.content.decode()))
    assert words in text.latest.content
    assert "No one at the airfield" in text.latest.content


def test_a_choice_made_for_an_older_version_is_asked_again(
    as_annotator: Client, text: Text, reviewer: User
) -> None:
    services.edit_text(actor=reviewer, text=text, content=CONTENT.replace("24", "26"), based_on=1)
    page = as_annotator.post(address(text), form(CONTENT.replace("24", "25"))).content.decode()
    services.edit_text(actor=reviewer, text=text, content=CONTENT.replace("24", "27"), based_on=2)
    again = as_annotator.post(address(text), {**sent(page), "choice-0": "mine"})
    assert again.status_code == 409
    assert sent(again.content.decode())["onto"] == "3"


def test_the_other_wrote_the_same(as_annotator: Client, text: Text, reviewer: User) -> None:
    services.edit_text(actor=reviewer, text=text, content="Same words.", based_on=1)
    page = as_annotator.post(address(text), form("Same words.")).content.decode()
    assert "there is nothing to save" in page


def test_an_older_version_becomes_the_newest_again(
    as_annotator: Client, text: Text, annotator: User
) -> None:
    services.edit_text(actor=annotator, text=text, content="Other words.", based_on=1)
    url = reverse("sources:restore_version", args=[text.workspace.uid, text.uid, 1])
    page = as_annotator.get(url).content.decode()
    assert "Go back to version 1?" in page
    assert text.latest.number == 2
    as_annotator.post(address(text), {**sent(page), "note": "As in version 1", "save": "yes"})
    assert (text.latest.number, text.latest.content) == (3, CONTENT)
    assert text.latest.document == text.versions.get(number=1).document


def upload(client: Client, text: Text, name: str, data: bytes) -> Any:
    url = reverse("sources:correct_from_file", args=[text.workspace.uid, text.uid])
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize(
    ("name", "made", "blocks"),
    [
        ("words.txt", CONTENT.replace("24", "25"), ["heading", "paragraph", "paragraph"]),
        ("words.md", "# Title\n\nText *here*.", ["heading", "paragraph"]),
    ],
)
def test_a_corrected_file_is_shown_before_it_is_saved(
    as_annotator: Client, text: Text, annotator: User, name: str, made: str, blocks: list[str]
) -> None:
    document = text.latest.document
    heading = replace(document.blocks[0], type=BlockType.HEADING)
    services.save_version(
        actor=annotator,
        text=text,
        document=replace(document, blocks=(heading, *document.blocks[1:])),
        based_on=1,
    )
    shown = upload(as_annotator, text, name, made.encode())
    assert shown.status_code == 200
    assert text.latest.number == 2
    page = shown.content.decode()
    assert f'value="{name}"' in page
    as_annotator.post(address(text), sent(page))
    assert [block.type.value for block in text.latest.document.blocks] == blocks
    assert Attachment.objects.get().original.filename == name


@pytest.mark.parametrize("name", ["words.docx", "words.xyz"])
def test_a_file_that_cannot_be_read_is_kept_and_says_why(
    as_annotator: Client, text: Text, name: str
) -> None:
    response = upload(as_annotator, text, name, b"not a file of that kind")
    assert response.status_code == 422
    assert "It is kept among the files" in response.content.decode()
    assert Attachment.objects.get().original.filename == name
    assert text.latest.number == 1


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
