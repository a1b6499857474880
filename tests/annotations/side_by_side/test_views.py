from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from annotations.claims.citations.services import cite
from annotations.claims.models import Citation
from annotations.disputes.models import Dispute
from annotations.highlights import services as highlights
from project.people.models import User
from sources.parallels.models import TextRelation
from sources.texts.models import Text
from tests.annotations.claims.test_views import address, queries_of


@pytest.fixture
def as_reader(client: Client, reader: User) -> Client:
    client.force_login(reader)
    return client


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'id="beside-data" type="application/json">(.*?)</script>', html)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_related_texts_have_their_blocks_side_by_side(
    as_reader: Client, citation: Citation, text_relation: TextRelation
) -> None:
    text, other = text_relation.original, text_relation.text
    there = data_of(
        as_reader.get(address("side_by_side", text.workspace, text.uid, other.uid)).content.decode()
    )
    back = data_of(
        as_reader.get(address("side_by_side", text.workspace, other.uid, text.uid)).content.decode()
    )
    starts = [[block.start for block in t.latest.document.text_blocks] for t in (text, other)]
    assert there["anchors"] == [list(pair) for pair in zip(*starts, strict=True)]
    assert back["anchors"] == [[two, one] for one, two in there["anchors"]]
    assert there["left"] == back["right"] == [[28, 37, "supports"]]
    assert there["right"] == []


def test_cited_passages_lead_to_the_reading_page(
    as_reader: Client, citation: Citation, translation: Text
) -> None:
    assert citation.highlight
    text = citation.highlight.text
    url = address("side_by_side", text.workspace, text.uid, translation.uid)
    html = as_reader.get(url).content.decode()
    assert f'href="{citation.highlight.get_absolute_url()}" data-number="1"' in html
    assert citation.claim.statement in html
    assert "their paragraphs are not matched" in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_what_another_dispute_cites_can_be_left_out(
    as_reader: Client, citation: Citation, translation: Text, dispute: Dispute
) -> None:
    assert citation.highlight
    text = citation.highlight.text
    url = address("side_by_side", text.workspace, text.uid, translation.uid)
    assert data_of(as_reader.get(url, {"dispute": str(dispute.uid)}).content.decode())["left"]
    # An address of what cannot be chosen shows all of them.
    assert data_of(as_reader.get(url, {"dispute": "x"}).content.decode())["left"]


def test_what_can_be_laid_beside_a_text(
    as_reader: Client, citation: Citation, text_relation: TextRelation
) -> None:
    text, other = text_relation.original, text_relation.text
    html = as_reader.get(address("choose_beside", text.workspace, text.uid)).content.decode()
    assert address("side_by_side", text.workspace, text.uid, other.uid) in html


def test_two_texts_of_a_dispute_are_chosen(
    as_reader: Client, citation: Citation, translation: Text, dispute: Dispute, annotator: User
) -> None:
    url = address("dispute_texts", dispute.workspace, dispute.uid)
    assert "Fewer than two texts are cited" in as_reader.get(url).content.decode()
    highlight = highlights.create_highlight(
        actor=annotator, version=translation.latest, ranges=[(0, 7)]
    )
    cite(actor=annotator, claim=citation.claim, highlight=highlight, stance="supports")
    assert citation.highlight
    one, two = str(citation.highlight.text.uid), str(translation.uid)
    answer = as_reader.get(url, {"left": one, "right": two})
    beside = address("side_by_side", dispute.workspace, one, two)
    assert answer["Location"] == f"{beside}?dispute={dispute.uid}"
    same = as_reader.get(url, {"left": one, "right": one})
    assert "Choose two different texts." in same.content.decode()
    choosing = address("choose_beside", dispute.workspace, one)
    assert beside in as_reader.get(choosing).content.decode()


def test_the_number_of_queries_does_not_grow(
    as_reader: Client, citation: Citation, translation: Text, annotator: User
) -> None:
    assert citation.highlight
    text = citation.highlight.text
    url = address("side_by_side", text.workspace, text.uid, translation.uid)
    before = queries_of(as_reader, url)
    for start in range(0, 20, 4):
        highlight = highlights.create_highlight(
            actor=annotator, version=translation.latest, ranges=[(start, start + 3)]
        )
        cite(actor=annotator, claim=citation.claim, highlight=highlight, stance="qualifies")
    assert queries_of(as_reader, url) == before
