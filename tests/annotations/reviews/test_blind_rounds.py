"""While a blind round is open, nobody but author and adjudicator can tell that there is a verdict.

Every address that can be read is asked before and after somebody judged: the answers are the same
to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from annotations.claims.models import Citation, Claim
from annotations.claims.services import change_claim
from annotations.disputes.models import Dispute, Question
from annotations.disputes.services import create_dispute, create_question
from annotations.notices import digest
from annotations.notices.models import Notice
from annotations.reviews import services
from annotations.reviews.measuring import agreement_in
from annotations.reviews.models import Review, ReviewRound
from annotations.reviews.queries import reviews_of
from annotations.reviews.rules import check_adjudicator
from project.people import services as people
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.workspaces import services as workspaces
from tests.project.access.rows import TABLE
from tests.project.access.table import Row

pytestmark = pytest.mark.django_db

SECRET = "xyzzy, says @reader, and @annotator too"
#: What differs from one answer to the next anyway.
PASSING = re.compile(r'csrf(-t|T|middlewaret)oken" (value|content)="\w+"|nonce="[^"]+"')
#: What changes something, or cannot be made while a blind round is open.
LEFT_OUT = {
    *("people:sign_out", "notices:open", "annotations:new_round"),
    *("annotations:resolution", "api:resolution-detail"),
}
#: Rooms of sources, which know nothing of reviews.
ELSEWHERE = {"people", "sources", "lists", "tags", "authorities"}
READABLE = [
    row
    for room, rows in TABLE.items()
    for row in rows
    if room not in ELSEWHERE and "GET" in row.asks and row.name not in LEFT_OUT
]
#: Where numbers of verdicts could show: these answer to the letter what they did before.
TO_THE_LETTER = [
    row
    for row in READABLE
    if row in TABLE["reviews"]
    or row.name
    in {
        *("people:workspace", "people:activity", "notices:list", "api:notice-list"),
        *("annotations:claim", "annotations:claim_list", "annotations:claim_history"),
        *("annotations:dispute", "annotations:dispute_list", "annotations:conflict_list"),
        *("annotations:comparison_csv", "api:conflict-list"),
        *("api:claim-detail", "api:dispute-detail", "api:dispute-edition-draft"),
    }
]
#: Lists that can be narrowed to one reviewer.
BY_REVIEWER = {"annotations:conflict_list", "api:conflict-list", "api:review-list"}

Get = Callable[[str], Any]


@pytest.fixture
def get(request: pytest.FixtureRequest, citation: Citation) -> Get:
    return request.getfixturevalue


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.raise_request_exception = False
    return client


def told(user: User) -> list[str]:
    """The kinds of notices, oldest first."""
    return [n.kind for n in Notice.objects.visible_to(user).order_by("pk")]


def judge_in_secret(colleague: User, claim: Claim, question: Question) -> list[Review]:
    return [
        services.judge(actor=colleague, subject=claim, verdict="rejected", reasons=SECRET),
        services.judge(actor=colleague, subject=question, verdict="unresolved", reasons=SECRET),
    ]


def read(client: Client, asked: Iterable[tuple[Row, str, dict[str, Any]]]) -> dict[str, str]:
    """What each address answers, without what passes."""
    answers = {}
    for row, url, query in asked:
        answer = client.get(url, query)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        answers[f"{row} {query}"] = PASSING.sub(
            "", f"{answer.status_code} {body.decode(errors='replace')}"
        )
    return answers


def test_no_address_tells_of_a_verdict(
    get: Get,
    settings: Settings,
    tmp_path: Path,
    blind: ReviewRound,
    colleague: User,
    claim: Claim,
    question: Question,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    asked = [(row, row.url(get), row.asks["GET"].body(get)) for row in READABLE]
    compared = [entry for entry in asked if entry[0] in TO_THE_LETTER]
    by_colleague = {"reviewer": str(colleague.uid)}
    compared += [(row, url, by_colleague) for row, url, _ in asked if row.name in BY_REVIEWER]
    viewers = {name: client_of(get(name)) for name in ("owner", "annotator")}
    before = {name: read(client, compared) for name, client in viewers.items()}
    secret = judge_in_secret(colleague, claim, question)
    found = {name: read(client, compared) for name, client in viewers.items()}
    for name, after in found.items():
        assert [row for row in after if after[row] != before[name][row]] == [], name
    found["owner"] |= read(viewers["owner"], [one for one in asked if one not in compared])
    pages = [page for answers in found.values() for page in answers.values()]
    hints = ["xyzzy", *(str(review.uid) for review in secret)]
    assert [page for page in pages if any(hint in page for hint in hints)] == []


def test_author_and_adjudicator_see_it(
    blind: ReviewRound,
    colleague: User,
    adjudicator: User,
    claim: Claim,
    question: Question,
    dispute: Dispute,
) -> None:
    judge_in_secret(colleague, claim, question)
    for user in (colleague, adjudicator):
        assert len(reviews_of(dispute, user).on_claim(claim).current) == 1
        assert len(reviews_of(dispute, user).on_question(question).current) == 1
    page = client_of(adjudicator).get(claim.get_absolute_url()).content.decode()
    assert "xyzzy" in page


def test_closing_tells_everybody(
    blind: ReviewRound,
    colleague: User,
    reviewer: User,
    annotator: User,
    reader: User,
    adjudicator: User,
    claim: Claim,
    question: Question,
    dispute: Dispute,
) -> None:
    judge_in_secret(colleague, claim, question)
    assert told(annotator) == told(reader) == []
    assert [one.is_hidden for one in agreement_in(dispute, reviewer)] == [False, True]
    assert [one.is_hidden for one in agreement_in(dispute, adjudicator)] == [False, False]
    services.close_round(actor=adjudicator, round=blind)
    assert told(annotator) == ["reviewed", "mention"]
    assert told(reader) == ["mention", "mention"]
    # The adjudicator closed it, and whoever opens one is not told either.
    assert told(adjudicator) == []
    assert told(reviewer) == ["round"]
    assert "xyzzy" in client_of(reader).get(claim.get_absolute_url()).content.decode()
    with attributed("test"):
        User.objects.filter(pk=annotator.pk).update(email_confirmed_at=timezone.now())
    digest.send_all(timezone.now() + timedelta(days=2))
    assert any(
        "xyzzy" in message.body for message in mail.outbox if message.to == [annotator.email]
    )


def test_an_adjudicator_is_not_changed_while_it_is_open(
    blind: ReviewRound, dispute: Dispute, owner: User, adjudicator: User, reviewer: User
) -> None:
    with pytest.raises(ValidationError, match="blind round is open"):
        check_adjudicator(actor=owner, dispute=dispute, adjudicator=reviewer)
    check_adjudicator(actor=owner, dispute=dispute, adjudicator=adjudicator)


def test_an_adjudicator_who_is_no_reviewer_any_more_sees_nothing(
    blind: ReviewRound,
    workspace: Workspace,
    owner: User,
    adjudicator: User,
    colleague: User,
    claim: Claim,
    question: Question,
) -> None:
    judge_in_secret(colleague, claim, question)
    assert Review.objects.visible_to(adjudicator).count() == 2
    workspaces.set_role(actor=owner, workspace=workspace, user=adjudicator, role=Role.READER)
    assert Review.objects.visible_to(adjudicator).count() == 0


@pytest.mark.parametrize("is_judged", [True, False])
def test_nothing_is_deleted_meanwhile_nor_what_was_led_away(
    blind: ReviewRound, annotator: User, colleague: User, claim: Claim, is_judged: bool
) -> None:
    if is_judged:
        services.judge(actor=colleague, subject=claim, verdict="rejected", reasons=SECRET)
    other = create_dispute(actor=annotator, workspace=claim.workspace, title="Elsewhere")
    question = create_question(actor=annotator, dispute=other, wording="When?", kind="date")
    for led in (claim.question, question):
        change_claim(actor=annotator, claim=claim, statement="So.", question=led, value=claim.value)
        for row in (claim, led.dispute if led else other):
            with pytest.raises(people.Kept, match="A blind round of review is open"):
                people.delete(actor=annotator, row=row)
