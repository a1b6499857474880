"""Citing from the page of a claim: a passage marked before, a source, or a search."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from annotations.claims.citations import queries, services
from annotations.claims.citations.from_claim_forms import (
    CitePassageForm,
    CiteSearchForm,
    CiteSourceForm,
)
from annotations.claims.citations.quotes import quote_of
from annotations.claims.citations.services import Target, default_grades
from annotations.claims.models import Claim
from annotations.searches import services as searches
from annotations.searches.models import SearchLog
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from sources.records.models import Source

#: Highlights in one answer to `find_highlights`.
MOST_FOUND = 12

AnyForm = CitePassageForm | CiteSourceForm | CiteSearchForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cite_source(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Cite a source with a place in it; ?source= (a uid) comes filled in."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    claim = _claim(request, workspace, uid)
    source = claim.source or _asked(request, workspace)
    initial = _initial(request, workspace) | {"source": source}
    form = CiteSourceForm(
        request.POST or None, initial=initial, workspace=workspace, user=request.user
    )
    return _answer(request, workspace, claim, form, "source")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cite_search(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Cite a search that found nothing: one that was logged, or a new one."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    claim = _claim(request, workspace, uid)
    source_grade, evidence = default_grades(Target(search_log=SearchLog()))
    initial = {
        **_initial(request, workspace),
        "source_grade": source_grade,
        "evidence": evidence,
        "search_log": request.GET.get("search", ""),
    }
    form = CiteSearchForm(
        request.POST or None, initial=initial, workspace=workspace, user=request.user
    )
    return _answer(request, workspace, claim, form, "search")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cite_passage(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Cite a highlight, found by words of its quote. Without scripts "find" submits."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    claim = _claim(request, workspace, uid)
    highlights = queries.highlights_to_cite(claim, request.user)
    looking = "find" in request.POST
    initial = _initial(request, workspace) | (request.POST.dict() if looking else {})
    data = None if looking else request.POST or None
    form = CitePassageForm(data, initial=initial, highlights=highlights)
    search = form["find_highlight"].value() or ""
    found = queries.find_highlights(highlights, search)[:MOST_FOUND]
    context = {"found": [(each, quote_of(each)) for each in found]}
    return _answer(request, workspace, claim, form, "passage", context)


@login_required
@require_safe
def find_highlights(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The highlights to cite for a claim that have the words of ?q=, as a list box shows them."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    claim = _claim(request, workspace, uid)
    highlights = queries.highlights_to_cite(claim, request.user)
    found = queries.find_highlights(highlights, request.GET.get("q", ""))
    shown = [(each, quote_of(each)) for each in found[:MOST_FOUND]]
    return render(request, "claims/citations/_highlight_options.html", {"found": shown})


def _answer(
    request: HttpRequest,
    workspace: Workspace,
    claim: Claim,
    form: AnyForm,
    target: str,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    if form.is_valid():
        try:
            _cite(request, claim, form)
        except ValidationError as error:
            _ask_to_share(form, error)
            add_errors(form, error)
        else:
            messages.success(request, _("Cited."))
            return redirect(claim)
    shown = {"claim": claim, "form": form, "target": target, **(context or {})}
    status = 422 if form.is_bound else 200
    return page(request, workspace, "claims/citations/cite_for_claim.html", shown, status=status)


@transaction.atomic
def _cite(request: HttpRequest, claim: Claim, form: AnyForm) -> None:
    """A new search and its citation come to be together or not at all."""
    actor, target = signed_in(request), form.target()
    if isinstance(form, CiteSearchForm) and target["search_log"] is None:
        target["search_log"] = searches.log_search(
            actor=actor, workspace=claim.workspace, **form.told()
        )
    services.cite(actor=actor, claim=claim, **target, **form.graded())


def _ask_to_share(form: AnyForm, error: ValidationError) -> None:
    """Let the form ask what the service asks, where a highlight turned private meanwhile."""
    if isinstance(form, CitePassageForm) and "share" in getattr(error, "error_dict", {}):
        form.fields.setdefault("share", CitePassageForm.base_fields["share"])


def _claim(request: HttpRequest, workspace: Workspace, uid: UUID) -> Claim:
    return get_row(request, Claim.objects.select_related("source"), workspace, uid=uid)


def _asked(request: HttpRequest, workspace: Workspace) -> Source | None:
    try:
        uid = UUID(request.GET.get("source", ""))
    except ValueError:
        return None
    return Source.objects.visible_to(request.user).filter(workspace=workspace, uid=uid).first()


def _initial(request: HttpRequest, workspace: Workspace) -> dict[str, Any]:
    return {"stance": queries.stance_used_last(signed_in(request), workspace)}
