from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.claims import citation_services as citations
from annotations.claims import services as claims
from annotations.claims.models import Citation, Claim
from annotations.disputes import queries, services
from annotations.disputes.models import Account, Dispute, Question
from project.people import services as people
from project.people.models import User, Workspace
from tests.cast import CONTENT, MakeHighlight


@pytest.fixture
def family(dispute: Dispute, annotator: User) -> Account:
    return services.create_account(actor=annotator, dispute=dispute, title="Family memories")


def state(actor: User, question: Question, value: dict[str, Any], *accounts: Account) -> Claim:
    return claims.create_claim(
        actor=actor,
        workspace=question.workspace,
        statement=f"It was {value}.",
        question=question,
        value=value,
        accounts=accounts,
    )


def test_questions_go_down_and_accounts_across(
    citation: Citation, dispute: Dispute, family: Account, account: Account, annotator: User
) -> None:
    question = citation.claim.question
    assert question
    second = services.create_question(actor=annotator, dispute=dispute, wording="Why?", kind="text")
    later = state(annotator, question, {"kind": "date", "edtf": "1949-08-27"}, family)
    both = state(annotator, question, {"kind": "date", "edtf": "1949-08"}, family, account)
    loose = state(annotator, second, {"kind": "text", "text": "fog"})
    found = queries.compare_accounts(dispute, annotator)
    assert found.accounts == [account, family]
    assert [row.question for row in found.rows] == [question, second]
    assert [cell.claims for cell in found.rows[0].cells] == [
        [citation.claim, both],
        [later, both],
    ]
    assert [cell.claims for cell in found.rows[1].cells] == [[], []]
    assert found.rows[1].without_account == [loose]
    assert found.has_loose_claims


def test_conflicts_come_with_their_reasons(
    claim: Claim, dispute: Dispute, family: Account, annotator: User
) -> None:
    assert claim.question
    state(annotator, claim.question, {"kind": "date", "edtf": "1949-08-27"}, family)
    found = queries.compare_accounts(dispute, annotator)
    (row,) = found.conflicting
    (pair,) = row.comparison.conflicts
    assert "do not overlap" in pair.reason
    assert "24" in pair.reason
    assert "27" in pair.reason
    assert row.first_reasons == [pair.reason]
    assert not row.further_reasons
    assert row.unlisted_conflicts == 0


def test_only_so_many_reasons_are_listed(claim: Claim, dispute: Dispute, annotator: User) -> None:
    assert claim.question
    for day in range(10, 17):
        state(annotator, claim.question, {"kind": "date", "edtf": f"1949-08-{day}"})
    (row,) = queries.compare_accounts(dispute, annotator).rows
    assert len(row.first_reasons) == queries.FIRST_REASONS
    assert len(row.first_reasons + row.further_reasons) == queries.MOST_REASONS
    assert row.unlisted_conflicts == 8 * 7 // 2 - queries.MOST_REASONS


def test_what_is_deleted_does_not_take_part(
    claim: Claim, dispute: Dispute, family: Account, account: Account, annotator: User
) -> None:
    assert claim.question
    later = state(annotator, claim.question, {"kind": "date", "edtf": "1949-08-27"}, family)
    people.delete(actor=annotator, row=later)
    people.delete(actor=annotator, row=account)
    found = queries.compare_accounts(dispute, annotator)
    assert found.accounts == [family]
    assert not found.conflicting
    assert found.rows[0].without_account == [claim]


def test_counts_are_the_same_for_every_member(
    citation: Citation,
    dispute: Dispute,
    make_highlight: MakeHighlight,
    annotator: User,
    reader: User,
    owner: User,
) -> None:
    private = make_highlight("midnight", sharing="private")
    citations.cite(
        actor=annotator, claim=citation.claim, highlight=private, stance="contradicts", share=True
    )
    for user in (annotator, reader, owner):
        (row,) = queries.compare_accounts(dispute, user).rows
        (claim,) = row.cells[0].claims
        assert (claim.supporting, claim.contradicting) == (1, 1)  # type: ignore[attr-defined]


def test_outsiders_find_nothing(claim: Claim, workspace: Workspace, outsider: User) -> None:
    assert claim.question
    for user in (outsider, AnonymousUser()):
        assert not queries.disputes_of(workspace, user)
        assert not queries.compare_accounts(claim.question.dispute, user).rows


def test_disputes_are_listed_with_their_counts(
    question: Question, account: Account, family: Account, workspace: Workspace, annotator: User
) -> None:
    people.delete(actor=annotator, row=family)
    services.create_dispute(actor=annotator, workspace=workspace, title="An army")
    listed = queries.disputes_of(workspace, annotator)
    assert [(d.title, d.question_count, d.account_count) for d in listed] == [  # type: ignore[attr-defined]
        ("An army", 0, 0),
        ("The crash of August 1949", 1, 1),
    ]


def read(dispute: Dispute, user: User) -> int:
    """Queries that loading the comparison takes, with every quote that it shows."""
    with CaptureQueriesContext(connection) as captured:
        for row in queries.compare_accounts(dispute, user).rows:
            for cell in row.cells:
                for claim in cell.claims:
                    assert [citation.quote for citation in claim.citations.all()]
    return len(captured)


def test_the_number_of_queries_does_not_grow(
    citation: Citation, dispute: Dispute, make_highlight: MakeHighlight, annotator: User
) -> None:
    before = read(dispute, annotator)
    words = CONTENT.split()
    for number in range(10):
        question = services.create_question(
            actor=annotator, dispute=dispute, wording=f"Question {number}", kind="date"
        )
        account = services.create_account(
            actor=annotator, dispute=dispute, title=f"Account {number}"
        )
        claim = state(annotator, question, {"kind": "date", "edtf": "1949"}, account)
        for word in words[number : number + 3]:
            citations.cite(
                actor=annotator, claim=claim, highlight=make_highlight(word), stance="supports"
            )
    assert read(dispute, annotator) == before
