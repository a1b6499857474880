"""The graph of derivations behind a dispute."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from annotations.claims.models import Citation, Claim
from annotations.claims.roots import Cited, counted, with_source_key
from annotations.disputes.models import Dispute
from project.people.fetching import get_row, get_workspace
from project.people.pages import page
from sources.derivations.drawing import drawn, link_of
from sources.derivations.graph_views import MOST_DRAWN, cut
from sources.derivations.queries import derivations_in, graph_of, with_origins
from sources.derivations.roots import known_roots


@require_safe
def dispute_graph(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The sources cited in a dispute and all that they depend on, with the known roots."""
    workspace = get_workspace(request, workspace_uid)
    dispute = get_row(request, Dispute.objects.all(), workspace, uid=uid)
    claims = Claim.objects.visible_to(request.user).filter(
        question__dispute=dispute, retracted_at=None, merged_into=None
    )
    citations = with_source_key(
        Citation.objects.visible_to(request.user).filter(claim__in=claims.order_by())
    ).order_by()
    cited = dict(
        citations.filter(source_key__isnull=False)
        .values_list("source_key")
        .annotate(count=Count("pk"))
        .order_by("-count", "source_key")
    )
    derivations = derivations_in(request.user, workspace)
    keys = with_origins(cited, derivations)
    roots = known_roots(map(link_of, derivations))
    rows = citations.values_list("pk", "stance", "source_key")
    context = {
        "dispute": dispute,
        "lines": counted((Cited(*row) for row in rows), roots),
        "picture": drawn(graph_of(request.user, workspace, cut(keys), derivations, cited)),
        "cut": max(0, len(keys) - MOST_DRAWN),
    }
    return page(request, workspace, "disputes/graph.html", context)
