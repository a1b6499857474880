"""Reads of citations, with the quotes behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from annotations.claims.models import Citation, Claim, Stance
from annotations.highlights.models import Highlight, Placement
from project.people.models import Workspace
from project.people.rows import WorkspaceRowQuerySet
from sources.texts.models import TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


def citations_by_stance(claim: Claim, user: Anyone) -> list[tuple[Stance, list[Citation]]]:
    """What `user` sees cited on a claim: one group a stance that occurs, in their order."""
    seen = list(with_quotes(Citation.objects.visible_to(user).filter(claim=claim)))
    groups = [(stance, [c for c in seen if c.stance == stance]) for stance in Stance]
    return [(stance, citations) for stance, citations in groups if citations]


def with_quotes(citations: WorkspaceRowQuerySet[Citation]) -> WorkspaceRowQuerySet[Citation]:
    """All that `claims/_citation.html` shows of each, in a constant number of queries."""
    return citations.select_related("highlight__text__source", "created_by").prefetch_related(
        "highlight__passages", Prefetch("highlight__passages__placements", latest_placements())
    )


def with_passages(highlights: WorkspaceRowQuerySet[Highlight]) -> WorkspaceRowQuerySet[Highlight]:
    """The highlights with all that their quotes need."""
    return highlights.select_related("text__source").prefetch_related(
        "passages", Prefetch("passages__placements", latest_placements())
    )


def latest_placements() -> QuerySet[Placement]:
    """Where passages lie in the latest version of their text."""
    newer = TextVersion.objects.filter(
        text=OuterRef("version__text"), number__gt=OuterRef("version__number")
    )
    return Placement.objects.exclude(Exists(newer))


def last_citation(user: User, workspace: Workspace) -> Citation | None:
    """What `user` cited last in a workspace."""
    mine = Citation.objects.visible_to(user).filter(workspace=workspace, created_by=user)
    return mine.order_by("-pk").first()
