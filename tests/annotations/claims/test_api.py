"""Claims and citations over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Account, Question
from annotations.disputes.services import create_account, create_dispute
from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from project.people.services import delete
from tests.cast import MakeHighlight
from tests.rooms import at

Api = Callable[..., APIClient]
DATE = {"kind": "date", "edtf": "1949-08-27"}


@pytest.fixture
def client(api: Api, annotator: User) -> APIClient:
    return api(annotator)


def test_a_claim_that_answers_a_question(
    client: APIClient, workspace: Workspace, question: Question, account: Account
) -> None:
    body = {
        "statement": "It left on the 27th.",
        "question": question.uid,
        "value": DATE,
        "accounts": [account.uid],
    }
    made = client.post(at(workspace, "claims"), body, format="json").json()
    assert made["question"] == str(question.uid)
    assert (made["value"], made["accounts"]) == (DATE, [str(account.uid)])
    assert client.get(made["url"]).json() == made


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"statement": ""}, "statement"),
        ({"statement": "x" * 2_001}, "statement"),
        ({"statement": None}, "statement"),
        ({"value": None}, "value"),
        ({"value": []}, "value"),
        ({"value": {}}, "value"),
        ({"value": {"kind": "date", "edtf": "24.8.1949"}}, "value"),
        ({"value": {"kind": "date", "edtf": ["1949"]}}, "value"),
        ({"value": {"kind": ["date"]}}, "value"),
        ({"value": {"kind": "number", "lower": "5"}}, "value"),
        ({"value": {**DATE, "colour": "red"}}, "value"),
        ({"question": None}, "value"),
        ({"question": None, "value": None, "accounts": ["{account}"]}, "accounts"),
        ({"accounts": ["x"]}, "accounts"),
        ({"accounts": "x"}, "accounts"),
        ({"accounts": ["01900000-0000-7000-8000-000000000000"]}, "accounts"),
        ({"accounts": ["{elsewhere}"]}, "accounts"),
        ({"accounts": ["01900000-0000-7000-8000-000000000000"] * 101}, "accounts"),
    ],
)
def test_claims_that_cannot_be(
    fields: dict[str, Any],
    field: str,
    client: APIClient,
    workspace: Workspace,
    question: Question,
    account: Account,
    annotator: User,
) -> None:
    dispute = create_dispute(actor=annotator, workspace=workspace, title="Another")
    elsewhere = create_account(actor=annotator, dispute=dispute, title="Elsewhere")
    body = {"statement": "It left.", "question": question.uid, "value": DATE, **fields}
    if isinstance(body.get("accounts"), list):
        places = {"account": account.uid, "elsewhere": elsewhere.uid}
        body["accounts"] = [name.format(**places) for name in body["accounts"]]
    response = client.post(at(workspace, "claims"), body, format="json")
    assert response.status_code == 422, response.json()
    assert list(response.json()["errors"]) == [field]
    assert not Claim.objects.exists()


def test_changing_some_fields_keeps_the_others(
    client: APIClient, workspace: Workspace, claim: Claim, account: Account
) -> None:
    address = at(workspace, "claims", claim.uid)
    changed = client.patch(address, {"value": DATE}, format="json").json()
    assert changed["value"] == DATE
    assert changed["statement"] == claim.statement
    assert changed["accounts"] == [str(account.uid)]
    changed = client.patch(address, {"accounts": []}, format="json").json()
    assert (changed["accounts"], changed["value"]) == ([], DATE)
    changed = client.patch(address, {"question": None, "value": None}, format="json").json()
    assert (changed["question"], changed["value"]) == (None, None)


def test_a_question_that_was_deleted_is_not_named_and_not_lost(
    client: APIClient, workspace: Workspace, claim: Claim, question: Question, annotator: User
) -> None:
    delete(actor=annotator, row=question)
    address = at(workspace, "claims", claim.uid)
    assert client.get(address).json()["question"] is None
    assert client.patch(address, {"statement": "Reworded."}, format="json").status_code == 200
    claim.refresh_from_db()
    assert (claim.question, claim.statement) == (question, "Reworded.")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("claims/?question={question}", 1),
        ("claims/?dispute={dispute}", 1),
        ("claims/?question={claim}", 0),
        ("citations/?claim={claim}", 1),
        ("citations/?highlight={highlight}", 1),
        ("citations/?stance=supports", 1),
        ("citations/?stance=contradicts", 0),
    ],
)
def test_filters(
    query: str, count: int, client: APIClient, workspace: Workspace, citation: Citation
) -> None:
    client.post(at(workspace, "claims"), {"statement": "Another."}, format="json")
    question = citation.claim.question
    assert question is not None
    assert citation.highlight
    uids = {
        "question": question.uid,
        "dispute": question.dispute.uid,
        "claim": citation.claim.uid,
        "highlight": citation.highlight.uid,
    }
    listed = client.get(at(workspace) + query.format(**uids)).json()["results"]
    assert len(listed) == count


def cite(client: APIClient, claim: Claim, highlight: Highlight, **fields: Any) -> Any:
    body = {"claim": claim.uid, "highlight": highlight.uid, "stance": "supports", **fields}
    return client.post(at(claim.workspace, "citations"), body, format="json")


def test_citing(client: APIClient, claim: Claim, highlight: Highlight) -> None:
    made = cite(client, claim, highlight, strength="weak", rationale="An eyewitness.").json()
    assert (made["claim"], made["highlight"]) == (str(claim.uid), str(highlight.uid))
    assert (made["stance"], made["strength"]) == ("supports", "weak")
    assert made["rationale"] == "An eyewitness."
    assert client.get(made["url"]).json() == made


def test_citing_ones_own_private_highlight_shares_it_when_asked(
    client: APIClient, claim: Claim, private_highlight: Highlight
) -> None:
    refused = cite(client, claim, private_highlight)
    assert list(refused.json()["errors"]) == ["share"]
    assert cite(client, claim, private_highlight, share=True).status_code == 201
    private_highlight.refresh_from_db()
    assert private_highlight.sharing == "shared"


def test_anothers_private_highlight_is_not_there_to_cite(
    api: Api, owner: User, claim: Claim, private_highlight: Highlight
) -> None:
    response = cite(api(owner), claim, private_highlight, share=True)
    assert response.status_code == 422
    assert response.json()["errors"] == {"highlight": ["There is nothing with this uid here."]}
    private_highlight.refresh_from_db()
    assert private_highlight.sharing == "private"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"stance": "agrees"}, "stance"),
        ({"stance": None}, "stance"),
        ({"stance": []}, "stance"),
        ({"strength": "very"}, "strength"),
        ({"rationale": "x" * 5_001}, "rationale"),
        ({"share": "perhaps"}, "share"),
    ],
)
def test_citations_that_cannot_be(
    fields: dict[str, Any], field: str, client: APIClient, claim: Claim, highlight: Highlight
) -> None:
    response = cite(client, claim, highlight, **fields)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]


def test_a_passage_is_cited_once_for_a_claim(client: APIClient, citation: Citation) -> None:
    assert citation.highlight
    again = cite(client, citation.claim, citation.highlight, stance="contradicts")
    assert again.status_code == 422
    assert "already cited" in str(again.json()["errors"])
    client.delete(at(citation.workspace, "citations", citation.uid))
    assert cite(client, citation.claim, citation.highlight).status_code == 201


def test_what_is_cited_for_what_stays(
    client: APIClient, citation: Citation, make_highlight: MakeHighlight
) -> None:
    address = at(citation.workspace, "citations", citation.uid)
    assert citation.highlight
    same = {
        "highlight": citation.highlight.uid,
        "claim": citation.claim.uid,
        "strength": "weak",
        "revision": 1,
    }
    assert client.patch(address, same, format="json").json()["strength"] == "weak"
    other = {"highlight": make_highlight("Nobody").uid, "revision": 2}
    response = client.patch(address, other, format="json")
    assert list(response.json()["errors"]) == ["highlight"]
    assert client.patch(address, {"share": True}, format="json").status_code == 422
