"""Pages of what happened in a workspace."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from project.people.activity.events import activity, events_about
from project.people.activity.kinds import KINDS
from project.people.fetching import get_workspace
from project.people.models import User
from project.people.pages import page
from project.people.workspaces import queries


@require_safe
def workspace_activity(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Who did what in a workspace, as far as one may know; `?person=` narrows it to one."""
    workspace = get_workspace(request, workspace_uid)
    people = queries.people_of(workspace, request.user)
    person = _person(request)
    before = request.GET.get("before", "")
    log = activity(workspace, request.user, person=person, before=before)
    if person and not log.events and person not in people:
        raise Http404("There is no such person here.")
    context = {"log": log, "person": person, "people": people, "is_first": not before}
    return page(request, workspace, "activity/activity.html", context)


@require_safe
def row_activity(request: HttpRequest, workspace_uid: UUID, kind: str, uid: UUID) -> HttpResponse:
    """All that became of one row."""
    workspace = get_workspace(request, workspace_uid)
    found = KINDS.get(kind)
    if found is None:
        raise Http404("Nothing of this kind is told of.")
    before = request.GET.get("before", "")
    log = events_about(workspace, request.user, found, uid, before=before)
    if not log.events:
        raise Http404("There is nothing at this address, or it is not open to you.")
    context = {"log": log, "about": log.events[0], "is_first": not before}
    return page(request, workspace, "activity/activity.html", context)


def _person(request: HttpRequest) -> User | None:
    """The person asked for. Whoever did nothing here that one may know of is not to be named."""
    try:
        uid = UUID(request.GET.get("person", ""))
    except ValueError:
        return None
    person = User.objects.filter(uid=uid).first()
    if person is None:
        raise Http404("There is no such person here.")
    return person
