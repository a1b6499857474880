from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.claims.services import create_claim
from annotations.disputes.models import Account, Question
from annotations.highlights.models import Highlight
from project.people import services as people
from project.people.history import attributed
from project.people.models import User
from sources.records.services import create_source
from tests.annotations.claims.test_views import address, undo_address

HTMX = {"HX-Request": "true"}


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


def cite(
    client: Client, highlight: Highlight, *, headers: dict[str, str] | None = None, **data: Any
) -> Any:
    url = address("cite", highlight.workspace)
    grades = {"stance": "supports", "strength": "ungraded", "rationale": ""}
    return client.post(url, {"highlight": highlight.uid, **grades, **data}, headers=headers or {})


def test_the_panel_is_a_fragment_for_htmx_and_a_page_without(
    as_annotator: Client, highlight: Highlight
) -> None:
    url = address("cite", highlight.workspace) + f"?highlight={highlight.uid}"
    page = as_annotator.get(url).content.decode()
    fragment = as_annotator.get(url, headers=HTMX).content.decode()
    assert "<html" in page
    assert "<html" not in fragment
    for html in (page, fragment):
        assert "<mark>24 August</mark>" in html
        assert 'role="combobox"' in html


@pytest.mark.parametrize("query", ["", "?highlight=", "?highlight=nonsense"])
def test_without_a_highlight_there_is_nothing_to_cite(
    as_annotator: Client, highlight: Highlight, query: str
) -> None:
    url = address("cite", highlight.workspace) + query
    assert as_annotator.get(url).status_code == 404


def test_somebody_elses_private_highlight_is_not_there(
    client: Client, private_highlight: Highlight, reviewer: User
) -> None:
    client.force_login(reviewer)
    url = address("cite", private_highlight.workspace) + f"?highlight={private_highlight.uid}"
    assert client.get(url).status_code == 404


def test_citing_for_a_claim_that_is_there(
    as_annotator: Client, highlight: Highlight, claim: Claim
) -> None:
    answer = cite(
        as_annotator, highlight, headers=HTMX, claim=claim.uid, stance="qualifies", strength="weak"
    )
    assert answer.status_code == 200
    assert json.loads(answer["HX-Trigger"]) == {"citation:made": {"highlight": str(highlight.uid)}}
    assert claim.get_absolute_url() in answer.content.decode()
    citation = Citation.objects.get()
    assert (citation.claim, citation.stance, citation.strength) == (claim, "qualifies", "weak")


def test_citing_for_a_new_claim_without_scripts(
    as_annotator: Client, highlight: Highlight, question: Question, account: Account
) -> None:
    answer = cite(
        as_annotator,
        highlight,
        statement="It left on 24 August.",
        question=question.uid,
        value="1949-08-24",
        accounts=[account.uid],
        rationale=" It says so. ",
    )
    citation = Citation.objects.get()
    assert answer["Location"] == citation.claim.get_absolute_url()
    assert citation.rationale == "It says so."
    assert citation.claim.value == {"kind": "date", "edtf": "1949-08-24"}
    assert list(citation.claim.accounts.all()) == [account]


BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "Choose a claim from the list, or state a new one."),
    ({"claim": "CLAIM", "statement": "Another."}, "not both"),
    ({"claim": "01890000-0000-7000-8000-000000000000"}, "not there any more"),
    ({"claim": "nonsense"}, "not a valid UUID"),
    ({"claim": "CLAIM", "stance": "maybe"}, "Select a valid choice"),
    ({"claim": "CLAIM", "strength": "enormous"}, "Select a valid choice"),
    ({"claim": "CLAIM", "rationale": "x" * 5_001}, "at most 5000 characters"),
    ({"question": "QUESTION", "value": "1949"}, "This field is required."),
    ({"statement": "x", "question": "QUESTION", "value": "soon"}, "errorlist"),
    ({"statement": "x", "question": "QUESTION"}, "Say how this claim answers the question."),
]


@pytest.mark.parametrize(("wrong", "message"), BAD)
def test_bad_input_is_explained_and_nothing_is_saved(
    as_annotator: Client, highlight: Highlight, claim: Claim, wrong: dict[str, Any], message: str
) -> None:
    assert claim.question
    uids = {"CLAIM": claim.uid, "QUESTION": claim.question.uid}
    data = {name: uids.get(value, value) for name, value in wrong.items()}
    answer = cite(as_annotator, highlight, headers=HTMX, **data)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert "HX-Trigger" not in answer
    assert not Citation.objects.exists()
    assert Claim.objects.count() == 1


def test_a_passage_already_cited_says_so_by_the_claim(
    as_annotator: Client, citation: Citation
) -> None:
    assert citation.highlight
    answer = cite(as_annotator, citation.highlight, claim=citation.claim.uid, find_claim="air")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.index("already cited for this claim") < html.index('name="stance"')
    assert 'value="air"' in html


def test_claims_of_other_sources_are_not_offered_for_a_passage(
    as_annotator: Client, citation: Citation, annotator: User
) -> None:
    claim, highlight = citation.claim, citation.highlight
    assert highlight
    other = create_source(
        actor=annotator, workspace=claim.workspace, csl={"type": "book", "title": "Memoirs"}
    )
    for source in (other, highlight.text.source):
        create_claim(
            actor=annotator,
            workspace=claim.workspace,
            statement=f"An aircraft, says {source}.",
            kind=Claim.Kind.EXTRACTED,
            source=source,
        )
    find = address("find_claims", claim.workspace)
    html = as_annotator.get(
        find, {"q": "aircraft", "highlight": str(highlight.uid)}
    ).content.decode()
    assert ("says Memoirs" in html, "says Airfield report" in html) == (False, True)
    assert html.count("cites this passage already") == 1
    assert "says Memoirs" in as_annotator.get(find, {"q": "aircraft"}).content.decode()


def test_citing_a_private_highlight_asks_to_share_it(
    as_annotator: Client, private_highlight: Highlight, claim: Claim
) -> None:
    answer = cite(as_annotator, private_highlight, headers=HTMX, claim=claim.uid)
    assert answer.status_code == 422
    assert "confirm that" in answer.content.decode()
    private_highlight.refresh_from_db()
    assert private_highlight.sharing == "private"
    cite(as_annotator, private_highlight, headers=HTMX, claim=claim.uid, share="on")
    private_highlight.refresh_from_db()
    assert private_highlight.sharing == "shared"


def test_a_new_claim_is_not_left_behind_when_citing_fails(
    as_annotator: Client, private_highlight: Highlight
) -> None:
    cite(as_annotator, private_highlight, statement="A new claim.")
    assert not Claim.objects.exists()


def test_a_shared_highlight_is_not_asked_about(as_annotator: Client, highlight: Highlight) -> None:
    url = address("cite", highlight.workspace) + f"?highlight={highlight.uid}"
    assert 'name="share"' not in as_annotator.get(url).content.decode()


def test_without_scripts_claims_are_found_by_submitting(
    as_annotator: Client, highlight: Highlight, claim: Claim
) -> None:
    answer = cite(
        as_annotator, highlight, find="1", find_claim="aircraft", rationale="Kept <so far>."
    )
    html = answer.content.decode()
    assert f'type="radio" name="claim" value="{claim.uid}"' in html
    assert "Kept &lt;so far&gt;." in html
    assert "errorlist" not in html
    html = cite(as_annotator, highlight, find="1", find_claim="zeppelin").content.decode()
    assert str(claim.uid) not in html


def test_the_field_for_an_answer_comes_by_submitting_too(
    as_annotator: Client, highlight: Highlight, question: Question
) -> None:
    html = cite(as_annotator, highlight, choose="1", question=question.uid).content.decode()
    assert 'name="value"' in html
    assert '<details class="new-claim" open>' in html


def test_regrading(as_annotator: Client, citation: Citation) -> None:
    url = address("edit_citation", citation.workspace, citation.uid)
    assert "<mark>24 August</mark>" in as_annotator.get(url).content.decode()
    data = {
        "stance": "contradicts",
        "strength": "weak",
        "information": "secondary",
        "rationale": "On a second look.",
        "revision": 1,
    }
    answer = as_annotator.post(url, data)
    assert answer["Location"] == citation.get_absolute_url()
    citation.refresh_from_db()
    assert (citation.stance, citation.rationale) == ("contradicts", "On a second look.")
    assert (citation.information, citation.revision) == ("secondary", 2)
    assert as_annotator.post(url, {**data, "stance": "maybe"}).status_code == 422
    late = as_annotator.post(url, {**data, "stance": "qualifies"})
    html = late.content.decode()
    assert late.status_code == 409
    # Theirs is shown, and what is saved next replaces that.
    assert html.index("On a second look.") < html.index('name="revision" value="2"')
    assert as_annotator.post(url, {**data, "revision": 2}).status_code == 302


@pytest.mark.parametrize(
    ("went", "told"), [("citation", "was withdrawn"), ("claim", "not there any more")]
)
def test_what_was_typed_on_a_citation_that_went_meanwhile_is_kept(
    as_annotator: Client, citation: Citation, annotator: User, owner: User, went: str, told: str
) -> None:
    people.delete(actor=annotator, row=citation if went == "citation" else citation.claim)
    url = address("edit_citation", citation.workspace, citation.uid)
    sent = {"stance": "qualifies", "strength": "weak", "rationale": "My words.", "revision": 1}
    late = as_annotator.post(url, sent)
    html = late.content.decode()
    assert (late.status_code, "My words." in html, told in html) == (422, True, True)
    citation.refresh_from_db()
    assert (citation.stance, citation.rationale) == ("supports", "")
    assert as_annotator.get(url).status_code == 404
    if went == "citation":
        # Nobody is told by the way what somebody else's private highlight marks.
        with attributed("test"):
            Highlight.objects.update(sharing=Highlight.Sharing.PRIVATE)
        as_annotator.force_login(owner)
        assert as_annotator.post(url, sent).status_code == 404


def test_a_withdrawn_citation_comes_back(as_annotator: Client, citation: Citation) -> None:
    url = address("delete_citation", citation.workspace, citation.uid)
    html = as_annotator.post(url, follow=True).content.decode()
    assert "Citation withdrawn." in html
    assert "<mark>" not in html
    html = as_annotator.post(undo_address(html), follow=True).content.decode()
    assert "<mark>24 August</mark>" in html


def test_undoing_after_citing_anew_is_refused_in_words(
    as_annotator: Client, citation: Citation, annotator: User
) -> None:
    url = address("delete_citation", citation.workspace, citation.uid)
    html = as_annotator.post(url, follow=True).content.decode()
    citations.cite(
        actor=annotator, claim=citation.claim, highlight=citation.highlight, stance="qualifies"
    )
    html = as_annotator.post(undo_address(html), follow=True).content.decode()
    assert "already cited" in html
    assert html.count("<mark>") == 1
