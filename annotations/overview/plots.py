"""Numbers about what was marked and cited in a workspace."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from annotations.claims.models import Stance
from annotations.models import Citation, Highlight
from project.people.workspaces.plots import Plot, Value

if TYPE_CHECKING:
    from project.people.models import Workspace
    from project.people.workspaces.plots import Anyone

#: How far back the weeks go.
WEEKS = 20


def highlights_by_week(user: Anyone, workspace: Workspace) -> Plot:
    """How many highlights were made in each of the last weeks, which begin on Monday."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - timedelta(weeks=ago) for ago in reversed(range(WEEKS))]
    rows = (
        Highlight.objects.visible_to(user)
        .filter(workspace=workspace, created_at__gte=timezone.now() - timedelta(weeks=WEEKS))
        .order_by()
        .annotate(week=TruncWeek("created_at"))
        .values_list("week")
        .annotate(count=Count("pk"))
    )
    counts = {week.date(): count for week, count in rows}
    return Plot(
        name="highlights-by-week",
        title=_("Highlights by week"),
        labelled=_("Week from"),
        counted=_("Highlights"),
        values=[Value(date_format(week, "j M Y"), counts.get(week, 0)) for week in weeks],
        is_in_time=True,
    )


def citations_by_stance(user: Anyone, workspace: Workspace) -> Plot:
    """How many citations are for, against and on claims."""
    rows = (
        Citation.objects.visible_to(user)
        .filter(workspace=workspace)
        .order_by()
        .values_list("stance")
        .annotate(count=Count("pk"))
    )
    counts = dict(rows)
    return Plot(
        name="citations-by-stance",
        title=_("Citations by stance"),
        labelled=_("Stance"),
        counted=_("Citations"),
        values=[
            Value(str(stance.label), counts.get(stance, 0), f"stance-{stance}") for stance in Stance
        ],
    )
