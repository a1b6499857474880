"""Pages of searches that found nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.searches import queries, services
from annotations.searches.forms import SearchLogForm
from annotations.searches.models import SearchLog
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors, take_over
from project.people.models import Workspace
from project.people.pages import page, restore_row, signed_in
from project.people.permissions import Permission, may
from project.people.refusing import Overtaken

PAGE_SIZE = 50


@require_safe
def search_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The searches of a workspace, narrowed by words (?q=)."""
    workspace = get_workspace(request, workspace_uid)
    q = request.GET.get("q", "").strip()
    found = queries.searches_of(workspace, request.user, q=q)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "q": q,
        "can_edit": may(request.user, workspace, Permission.STATE_CLAIMS),
    }
    return page(request, workspace, "searches/list.html", context)


@require_safe
def search(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """One search, and where it is cited."""
    workspace = get_workspace(request, workspace_uid)
    found = _search(request, workspace, uid)
    context = {
        "search": found,
        "citations": queries.citations_of(found, request.user),
        "can_edit": may(request.user, workspace, Permission.STATE_CLAIMS),
    }
    return page(request, workspace, "searches/detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_search(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Log a search."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    form = SearchLogForm(request.POST or None, workspace=workspace, user=request.user)
    if form.is_valid():
        try:
            made = services.log_search(actor=signed_in(request), workspace=workspace, **form.told())
            messages.success(request, _("Search logged."))
            return redirect(made)
        except ValidationError as error:
            add_errors(form, error)
    return _form_page(request, workspace, {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_search(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Correct what was logged. 409 with what it says now where somebody was faster."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    found = _search(request, workspace, uid)
    form = SearchLogForm(request.POST or None, workspace=workspace, user=request.user, search=found)
    theirs = None
    if form.is_valid():
        try:
            services.change_search(
                actor=signed_in(request),
                search=found,
                revision=form.cleaned_data["revision"] or 0,
                **form.told(),
            )
            messages.success(request, _("Search changed."))
            return redirect(found)
        except Overtaken as error:
            theirs = take_over(form, error)
        except ValidationError as error:
            add_errors(form, error)
    return _form_page(request, workspace, {"form": form, "search": found, "theirs": theirs})


@login_required
@require_POST
def delete_search(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete a search that is not cited, and offer to undo that."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    found = _search(request, workspace, uid)
    try:
        services.delete_search(actor=signed_in(request), search=found)
    except services.SearchStillCited as error:
        messages.error(request, str(error))
        return redirect(found)
    undo = reverse("annotations:restore_search", args=[workspace.uid, uid])
    messages.success(request, _("Search deleted."), extra_tags=undo)
    return redirect("annotations:search_list", workspace.uid)


@login_required
@require_POST
def restore_search(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_search`."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    restore_row(request, workspace, SearchLog, uid)
    return redirect("annotations:search", workspace.uid, uid)


def _search(request: HttpRequest, workspace: Workspace, uid: UUID) -> SearchLog:
    rows = SearchLog.objects.select_related("source", "created_by")
    found = get_row(request, rows, workspace, uid=uid)
    if found.source is not None:
        found.source.workspace = workspace
    return found


def _form_page(request: HttpRequest, workspace: Workspace, context: dict[str, Any]) -> HttpResponse:
    status = 409 if context.get("theirs") else 422 if context["form"].is_bound else 200
    return page(request, workspace, "searches/edit.html", context, status=status)
