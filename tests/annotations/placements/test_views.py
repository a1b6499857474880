"""Passages to check, one after the other, without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.highlights.models import Highlight, Placement
from annotations.placements import services
from project.people.models import User, Workspace
from sources.texts.models import Text, TextVersion
from tests.annotations.placements.conftest import CORRECTED, doubt, save
from tests.cast import MakeHighlight


@pytest.fixture
def page(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


def settle(page: Client, placement: Placement, **fields: Any) -> Any:
    return page.post(placement.get_absolute_url(), {"revision": 1, **fields})


def now(placement: Placement) -> Placement:
    return Placement.objects.get(pk=placement.pk)


def words(placement: Placement) -> str:
    found = now(placement)
    assert found.place is not None
    return found.version.content[slice(*found.place)]


def test_old_and_new_stand_side_by_side(page: Client, uncertain: Placement) -> None:
    shown = page.get(uncertain.get_absolute_url()).content.decode()
    assert "1 of 1 to check" in shown
    assert "Version 1: where it stood" in shown
    assert "<mark>24 August</mark>" in shown
    # What the correction added is told.
    assert "<ins>By noon the" in shown


def test_confirming_goes_on_to_the_next(
    page: Client, uncertain: Placement, make_highlight: MakeHighlight, second: TextVersion
) -> None:
    other = doubt(make_highlight("until midnight"), second)
    answer = settle(page, uncertain, verdict="confirm")
    assert answer.url == other.get_absolute_url()
    assert (now(uncertain).status, now(uncertain).method) == ("placed", "confirmed")
    last = settle(page, other, verdict="gone")
    done = reverse("annotations:text_passages", args=[second.workspace.uid, second.text.uid])
    assert last.url == f"{done}?show=uncertain"


def test_undo_from_the_message(page: Client, uncertain: Placement) -> None:
    answer = settle(page, uncertain, verdict="gone")
    shown = page.get(answer.url).content.decode()
    undo = reverse("annotations:undo_settling", args=[uncertain.workspace.uid, uncertain.uid, 2])
    assert undo in shown
    back = page.post(undo, follow=True)
    assert "Undone" in back.content.decode()
    assert now(uncertain).status == "uncertain"
    assert "Somebody changed this" in page.post(undo, follow=True).content.decode()


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"start": 0, "end": 7, "exact": "By noon"}, "By noon"),
        ({"choice": "0-7"}, "By noon"),
        ({"words": "UNTIL  midnight"}, "until midnight"),
        # What is selected goes before what is chosen.
        ({"start": 0, "end": 7, "exact": "By noon", "choice": "3-7"}, "By noon"),
    ],
)
def test_another_place(
    page: Client, uncertain: Placement, fields: dict[str, Any], place: str
) -> None:
    assert settle(page, uncertain, verdict="put", **fields).status_code == 302
    assert words(uncertain) == place
    assert now(uncertain).method == "settled"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Select the passage in the text"),
        ({"words": "Moscow"}, "does not have these words"),
        ({"words": "on"}, "stand in several places"),
        ({"choice": "here"}, "Select the passage in the text"),
        ({"choice": "900-999999"}, "outside the text"),
        ({"start": 0, "end": 7, "exact": "By moon"}, "reads otherwise"),
        ({"verdict": "burn"}, ""),
        ({"revision": "x"}, ""),
    ],
)
def test_what_is_wrong_is_said(
    page: Client, uncertain: Placement, fields: dict[str, Any], said: str
) -> None:
    answer = settle(page, uncertain, **{"verdict": "put", **fields})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert now(uncertain).status == "uncertain"


def test_several_places_become_choices(page: Client, uncertain: Placement) -> None:
    shown = settle(page, uncertain, verdict="put", words="on").content.decode()
    assert shown.count('name="choice"') > 1


def test_who_was_slower_is_told(page: Client, uncertain: Placement, owner: User) -> None:
    services.confirm(actor=owner, placement=uncertain, revision=1)
    answer = page.post(
        uncertain.get_absolute_url(), {"revision": 1, "verdict": "gone"}, follow=True
    )
    assert "Somebody changed this" in answer.content.decode()
    assert now(uncertain).status == "placed"


def test_an_older_version_leads_to_the_newest(
    page: Client, uncertain: Placement, text: Text, annotator: User
) -> None:
    version = save(text, annotator, "Again. " + CORRECTED)
    assert "A newer version" in page.get(uncertain.get_absolute_url()).content.decode()
    answer = settle(page, uncertain, verdict="confirm")
    newest = Placement.objects.get(passage=uncertain.passage, version=version)
    assert answer.url == newest.get_absolute_url()


def test_orphans_are_listed_and_can_be_given_a_place(
    page: Client, text: Text, highlight: Highlight, annotator: User
) -> None:
    version = save(text, annotator, "The aircraft left.\n\nTalks went on until midnight.")
    lost = Placement.objects.get(passage__highlight=highlight, version=version)
    assert lost.status == "orphaned"
    url = reverse("annotations:text_passages", args=[text.workspace.uid, text.uid])
    shown = page.get(url).content.decode()
    assert "24 August" in shown
    assert "stood in version 1" in shown
    assert lost.get_absolute_url() in shown
    found = page.get(lost.get_absolute_url()).content.decode()
    assert "Where is it now?" in found
    assert "data-confirm-place" not in found
    assert settle(page, lost, verdict="put", words="The aircraft left").status_code == 302
    assert words(lost) == "The aircraft left"


def test_the_workspace_and_its_waiting_list_lead_there(
    page: Client, uncertain: Placement, workspace: Workspace
) -> None:
    url = reverse("annotations:passages_to_check", args=[workspace.uid])
    shown = page.get(url).content.decode()
    assert "1 passage to check" in shown
    assert f"{uncertain.get_absolute_url()}?all" in shown
    waiting = page.get(reverse("people:waiting", args=[workspace.uid, "uncertain"]))
    assert uncertain.get_absolute_url() in waiting.content.decode()


def test_the_note_leads_there_in_words(page: Client, uncertain: Placement) -> None:
    version = uncertain.version
    url = reverse("annotations:notes", args=[uncertain.workspace.uid, version.uid])
    asked = {"highlight": str(uncertain.passage.highlight.uid)}
    note = page.get(url, asked).content.decode()
    assert "uncertain place" in note
    assert uncertain.get_absolute_url() in note
    settle(page, uncertain, verdict="put", choice="0-7")
    note = page.get(url, asked).content.decode()
    assert "Placed by a person" in note
    assert "this version reads otherwise" in note


def test_private_passages_are_their_authors_alone(
    client: Client, owner: User, private_highlight: Highlight, text: Text, annotator: User
) -> None:
    version = save(text, annotator, CORRECTED)
    hidden = doubt(private_highlight, version)
    client.force_login(owner)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert settle(client, hidden, verdict="gone").status_code == 404
    for name, args in (("passages_to_check", []), ("text_passages", [text.uid])):
        shown = client.get(reverse(f"annotations:{name}", args=[text.workspace.uid, *args]))
        assert "Nothing to check" in shown.content.decode()


@pytest.mark.parametrize("asked", ["-1", "x", "9" * 30, "٣"])
def test_hostile_places_are_refused(page: Client, uncertain: Placement, asked: str) -> None:
    assert page.get(uncertain.get_absolute_url(), {"from": asked}).status_code == 404


def test_parts_of_a_long_text(
    page: Client, text: Text, highlight: Highlight, annotator: User
) -> None:
    version = save(text, annotator, CORRECTED + "\n\n" + "Word after word. " * 1_000 + "The end.")
    placement = doubt(highlight, version)
    first = page.get(placement.get_absolute_url()).content.decode()
    assert "Later in the text" in first
    assert "The end." not in first
    last = page.get(placement.get_absolute_url(), {"from": 100_000}).content.decode()
    assert "The end." in last


def test_lists_ask_as_much_for_one_as_for_many(
    page: Client, uncertain: Placement, make_highlight: MakeHighlight, second: TextVersion
) -> None:
    urls = [
        reverse("annotations:text_passages", args=[second.workspace.uid, second.text.uid]),
        uncertain.get_absolute_url(),
    ]

    def queries() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                assert page.get(url).status_code == 200
            counts.append(len(captured))
        return counts

    queries()
    few = queries()
    for exact in ("Talks", "midnight", "Nobody"):
        doubt(make_highlight(exact), second)
    assert queries() == few
