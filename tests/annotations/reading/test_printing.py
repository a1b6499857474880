"""A text on paper, with its notes below it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from annotations.claims.models import Citation
from annotations.highlights.models import Highlight
from project.people.models import User
from sources.tags.models import Tag
from sources.texts import services as texts
from sources.texts.models import Text
from tests.cast import MakeHighlight


def address(text: Text, number: int = 1) -> str:
    return reverse("annotations:print_text", args=[text.workspace.uid, text.uid, number])


def printed(client: Client, text: Text, **query: Any) -> html.HtmlElement:
    response = client.get(address(text), query)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def notes(page: html.HtmlElement) -> list[str]:
    """The words of each note, white space folded."""
    found = page.xpath("//section[@role='doc-endnotes']//li")
    return [" ".join(note.text_content().split()).removesuffix(" ↩") for note in found]


def numbered(page: html.HtmlElement) -> str:
    """The text with its raised numbers in brackets."""
    article = page.xpath("//article")[0]
    for link in article.xpath(".//a[@role='doc-noteref']"):
        link.text = f"[{link.text}]"
    return " ".join(article.text_content().split())


def test_notes_stand_below_in_the_order_of_the_text(
    client: Client, annotator: User, text: Text, citation: Citation, private_highlight: Highlight
) -> None:
    client.force_login(annotator)
    page = printed(client, text)
    assert "left Almaty on 24 August[1].Talks went on until midnight[2], one" in numbered(page)
    first, second = notes(page)
    assert first.startswith(
        "24 August The date. Tags: departure. "
        "Cited: supports “The aircraft left on 24 August 1949.”. Annotator, "
    )
    assert second.startswith("until midnight Only for me. Annotator, ")
    assert second.endswith("only me")
    for link in page.xpath("//a[@role='doc-noteref' or @role='doc-backlink']"):
        assert page.get_element_by_id(link.get("href")[1:]) is not None


def test_what_is_private_is_printed_for_its_author_alone(
    client: Client, owner: User, text: Text, highlight: Highlight, private_highlight: Highlight
) -> None:
    client.force_login(owner)
    page = printed(client, text)
    assert len(notes(page)) == 1
    assert "Only for me." not in page.text_content()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, ["24 August", "until midnight", "witness"]),
        ({"notes": "shared"}, ["24 August", "witness"]),
        ({"notes": "mine"}, ["24 August", "until midnight"]),
        ({"notes": "none"}, []),
        ({"author": "reviewer"}, ["witness"]),
        ({"author": "annotator", "notes": "shared"}, ["24 August"]),
        ({"tag": "departure"}, ["24 August"]),
        ({"notes": "everything"}, ["24 August", "until midnight", "witness"]),
    ],
)
def test_which_notes(
    client: Client,
    annotator: User,
    reviewer: User,
    text: Text,
    highlight: Highlight,
    private_highlight: Highlight,
    make_highlight: MakeHighlight,
    query: dict[str, str],
    words: list[str],
) -> None:
    make_highlight("witness", actor=reviewer, comment="Which one?")
    uids = {user.display_name.lower(): str(user.uid) for user in (annotator, reviewer)} | {
        tag.name: str(tag.uid) for tag in Tag.objects.all()
    }
    client.force_login(annotator)
    page = printed(client, text, **{name: uids.get(value, value) for name, value in query.items()})
    assert [q.text for q in page.xpath("//q[@class='footnote-words']")] == words


def test_the_filters_offer_only_what_one_sees(
    client: Client, owner: User, annotator: User, text: Text, make_highlight: MakeHighlight
) -> None:
    make_highlight("aircraft", comment="Mine.", tags=["secret"], sharing="private")
    for user, offered in ((owner, []), (annotator, ["Annotator", "secret"])):
        client.force_login(user)
        found = printed(client, text).xpath(
            "//select[@name='author' or @name='tag']/option[@value!='']"
        )
        assert [option.text for option in found] == offered


def test_silent_highlights_bear_no_number(
    client: Client, owner: User, text: Text, make_highlight: MakeHighlight
) -> None:
    make_highlight("aircraft")
    client.force_login(owner)
    page = printed(client, text)
    assert notes(page) == []
    assert "[1]" not in numbered(page)


def test_the_words_can_be_left_out(
    client: Client, owner: User, text: Text, highlight: Highlight
) -> None:
    client.force_login(owner)
    assert notes(printed(client, text, bare="on"))[0].startswith("The date.")


def test_two_notes_at_one_place_have_two_numbers(
    client: Client, owner: User, text: Text, make_highlight: MakeHighlight
) -> None:
    make_highlight("24 August", comment="One.")
    make_highlight("August", comment="Two.")
    client.force_login(owner)
    assert "August[1] [2]." in numbered(printed(client, text))


def test_an_old_version_is_printed_with_what_lies_in_it(
    client: Client, owner: User, annotator: User, text: Text, highlight: Highlight
) -> None:
    texts.edit_text(actor=annotator, text=text, content="Nothing is left of it.", based_on=1)
    client.force_login(owner)
    assert len(notes(printed(client, text))) == 1
    latest = client.get(address(text, 2)).content.decode()
    assert "Nothing is left of it." in latest
    assert "doc-endnotes" not in latest


def test_outsiders_find_nothing(client: Client, outsider: User, text: Text) -> None:
    assert client.get(address(text)).status_code == 404
    client.force_login(outsider)
    assert client.get(address(text)).status_code == 404
    assert client.get(address(text, 9)).status_code == 404


def test_queries_do_not_grow_with_notes(
    client: Client, owner: User, text: Text, make_highlight: MakeHighlight
) -> None:
    client.force_login(owner)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            printed(client, text)
        return len(queries)

    make_highlight("aircraft", comment="A.", tags=["a"])
    before = count()
    for words in ("Almaty", "August", "Talks", "midnight", "witness", "airfield", "aboard"):
        make_highlight(words, comment="B.", tags=["a", words])
    assert count() == before
