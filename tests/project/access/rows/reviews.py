"""Addresses of reviews: queue, verdicts, outcomes, rounds, and the notices of them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from annotations.disputes.models import Dispute, Question
from annotations.notices.models import Notice
from annotations.reviews import services
from annotations.reviews.models import Resolution, Review, ReviewRound
from project.people.history import attributed
from project.people.permissions import Permission
from tests.project.access.table import Get, own, reading, row

READ, REVIEW = Permission.READ, Permission.REVIEW
#: The adjudicator is the owner, so that tests which walk all pages as the owner see these too.
ADJUDICATOR = own("owner", REVIEW)
RUNNERS = Permission.MANAGE
REJECTED: dict[str, Any] = {"verdict": "rejected", "reasons": "Hearsay."}
UNRESOLVED = {"verdict": "unresolved", "reasons": "Too little is known."}
OUTCOME: dict[str, Any] = {"outcome": "unresolved", "reasons": "Too little is known."}
OUTCOME_FORM = {"outcome-verdict": "unresolved", "outcome-reasons": "Too little is known."}


def _dispute(get: Get) -> Dispute:
    """The dispute, which the owner adjudicates."""
    dispute: Dispute = get("dispute")
    if dispute.adjudicator is None:
        with attributed("test"):
            dispute.adjudicator = get("owner")
            dispute.save(update_fields=["adjudicator"])
    return dispute


def _question(get: Get) -> Question:
    _dispute(get)
    question: Question = get("question")
    return question


def _review(get: Get) -> Review:
    return services.judge(actor=get("reviewer"), subject=get("claim"), **REJECTED)


def _resolution(get: Get) -> Resolution:
    return services.resolve(actor=get("owner"), question=_question(get), **OUTCOME)


def _round(get: Get) -> ReviewRound:
    found = ReviewRound.objects.filter(dispute=_dispute(get), closed_at=None).first()
    return found or services.open_round(actor=get("owner"), dispute=get("dispute"))


def _closed(get: Get) -> Dispute:
    """The dispute, without a round that is open."""
    if found := ReviewRound.objects.filter(dispute=_dispute(get), closed_at=None).first():
        services.close_round(actor=get("owner"), round=found)
    dispute: Dispute = get("dispute")
    return dispute


def _notice(get: Get) -> Notice:
    """The annotator is told that their claim was changed."""
    with attributed("test"):
        return Notice.objects.create(
            workspace=get("workspace"),
            created_by=get("owner"),
            recipient=get("annotator"),
            kind=Notice.Kind.CLAIM_CHANGED,
            claim=get("claim"),
            since=timezone.now(),
        )


def _judging(get: Get) -> dict[str, Any]:
    return {"claim": get("claim").uid, **REJECTED}


def _resolving(get: Get) -> dict[str, Any]:
    return {"question": _question(get).uid, **OUTCOME}


def _opening(get: Get) -> dict[str, Any]:
    return {"dispute": _closed(get).uid}


ROWS = [
    row("annotations:review_queue", GET=REVIEW),
    row("annotations:judge_claim", at="claim", GET=REVIEW, POST=(REVIEW, REJECTED)),
    row("annotations:judge_question", at="question", GET=REVIEW, POST=(REVIEW, UNRESOLVED)),
    row("annotations:question_reviews", at="question", GET=READ),
    row(
        "annotations:resolve_question",
        at=_question,
        GET=ADJUDICATOR,
        POST=(ADJUDICATOR, OUTCOME_FORM),
    ),
    row("annotations:review", at=_review, GET=READ),
    row("annotations:resolution", at=_resolution, GET=READ),
    row("annotations:dispute_reviews", at=_dispute, GET=READ),
    row("annotations:looked", at="dispute", POST=REVIEW),
    row("annotations:new_round", at=_closed, GET=RUNNERS, POST=(RUNNERS, {"note": "Dates."})),
    row("notices:changes", at=_notice, GET=own("annotator")),
    # The API
    row("api:review-list", GET=READ, POST=(REVIEW, _judging)),
    row("api:review-detail", at=_review, GET=READ),
    row("api:review-queue", GET=reading(REVIEW)),
    row("api:resolution-list", GET=READ, POST=(ADJUDICATOR, _resolving)),
    row("api:resolution-detail", at=_resolution, GET=READ),
    row("api:round-list", GET=READ, POST=(RUNNERS, _opening)),
    row(
        "api:dispute-agreement-list",
        at=lambda get: {"dispute_uid": get("dispute").uid},
        GET=READ,
    ),
    # These come last: while a round is open no other one can be.
    row("annotations:close_round", at=_round, POST=RUNNERS),
    row("api:round-detail", at=_round, GET=READ),
    row("api:round-close", at=_round, POST=RUNNERS),
]
