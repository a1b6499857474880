"""All versions of a text, and any two of them compared."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from annotations.highlights.models import Highlight
from project.people.models import User
from sources.texts import services
from sources.texts.models import Text
from tests.cast import CONTENT, MakeHighlight


def url(name: str, text: Text, *args: Any) -> str:
    return reverse(f"annotations:{name}", args=[text.workspace.uid, text.uid, *args])


def page_of(client: Client, address: str, **query: Any) -> html.HtmlElement:
    response = client.get(address, query)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


@pytest.fixture
def corrected(
    text: Text, highlight: Highlight, private_highlight: Highlight, annotator: User
) -> Text:
    """With a second version, in which the 24th is the 25th and a paragraph is new."""
    content = CONTENT.replace("24 August", "25 August") + "\n\nSomething new."
    services.edit_text(actor=annotator, text=text, content=content, based_on=1, note="Misread")
    return text


def test_the_list_says_who_and_what(client: Client, owner: User, corrected: Text) -> None:
    client.force_login(owner)
    page = page_of(client, url("version_list", corrected))
    newest, first = page.xpath("//main//ol[contains(@class, 'rows')]/li")
    told = " ".join(newest.text_content().split())
    for words in ("Version 2", "Misread", "Annotator", "1 paragraph changed", "1 paragraph added"):
        assert words in told
    assert "0 passages marked in it" in told
    # The private highlight is the annotator's alone.
    assert "1 passage marked in it" in " ".join(first.text_content().split())
    assert url("compare_versions", corrected, 1, 2) in newest.xpath(".//a/@href")
    assert reverse(
        "sources:restore_version", args=[corrected.workspace.uid, corrected.uid, 1]
    ) in first.xpath(".//a/@href")


def test_readers_are_not_offered_to_go_back(client: Client, reader: User, corrected: Text) -> None:
    client.force_login(reader)
    page = page_of(client, url("version_list", corrected))
    assert not [
        href for href in page.xpath("//main//a/@href") if "restore" in href or "edit" in href
    ]


def test_two_versions_word_by_word_with_what_is_marked(
    client: Client, annotator: User, corrected: Text
) -> None:
    client.force_login(annotator)
    page = page_of(client, url("compare_versions", corrected, 1, 2))
    first, _, _, new = page.xpath("//ol[contains(@class, 'comparison')]/li")
    assert first.xpath(".//del/text()") == ["24"]
    assert first.xpath(".//ins/text()") == ["25"]
    assert {"24", " August"} <= set(first.xpath(".//mark//text()"))
    assert new.xpath(".//ins/text()") == ["Something new."]
    told = " ".join(page.text_content().split())
    assert "1 word added" not in told
    assert "3 words added" in told
    assert "Marked: 2 in version 1" in told


def test_side_by_side(client: Client, owner: User, corrected: Text) -> None:
    client.force_login(owner)
    page = page_of(client, url("compare_versions", corrected, 1, 2), view="sides")
    unit = page.xpath("//li[contains(@class, 'changed')]")[0]
    assert unit.xpath("./div[@class='old']")[0].text_content() == CONTENT.split("\n\n")[0]
    assert "25 August" in unit.xpath("./div[@class='new']")[0].text_content()


def test_another_s_private_highlight_is_not_drawn(
    client: Client, owner: User, corrected: Text
) -> None:
    client.force_login(owner)
    page = page_of(client, url("compare_versions", corrected, 1, 2))
    assert "until midnight" not in "".join(page.xpath("//mark//text()"))
    assert "Marked: 1 in version 1" in " ".join(page.text_content().split())


def test_what_has_no_place_any_more_is_said(
    client: Client, owner: User, annotator: User, text: Text, highlight: Highlight
) -> None:
    services.edit_text(actor=annotator, text=text, content="Nothing is left of it.", based_on=1)
    client.force_login(owner)
    page = page_of(client, url("compare_versions", text, 1, 2))
    assert "1 highlight has no place in version 2" in " ".join(page.text_content().split())


def test_a_version_compared_with_itself(client: Client, owner: User, text: Text) -> None:
    client.force_login(owner)
    page = page_of(client, url("compare_versions", text, 1, 1))
    assert "Both versions are the same" in page.text_content()


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ({}, "/compare/1/2/"),
        ({"old": "2", "new": "1"}, "/compare/2/1/"),
        ({"old": "x", "new": "²", "view": "sides"}, "/compare/1/2/?view=sides"),
        ({"view": "upwards"}, "/compare/1/2/"),
    ],
)
def test_two_versions_are_chosen(
    client: Client, owner: User, corrected: Text, query: dict[str, str], leads_to: str
) -> None:
    client.force_login(owner)
    assert client.get(url("choose_versions", corrected), query)["Location"].endswith(leads_to)


def test_unchanged_paragraphs_unfold(
    client: Client, owner: User, annotator: User, text: Text
) -> None:
    paragraphs = [f"Paragraph number {n} says {n * 7919}." for n in range(250)]
    services.edit_text(actor=annotator, text=text, content="\n\n".join(paragraphs), based_on=1)
    paragraphs[0] += " More."
    services.edit_text(actor=annotator, text=text, content="\n\n".join(paragraphs), based_on=2)
    client.force_login(owner)
    address = url("compare_versions", text, 2, 3)
    (fold,) = page_of(client, address).xpath("//li[@class='fold']")
    assert "Show 100 unchanged paragraphs" in fold.text_content()
    assert "of 248" in fold.text_content()
    (link,) = fold.xpath("./a/@href")
    unfolded = page_of(client, address + link.partition("#")[0])
    assert len(unfolded.xpath("//li[contains(@class, 'from-2')]")) == 100
    assert len(unfolded.xpath("//li[@class='fold']")) == 1


@pytest.mark.parametrize("query", ["?page=x&open=y", "?page=99999999999", "?open=-1&open=999999"])
def test_odd_addresses_are_read_as_well_as_can_be(
    client: Client, owner: User, corrected: Text, query: str
) -> None:
    client.force_login(owner)
    assert client.get(url("compare_versions", corrected, 1, 2) + query).status_code == 200


def test_outsiders_and_missing_versions(
    client: Client, owner: User, outsider: User, corrected: Text
) -> None:
    addresses = [
        url("version_list", corrected),
        url("compare_versions", corrected, 1, 2),
        url("choose_versions", corrected),
    ]
    client.force_login(outsider)
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    client.force_login(owner)
    assert client.get(url("compare_versions", corrected, 1, 9)).status_code == 404


def test_queries_do_not_grow_with_versions_and_highlights(
    client: Client,
    owner: User,
    annotator: User,
    corrected: Text,
    make_highlight: MakeHighlight,
) -> None:
    client.force_login(owner)
    addresses = [url("version_list", corrected), url("compare_versions", corrected, 1, 2)]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            found.append(len(captured))
        return found

    counts()
    before = counts()
    for word in ("aircraft", "Talks", "witness", "airfield"):
        make_highlight(word, tags=["more"])
    for number in range(2, 6):
        services.edit_text(
            actor=annotator, text=corrected, content=f"{CONTENT} {number}", based_on=number
        )
    assert counts() == before


def test_the_reading_page_leads_to_what_changed_since(
    client: Client, owner: User, corrected: Text
) -> None:
    client.force_login(owner)
    page = page_of(client, url("read_version", corrected, 1))
    assert url("compare_versions", corrected, 1, 2) in page.xpath("//main//a/@href")
    latest = page_of(client, corrected.get_absolute_url())
    assert not re.search("What changed since", latest.text_content())
