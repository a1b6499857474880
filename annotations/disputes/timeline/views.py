"""The dated claims of a dispute along an axis of time, and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from annotations.claims.models import Claim
from annotations.claims.queries import with_accounts
from annotations.claims.values import Date, Value
from annotations.disputes.comparison.arranging import uid_of
from annotations.disputes.models import Account, Dispute, Question
from annotations.disputes.relations.relating import DistinctAnswer
from annotations.disputes.timeline.lanes import Dated, Drawn, timeline
from annotations.disputes.views import get_dispute
from project.people.fetching import get_workspace
from project.people.pages import page

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

#: Answers on one page.
PAGE_SIZE = 200
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Told:
    """A claim as one account tells it; `account` is None for one that belongs to none."""

    account: Account | None
    question: Question
    letter: str
    claim: Claim
    value: Value

    @property
    def shown(self) -> str:
        """The value for people."""
        return DistinctAnswer(self.value, self.claim.is_denied).shown

    @property
    def certainty(self) -> str:
        """How sure it is, in words; empty where nobody said."""
        claim = self.claim
        return claim.get_certainty_display().lower() if claim.certainty else ""


@require_safe
def timeline_page(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Dates as intervals, one lane an account; with ?question= of one question alone."""
    workspace = get_workspace(request, workspace_uid)
    dispute = get_dispute(request, workspace, uid)
    questions = _questions(dispute, request.user)
    asked = uid_of(request.GET.get("question", ""))
    chosen = next((q for q in questions if q.uid == asked), None)
    told = sorted(
        _told(dispute, questions, [chosen] if chosen else questions, request.user),
        key=lambda one: _place(one.account),
    )
    dated = [one for one in told if isinstance(one.value, Date)]
    shown = Paginator(dated, PAGE_SIZE).get_page(request.GET.get("page"))
    lanes = _lanes(list(shown.object_list))
    context = {
        "dispute": dispute,
        "questions": [(letter, q) for letter, q in _lettered(questions)],
        "chosen": chosen,
        **lanes,
        "page": shown,
        "undated": [one for one in told if not isinstance(one.value, Date)],
    }
    return page(request, workspace, "disputes/timeline/timeline.html", context)


def _questions(dispute: Dispute, user: User | AnonymousUser) -> list[Question]:
    seen = Question.objects.visible_to(user).filter(dispute=dispute)
    return list(seen.filter(kind=Question.Kind.DATE))


def _lettered(questions: Sequence[Question]) -> Iterator[tuple[str, Question]]:
    """Each question with a letter; after Z comes A2."""
    for number, question in enumerate(questions):
        more, place = divmod(number, len(LETTERS))
        yield LETTERS[place] + (str(more + 1) if more else ""), question


def _told(
    dispute: Dispute,
    questions: Sequence[Question],
    chosen: Sequence[Question],
    user: User | AnonymousUser,
) -> Iterator[Told]:
    """The answers that count, once for each account; in the order in which they were stated."""
    letters = {question.pk: letter for letter, question in _lettered(questions)}
    by_key = {question.pk: question for question in chosen}
    answering = Claim.objects.visible_to(user).filter(
        question__in=by_key, merged_into=None, retracted_at=None
    )
    for claim in with_accounts(answering.order_by("pk"), user):
        claim.workspace, value = dispute.workspace, claim.typed_value
        assert claim.question_id is not None
        assert value is not None
        question, letter = by_key[claim.question_id], letters[claim.question_id]
        for account in claim.accounts.all() or [None]:
            yield Told(account, question, letter, claim, value)


def _place(account: Account | None) -> tuple[bool, int, int]:
    return (account is None, account.position if account else 0, account.pk if account else 0)


def _lanes(told: Sequence[Told]) -> dict[str, Any]:
    """The drawing, each lane with its account, and each answer with what it is about."""
    accounts = list(dict.fromkeys(one.account for one in told))
    lane_of = {account: number for number, account in enumerate(accounts)}
    by_place: dict[tuple[int, str], Told] = {}
    answers = []
    for one in told:
        assert isinstance(one.value, Date)
        lane, claim = lane_of[one.account], str(one.claim.uid)
        by_place[lane, claim] = one
        answers.append(Dated(lane, one.value.parsed, one.shown, claim, denied=one.claim.is_denied))
    drawing = timeline(answers)

    def about(drawn: Drawn) -> tuple[Drawn, Told]:
        return drawn, by_place[drawn.dated.lane, drawn.dated.claim]

    lanes = [
        (accounts[lane.number], lane, [about(drawn) for drawn in lane.drawn])
        for lane in drawing.lanes
    ]
    return {"drawing": drawing, "lanes": lanes}
