from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.claims import services
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, Dispute, Question
from annotations.highlights.models import Highlight
from project.people import services as people
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted
from tests.cast import regrade


@pytest.fixture
def other_dispute(workspace: Workspace, annotator: User) -> Dispute:
    return disputes.create_dispute(actor=annotator, workspace=workspace, title="The army")


def test_a_claim_is_stated_with_its_accounts(
    workspace: Workspace, annotator: User, question: Question, account: Account
) -> None:
    claim = services.create_claim(
        actor=annotator,
        workspace=workspace,
        statement="  It left in August. ",
        question=question,
        value={"kind": "date", "edtf": "1949-08"},
        accounts=[account],
    )
    assert claim.statement == "It left in August."
    assert list(claim.accounts.all()) == [account]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "Say how this claim answers the question."),
        ({"kind": "date", "edtf": "soon"}, "date"),
        ({"kind": "number", "lower": "1", "upper": "1"}, "asks for a date"),
        ({}, "Give the kind"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_its_field(
    workspace: Workspace, annotator: User, question: Question, value: Any, message: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        services.create_claim(
            actor=annotator, workspace=workspace, statement="x", question=question, value=value
        )
    assert message in refused.value.message_dict["value"][0]
    assert not Claim.objects.exists()


def test_accounts_of_another_dispute_are_refused_and_the_claim_with_them(
    workspace: Workspace, annotator: User, question: Question, other_dispute: Dispute
) -> None:
    elsewhere = disputes.create_account(actor=annotator, dispute=other_dispute, title="Elsewhere")
    with pytest.raises(ValidationError) as refused:
        services.create_claim(
            actor=annotator,
            workspace=workspace,
            statement="x",
            question=question,
            value={"kind": "unknown"},
            accounts=[elsewhere],
        )
    assert "accounts" in refused.value.message_dict
    assert not Claim.objects.exists()


def test_a_claim_that_answers_another_dispute_leaves_its_accounts(
    claim: Claim, annotator: User, other_dispute: Dispute
) -> None:
    size = disputes.create_question(
        actor=annotator, dispute=other_dispute, wording="How many?", kind="number"
    )
    services.change_claim(
        actor=annotator,
        claim=claim,
        statement="About 30,000 men.",
        question=size,
        value={"kind": "number", "lower": "30000", "upper": "30000"},
    )
    assert not claim.accounts.exists()


def test_rewording_a_claim_leaves_it_in_its_accounts(
    claim: Claim, annotator: User, account: Account
) -> None:
    services.change_claim(
        actor=annotator,
        claim=claim,
        statement="Reworded.",
        question=claim.question,
        value=claim.value,
    )
    assert list(claim.accounts.all()) == [account]


def test_a_passage_is_cited_once_for_a_claim(
    citation: Citation, claim: Claim, highlight: Highlight, annotator: User
) -> None:
    with pytest.raises(ValidationError) as refused:
        citations.cite(actor=annotator, claim=claim, highlight=highlight, stance="contradicts")
    assert refused.value.message_dict == {
        "claim": ["This passage is already cited for this claim."]
    }


def test_a_withdrawn_citation_may_be_made_again(
    citation: Citation, claim: Claim, highlight: Highlight, annotator: User
) -> None:
    people.delete(actor=annotator, row=citation)
    again = citations.cite(actor=annotator, claim=claim, highlight=highlight, stance="contradicts")
    assert [*Citation.objects.visible_to(annotator)] == [again]
    with pytest.raises(ValidationError):
        people.restore(actor=annotator, row=citation)


def test_citing_a_private_highlight_shares_it_once_asked(
    claim: Claim, private_highlight: Highlight, annotator: User, reader: User
) -> None:
    with pytest.raises(ValidationError) as refused:
        citations.cite(actor=annotator, claim=claim, highlight=private_highlight, stance="supports")
    assert "share" in refused.value.message_dict
    assert not Highlight.objects.visible_to(reader).exists()
    citations.cite(
        actor=annotator, claim=claim, highlight=private_highlight, stance="supports", share=True
    )
    assert [*Highlight.objects.visible_to(reader)] == [private_highlight]


@pytest.mark.parametrize(("stance", "strength"), [("maybe", "weak"), ("supports", "enormous")])
def test_unknown_grades_are_refused(
    citation: Citation, annotator: User, stance: str, strength: str
) -> None:
    with pytest.raises(ValidationError):
        regrade(annotator, citation, stance=stance, strength=strength)


def test_a_reader_may_write_nothing(
    claim: Claim, citation: Citation, highlight: Highlight, workspace: Workspace, reader: User
) -> None:
    with pytest.raises(NotPermitted):
        services.create_claim(actor=reader, workspace=workspace, statement="x")
    with pytest.raises(NotPermitted):
        services.change_claim(actor=reader, claim=claim, statement="x", question=None, value=None)
    with pytest.raises(NotPermitted):
        citations.cite(actor=reader, claim=claim, highlight=highlight, stance="supports")
    with pytest.raises(NotPermitted):
        regrade(reader, citation, stance="qualifies")
