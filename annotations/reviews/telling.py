"""What reviews tell in the activity and among what waits in a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.reviews.models import Resolution, Review, ReviewRound
from annotations.reviews.queue import Awaiting, awaiting, loaded
from project.people.activity.kinds import Kind, kind_of
from project.people.workspaces.waiting import Line, Waiting

if TYPE_CHECKING:
    from project.people.models import Workspace
    from project.people.workspaces.waiting import Anyone


def kinds() -> list[Kind]:
    """Verdicts, outcomes and rounds. Of a verdict whoever may see it is told."""
    return [
        kind_of(Review, noun=_("Verdict"), shown={}, related=("claim", "question")),
        kind_of(Resolution, noun=_("Outcome"), shown={}, related=("question",), url=_outcome_url),
        kind_of(
            ReviewRound,
            name="round",
            noun=_("Round of review"),
            shown={"closed_at": _("Closed")},
            related=("dispute",),
            label=lambda found: f"{found}: {found.dispute}",
        ),
    ]


def waiting() -> Waiting:
    """What awaits a reviewer's verdict."""
    return Waiting(
        name="my-reviews",
        title=_("Awaiting your verdict"),
        advice=_("Claims and questions that you have not judged as they stand now."),
        counted=lambda n: (
            ngettext(
                "%(n)d claim or question awaits your verdict",
                "%(n)d claims and questions await your verdict",
                n,
            )
            % {"n": n}
        ),
        rows=_rows,
        line=_line,
        is_mine=True,
    )


class _Rows(Sequence[Awaiting]):
    """Loads no more than the part that is asked for."""

    def __init__(self, user: Anyone, workspace: Workspace) -> None:
        self.workspace = workspace
        self.entries = awaiting(user, workspace)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, part: int | slice) -> Awaiting | list[Awaiting]:  # type: ignore[override]
        if isinstance(part, int):
            return loaded([self.entries[part]], self.workspace)[0]
        return loaded(self.entries[part], self.workspace)


def _rows(user: Anyone, workspace: Workspace) -> Sequence[Awaiting]:
    return _Rows(user, workspace)


def _line(item: Awaiting) -> Line:
    name = "judge_claim" if item.is_claim else "judge_question"
    url = reverse(f"annotations:{name}", args=[item.workspace.uid, item.subject.uid])
    return Line(str(item.subject), url, item.dispute.title)


def _outcome_url(resolution: Resolution) -> str:
    return reverse("annotations:resolution", args=[resolution.workspace.uid, resolution.uid])
