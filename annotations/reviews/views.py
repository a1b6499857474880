"""The room of reviewers: what awaits them, what changed since they looked, what they said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from annotations.disputes.models import Dispute
from annotations.overview.conflicts import open_conflicts
from annotations.reviews import services
from annotations.reviews.forms import QueueFilter
from annotations.reviews.looking import changed_since_look
from annotations.reviews.models import Review
from annotations.reviews.queries import in_dispute, mark_moved_on
from annotations.reviews.queue import awaiting, loaded
from project.people.fetching import get_row, get_workspace
from project.people.models import User, Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission

#: Claims and questions, and verdicts, on one page.
PAGE_SIZE = 50
#: Disputes on one page, each with what changed in it.
DISPUTES = 20


@login_required
@require_safe
def review_queue(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """What awaits a reviewer, conflicts first, narrowed by ?only=; ?show=changed and ?show=mine
    are the other lists, ?dispute= narrows all of them.
    """
    workspace = get_workspace(request, workspace_uid, Permission.REVIEW)
    user = signed_in(request)
    form = QueueFilter(request.GET, workspace=workspace, user=user)
    dispute = form.cleaned_data.get("dispute") if form.is_valid() else None
    conflicts = {conflict.question.pk for conflict in open_conflicts(user, workspace)}
    entries = awaiting(user, workspace, dispute=dispute, first=conflicts)
    changed = changed_since_look(user, workspace, dispute=dispute)
    show = request.GET.get("show", "awaiting")
    context: dict[str, Any] = {
        "form": form,
        "dispute": dispute,
        "show": show,
        "awaiting_count": len(entries),
        "changed_count": sum(one.count for one in changed),
    }
    if show == "mine":
        context["page"] = _mine(request, user, workspace, dispute)
    elif show == "changed":
        ordered = sorted(changed, key=lambda one: (not one.count, one.looked_at is not None))
        context["page"] = Paginator(ordered, DISPUTES).get_page(request.GET.get("page"))
    else:
        chosen = form.chosen(entries)
        context["page"] = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page"))
        context["awaiting"] = loaded(context["page"].object_list, workspace, conflicts)
    return page(request, workspace, "reviews/queue.html", context)


@login_required
@require_POST
def looked(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Note that one has looked at what became of a dispute."""
    workspace = get_workspace(request, workspace_uid, Permission.REVIEW)
    dispute = get_row(request, Dispute.objects.all(), workspace, uid=uid)
    services.look(actor=signed_in(request), dispute=dispute)
    return redirect(f"{reverse('annotations:review_queue', args=[workspace.uid])}?show=changed")


def _mine(request: HttpRequest, user: User, workspace: Workspace, dispute: Dispute | None) -> Any:
    """A page of one's own verdicts, the newest first."""
    rows = Review.objects.visible_to(user).filter(workspace=workspace, created_by=user)
    if dispute:
        rows = rows.filter(in_dispute(dispute))
    rows = rows.select_related("claim", "question", "round").defer("judged").order_by("-pk")
    shown = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    mark_moved_on(list(shown.object_list))
    for review in shown.object_list:
        review.workspace = workspace
    return shown
