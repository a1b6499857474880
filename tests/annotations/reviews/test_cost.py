"""Pages of reviews ask the database no more for more claims, questions and verdicts."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims import services as claims
from annotations.claims.models import Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Dispute, Question
from annotations.reviews import services
from annotations.reviews.queries import reviews_of
from project.people.models import User, Workspace
from tests.annotations.reviews.conftest import Give

pytestmark = pytest.mark.django_db


def more(dispute: Dispute, annotator: User, reviewers: list[User], give: Give) -> None:
    """Two more questions with two claims each, judged by all but the last reviewer."""
    for number in range(2):
        asked = disputes.create_question(
            actor=annotator, dispute=dispute, wording=f"When {number}?", kind="date"
        )
        for day in ("24", "27"):
            stated = claims.create_claim(
                actor=annotator,
                workspace=dispute.workspace,
                statement=f"On the {day}th ({number}).",
                question=asked,
                value={"kind": "date", "edtf": f"1949-08-{day}"},
            )
            for reviewer in reviewers[:-1]:
                give(reviewer, stated, "accepted")
        for reviewer in reviewers[:-1]:
            give(reviewer, asked, "unresolved")


def test_pages_cost_the_same_with_more_rows(
    client: Client,
    workspace: Workspace,
    dispute: Dispute,
    question: Question,
    claim: Claim,
    annotator: User,
    reviewer: User,
    colleague: User,
    owner: User,
    give: Give,
) -> None:
    client.force_login(reviewer)
    queue = reverse("annotations:review_queue", args=[workspace.uid])
    pages = [
        queue,
        f"{queue}?show=changed",
        f"{queue}?show=mine",
        reverse("annotations:dispute_reviews", args=[workspace.uid, dispute.uid]),
        dispute.get_absolute_url(),
        reverse("api:review-list", args=[workspace.uid]),
        reverse("api:review-queue", args=[workspace.uid]),
    ]

    def cost() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            reviews_of(dispute, reviewer, changed=True)
        return [*found, len(asked)]

    services.look(actor=reviewer, dispute=dispute)
    more(dispute, annotator, [reviewer, colleague, owner], give)
    more(dispute, annotator, [colleague, owner, reviewer], give)
    once = cost()
    more(dispute, annotator, [reviewer, colleague, owner], give)
    more(dispute, annotator, [colleague, owner, reviewer], give)
    assert cost() == once
    with CaptureQueriesContext(connection) as asked:
        reviews_of(dispute, reviewer)
    assert len(asked) == 2
