"""The sources that were selected in the list."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from project.people.models import Workspace
from sources.lists.asking import read_query
from sources.lists.queries import sources_asked
from sources.records.models import Source


def selected(request: HttpRequest, workspace: Workspace) -> QuerySet[Source]:
    """The rows ticked in a posted list, or with `all` everything that its `query` finds."""
    posted = request.POST
    if posted.get("all"):
        return sources_asked(request.user, workspace, read_query(QueryDict(posted.get("query"))))
    ticked = [uid for each in posted.getlist("source") if (uid := _uid(each))]
    return Source.objects.visible_to(request.user).filter(workspace=workspace, uid__in=ticked)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
