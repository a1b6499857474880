"""Relating texts, and aligning them side by side."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from project.people.models import User
from sources.parallels.models import TextAlignment, TextRelation
from sources.parallels.queries import alignment_of
from sources.texts import services
from sources.texts.models import Text
from tests.cast import CONTENT


def url(name: str, row: Any) -> str:
    return reverse(f"sources:{name}", args=[row.workspace.uid, row.uid])


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


def test_a_text_is_said_to_be_a_translation(
    as_annotator: Client, text: Text, translation: Text
) -> None:
    address = url("new_relation", translation)
    assert "Of which text" in as_annotator.get(address).content.decode()
    made = as_annotator.post(address, {"kind": "translation", "original": text.uid})
    relation = TextRelation.objects.get()
    assert made["Location"] == relation.get_absolute_url()
    source = as_annotator.get(text.source.get_absolute_url()).content.decode()
    for words in ("Translation of", "Translated in", relation.get_absolute_url()):
        assert words in source
    reading = as_annotator.get(translation.get_absolute_url()).content.decode()
    assert "Translation of" in reading
    assert text.get_absolute_url() in reading


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "translation"}, "Choose a text"),
        ({"kind": "translation", "original_key": "nobody1900"}, "Choose a text"),
        ({"kind": "copy", "original_key": "petrov1949"}, "copy"),
    ],
)
def test_wrong_input_is_told(
    as_annotator: Client, text: Text, given: dict[str, str], words: str
) -> None:
    response = as_annotator.post(url("new_relation", text), given)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_without_scripts_one_writes_a_citation_key(
    as_annotator: Client, text: Text, translation: Text
) -> None:
    key = text.source.citation_key
    as_annotator.post(url("new_relation", translation), {"kind": "edition", "original_key": key})
    assert TextRelation.objects.get().original == text


@pytest.mark.parametrize("backwards", [False, True])
def test_the_same_is_not_recorded_twice_or_the_other_way(
    as_annotator: Client, text_relation: TextRelation, backwards: bool
) -> None:
    text, original = text_relation.text, text_relation.original
    if backwards:
        text, original = original, text
    response = as_annotator.post(
        url("new_relation", text), {"kind": "edition", "original": original.uid}
    )
    assert response.status_code == 422
    assert TextRelation.objects.count() == 1


def test_texts_are_found_by_words_of_their_source(as_annotator: Client, text: Text) -> None:
    address = reverse("sources:find_texts", args=[text.workspace.uid])
    assert str(text.uid) in as_annotator.get(address, {"q": "airfield"}).content.decode()
    assert str(text.uid) not in as_annotator.get(address, {"q": "diary"}).content.decode()


def test_both_texts_stand_side_by_side(as_annotator: Client, text_relation: TextRelation) -> None:
    page = html.fromstring(as_annotator.get(url("alignment", text_relation)).content.decode())
    beads = page.xpath("//li[@data-item]")
    assert len(beads) == 3
    assert "This is a proposal" in page.text_content()
    sides = [side.text_content() for side in beads[0].xpath("./div")]
    assert sides == [
        "The aircraft left Almaty on 24 August.",
        "Самолёт вылетел из Алма-Аты 24 августа.",
    ]
    assert not TextAlignment.objects.exists()


def test_beads_are_changed_and_kept(as_annotator: Client, text_relation: TextRelation) -> None:
    address = url("alignment", text_relation)
    steps = [
        ("join:0", [[2, 2, True], [1, 1, False]]),
        ("text-down:0", [[2, 1, True], [1, 2, True]]),
        ("part:0", [[1, 1, True], [1, 0, True], [1, 2, True]]),
        ("join:99", [[1, 1, True], [1, 0, True], [1, 2, True]]),
        ("propose", [[1, 1, False]] * 3),
        ("check-page:0", [[1, 1, True]] * 3),
    ]
    for revision, (act, beads) in enumerate(steps):
        response = as_annotator.post(address, {"act": act, "revision": revision})
        assert response.status_code == 302
        kept = TextAlignment.objects.get()
        assert (kept.beads, kept.revision) == (beads, revision + 1)


def test_of_two_people_the_second_is_told(
    as_annotator: Client, text_relation: TextRelation
) -> None:
    address = url("alignment", text_relation)
    as_annotator.post(address, {"act": "join:0", "revision": 0})
    told = as_annotator.post(address, {"act": "join:1", "revision": 0}, follow=True)
    assert "Somebody changed this" in told.content.decode()
    assert TextAlignment.objects.get().revision == 1


def test_what_was_aligned_goes_on_in_a_newer_version(
    as_annotator: Client, text_relation: TextRelation, annotator: User
) -> None:
    address = url("alignment", text_relation)
    as_annotator.post(address, {"act": "check-page:0", "revision": 0})
    services.edit_text(
        actor=annotator,
        text=text_relation.original,
        content="An altogether new paragraph.\n\n" + CONTENT.replace("24", "25"),
        based_on=1,
    )
    relation = TextRelation.objects.get()
    aligned = alignment_of(relation, relation.original.latest, relation.text.latest)
    assert [(len(b.original), len(b.text), b.is_checked) for b in aligned.beads] == [
        (1, 0, False),
        *[(1, 1, True)] * 3,
    ]
    assert "is carried over" in as_annotator.get(address).content.decode()


def test_withdrawing_can_be_undone(as_annotator: Client, text_relation: TextRelation) -> None:
    undo = url("restore_relation", text_relation)
    page = as_annotator.post(url("delete_relation", text_relation), follow=True).content.decode()
    assert undo in page
    assert as_annotator.get(url("alignment", text_relation)).status_code == 404
    as_annotator.post(undo)
    assert as_annotator.get(url("alignment", text_relation)).status_code == 200


@pytest.mark.parametrize(("who", "read", "written"), [("reader", 200, 403), ("outsider", 404, 404)])
def test_who_may(
    client: Client,
    text_relation: TextRelation,
    who: str,
    read: int,
    written: int,
    request: pytest.FixtureRequest,
) -> None:
    client.force_login(request.getfixturevalue(who))
    address = url("alignment", text_relation)
    assert client.get(address).status_code == read
    assert client.post(address, {"act": "join:0"}).status_code == written
