"""The home page of a workspace, and the lists of what waits in it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from project.people.activity.events import activity
from project.people.fetching import get_workspace
from project.people.models import Workspace
from project.people.pages import page
from project.people.parts import WORKSPACE_HOME
from project.people.permissions import Permission, may
from project.people.workspaces.plots import PLOTS
from project.people.workspaces.waiting import WAITING

#: Events on the home page, and lines on a page of what waits.
NEWEST, PAGE = 6, 50


@require_safe
def workspace(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The home page of a workspace; other apps add what it holds."""
    found = get_workspace(request, workspace_uid)
    is_member = _is_member(request, found)
    is_at_work = is_member and not found.is_archived
    waiting = WAITING.of(request.user, found) if is_at_work else []
    context = {
        "can_manage": may(request.user, found, Permission.MANAGE),
        "is_member": is_member,
        "mine": [summary for summary in waiting if summary.waiting.is_mine],
        "open": [summary for summary in waiting if not summary.waiting.is_mine],
        "parts": WORKSPACE_HOME.of(request, found),
        "events": activity(found, request.user, limit=NEWEST).events,
        "plots": PLOTS.of(request.user, found),
    }
    return page(request, found, "workspaces/workspace.html", context)


@require_safe
def waiting(request: HttpRequest, workspace_uid: UUID, name: str) -> HttpResponse:
    """All of one kind that waits in a workspace."""
    found = get_workspace(request, workspace_uid)
    kind = WAITING.get(name)
    if kind is None:
        raise Http404("Nothing of this kind waits.")
    shown = Paginator(kind.rows(request.user, found), PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": kind,
        "page": shown,
        "lines": kind.lines(found, list(shown.object_list)),
    }
    return page(request, found, "workspaces/waiting.html", context)


def _is_member(request: HttpRequest, workspace: Workspace) -> bool:
    return request.user.is_authenticated and workspace.role_of(request.user) is not None
