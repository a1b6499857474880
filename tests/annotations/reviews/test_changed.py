"""Verdicts and outcomes do not look current once what they are about has changed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from annotations.claims import services as claims
from annotations.claims.models import Claim
from annotations.disputes.models import Account, Dispute, Question
from annotations.reviews import services
from project.people.models import User, Workspace
from tests.annotations.reviews.conftest import Give

pytestmark = pytest.mark.django_db


def test_what_changed_since_says_so_wherever_it_stands(
    client: Client,
    workspace: Workspace,
    dispute: Dispute,
    question: Question,
    account: Account,
    claim: Claim,
    annotator: User,
    reviewer: User,
    adjudicator: User,
    give: Give,
) -> None:
    def state(day: str) -> Claim:
        return claims.create_claim(
            actor=annotator,
            workspace=workspace,
            statement=f"On the {day}th.",
            question=question,
            value={"kind": "date", "edtf": f"1949-08-{day}"},
        )

    def marks() -> list[int]:
        return [client.get(page).content.decode().count("changed since") for page in pages]

    state("27")
    give(reviewer, claim, "accepted")
    services.resolve(
        actor=adjudicator, question=question, outcome="unresolved", reasons="Nobody can know."
    )
    client.force_login(reviewer)
    here = [workspace.uid, dispute.uid]
    outcome, cell = "annotations:question_reviews", "annotations:cell"
    pages = [
        reverse("annotations:dispute", args=here),
        reverse("annotations:print_comparison", args=here),
        reverse(cell, args=[*here, question.uid, account.uid]),
        reverse("annotations:conflict_list", args=[workspace.uid]) + "?status=resolved",
        reverse("annotations:dispute_reviews", args=here),
        reverse(outcome, args=[workspace.uid, question.uid]),
    ]
    assert marks() == [0] * len(pages)
    # A further answer makes a difference to the outcome, not to the verdict on another claim.
    state("30")
    assert marks() == [1, 1, 0, 1, 1, 2]
    claims.change_claim(
        actor=annotator,
        claim=claim,
        statement=claim.statement,
        question=question,
        value={"kind": "date", "edtf": "1950"},
    )
    assert marks() == [2, 2, 1, 1, 2, 2]
    (conflict,) = client.get(reverse("api:conflict-list", args=[workspace.uid])).json()["results"]
    assert conflict["changed_since"]
