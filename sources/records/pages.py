"""The page of a source."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from project.people.fetching import get_row, get_workspace
from project.people.pages import page
from sources.records import queries
from sources.records.csl import TYPES
from sources.records.facts import facts_of
from sources.records.models import Source
from sources.records.parts import SOURCE_PAGE


@require_safe
def source(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """A source: its record, its texts, and how these came in."""
    workspace = get_workspace(request, workspace_uid)
    found = get_row(request, Source.objects.all(), workspace, uid=uid)
    context = {
        "source": found,
        "type": TYPES[found.type],
        "facts": facts_of(found),
        "texts": queries.texts_of(found, request.user),
        "imports": queries.imports_of(found, request.user),
        "parts": SOURCE_PAGE.of(request, found),
        "can_edit": found.editable_by(request.user),
    }
    return page(request, workspace, "records/detail.html", context)
