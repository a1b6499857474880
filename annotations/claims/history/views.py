"""The page of a claim's history."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from annotations.claims.history.queries import history_of
from annotations.claims.models import Claim
from project.people.fetching import get_row, get_workspace
from project.people.merged import survivor_of
from project.people.pages import page


@require_safe
def claim_history(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Who changed what of a claim, of its citations, grounds and accounts, the newest first.

    That of a claim that was merged into another leads to that one's.
    """
    workspace = get_workspace(request, workspace_uid)
    try:
        claim = get_row(request, Claim.objects.all(), workspace, uid=uid)
    except Http404:
        if survivor := survivor_of(request.user, Claim, workspace, uid):
            return redirect("annotations:claim_history", workspace.uid, survivor.uid)
        raise
    before = request.GET.get("before", "")
    log, steps = history_of(claim, request.user, before=before)
    context = {"claim": claim, "steps": steps, "log": log, "is_first": not before}
    return page(request, workspace, "claims/history.html", context)
