"""What is selected for bundles and editions of verdicts and outcomes, and of what they lead to."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.bundles.queries import select
from annotations.bundles.writers import rows
from annotations.claims import services as claims
from annotations.claims.models import Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Dispute, Question
from annotations.reviews import services as reviews
from project.people.history import attributed
from project.people.models import User, Workspace
from sources.authorities.models import Authority


@pytest.fixture
def adjudicated(dispute: Dispute, owner: User) -> Dispute:
    """The dispute, with the owner as its adjudicator."""
    with attributed("test"):
        dispute.adjudicator = owner
        dispute.save()
    return dispute


def asked(dispute: Dispute, actor: User, kind: str = "date") -> Question:
    return disputes.create_question(actor=actor, dispute=dispute, wording="Which?", kind=kind)


def test_verdicts_given_in_another_dispute_are_in_it_once_its_blind_round_is_closed(
    adjudicated: Dispute, claim: Claim, owner: User, annotator: User, reviewer: User
) -> None:
    blind = reviews.open_round(actor=owner, dispute=adjudicated, is_blind=True)
    given = reviews.judge(actor=reviewer, subject=claim, verdict="rejected", reasons="No.")
    other = disputes.create_dispute(
        actor=annotator, workspace=adjudicated.workspace, title="Another"
    )
    claims.change_claim(
        actor=annotator,
        claim=claim,
        statement=claim.statement,
        question=asked(other, annotator),
        value=claim.value,
    )
    # Whoever gave it and whoever adjudicates see it; the file is for others.
    for user in (owner, reviewer):
        hidden = select(other, user)
        assert (hidden.claims, hidden.reviews, hidden.rounds) == ([claim], [], [])
    reviews.close_round(actor=owner, round=blind)
    shown = select(other, owner)
    assert (shown.reviews, shown.rounds) == ([given], [blind])
    # Its number is of no use without the dispute that it counts rounds of.
    assert rows.review_round(shown.rounds[0])["dispute"] == f"urn:uuid:{adjudicated.uid}"


def test_the_latest_of_a_reviewer_and_the_latest_outcome_count(
    adjudicated: Dispute, claim: Claim, question: Question, owner: User, reviewer: User
) -> None:
    given: list[tuple[User, Claim | Question, str]] = [
        (reviewer, question, "unresolved"),
        (owner, question, "unresolved"),
        (reviewer, claim, "rejected"),
        (reviewer, question, "none_of_them"),
    ]
    for actor, subject, verdict in given:
        reviews.judge(actor=actor, subject=subject, verdict=verdict, reasons="So.")
    for outcome in ("none_of_them", "unresolved"):
        reviews.resolve(actor=owner, question=question, outcome=outcome, reasons="So.")
    found = select(adjudicated, owner)
    assert [each.is_replaced for each in found.reviews] == [True, False, False, False]
    assert [each.is_replaced for each in found.resolutions] == [True, False]


def test_what_verdicts_and_outcomes_alone_name_is_in_it(
    adjudicated: Dispute, workspace: Workspace, owner: User, reviewer: User
) -> None:
    who = asked(adjudicated, owner, "person")
    with attributed("test"):
        named = [
            Authority.objects.create(
                workspace=workspace, created_by=owner, kind="person", name=name, language="en"
            )
            for name in ("Anna", "Boris")
        ]
    anna, boris = (
        {"kind": "person", "names": [each.name], "authorities": {each.name: str(each.uid)}}
        for each in named
    )
    reviews.judge(actor=reviewer, subject=who, verdict="answered", value=anna, reasons="She.")
    reviews.resolve(actor=owner, question=who, outcome="answered", value=boris, reasons="He.")
    assert select(adjudicated, owner).authorities == named


def test_queries_do_not_grow_with_outcomes(adjudicated: Dispute, owner: User) -> None:
    counts = []
    for _ in range(2):
        for _ in range(2):
            question = asked(adjudicated, owner)
            reviews.judge(actor=owner, subject=question, verdict="unresolved", reasons="So.")
            reviews.resolve(actor=owner, question=question, outcome="unresolved", reasons="So.")
        with CaptureQueriesContext(connection) as queries:
            found = select(adjudicated, owner)
            assert {each.question.wording for each in found.resolutions} == {"Which?"}
        counts.append(len(queries))
    assert counts[0] == counts[1]
