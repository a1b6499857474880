"""The pages of reviewers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Dispute, Question
from annotations.reviews.models import Review
from project.people.models import User, Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client: Client, reviewer: User) -> Client:
    client.force_login(reviewer)
    return client


def test_queue_to_verdict(
    at_desk: Client, workspace: Workspace, claim: Claim, citation: Citation, question: Question
) -> None:
    queue = reverse("annotations:review_queue", args=[workspace.uid])
    page = at_desk.get(queue).content.decode()
    assert claim.statement in page
    assert question.wording in page
    judge = reverse("annotations:judge_claim", args=[workspace.uid, claim.uid])
    form = at_desk.get(judge)
    assert form.status_code == 200, form.content.decode()
    seen = form.context["form"].initial["seen"]
    answer = at_desk.post(judge, {"verdict": "rejected", "reasons": "", "seen": seen})
    assert answer.status_code == 422
    answer = at_desk.post(judge, {"verdict": "rejected", "reasons": "Hearsay.", "seen": seen})
    assert answer.status_code == 302
    page = at_desk.get(claim.get_absolute_url()).content.decode()
    assert "Hearsay." in page
    ask = reverse("annotations:judge_question", args=[workspace.uid, question.uid])
    form = at_desk.get(ask)
    seen = form.context["form"].initial["seen"]
    sent = {"verdict": f"answer:{claim.uid}", "reasons": "The log says so.", "seen": seen}
    taken = at_desk.post(ask, sent)
    assert taken.status_code == 302
    # The browser forgets the draft that the form names.
    assert f'data-draft="{taken.cookies["saved-draft"].value}"' in form.content.decode()
    given = Review.objects.get(question=question)
    assert given.value == claim.value
    asked = reverse("annotations:question_reviews", args=[workspace.uid, question.uid])
    assert "The log says so." in at_desk.get(asked).content.decode()
    assert "Nothing awaits you" in at_desk.get(queue).content.decode()
    assert "Hearsay" not in at_desk.get(queue, {"show": "mine"}).content.decode()
    assert at_desk.get(queue, {"show": "changed"}).status_code == 200


def test_pages_of_the_dispute(
    at_desk: Client, workspace: Workspace, claim: Claim, dispute: Dispute
) -> None:
    url = reverse("annotations:dispute_reviews", args=[workspace.uid, dispute.uid])
    assert at_desk.get(url).status_code == 200
    looked = reverse("annotations:looked", args=[workspace.uid, dispute.uid])
    assert at_desk.post(looked).status_code == 302
