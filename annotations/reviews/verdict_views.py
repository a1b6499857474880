"""Pages on which claims and questions are judged, and what was judged then and now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from annotations.claims.models import Claim
from annotations.disputes.models import Question
from annotations.reviews import services
from annotations.reviews.differences import changes, words
from annotations.reviews.forms import ReasonedForm
from annotations.reviews.models import Resolution, Review
from annotations.reviews.parts import judging, outcome_form, question_context, verdict_form
from annotations.reviews.queries import verdicts_on
from annotations.reviews.rules import NotAdjudicator, is_adjudicator
from annotations.reviews.states import digest, state_of
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from sources.texts.editing_views import SAVED_DRAFT


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def judge_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Give a verdict on a claim as it stands."""
    workspace = get_workspace(request, workspace_uid, Permission.REVIEW)
    claims = Claim.objects.select_related("question__dispute", "created_by")
    claim = get_row(request, claims, workspace, uid=uid)
    form = verdict_form(request, claim)
    if form.is_valid() and _judged(request, claim, form):
        return _taken(form, f"{claim.get_absolute_url()}#reviews")
    context = {
        "claim": claim,
        "state": words(state_of(claim)),
        **judging(request, claim, form=form),
    }
    return page(request, workspace, "reviews/judge_claim.html", context, status=_status(form))


@require_safe
def question_reviews(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """A question: its answers, the verdicts side by side, and what came of it."""
    workspace = get_workspace(request, workspace_uid)
    question = _question(request, workspace, uid)
    context = {"act": _("Reviews"), **question_context(request, question)}
    return page(request, workspace, "reviews/question.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def judge_question(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Give a verdict on a question: this answer, none of them, or unresolved."""
    workspace = get_workspace(request, workspace_uid, Permission.REVIEW)
    question = _question(request, workspace, uid)
    form = verdict_form(request, question)
    if form.is_valid() and _judged(request, question, form):
        return _taken(form, "annotations:question_reviews", workspace.uid, question.uid)
    context = {"act": _("Give a verdict"), **question_context(request, question, form=form)}
    return page(request, workspace, "reviews/question.html", context, status=_status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def resolve_question(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Record the outcome for a question; its dispute's adjudicator alone."""
    workspace = get_workspace(request, workspace_uid, Permission.REVIEW)
    question = _question(request, workspace, uid)
    if not is_adjudicator(request.user, question.dispute):
        raise NotAdjudicator
    form = outcome_form(request, question, request.POST or None)
    if form.is_valid():
        try:
            made = services.resolve(actor=signed_in(request), question=question, **form.said())
            messages.success(request, _("Outcome recorded."))
            return _taken(form, made)
        except services.MovedOn as moved:
            _show_anew(form, moved)
        except ValidationError as error:
            add_errors(form, error, outcome="verdict", value="verdict")
    told = question_context(request, question, resolution_form=form if form.is_bound else None)
    context = {"act": _("Record the outcome"), **told}
    return page(request, workspace, "reviews/question.html", context, status=_status(form))


@require_safe
def review(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """One verdict, with what was judged as it stood then, and what has changed since."""
    workspace = get_workspace(request, workspace_uid)
    rows = Review.objects.select_related("created_by", "round", "claim", "question")
    found = get_row(request, rows, workspace, uid=uid)
    return _judgement_page(request, workspace, found, found.subject)


@require_safe
def resolution(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """One outcome, in the same way."""
    workspace = get_workspace(request, workspace_uid)
    rows = Resolution.objects.select_related("created_by", "question")
    found = get_row(request, rows, workspace, uid=uid)
    return _judgement_page(request, workspace, found, found.question)


def _judgement_page(
    request: HttpRequest,
    workspace: Workspace,
    judgement: Review | Resolution,
    subject: Claim | Question,
) -> HttpResponse:
    now = state_of(subject)
    subject.workspace = workspace
    judgement.changed_since = digest(now) != judgement.judged_sha256
    context = {
        "judgement": judgement,
        "subject": subject,
        "is_claim": isinstance(subject, Claim),
        "is_outcome": isinstance(judgement, Resolution),
        "state": words(judgement.judged),
        "changes": changes(judgement.judged, now) if judgement.changed_since else [],
        "is_replaced": judgement not in verdicts_on(subject, request.user).counting,
    }
    return page(request, workspace, "reviews/judgement.html", context)


def _judged(request: HttpRequest, subject: Claim | Question, form: ReasonedForm) -> bool:
    """Whether the verdict was given; otherwise the form says why not."""
    try:
        services.judge(actor=signed_in(request), subject=subject, **form.said())
    except services.MovedOn as moved:
        _show_anew(form, moved)
    except ValidationError as error:
        add_errors(form, error, value="verdict")
    else:
        messages.success(request, _("Verdict given."))
        return True
    return False


def _taken(form: ReasonedForm, *to: Any) -> HttpResponse:
    """Go on, and let the browser forget the draft of what was taken."""
    response = redirect(*to)
    response.set_cookie(SAVED_DRAFT, form.draft_key, max_age=600, samesite="Lax")
    return response


def _show_anew(form: ReasonedForm, moved: services.MovedOn) -> None:
    """Keep what was written, and take the state that is shown now for seen."""
    data = {name: form.data[name] for name in form.data}
    form.data = data | {form.add_prefix("seen"): form.initial["seen"]}
    form.add_error(None, str(moved))


def _question(request: HttpRequest, workspace: Workspace, uid: UUID) -> Question:
    rows: Any = Question.objects.select_related("dispute__adjudicator")
    question: Question = get_row(request, rows, workspace, uid=uid)
    question.dispute.workspace = workspace
    return question


def _status(form: ReasonedForm) -> int:
    return 422 if form.is_bound else 200
