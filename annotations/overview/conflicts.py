"""Questions whose answers cannot all be true."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.claims import values
from annotations.disputes.comparison import Answer, compare_answers
from annotations.models import Claim, Question

if TYPE_CHECKING:
    from project.people.models import Workspace
    from project.people.workspaces.waiting import Anyone


@dataclass
class Conflict:
    """A question with a conflict, why, and how many there are."""

    question: Question
    workspace: Workspace
    reason: str
    count: int


def open_conflicts(user: Anyone, workspace: Workspace) -> list[Conflict]:
    """The questions of a workspace that have conflicts, in two queries. Answers are compared by
    distinct values, so the cost grows as a sort does.
    """
    answers: dict[int, list[Answer]] = defaultdict(list)
    rows = Claim.objects.visible_to(user).filter(workspace=workspace, value__isnull=False)
    for uid, asked, value in rows.order_by().values_list("uid", "question", "value"):
        assert asked is not None
        assert value is not None
        answers[asked].append(Answer(str(uid), values.from_json(value)))
    several = [asked for asked, given in answers.items() if len(given) > 1]
    questions = (
        Question.objects.visible_to(user)
        .filter(pk__in=several)
        .select_related("dispute")
        .order_by("dispute__title", "dispute", "position", "pk")
    )
    found = []
    for question in questions:
        compared = compare_answers(answers[question.pk], question.exclusivity, limit=1)
        if compared.conflict_count:
            reason, count = compared.conflicts[0].reason, compared.conflict_count
            found.append(Conflict(question, workspace, reason, count))
    return found
