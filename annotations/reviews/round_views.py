"""Pages of the reviews of a dispute: its rounds, how far reviewers agree, where they differ."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from annotations.reviews import services
from annotations.reviews.forms import RoundForm
from annotations.reviews.measuring import agreement_in
from annotations.reviews.models import ReviewRound
from annotations.reviews.queries import open_round, reviews_of
from annotations.reviews.rules import is_adjudicator, may_run_rounds
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission, may


@require_safe
def dispute_reviews(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """How each question of a dispute stands; with ?differ=1 only where verdicts differ."""
    workspace = get_workspace(request, workspace_uid)
    dispute = _dispute(request, workspace, uid)
    reviews = reviews_of(dispute, request.user, changed=True)
    questions = Question.objects.visible_to(request.user).filter(dispute=dispute)
    claims = Claim.objects.visible_to(request.user).filter(pk__in=reviews.claims)
    rows = [(question, reviews.on_question(question)) for question in questions]
    judged = [(claim, reviews.on_claim(claim)) for claim in claims.order_by("question", "pk")]
    only_differing = request.GET.get("differ") == "1"
    context = {
        "dispute": dispute,
        "round": open_round(dispute),
        "measured": agreement_in(dispute, request.user),
        "rows": [row for row in rows if row[1].differ] if only_differing else rows,
        "judged": [row for row in judged if row[1].differ] if only_differing else judged,
        "differing": sum(found.differ for _, found in [*rows, *judged]),
        "all_count": len(rows) + len(judged),
        "only_differing": only_differing,
        "adjudicates": is_adjudicator(request.user, dispute),
        "runs_rounds": may_run_rounds(request.user, dispute),
        "can_review": may(request.user, workspace, Permission.REVIEW),
    }
    return page(request, workspace, "reviews/dispute.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Open a round."""
    workspace = get_workspace(request, workspace_uid, Permission.REVIEW)
    dispute = _dispute(request, workspace, uid)
    services.require_runner(signed_in(request), dispute)
    form = RoundForm(request.POST or None)
    if form.is_valid():
        try:
            services.open_round(actor=signed_in(request), dispute=dispute, **form.cleaned_data)
            messages.success(request, _("Round opened; its reviewers are told."))
            return redirect("annotations:dispute_reviews", workspace.uid, dispute.uid)
        except ValidationError as error:
            add_errors(form, error)
    status = 422 if form.is_bound else 200
    context = {"dispute": dispute, "form": form}
    return page(request, workspace, "reviews/new_round.html", context, status=status)


@login_required
@require_POST
def close_round(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """End a round for good."""
    workspace = get_workspace(request, workspace_uid, Permission.REVIEW)
    rows = ReviewRound.objects.select_related("dispute")
    found = get_row(request, rows, workspace, uid=uid)
    found.dispute.workspace = workspace
    try:
        services.close_round(actor=signed_in(request), round=found)
        messages.success(request, _("Round closed."))
    except services.RoundClosed as error:
        messages.info(request, str(error))
    return redirect("annotations:dispute_reviews", workspace.uid, found.dispute.uid)


def _dispute(request: HttpRequest, workspace: Workspace, uid: UUID) -> Dispute:
    rows = Dispute.objects.select_related("adjudicator")
    return get_row(request, rows, workspace, uid=uid)
