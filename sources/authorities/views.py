"""The authorities of a workspace, the page of each, and finding them while typing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from project.people.activity.events import events_of
from project.people.fetching import get_row, get_workspace
from project.people.merged import survivor_of
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission, may
from sources.authorities.finding import MOST, find_authorities, told_apart
from sources.authorities.models import Authority
from sources.authorities.names import LONGEST, tidy
from sources.authorities.parts import AUTHORITY_PAGE
from sources.authorities.queries import known_authorities
from sources.authorities.services import Entry, create_authority

#: The words for several of each kind.
SEVERAL = {
    Authority.Kind.PERSON: _("Persons"),
    Authority.Kind.GROUP: _("Groups"),
    Authority.Kind.PLACE: _("Places"),
    Authority.Kind.WORK: _("Works"),
}
#: Authorities on one page of the list, parts of one that its page shows, and its latest events.
PAGE_SIZE = 50
MOST_PARTS = 200
LATEST_EVENTS = 5


@require_safe
def authority_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """All authorities, by kind and by words of their names."""
    workspace = get_workspace(request, workspace_uid)
    q, kind = _asked(request)
    found = find_authorities(request.user, workspace, q=q, kind=kind)
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "entries": told_apart(workspace, shown.object_list, q),
        "kinds": _counted_kinds(request, workspace, q),
        "q": q,
        "kind": kind,
        "can_edit": may(request.user, workspace, Permission.EDIT_SOURCES),
    }
    return page(request, workspace, "authorities/list.html", context)


@require_safe
def authority(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """One authority: its names, where it belongs, what names it.

    The address of one that was merged into another leads to that one.
    """
    workspace = get_workspace(request, workspace_uid)
    try:
        found = get_row(request, Authority.objects.all(), workspace, uid=uid)
    except Http404:
        if survivor := survivor_of(request.user, Authority, workspace, uid):
            return redirect(survivor)
        raise
    return page(request, workspace, "authorities/detail.html", _context(request, workspace, found))


@require_safe
def find(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Options of a combobox: authorities that have the words of `q` in a name.

    `kind` narrows it, `without` is the uid of one to leave out; `new` offers to create one.
    """
    workspace = get_workspace(request, workspace_uid)
    q, kind = _asked(request)
    found = find_authorities(request.user, workspace, q=q, kind=kind)
    entries = told_apart(workspace, found[: MOST + 1], q)
    without = request.GET.get("without", "")
    may_create = kind and q and "new" in request.GET
    context = {
        "workspace": workspace,
        "entries": [e for e in entries if str(e.authority.uid) != without][:MOST],
        "q": q,
        "kind": Authority.Kind(kind) if kind else None,
        "may_create": may_create and may(request.user, workspace, Permission.EDIT_SOURCES),
    }
    return render(request, "authorities/_options.html", context)


@login_required
@require_POST
def create_found(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Create what a combobox did not find: the `name` and `kind` alone. It is the one option."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    entry = Entry(kind=request.POST.get("kind", ""), name=request.POST.get("name", ""))
    try:
        made = create_authority(actor=signed_in(request), workspace=workspace, entry=entry)
    except ValidationError as error:
        said = " ".join(error.messages)
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    context = {"workspace": workspace, "entries": told_apart(workspace, [made])}
    return render(request, "authorities/_options.html", context, status=201)


def _asked(request: HttpRequest) -> tuple[str, str]:
    """The words sought and the kind, where it is one."""
    kind = request.GET.get("kind", "")
    return (
        tidy(request.GET.get("q", ""))[:LONGEST],
        kind if kind in Authority.Kind.values else "",
    )


def _counted_kinds(
    request: HttpRequest, workspace: Workspace, q: str
) -> list[tuple[str, str, int]]:
    """Each kind with its word and how many match; all of them first, without a kind."""
    found = find_authorities(request.user, workspace, q=q).order_by()
    counts = dict(found.values_list("kind").annotate(Count("pk")))
    kinds = [(kind.value, str(SEVERAL[kind]), counts.get(kind.value, 0)) for kind in Authority.Kind]
    return [("", "", sum(counts.values())), *kinds]


def _context(request: HttpRequest, workspace: Workspace, found: Authority) -> dict[str, Any]:
    parts = Authority.objects.visible_to(request.user).filter(part_of=found)
    merged = Authority.objects.filter(
        Authority.visibility(request.user), workspace=workspace, merged_into=found
    )
    for part in (inside := list(parts.order_by("name", "pk")[:MOST_PARTS])):
        part.workspace = workspace
    return {
        "authority": found,
        "within": known_authorities(workspace, [found.uid])[found.uid].within,
        "inside": inside,
        "merged": merged.order_by("name", "pk"),
        "parts": AUTHORITY_PAGE.of(request, found),
        "history": events_of(request.user, found, limit=LATEST_EVENTS),
        "can_edit": found.editable_by(request.user),
    }
