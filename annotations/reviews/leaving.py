"""What left a dispute since somebody looked at it: deleted, merged away or led elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.db.models.fields.json import KeyTextTransform

from annotations.claims.models import Claim
from annotations.disputes.models import Question
from project.people.history import events

if TYPE_CHECKING:
    from project.people.models import User, Workspace

#: Whether it is a claim, and its primary key.
Key = tuple[bool, int]
#: The columns of an event that tell where a row stood, as the last fields of `Step`.
PLACED: dict[type[Claim | Question], tuple[str, ...]] = {
    Claim: ("question__dispute", "deleted_at", "merged_into"),
    Question: ("dispute", "deleted_at"),
}


class Step(NamedTuple):
    """An event of a claim or question: when, by whom, and where that stood from then on."""

    pk: int
    when: datetime
    actor: str
    dispute: int | None
    deleted_at: datetime | None = None
    merged_into: int | None = None

    @property
    def word(self) -> str:
        """What became of it where it left, as a key of `looking.WORDS`."""
        if self.merged_into:
            return "merged"
        return "deleted" if self.deleted_at else "left"


def left_since(
    user: User, workspace: Workspace, last: Mapping[int, datetime]
) -> Iterator[tuple[int, Key, str]]:
    """The disputes that `user` looked at `last` then, with what others took out of them since.

    Two queries. Deleted rows are told to whoever saw them, as the activity does.
    """
    for model, columns in PLACED.items():
        steps = _histories(user, workspace, model, columns, since=min(last.values()))
        for pk, found in groupby(steps, key=lambda step: step.pk):
            history = list(found)
            for dispute in sorted({step.dispute or 0 for step in history} & last.keys()):
                left = leaving(history, dispute, last[dispute])
                if left and left.actor != str(user.uid):
                    yield dispute, (model is Claim, pk), left.word


def _histories(
    user: User,
    workspace: Workspace,
    model: type[Claim | Question],
    columns: tuple[str, ...],
    *,
    since: datetime,
) -> Iterator[Step]:
    """All steps of the rows of a model that others wrote to since, row by row."""
    known = model.objects.filter(model.visibility(user), workspace=workspace).order_by()
    recent = events(model).filter(workspace=workspace, pgh_created_at__gt=since)
    by_others = recent.exclude(pgh_context__actor=str(user.uid)).values("pgh_obj_id")
    steps = events(model).filter(pgh_obj__in=known, pgh_obj_id__in=by_others)
    actor = KeyTextTransform("actor", "pgh_context")
    rows = steps.order_by("pgh_obj_id", "pgh_id").values_list(
        "pgh_obj_id", "pgh_created_at", actor, *columns
    )
    return (Step(*row) for row in rows)


def leaving(steps: Sequence[Step], dispute: int, looked_at: datetime) -> Step | None:
    """Of the history of one claim or question, the step by which it left a dispute in which it
    stood at that time; None where it did not stand there then, or does now.
    """
    there = [step.dispute == dispute and step.deleted_at is None for step in steps]
    seen = sum(step.when <= looked_at for step in steps)
    if not seen or not there[seen - 1] or there[-1]:
        return None
    return steps[len(there) - there[::-1].index(True)]
