"""The verdicts on a claim or question as pages show them, and the form below them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from annotations.claims.answering import ANSWERING
from annotations.claims.models import Claim
from annotations.claims.queries import with_counts
from annotations.disputes.models import Question
from annotations.reviews.forms import (
    ClaimVerdictForm,
    QuestionVerdictForm,
    ReasonedForm,
    ResolutionForm,
)
from annotations.reviews.queries import open_round, verdicts_on
from annotations.reviews.rules import dispute_of, is_adjudicator, is_blind_to, refusal
from annotations.reviews.states import digest, state_of
from project.people.parts import Part
from project.people.permissions import Permission, may


def claim_part(request: HttpRequest, claim: Claim) -> Part:
    """The verdicts on a claim, on its page."""
    return Part("reviews/_claim_part.html", judging(request, claim))


def judging(
    request: HttpRequest, subject: Claim | Question, *, form: ReasonedForm | None = None
) -> dict[str, Any]:
    """What `reviews/_verdicts.html` and `reviews/_judge.html` show: the verdicts, the open round,
    and for reviewers the form or why there is none.
    """
    dispute = dispute_of(subject)
    round_now = open_round(dispute) if dispute else None
    may_review = may(request.user, subject.workspace, Permission.REVIEW)
    refused = refusal(request.user, subject, round_now) if may_review else ""
    if may_review and not refused and form is None:
        form = verdict_form(request, subject)
    verdicts = verdicts_on(subject, request.user)
    if form:
        form.is_another = any(given.created_by == request.user for given in verdicts.current)
    return {
        "verdicts": verdicts,
        "round": round_now,
        "is_blind_to_user": dispute is not None and is_blind_to(request.user, dispute, round_now),
        "refused": refused,
        "form": None if refused else form,
        "action": _action(subject),
    }


def question_context(
    request: HttpRequest,
    question: Question,
    *,
    form: ReasonedForm | None = None,
    resolution_form: ResolutionForm | None = None,
) -> dict[str, Any]:
    """The page of a question's verdicts."""
    context = judging(request, question, form=form)
    round_now = context["round"]
    adjudicates = is_adjudicator(request.user, question.dispute)
    is_blind = round_now is not None and round_now.is_blind
    if adjudicates and resolution_form is None and not is_blind:
        resolution_form = outcome_form(request, question)
    claims = Claim.objects.visible_to(request.user).filter(ANSWERING, question=question)
    return {
        **context,
        "question": question,
        "dispute": question.dispute,
        "claims": with_counts(claims.order_by("pk"), request.user),
        "waits_with_outcome": adjudicates and is_blind,
        "resolution_form": resolution_form,
    }


def verdict_form(request: HttpRequest, subject: Claim | Question) -> ReasonedForm:
    """The form of a verdict, filled in where it was sent."""
    sent = request.POST or None
    initial = {"seen": digest(state_of(subject))}
    form: ReasonedForm
    if isinstance(subject, Claim):
        form = ClaimVerdictForm(sent, initial=initial)
    else:
        form = QuestionVerdictForm(sent, question=subject, user=request.user, initial=initial)
    form.draft_key = f"judge-{subject.uid}"
    return form


def outcome_form(
    request: HttpRequest, question: Question, sent: QueryDict | None = None
) -> ResolutionForm:
    """The form of an outcome, filled in where it was `sent`."""
    form = ResolutionForm(
        sent,
        question=question,
        user=request.user,
        initial={"seen": digest(state_of(question))},
        prefix="outcome",
    )
    form.draft_key = f"resolve-{question.uid}"
    return form


def _action(subject: Claim | Question) -> str:
    name = "judge_claim" if isinstance(subject, Claim) else "judge_question"
    return reverse(f"annotations:{name}", args=[subject.workspace.uid, subject.uid])
