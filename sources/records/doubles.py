"""Pages of sources that may be one and the same, and of merging them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.people.fetching import get_row, get_workspace
from project.people.merged import get_merged
from project.people.pages import page, signed_in
from project.people.permissions import Permission, may
from sources.records import merging
from sources.records.duplicates import pairs
from sources.records.models import Source
from sources.records.side_by_side import chosen_fields, compared

PAGE_SIZE = 25


@require_safe
def duplicates(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Sources of the workspace that may be the same, two by two."""
    workspace = get_workspace(request, workspace_uid)
    context = {
        "page": Paginator(pairs(workspace, request.user), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "can_edit": may(request.user, workspace, Permission.EDIT_SOURCES),
    }
    return page(request, workspace, "records/duplicates.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_sources(
    request: HttpRequest, workspace_uid: UUID, uid: UUID, other: UUID
) -> HttpResponse:
    """Two records field by field; then merge `other` into the source at `uid`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    if uid == other:
        raise Http404
    survivor = get_row(request, Source.objects.all(), workspace, uid=uid)
    merged = get_row(request, Source.objects.all(), workspace, uid=other)
    rows = compared(survivor, merged, request.POST)
    problem = ""
    if request.method == "POST":
        fields = chosen_fields(survivor, merged, rows)
        try:
            merging.merge(actor=signed_in(request), merged=merged, survivor=survivor, **fields)
            undo = reverse("sources:unmerge_source", args=[workspace.uid, merged.uid])
            said = _("Merged. %(key)s is now part of this source.")
            messages.success(request, said % {"key": merged.citation_key}, extra_tags=undo)
            return redirect(survivor)
        except ValidationError as error:
            problem = " ".join(error.messages)
            survivor.refresh_from_db()
    context: dict[str, Any] = {
        "survivor": survivor,
        "merged": merged,
        "rows": rows,
        "moving": merging.counted(merged, survivor, signed_in(request)),
        "problem": problem,
    }
    status = 422 if problem else 200
    return page(request, workspace, "records/merge.html", context, status=status)


@login_required
@require_POST
def unmerge_source(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `merge_sources` for the one that was merged."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    merged = get_merged(request.user, Source, workspace, uid)
    merging.unmerge(actor=signed_in(request), source=merged)
    messages.success(request, _("The two are separate sources again."))
    return redirect(merged)
