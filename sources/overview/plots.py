"""Numbers about the sources of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from project.people.workspaces.plots import Plot, Value
from sources.records.csl import TYPES
from sources.records.models import Source

if TYPE_CHECKING:
    from project.people.models import Workspace
    from project.people.workspaces.plots import Anyone

#: Types with a bar of their own; the others share one.
MOST = 8


def by_type(user: Anyone, workspace: Workspace) -> Plot:
    """How many sources there are of each type, the most first."""
    rows = (
        Source.objects.visible_to(user)
        .filter(workspace=workspace)
        .order_by()
        .values_list("csl__type")
        .annotate(count=Count("pk"))
    )
    counts = sorted(rows, key=lambda row: (-row[1], row[0]))
    values = [Value(str(TYPES.get(kind, kind)), count) for kind, count in counts[:MOST]]
    others = sum(count for _kind, count in counts[MOST:])
    return Plot(
        name="sources-by-type",
        title=_("Sources by type"),
        labelled=_("Type"),
        counted=_("Sources"),
        values=[*values, Value(str(_("Others")), others)] if others else values,
    )
