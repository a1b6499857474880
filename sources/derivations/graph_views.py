"""Pages with graphs of derivations: of a workspace, and of what a source hangs together with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from project.people.fetching import get_row, get_workspace
from project.people.pages import page
from project.people.permissions import Permission, may
from sources.derivations.drawing import drawn, link_of
from sources.derivations.layout import together
from sources.derivations.queries import derivations_in, graph_of
from sources.records.models import Source

#: Sources in one picture. A group that is larger is cut off there.
MOST_DRAWN = 120


@require_safe
def derivation_graph(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """All derivations of a workspace, those that hang together with most first."""
    workspace = get_workspace(request, workspace_uid)
    derivations = derivations_in(request.user, workspace)
    links = [link_of(derivation) for derivation in derivations]
    keys = sorted({key for link in links for key in (link.source, link.origin)})
    pages = _packed([group for group, _ in together(keys, links)])
    shown = Paginator(pages, 1).get_page(request.GET.get("page"))
    drawing = drawn(graph_of(request.user, workspace, cut(_only(shown)), derivations))
    context = {
        "page": shown,
        "picture": drawing,
        "cut": _left_out(_only(shown)),
        "count": len(derivations),
        "can_edit": may(request.user, workspace, Permission.EDIT_SOURCES),
    }
    return page(request, workspace, "derivations/graph.html", context)


@require_safe
def source_graph(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """All that hangs together with a source."""
    workspace = get_workspace(request, workspace_uid)
    source = get_row(request, Source.objects.all(), workspace, uid=uid)
    derivations = derivations_in(request.user, workspace)
    links = [link_of(derivation) for derivation in derivations]
    keys = {source.pk} | {key for link in links for key in (link.source, link.origin)}
    groups = [group for group, _ in together(sorted(keys), links)]
    (group,) = (group for group in groups if source.pk in group)
    # Where not all can be drawn, this one is.
    group = [source.pk, *(key for key in group if key != source.pk)]
    context = {
        "source": source,
        "picture": drawn(graph_of(request.user, workspace, cut(group), derivations)),
        "cut": _left_out(group),
        "can_edit": may(request.user, workspace, Permission.EDIT_SOURCES),
    }
    return page(request, workspace, "derivations/source_graph.html", context)


def cut(group: list[int]) -> list[int]:
    """As many as one picture takes."""
    return group[:MOST_DRAWN]


def _left_out(group: list[int]) -> int:
    return max(0, len(group) - MOST_DRAWN)


def _packed(groups: list[list[int]]) -> list[list[int]]:
    """Groups together on pages, as many as fit on each."""
    pages: list[list[int]] = []
    for group in groups:
        if pages and len(pages[-1]) + len(group) <= MOST_DRAWN:
            pages[-1] += group
        else:
            pages.append([*group])
    return pages


def _only(shown: Any) -> list[int]:
    return shown.object_list[0] if shown.object_list else []
