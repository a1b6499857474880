from __future__ import annotations

import json
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
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.cast import CONTENT, MakeHighlight


def reading(client: Client, text: Text, **query: Any) -> html.HtmlElement:
    response = client.get(text.get_absolute_url(), query)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def reader_data(page: html.HtmlElement) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(page.get_element_by_id("reader-data").text)
    return data


def passages(page: html.HtmlElement) -> list[list[Any]]:
    """What is drawn: highlight, start, end and flags of each passage."""
    return [row[:4] for row in reader_data(page)["passages"]]


def test_blocks_carry_their_offsets_language_and_direction(
    client: Client, owner: User, text: Text
) -> None:
    client.force_login(owner)
    page = reading(client, text)
    blocks = page.xpath("//*[@data-block]")
    version = text.latest
    assert [b.text_content() for b in blocks] == CONTENT.split("\n\n")
    for block in blocks:
        start = int(block.get("data-start"))
        assert version.content[start:].startswith(block.text_content())
    assert page.get_element_by_id("text").get("lang") == "en"


def test_the_page_knows_what_is_drawn(
    client: Client,
    owner: User,
    annotator: User,
    text: Text,
    citation: Citation,
    private_highlight: Highlight,
) -> None:
    start = CONTENT.index("24 August")
    assert citation.highlight
    uid = str(citation.highlight.uid)
    client.force_login(owner)
    assert passages(reading(client, text)) == [[uid, start, start + 9, 8 + 16]]
    client.force_login(annotator)
    midnight = CONTENT.index("until midnight")
    own = [str(private_highlight.uid), midnight, midnight + 14, 1 + 2 + 16]
    also_own = [uid, start, start + 9, 1 + 8 + 16]
    assert passages(reading(client, text)) == [also_own, own]


@pytest.mark.parametrize(
    ("who", "can_annotate"), [("owner", True), ("annotator", True), ("reader", False)]
)
def test_readers_get_no_tools_but_to_quote(
    client: Client, text: Text, who: str, can_annotate: bool, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    page = reading(client, text)
    assert reader_data(page)["can_annotate"] is can_annotate
    acts = page.xpath("//*[@id='selection-toolbar']//@data-act")
    assert ("highlight" in acts, "quote" in acts) == (can_annotate, True)


def test_outsiders_find_nothing(client: Client, outsider: User, text: Text) -> None:
    addresses = [
        text.get_absolute_url(),
        text.latest.get_absolute_url(),
        reverse("annotations:highlight_list", args=[text.workspace.uid, text.uid]),
    ]
    for address in addresses:
        assert client.get(address).status_code == 404
    client.force_login(outsider)
    for address in addresses:
        assert client.get(address).status_code == 404


def test_a_public_workspace_is_read_without_signing_in(
    client: Client, owner: User, text: Text, highlight: Highlight, private_highlight: Highlight
) -> None:
    from project.people.workspaces import services as workspaces

    workspaces.change_workspace(
        actor=owner, workspace=text.workspace, name="Open", description="", visibility="public"
    )
    data = reader_data(reading(client, text))
    assert [passage[0] for passage in data["passages"]] == [str(highlight.uid)]


def test_old_versions_stay_and_point_to_the_latest(
    client: Client, owner: User, annotator: User, text: Text, highlight: Highlight
) -> None:
    first = text.latest
    texts.edit_text(actor=annotator, text=text, content="Nothing is left of it.", based_on=1)
    client.force_login(owner)
    old = client.get(first.get_absolute_url()).content.decode()
    assert "The aircraft left Almaty" in old
    assert "Read the latest version" in old
    new = client.get(text.get_absolute_url()).content.decode()
    assert "1 highlight of earlier versions has no place in this one" in " ".join(new.split())
    assert str(highlight.uid) in new
    assert client.get(first.get_absolute_url().replace("/1/", "/9/")).status_code == 404


def test_the_list_has_all_highlights_in_the_order_of_the_text(
    client: Client, owner: User, text: Text, make_highlight: MakeHighlight
) -> None:
    for words in ("aboard", "aircraft", "midnight"):
        make_highlight(words)
    client.force_login(owner)
    url = reverse("annotations:highlight_list", args=[text.workspace.uid, text.uid])
    page = html.fromstring(client.get(url).content.decode())
    quotes = [quote.text_content().strip() for quote in page.xpath("//blockquote")]
    assert quotes == ["aircraft", "midnight", "aboard"]


def test_queries_do_not_grow_with_highlights(
    client: Client, owner: User, text: Text, make_highlight: MakeHighlight
) -> None:
    client.force_login(owner)
    list_url = reverse("annotations:highlight_list", args=[text.workspace.uid, text.uid])

    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    make_highlight("aircraft", tags=["a"])
    before = count(text.get_absolute_url()), count(list_url)
    for words in ("Almaty", "August", "Talks", "midnight", "witness", "airfield", "aboard"):
        make_highlight(words, tags=["a", words])
    assert (count(text.get_absolute_url()), count(list_url)) == before


def test_a_right_to_left_text(client: Client, owner: User, annotator: User, source: Source) -> None:
    uyghur = texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain("بۇ بىر كۆرسەتمە تېكىست."),
        language="ug",
        direction="rtl",
    )
    client.force_login(owner)
    article = reading(client, uyghur).get_element_by_id("text")
    assert (article.get("lang"), article.get("dir")) == ("ug", "rtl")
