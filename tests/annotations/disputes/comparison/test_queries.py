from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.claims import services as claims
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.claims.retracting import services as retracting
from annotations.disputes import queries, services
from annotations.disputes.comparison.arranging import Arrangement
from annotations.disputes.comparison.queries import (
    MOST_REASONS,
    Row,
    compare_accounts,
    doubtful_claims,
)
from annotations.disputes.models import Account, Dispute, Question
from annotations.reviews import services as reviews
from project.people import services as people
from project.people.models import User, Workspace
from sources.texts import services as texts
from sources.texts.structure import from_plain
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


def claims_in(row: Row) -> list[list[int]]:
    return [[claim.key for claim in cell.claims] for cell in row.cells]


def test_questions_go_down_and_accounts_across(
    citation: Citation, dispute: Dispute, family: Account, account: Account, annotator: User
) -> None:
    question = citation.claim.question
    assert question
    second = services.create_question(actor=annotator, dispute=dispute, wording="Why?", kind="text")
    later = state(annotator, question, {"kind": "date", "edtf": "1949-08-27"}, family)
    both = state(annotator, question, {"kind": "date", "edtf": "1949-08"}, family, account)
    loose = state(annotator, second, {"kind": "text", "text": "fog"})
    found = compare_accounts(dispute, annotator)
    assert found.accounts == [account, family]
    assert [row.question for row in found.rows] == [question, second]
    assert claims_in(found.rows[0]) == [[citation.claim.pk, both.pk], [later.pk, both.pk], []]
    assert claims_in(found.rows[1]) == [[], [], [loose.pk]]
    assert found.has_loose_claims


def test_conflicts_come_with_their_reasons(
    claim: Claim, dispute: Dispute, family: Account, annotator: User
) -> None:
    assert claim.question
    state(annotator, claim.question, {"kind": "date", "edtf": "1949-08-27"}, family)
    found = compare_accounts(dispute, annotator)
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
    (row,) = compare_accounts(dispute, annotator).rows
    assert len(row.first_reasons) == 1
    assert len(row.first_reasons + row.further_reasons) == MOST_REASONS
    assert row.unlisted_conflicts == 8 * 7 // 2 - MOST_REASONS


def test_what_is_deleted_does_not_take_part(
    claim: Claim, dispute: Dispute, family: Account, account: Account, annotator: User
) -> None:
    assert claim.question
    later = state(annotator, claim.question, {"kind": "date", "edtf": "1949-08-27"}, family)
    people.delete(actor=annotator, row=later)
    people.delete(actor=annotator, row=account)
    found = compare_accounts(dispute, annotator)
    assert found.accounts == [family]
    assert not found.conflicting
    assert claims_in(found.rows[0]) == [[], [claim.pk]]


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
        (row,) = compare_accounts(dispute, user).rows
        (cell,) = row.cells
        assert cell.claims[0].citations == {"supports": 1, "contradicts": 1}
        assert cell.lines.shown == "2 citations, 1 known root"


def test_outsiders_find_nothing(claim: Claim, workspace: Workspace, outsider: User) -> None:
    assert claim.question
    for user in (outsider, AnonymousUser()):
        assert not queries.disputes_of(workspace, user)
        assert not compare_accounts(claim.question.dispute, user).rows


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
    """Queries that loading the comparison takes, with every cell of it."""
    with CaptureQueriesContext(connection) as captured:
        for row in compare_accounts(dispute, user).rows:
            assert all(cell.lines.shown for cell in row.cells)
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


def test_groups_stand_together_and_accounts_as_arranged(
    question: Question, account: Account, family: Account, dispute: Dispute, annotator: User
) -> None:
    for wording, group in (("Who?", "Aboard"), ("Why?", ""), ("How many?", "Aboard")):
        services.create_question(
            actor=annotator, dispute=dispute, wording=wording, kind="text", group=group
        )
    arrangement = Arrangement(hidden=frozenset([account.uid]), order=(family.uid,))
    found = compare_accounts(dispute, annotator, arrangement)
    wordings = [row.question.wording for row in found.rows]
    assert wordings == [question.wording, "Why?", "Who?", "How many?"]
    assert found.groups == ["", "Aboard"]
    assert (found.accounts, found.shown) == ([family, account], [family])
    chosen = found.chosen(Arrangement(group="Aboard"))
    assert [row.question.wording for row in chosen] == ["Who?", "How many?"]


def test_what_is_retracted_stands_and_weighs_nothing(
    citation: Citation, dispute: Dispute, family: Account, annotator: User
) -> None:
    assert citation.claim.question
    later = state(annotator, citation.claim.question, {"kind": "date", "edtf": "1949-09"}, family)
    assert compare_accounts(dispute, annotator).conflicting
    retracting.retract(actor=annotator, claim=citation.claim, reason="Misread.")
    (row,) = compare_accounts(dispute, annotator).rows
    first, second = row.cells
    assert [claim.retracted for claim in first.claims] == [True]
    assert first.lines.citations == 0
    assert [claim.key for claim in second.claims] == [later.pk]
    assert not row.has_conflict


def test_quotes_that_stand_no_longer_are_told(
    citation: Citation, dispute: Dispute, annotator: User
) -> None:
    assert citation.highlight
    assert not doubtful_claims(dispute, annotator)
    texts.save_version(
        actor=annotator,
        text=citation.highlight.text,
        document=from_plain("Other words altogether."),
        based_on=1,
    )
    assert doubtful_claims(dispute, annotator) == {citation.claim.pk}
    (row,) = compare_accounts(dispute, annotator).rows
    assert [cell.is_doubtful for cell in row.cells] == [True]


def test_verdicts_of_an_open_blind_round_are_not_shown(
    claim: Claim, dispute: Dispute, annotator: User, reviewer: User, owner: User
) -> None:
    services.change_dispute(
        actor=owner, dispute=dispute, title=dispute.title, description="", adjudicator=owner
    )
    reviews.open_round(actor=owner, dispute=dispute, is_blind=True)
    reviews.judge(actor=reviewer, subject=claim, verdict="accepted", reasons="It is so.")
    for user, standing in ((reviewer, "accepted"), (annotator, ""), (owner, "accepted")):
        (row,) = compare_accounts(dispute, user).rows
        assert [claim.standing for cell in row.cells for claim in cell.claims] == [standing]
