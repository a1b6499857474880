"""What sources tell of in the activity, on the home page and in the plots of a workspace."""

from __future__ import annotations

from project.people.activity.kinds import KINDS
from project.people.workspaces.plots import PLOTS
from project.people.workspaces.services import checking
from project.people.workspaces.waiting import WAITING
from sources.overview import activity, plots, settings, waiting


def register() -> None:
    """Add all of it."""
    KINDS.add(*activity.kinds())
    WAITING.add(*waiting.waitings(), position=30)
    PLOTS.add("sources-by-type", plots.by_type, position=20)
    checking.connect(settings.check_pattern, dispatch_uid="citation_key_pattern")
