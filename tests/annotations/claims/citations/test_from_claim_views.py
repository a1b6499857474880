"""Citing from the page of a claim, and what its page says of what is cited."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from annotations.claims import services
from annotations.claims.models import Citation, Claim
from annotations.highlights.models import Highlight
from annotations.searches.models import SearchLog
from project.people.history import attributed
from project.people.models import User
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.annotations.claims.test_views import address

GRADES = {"stance": "contradicts", "strength": "weak"}
SEARCH = {"searched": "Flight book", "sought": "The names", "date": "May 2024"}


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


def at(name: str, claim: Claim) -> str:
    return address(name, claim.workspace, claim.uid)


def test_a_source_is_found_and_cited_with_a_page(
    as_annotator: Client, claim: Claim, source: Source
) -> None:
    url = at("cite_source", claim)
    html = as_annotator.get(f"{url}?source={source.uid}").content.decode()
    assert "Airfield report" in html
    assert as_annotator.post(url, {**GRADES, "source": source.uid}).status_code == 422
    # Without scripts the citation key is typed.
    data = {**GRADES, "source_typed": source.citation_key, "locator": "3r–4v"}
    page = as_annotator.post(url, {**data, "locator_label": "folio"}, follow=True)
    assert "fols. 3r–4v" in page.content.decode()
    again = as_annotator.post(url, {**data, "locator_label": "folio"})
    assert again.status_code == 422
    assert "already cited" in again.content.decode()


@pytest.mark.parametrize(
    ("sent", "stored"), [("", "derivative"), ("none", ""), ("authored", "authored")]
)
def test_the_grade_of_a_source_is_that_of_its_record_unless_told(
    as_annotator: Client, claim: Claim, source: Source, annotator: User, sent: str, stored: str
) -> None:
    with attributed("test"):
        Source.objects.filter(pk=source.pk).update(originality="derivative")
    data = {**GRADES, "source": source.uid, "locator": "12", "source_grade": sent}
    as_annotator.post(at("cite_source", claim), data)
    assert Citation.objects.get().source_grade == stored


def test_a_search_is_logged_and_cited_in_one_form(as_annotator: Client, claim: Claim) -> None:
    url = at("cite_search", claim)
    html = as_annotator.get(url).content.decode()
    assert "negative" in html
    assert 'name="search_log"' not in html
    wrong = as_annotator.post(url, {**GRADES, **SEARCH, "date": "soon"})
    assert wrong.status_code == 422
    assert not SearchLog.objects.exists()
    page = as_annotator.post(url, {**GRADES, **SEARCH, "evidence": "negative"}, follow=True)
    html = page.content.decode()
    assert "The names" in html
    assert "negative evidence" in html
    found = SearchLog.objects.get()
    assert found.date == "2024-05"
    # Nothing that only a new search needs keeps a browser from sending one that is logged.
    html = as_annotator.get(url).content.decode()
    assert "The names — Flight book, May 2024" in html
    assert not re.search(r" required[ >]", html)
    again = as_annotator.post(url, {**GRADES, "search_log": found.uid})
    assert again.status_code == 422
    assert "already cited" in again.content.decode()


def test_a_search_is_not_left_behind_when_citing_fails(
    as_annotator: Client, source: Source, claim: Claim, annotator: User
) -> None:
    extracted = services.create_claim(
        actor=annotator,
        workspace=claim.workspace,
        statement="So says the report.",
        kind="extracted",
        source=source,
        modality="asserted",
    )
    page = as_annotator.post(at("cite_search", extracted), {**GRADES, **SEARCH})
    assert page.status_code == 422
    assert "based on this one" in page.content.decode()
    assert not SearchLog.objects.exists()


def test_a_marked_passage_is_found_by_its_words(
    as_annotator: Client, claim: Claim, highlight: Highlight, uncited: Highlight
) -> None:
    find = at("find_highlights", claim)
    html = as_annotator.get(find, {"q": "AUGUST 24"}).content.decode()
    assert (str(highlight.uid) in html, str(uncited.uid) in html) == (True, False)
    url = at("cite_passage", claim)
    html = as_annotator.post(url, {"find": "1", "find_highlight": "Nobody"}).content.decode()
    assert f'type="radio" name="highlight" value="{uncited.uid}"' in html
    assert as_annotator.post(url, {**GRADES, "highlight": ""}).status_code == 422
    assert as_annotator.post(url, {**GRADES, "highlight": "nonsense"}).status_code == 422
    as_annotator.post(url, {**GRADES, "highlight": highlight.uid})
    assert Citation.objects.get().highlight == highlight
    # What is cited already is not offered again.
    assert str(highlight.uid) not in as_annotator.get(find).content.decode()


def test_citing_ones_own_private_passage_asks_first(
    as_annotator: Client, claim: Claim, private_highlight: Highlight
) -> None:
    url = at("cite_passage", claim)
    assert 'name="share"' not in as_annotator.get(url).content.decode()
    asked = as_annotator.post(url, {**GRADES, "highlight": private_highlight.uid})
    assert asked.status_code == 422
    assert 'name="share"' in asked.content.decode()
    as_annotator.post(url, {**GRADES, "highlight": private_highlight.uid, "share": "on"})
    private_highlight.refresh_from_db()
    assert private_highlight.sharing == "shared"


def test_anothers_private_passage_is_not_found(
    client: Client, reviewer: User, claim: Claim, private_highlight: Highlight
) -> None:
    client.force_login(reviewer)
    assert (
        str(private_highlight.uid) not in client.get(at("find_highlights", claim)).content.decode()
    )
    data = {**GRADES, "highlight": private_highlight.uid, "share": "on"}
    assert client.post(at("cite_passage", claim), data).status_code == 422


def test_the_page_of_a_claim_says_what_became_of_its_quotes(
    as_annotator: Client,
    citation: Citation,
    source_citation: Citation,
    search_citation: Citation,
    text: Text,
    annotator: User,
) -> None:
    html = as_annotator.get(citation.claim.get_absolute_url()).content.decode()
    assert "word for word in version 1" in html
    assert "para. 1" in html
    assert "p. 12" in html
    assert "The names of the passengers" in html
    texts.save_version(actor=annotator, text=text, document=from_plain("Gone."), based_on=1)
    html = as_annotator.get(citation.claim.get_absolute_url()).content.decode()
    assert "not found in version 2" in html
    assert "Check this passage" in html
    listed = as_annotator.get(address("claim_list", citation.workspace), {"to_check": "on"})
    assert citation.claim.statement in listed.content.decode()


def test_the_place_of_a_passage_is_corrected(as_annotator: Client, citation: Citation) -> None:
    url = address("edit_citation", citation.workspace, citation.uid)
    assert "para. 1" in as_annotator.get(url).content.decode()
    data: dict[str, Any] = {**GRADES, "locator_label": "page", "locator": "14", "revision": 1}
    html = as_annotator.post(url, data, follow=True).content.decode()
    assert "p. 14" in html
    assert "corrected" in html


def test_searches_are_listed_found_and_deleted_unless_cited(
    as_annotator: Client, search_log: SearchLog, search_citation: Citation
) -> None:
    workspace = search_log.workspace
    lists = address("search_list", workspace)
    assert "cited 1 time" in as_annotator.get(lists).content.decode()
    assert "No search matches" in as_annotator.get(lists, {"q": "zeppelin"}).content.decode()
    page = address("search", workspace, search_log.uid)
    assert search_citation.claim.statement in as_annotator.get(page).content.decode()
    delete = address("delete_search", workspace, search_log.uid)
    assert "Withdraw its citations first" in as_annotator.post(delete, follow=True).content.decode()
    as_annotator.post(address("delete_citation", workspace, search_citation.uid))
    html = as_annotator.post(delete, follow=True).content.decode()
    assert "Search deleted." in html
    as_annotator.post(address("restore_search", workspace, search_log.uid))
    assert as_annotator.get(page).status_code == 200


def test_of_two_who_edit_a_search_the_second_sees_both(
    as_annotator: Client, search_log: SearchLog
) -> None:
    url = address("edit_search", search_log.workspace, search_log.uid)
    assert as_annotator.post(url, {**SEARCH, "revision": 1}).status_code == 302
    late = as_annotator.post(url, {**SEARCH, "searched": "Mine", "revision": 1})
    html = late.content.decode()
    assert late.status_code == 409
    assert html.index("Flight book") < html.index("Mine")
    assert 'name="revision" value="2"' in html
