"""The conflicts of a workspace: the questions whose answers cannot all be true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import OuterRef, QuerySet, Subquery

from annotations.claims.models import Claim
from annotations.claims.roots import Lines, roots_of
from annotations.disputes.conflicts.answers import Answers, answers_to
from annotations.disputes.conflicts.garbage import uncollected
from annotations.disputes.models import Dispute, Question
from annotations.disputes.relations.comparing import RelatedAnswers
from annotations.disputes.relations.relating import Relation
from annotations.reviews.models import Resolution
from annotations.reviews.queries import Standing, mark_moved_on, reviewed_by
from project.people.models import Workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


class Status(StrEnum):
    """Whether the adjudicator has recorded an outcome, be it that there is none."""

    ALL = ""
    OPEN = "open"
    RESOLVED = "resolved"


@dataclass
class Conflict:
    """A question with conflicts: why, how many, and since when."""

    question: Question
    workspace: Workspace
    #: Why the first two of its answers conflict.
    reason: str
    #: Pairs of distinct answers that cannot both be true.
    count: int
    #: How many distinct answers there are, and how many claims give them.
    answers: int
    claims: int
    #: When the youngest claim was stated without which there would be fewer conflicts.
    arose_at: datetime
    #: What is cited for and against all claims that answer; set by `with_lines`.
    lines: Lines | None = None
    #: Whether what the outcome is about has moved on; set by `with_changes`.
    changed_since: bool = False

    @property
    def outcome(self) -> str:
        """The outcome that is recorded, in words; empty while it is open."""
        recorded = getattr(self.question, "outcome", None)
        return str(Standing(recorded).label) if recorded else ""


@uncollected()
def conflicts_of(
    user: Anyone,
    workspace: Workspace,
    *,
    dispute: Dispute | None = None,
    question: Question | None = None,
    status: Status = Status.ALL,
    reviewer: User | None = None,
    awaiting: bool = False,
) -> list[Conflict]:
    """The conflicts that `user` sees in a workspace, the newest first; in four queries.

    With `reviewer` only those that they have judged as far as `user` may know, with `awaiting`
    those they have not. Answers are compared by distinct values, so the cost grows as a sort
    does.
    """
    questions = _asked(user, workspace, status)
    if dispute:
        questions = questions.filter(dispute=dispute)
    if question:
        questions = questions.filter(pk=question.pk)
    if reviewer:
        judged = reviewed_by(user, reviewer)
        questions = questions.filter(~judged if awaiting else judged)
    answering = Claim.objects.visible_to(user).filter(question__in=questions.order_by())
    answers = answers_to(answering, user, workspace)
    several = [key for key, given in answers.by_question.items() if len(given) > 1]
    # By their keys, for which the filters need not be asked again.
    asked = _asked(user, workspace, Status.ALL).filter(pk__in=several)
    found = (_conflict(each, workspace, answers) for each in asked)
    return sorted(
        (conflict for conflict in found if conflict),
        key=lambda conflict: (conflict.arose_at, conflict.question.pk),
        reverse=True,
    )


def with_lines(conflicts: Iterable[Conflict], user: Anyone, workspace: Workspace) -> None:
    """Set `lines` of each conflict of one page, in a constant number of queries."""
    listed = list(conflicts)
    answering = Claim.objects.visible_to(user).filter(
        question__in=[conflict.question for conflict in listed],
        retracted_at=None,
        merged_into=None,
    )
    by_question: dict[int, list[int]] = {}
    for claim, question in answering.order_by("pk").values_list("pk", "question"):
        by_question.setdefault(question or 0, []).append(claim)
    roots = roots_of(answering, user, workspace)
    for conflict in listed:
        conflict.lines = roots.of(*by_question.get(conflict.question.pk, ()))


def with_changes(conflicts: Iterable[Conflict], user: Anyone) -> None:
    """Set `changed_since` of each conflict of one page, in a constant number of queries."""
    by_question = {conflict.question.pk: conflict for conflict in conflicts}
    outcomes = Resolution.objects.visible_to(user).filter(question__in=by_question)
    latest = {found.question_id: found for found in outcomes.defer("judged").order_by("pk")}
    mark_moved_on(list(latest.values()))
    for key, outcome in latest.items():
        by_question[key].changed_since = outcome.changed_since


def _asked(user: Anyone, workspace: Workspace, status: Status) -> QuerySet[Question]:
    """The questions with their `outcome`, which is null while they are open."""
    outcomes = Resolution.objects.visible_to(user).filter(question=OuterRef("pk"))
    questions = (
        Question.objects.visible_to(user)
        .filter(workspace=workspace)
        .select_related("dispute")
        .annotate(outcome=Subquery(outcomes.order_by("-pk").values("outcome")[:1]))
    )
    if status == Status.ALL:
        return questions
    return questions.filter(outcome__isnull=status == Status.OPEN)


def _conflict(question: Question, workspace: Workspace, answers: Answers) -> Conflict | None:
    related = RelatedAnswers(answers.of(question.pk), question.exclusivity)
    count = related.count(Relation.CONFLICT)
    if not count:
        return None
    question.workspace = question.dispute.workspace = workspace
    stated = {given.uid: given.stated_at for given in answers.by_question[question.pk]}
    (first,) = related.pairs(Relation.CONFLICT, limit=1)
    return Conflict(
        question=question,
        workspace=workspace,
        reason=first.reason,
        count=count,
        answers=len(related.answers),
        claims=len(stated),
        arose_at=related.latest(Relation.CONFLICT, stated),
    )
