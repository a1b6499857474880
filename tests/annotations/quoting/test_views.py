from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces
from sources.texts.models import Text
from tests.annotations.quoting.test_targets import correct


@pytest.fixture
def browser(client: Client, reader: User) -> Client:
    client.force_login(reader)
    return client


def quotation_url(text: Text, *places: str) -> str:
    url = reverse("annotations:quotation", args=[text.workspace.uid, text.latest.uid])
    return f"{url}?{'&'.join(f'place={place}' for place in places)}"


def test_quoting_what_is_selected(browser: Client, text: Text) -> None:
    page = browser.get(quotation_url(text, "4-12", "18-24")).text
    assert "aircraft […] Almaty" in page
    assert "Petrov" in page
    assert f"{text.get_absolute_url()}?text=aircraft%20left%20Almaty" in page


def test_the_format_is_kept_for_the_next_time(browser: Client, text: Text) -> None:
    browser.get(quotation_url(text, "4-12") + "&format=latex")
    assert "\\autocite{petrov1949}" in browser.get(quotation_url(text, "4-12")).text


def test_an_unknown_format_is_the_first(browser: Client, text: Text) -> None:
    assert browser.get(quotation_url(text, "4-12") + "&format=docx").status_code == 200


@pytest.mark.parametrize("place", ["", "4", "12-4", "4-4", "0-9999", "a-b", "4-12x"])
def test_a_place_outside_the_text(browser: Client, text: Text, place: str) -> None:
    assert browser.get(quotation_url(text, place)).status_code == 404


def test_quoting_a_highlight(browser: Client, text: Text, highlight: Highlight) -> None:
    url = reverse("annotations:highlight_quotation", args=[text.workspace.uid, highlight.uid])
    assert "24 August" in browser.get(url).text


def test_quoting_an_orphan_quotes_the_version_it_was_made_in(
    browser: Client, text: Text, highlight: Highlight, annotator: User
) -> None:
    correct(text, annotator, "left Almaty on 24 August", "never left")
    url = reverse("annotations:highlight_quotation", args=[text.workspace.uid, highlight.uid])
    assert "24 August" in browser.get(url).text


def test_others_private_highlights_cannot_be_quoted(
    browser: Client, text: Text, private_highlight: Highlight
) -> None:
    for name in ("annotations:highlight_quotation", "annotations:passage"):
        row = private_highlight if name.endswith("quotation") else private_highlight.passages.get()
        url = reverse(name, args=[text.workspace.uid, row.uid])
        assert browser.get(url).status_code == 404


def test_a_passage_has_an_address(browser: Client, text: Text, highlight: Highlight) -> None:
    passage = highlight.passages.get()
    url = reverse("annotations:passage", args=[text.workspace.uid, passage.uid])
    response = browser.get(url)
    assert response["Location"] == (
        f"{text.get_absolute_url()}?highlight={highlight.uid}&passage={passage.uid}"
    )
    assert browser.get(response["Location"]).context["reader"]["target"] == (28, 37)


def test_an_orphans_address_leads_to_the_version_it_was_made_in(
    browser: Client, text: Text, highlight: Highlight, annotator: User
) -> None:
    first = text.latest
    correct(text, annotator, "left Almaty on 24 August", "never left")
    passage = highlight.passages.get()
    url = reverse("annotations:passage", args=[text.workspace.uid, passage.uid])
    assert browser.get(url)["Location"].startswith(first.get_absolute_url())


def test_a_link_to_words_is_shown_in_the_text(browser: Client, text: Text) -> None:
    response = browser.get(f"{text.get_absolute_url()}?text=until%20midnight")
    start, end = response.context["reader"]["target"]
    assert text.latest.content[start:end] == "until midnight"


@pytest.mark.parametrize(
    ("directive", "said"),
    [
        ("submarine", "No version of this text has the words"),
        ("a,b,c", "No version of this text has the words"),
        ("Talks%20went", "It stood in version 1"),
        ("left%20Almaty%20on%2024%20August", "was corrected since version 2"),
    ],
)
def test_what_became_of_the_words(
    browser: Client, text: Text, annotator: User, directive: str, said: str
) -> None:
    correct(text, annotator, "Talks went on until", "Nobody slept before")
    correct(text, annotator, "left Almaty", "left Alma-Ata")
    assert said in browser.get(f"{text.get_absolute_url()}?text={directive}").text


def test_strangers_quote_in_public_workspaces_only(
    client: Client, owner: User, workspace: Workspace, text: Text
) -> None:
    url = quotation_url(text, "4-12")
    assert client.get(url).status_code == 404
    workspaces.change_workspace(
        actor=owner, workspace=workspace, name="Open", description="", visibility="public"
    )
    assert client.get(url).status_code == 200
