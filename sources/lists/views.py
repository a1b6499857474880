"""The list of sources."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from project.people.fetching import get_workspace
from project.people.pages import page
from project.people.permissions import Permission, may
from sources.records import queries
from sources.records.forms import SourceFilter

PAGE_SIZE = 50


@require_safe
def source_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The sources of a workspace, found by words and type."""
    workspace = get_workspace(request, workspace_uid)
    asked = SourceFilter(request.GET).given()
    found = queries.search_sources(request.user, workspace, **asked)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "asked": asked,
        "narrowed": bool(asked["q"] or asked["type"]),
        "sorts": SourceFilter.SORTS,
        "types": queries.types_in_use(request.user, workspace),
        "can_edit": may(request.user, workspace, Permission.EDIT_SOURCES),
    }
    return page(request, workspace, "records/list.html", context)
