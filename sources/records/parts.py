"""What sources add to the home page of a workspace, and where others add to a source's."""

from __future__ import annotations

from django.http import HttpRequest

from project.people.models import Workspace
from project.people.parts import Part, Parts
from project.people.permissions import Permission, may
from sources.records.models import Source
from sources.records.queries import search_sources

#: The page of a source.
SOURCE_PAGE: Parts[Source] = Parts()
#: Sources shown on the home page.
RECENT = 5


def workspace_part(request: HttpRequest, workspace: Workspace) -> Part:
    """How many sources there are, and the newest."""
    found = search_sources(request.user, workspace)
    context = {
        "count": Source.objects.visible_to(request.user).filter(workspace=workspace).count(),
        "recent": found.order_by("-pk")[:RECENT],
        "can_edit": may(request.user, workspace, Permission.EDIT_SOURCES),
    }
    return Part("records/_workspace_part.html", context)
