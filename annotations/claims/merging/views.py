"""The page on which claims are merged, and where that is undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations.claims import queries
from annotations.claims.citations.queries import with_quotes
from annotations.claims.merging import services as merging
from annotations.claims.merging.services import GRADES, Keep, Pair
from annotations.claims.models import Citation, Claim
from annotations.claims.views import tell_of_conflicts, visible_claim
from project.people.fetching import get_workspace
from project.people.merged import get_merged
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission

#: Claims proposed for merging.
MOST_PROPOSED = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Find the claim that says the same (?q=), see both side by side (?other=), merge it into
    this one.
    """
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    survivor = visible_claim(request, workspace, uid)
    other = _other(request, workspace)
    problem = merging.why_not(other, survivor) if other else ""
    if request.method == "POST" and other:
        try:
            merging.merge(
                actor=signed_in(request),
                merged=other,
                survivor=survivor,
                keep=_chosen(request, other, survivor),
            )
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            undo = reverse("annotations:unmerge_claim", args=[workspace.uid, other.uid])
            messages.success(request, _("Claims merged."), extra_tags=undo)
            tell_of_conflicts(request, survivor)
            return redirect(survivor)
    context: dict[str, Any] = {"claim": survivor, "other": other, "problem": problem}
    if other:
        context |= _side_by_side(request, other, survivor)
    else:
        context["proposed"] = _proposed(request, workspace, survivor)
    status = 422 if request.method == "POST" else 200
    return page(request, workspace, "claims/merge.html", context, status=status)


@login_required
@require_POST
def unmerge_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `merge_claim` for the claim that was merged away."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    merged = get_merged(request.user, Claim, workspace, uid)
    try:
        merging.unmerge(actor=signed_in(request), claim=merged)
        messages.success(request, _("The claims are two again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(merged)


@dataclass(frozen=True)
class ShownPair:
    """Two citations of the same, with what is chosen between them."""

    pair: Pair
    chosen: Keep

    @property
    def name(self) -> str:
        """Of the choice, in the form."""
        return f"keep-{self.pair.survivor.uid}"


def _other(request: HttpRequest, workspace: Workspace) -> Claim | None:
    """The claim that is to be merged. Raises Http404."""
    asked = request.POST.get("other") or request.GET.get("other")
    if not asked:
        return None
    try:
        return visible_claim(request, workspace, UUID(asked))
    except ValueError:
        raise Http404(_("There is nothing at this address, or it is not open to you.")) from None


def _chosen(request: HttpRequest, merged: Claim, survivor: Claim) -> dict[UUID, str]:
    """What the person chose for citations of the same; both reasons are kept unless told."""
    kept = {}
    for pair in merging.pairs_of(merged, survivor):
        asked = request.POST.get(f"keep-{pair.survivor.uid}", "")
        if asked in list(Keep):
            kept[pair.survivor.uid] = asked
    return kept


def _side_by_side(request: HttpRequest, merged: Claim, survivor: Claim) -> dict[str, Any]:
    """Both claims' citations: the ones that come, and those that are to be settled."""
    kept = _chosen(request, merged, survivor)
    pairs = merging.pairs_of(merged, survivor)
    doubles = {pair.merged.pk for pair in pairs}
    quoted = with_quotes(Citation.objects.visible_to(request.user).filter(claim=merged))
    by_key = {citation.pk: citation for citation in quoted}
    settling = [
        ShownPair(
            Pair(pair.survivor, by_key[pair.merged.pk]),
            Keep(kept.get(pair.survivor.uid, Keep.BOTH)),
        )
        for pair in pairs
        if pair.differs and pair.merged.pk in by_key
    ]
    coming = [citation for citation in by_key.values() if citation.pk not in doubles]
    return {
        "coming": coming,
        "settling": settling,
        "same": len(pairs) - len(settling),
        "grades": GRADES,
    }


def _proposed(request: HttpRequest, workspace: Workspace, survivor: Claim) -> list[Claim]:
    """The claims that this one can be merged with, those on its question first."""
    if survivor.source is None:
        return []
    found = queries.claims_of(
        workspace,
        request.user,
        search=request.GET.get("q", ""),
        source=survivor.source,
        retracted="no",
    ).exclude(pk=survivor.pk)
    counted = queries.with_counts(found, request.user)[:MOST_PROPOSED]
    return [claim for claim in counted if not merging.why_not(claim, survivor)]
