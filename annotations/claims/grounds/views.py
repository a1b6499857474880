"""Pages on which claims are concluded from others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations.claims import queries, services
from annotations.claims.grounds import services as grounds
from annotations.claims.grounds.forms import ConcludeForm
from annotations.claims.models import Claim, ClaimGround
from annotations.claims.views import so_far, tell_of_conflicts, visible_claim
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import User, Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission

#: Claims listed to choose grounds from, and taken as grounds at once.
MOST_LISTED = 50
MOST_GROUNDS = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """State what the claims with ?claim= (uids) say together; it is based on them."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    chosen = _chosen(request, workspace)
    if not chosen:
        messages.error(request, _("Tick the claims to conclude from first."))
        return redirect("annotations:claim_list", workspace.uid)
    form = _concluding(request, workspace, chosen)
    if form.is_valid():
        try:
            made = _conclude(signed_in(request), workspace, form.said(), chosen)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Claim stated."))
            tell_of_conflicts(request, made)
            return redirect(made)
    context = {"form": form, "chosen": chosen}
    status = 422 if form.is_bound else 200
    return page(request, workspace, "claims/conclude.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_grounds(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Find claims (?q=), tick them, and base this one on them."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    found = visible_claim(request, workspace, uid)
    problem, status = "", 200
    if request.method == "POST":
        chosen = _chosen(request, workspace)
        try:
            if not chosen:
                raise ValidationError(_("Tick the claims that it is based on."))
            links = grounds.add_grounds(actor=signed_in(request), claim=found, grounds=chosen)
        except ValidationError as error:
            problem, status = " ".join(error.messages), 422
        else:
            said = ngettext("%d ground added.", "%d grounds added.", len(links)) % len(links)
            messages.success(request, said)
            return redirect(f"{found.get_absolute_url()}#grounds")
    search = request.GET.get("q", "")
    offered = queries.claims_of(workspace, request.user, search=search, retracted="no")
    based = ClaimGround.objects.existing().filter(claim=found)
    offered = offered.exclude(pk=found.pk).exclude(pk__in=based.values("ground"))
    context = {
        "claim": found,
        "offered": queries.with_counts(offered, request.user)[:MOST_LISTED],
        "search": search,
        "ticked": request.POST.getlist("claim"),
        "problem": problem,
    }
    return page(request, workspace, "claims/add_grounds.html", context, status=status)


@login_required
@require_POST
def remove_ground(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Take a ground away, and offer to undo that."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    link = get_row(request, ClaimGround.objects.select_related("claim"), workspace, uid=uid)
    link.claim.workspace = workspace
    grounds.remove_ground(actor=signed_in(request), link=link)
    undo = reverse("annotations:restore_ground", args=[workspace.uid, uid])
    messages.success(request, _("Ground taken away."), extra_tags=undo)
    return redirect(f"{link.claim.get_absolute_url()}#grounds")


@login_required
@require_POST
def restore_ground(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `remove_ground`, unless it would now go in a circle."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    rows = ClaimGround.objects.filter(ClaimGround.visibility(request.user), workspace=workspace)
    link = rows.select_related("claim", "ground").filter(uid=uid).first()
    if link is None:
        raise Http404(_("There is nothing at this address, or it is not open to you."))
    link.workspace = link.claim.workspace = link.ground.workspace = workspace
    try:
        grounds.restore_ground(actor=signed_in(request), link=link)
        messages.success(request, _("Restored."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(link.claim)


def _chosen(request: HttpRequest, workspace: Workspace) -> list[Claim]:
    """The claims that are ticked, as far as they are there to be seen."""
    uids = []
    for asked in (request.POST or request.GET).getlist("claim")[:MOST_GROUNDS]:
        try:
            uids.append(UUID(asked))
        except ValueError:
            continue
    found = queries.claims_of(workspace, request.user).filter(uid__in=uids).order_by("pk")
    chosen = list(queries.with_counts(found, request.user))
    for claim in chosen:
        claim.workspace = workspace
    return chosen


def _concluding(request: HttpRequest, workspace: Workspace, chosen: list[Claim]) -> ConcludeForm:
    """The form, filled in with what the claims have in common, of those that answer something."""
    answering = [claim for claim in chosen if claim.question] or chosen
    question = answering[0].question if _is_one(each.question_id for each in answering) else None
    is_agreed = question and _is_one(each.value for each in answering)
    choosing = "choose" in request.POST
    initial = {
        "statement": answering[0].statement,
        "question": str(question.uid) if question else "",
        "polarity": answering[0].polarity,
    }
    return ConcludeForm(
        None if choosing else request.POST or None,
        workspace=workspace,
        user=request.user,
        claim=answering[0] if is_agreed else None,
        initial=so_far(request.POST) if choosing else initial,
    )


def _is_one(values: Iterable[Any]) -> bool:
    """Whether all are the same."""
    first, *others = values
    return all(other == first for other in others)


@transaction.atomic
def _conclude(
    actor: User, workspace: Workspace, said: dict[str, Any], chosen: list[Claim]
) -> Claim:
    """The claim and its grounds come to be together or not at all."""
    claim = services.create_claim(actor=actor, workspace=workspace, **said)
    grounds.add_grounds(actor=actor, claim=claim, grounds=chosen)
    return claim
