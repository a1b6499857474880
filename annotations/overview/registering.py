"""What annotations tell of in the activity, on the home page and in the plots of a workspace."""

from __future__ import annotations

from annotations.claims.history import account_links
from annotations.overview import activity, plots, waiting
from annotations.reviews import telling as reviews
from project.people.activity.kinds import KINDS
from project.people.workspaces.plots import PLOTS
from project.people.workspaces.waiting import WAITING


def register() -> None:
    """Add all of it."""
    KINDS.add(*activity.kinds(), *reviews.kinds(), account_links.kind())
    WAITING.add(reviews.waiting(), position=5)
    WAITING.add(*waiting.mine(), position=10)
    WAITING.add(*waiting.everybody_s(), position=20)
    PLOTS.add("citations-by-stance", plots.citations_by_stance, position=10)
    PLOTS.add("highlights-by-week", plots.highlights_by_week, position=30)
