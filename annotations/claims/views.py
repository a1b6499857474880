"""Pages of claims."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.claims import queries, services
from annotations.claims.citation_queries import citations_by_stance
from annotations.claims.forms import ClaimFilter, ClaimForm
from annotations.claims.models import Claim
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import delete_row, page, restore_row, signed_in
from project.people.permissions import Permission, may

#: Claims on one page of the list, and in one answer to `find_claims`.
PAGE_SIZE = 50
MOST_FOUND = 12


@require_safe
def claim_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The claims of a workspace, searched and filtered."""
    workspace = get_workspace(request, workspace_uid)
    form = ClaimFilter(request.GET, workspace=workspace, user=request.user)
    form.is_valid()
    wanted = form.cleaned_data
    claims = queries.claims_of(
        workspace,
        request.user,
        search=wanted.get("q", ""),
        dispute=wanted.get("dispute"),
        question=wanted.get("question"),
        uncited=wanted.get("uncited", False),
    )
    counted = queries.with_counts(queries.with_accounts(claims, request.user), request.user)
    context = {
        "page": Paginator(counted, PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form,
        "is_filtered": any(wanted.values()),
        "can_edit": may(request.user, workspace, Permission.STATE_CLAIMS),
    }
    return page(request, workspace, "claims/list.html", context)


@require_safe
def claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """One claim: what it answers, and what is cited on it, by stance."""
    workspace = get_workspace(request, workspace_uid)
    found = _claim(request, workspace, uid)
    groups = citations_by_stance(found, request.user)
    context = {
        "claim": found,
        "groups": groups,
        "counts": [(stance, len(citations)) for stance, citations in groups],
        "can_edit": may(request.user, workspace, Permission.STATE_CLAIMS),
    }
    return page(request, workspace, "claims/detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_claim(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """State a claim; ?question= and ?account= (uids) come filled in."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    initial = {
        "question": request.GET.get("question", ""),
        "accounts": request.GET.getlist("account"),
    }
    form = _form(request, workspace, initial)
    if form.is_valid():
        try:
            made = services.create_claim(
                actor=signed_in(request), workspace=workspace, **answers(form)
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Claim stated."))
            return redirect(made)
    return _form_page(request, workspace, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Reword a claim, or change what it answers."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    found = _claim(request, workspace, uid)
    initial = {
        "statement": found.statement,
        "question": str(found.question.uid) if found.question else "",
        "accounts": [str(account.uid) for account in found.accounts.all()],
    }
    form = _form(request, workspace, initial, found)
    if form.is_valid():
        try:
            services.change_claim(actor=signed_in(request), claim=found, **answers(form))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Claim changed."))
            return redirect(found)
    return _form_page(request, workspace, form, found)


@login_required
@require_POST
def delete_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete a claim, with its citations, and offer to undo that."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    return delete_row(
        request,
        _claim(request, workspace, uid),
        said=_("Claim deleted."),
        after=reverse("annotations:claim_list", args=[workspace.uid]),
        restore_url=reverse("annotations:restore_claim", args=[workspace.uid, uid]),
    )


@login_required
@require_POST
def restore_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_claim`."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    restore_row(request, workspace, Claim, uid)
    return redirect("annotations:claim", workspace.uid, uid)


@require_safe
def find_claims(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The options for ?q= as a list box shows them, and nothing else."""
    workspace = get_workspace(request, workspace_uid)
    claims: QuerySet[Claim] = queries.claims_of(
        workspace, request.user, search=request.GET.get("q", "")
    )
    if request.user.is_authenticated:
        claims = queries.last_cited_first(claims, request.user)
    return render(request, "claims/_options.html", {"claims": claims[:MOST_FOUND]})


@login_required
@require_safe
def value_field(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The fields that answer ?question=, with what ?value= and ?accounts= hold so far."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    form = ClaimForm(workspace=workspace, user=request.user, initial=so_far(request.GET))
    return render(request, "claims/_answer.html", {"form": form, "workspace": workspace})


def so_far(sent: QueryDict) -> dict[str, Any]:
    """What was filled in, as the initial values of a form."""
    return sent.dict() | {"accounts": sent.getlist("accounts")}


def answers(form: ClaimForm) -> dict[str, Any]:
    """What a valid form says of a claim, as the services take it."""
    said = form.cleaned_data
    return {
        "statement": said["statement"],
        "question": said["question"],
        "value": said.get("value"),
        "accounts": said.get("accounts", ()),
    }


def _claim(request: HttpRequest, workspace: Workspace, uid: UUID) -> Claim:
    claims = Claim.objects.select_related("question__dispute", "created_by")
    return get_row(request, queries.with_accounts(claims, request.user), workspace, uid=uid)


def _form(
    request: HttpRequest, workspace: Workspace, initial: dict[str, Any], claim: Claim | None = None
) -> ClaimForm:
    """The form as sent; after "choose" (how it works without scripts) with the fields that fit
    the question, and no complaints yet.
    """
    choosing = "choose" in request.POST
    return ClaimForm(
        None if choosing else request.POST or None,
        workspace=workspace,
        user=request.user,
        claim=claim,
        initial=so_far(request.POST) if choosing else initial,
    )


def _form_page(
    request: HttpRequest, workspace: Workspace, form: ClaimForm, claim: Claim | None = None
) -> HttpResponse:
    context = {"form": form, "claim": claim}
    status = 422 if form.is_bound else 200
    return page(request, workspace, "claims/edit.html", context, status=status)
