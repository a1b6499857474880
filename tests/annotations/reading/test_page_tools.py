"""What leads through a text, and how it is shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from project.people.models import User
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import Block, BlockType, Document


def make_text(source: Source, actor: User, document: Document, **fields: Any) -> Text:
    given = {"language": "en", "direction": "ltr"} | fields
    return texts.create_text(actor=actor, source=source, document=document, **given)


def chapters(count: int) -> Document:
    """Pages 1, 2 … with a heading of its level and a paragraph each."""
    blocks, content = [], ""
    for number in range(1, count + 1):
        at = len(content)
        title, words = f"Chapter {number}", f"Words of page {number}."
        end = at + len(title)
        blocks += [
            Block(BlockType.PAGE_BREAK, at, at, label=str(number)),
            Block(BlockType.HEADING, at, end, level=1 + (number + 1) % 2),
            Block(BlockType.PARAGRAPH, end + 2, end + 2 + len(words)),
        ]
        content += f"{title}\n\n{words}\n\n"
    return Document(content.removesuffix("\n\n"), tuple(blocks))


@pytest.fixture
def book(source: Source, annotator: User) -> Text:
    return make_text(source, annotator, chapters(3))


@pytest.fixture
def as_reader(client: Client, reader: User) -> Client:
    client.force_login(reader)
    return client


def shown(client: Client, url: str, **query: Any) -> html.HtmlElement:
    response = client.get(url, query)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def test_the_contents_lead_to_the_headings(as_reader: Client, book: Text) -> None:
    page = shown(as_reader, book.get_absolute_url())
    links = page.xpath("//nav[@aria-label='Contents']//a")
    assert [link.text_content() for link in links] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert [len(link.xpath("ancestor::ol")) for link in links] == [1, 2, 1]
    for link in links:
        target = page.get_element_by_id(link.get("href")[1:])
        assert target.text_content() == link.text_content()


def test_without_headings_and_pages_there_are_no_contents(as_reader: Client, text: Text) -> None:
    page = shown(as_reader, text.get_absolute_url())
    assert not page.xpath("//*[contains(@class, 'contents')]")
    assert not page.xpath("//input[@name='page']")


def test_pages_bear_labels_that_are_not_text(as_reader: Client, book: Text) -> None:
    page = shown(as_reader, book.get_absolute_url())
    second = page.get_element_by_id("page-2")
    assert (second.get("role"), second.get("aria-label")) == ("separator", "Page 2")
    assert second.text_content() == ""
    assert page.xpath("//datalist[@id='page-labels']/option/@value") == ["1", "2", "3"]


def test_the_box_for_a_page_works_without_scripts(as_reader: Client, book: Text) -> None:
    for url in (book.get_absolute_url(), book.latest.get_absolute_url()):
        assert as_reader.get(url, {"page": " 2 "})["Location"] == f"{url}#page-2"
    page = shown(as_reader, book.get_absolute_url(), page="<i>9</i>")
    assert "There is no page <i>9</i> here." in page.xpath("//*[@id='messages']")[0].text_content()


def address(text: Text) -> str:
    return reverse("annotations:set_display", args=[text.workspace.uid, text.uid])


USUAL = {
    "size": "normal", "face": "serif", "measure": "normal", "spacing": "normal",
    "numbers": "none", "setting": "columns",
}  # fmt: skip


def body_class(client: Client, text: Text) -> str:
    found: str = shown(client, text.get_absolute_url()).xpath("//body/@class")[0]
    return found.strip()


def test_the_display_is_remembered_by_the_browser(as_reader: Client, text: Text) -> None:
    assert body_class(as_reader, text) == "reading"
    chosen = {**USUAL, "size": "large", "numbers": "lines"}
    assert as_reader.post(address(text), chosen)["Location"] == text.get_absolute_url()
    assert body_class(as_reader, text) == "reading size-large numbers-lines"
    cookie = as_reader.cookies["reading"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    page = shown(as_reader, text.get_absolute_url())
    assert page.xpath("//input[@name='size'][@checked]/@value") == ["large"]
    by_script = as_reader.post(address(text), {"usual": "1"}, headers={"HX-Request": "true"})
    assert by_script.status_code == 204
    assert body_class(as_reader, text) == "reading"


@pytest.mark.parametrize(
    "kept",
    ["", "size-huge", "size-large-x", '"><script>', "reading", "x-y.size", "size-large" * 99],
)
def test_a_strange_cookie_is_as_none(as_reader: Client, text: Text, kept: str) -> None:
    as_reader.cookies["reading"] = kept
    assert body_class(as_reader, text) == "reading"


def test_a_strange_choice_is_not_kept(as_reader: Client, text: Text) -> None:
    as_reader.post(address(text), {**USUAL, "size": "huge"})
    assert "reading" not in as_reader.cookies


@pytest.mark.parametrize(
    ("language", "mode", "classes"),
    [
        ("zh-Hant", "vertical", "text vertical vertical-rl"),
        ("zh-Hant", "", "text"),
        ("mn-Mong", "", "text vertical vertical-lr"),
        ("mn-Mong", "horizontal", "text"),
    ],
)
def test_a_text_stands_where_it_asks_to_until_the_reader_lays_it(
    as_reader: Client, source: Source, annotator: User, language: str, mode: str, classes: str
) -> None:
    text = make_text(source, annotator, chapters(0), language=language, writing_mode=mode)
    page = shown(as_reader, text.get_absolute_url())
    assert page.get_element_by_id("text").get("class") == classes
    assert bool(page.xpath("//input[@type='radio'][@name='setting']")) == ("vertical" in classes)
    as_reader.post(address(text), {**USUAL, "setting": "lines"})
    page = shown(as_reader, text.get_absolute_url())
    assert page.get_element_by_id("text").get("class") == "text"


def test_queries_do_not_grow_with_pages(as_reader: Client, source: Source, annotator: User) -> None:
    counts = []
    for size in (1, 30):
        text = make_text(source, annotator, chapters(size))
        with CaptureQueriesContext(connection) as queries:
            assert as_reader.get(text.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
