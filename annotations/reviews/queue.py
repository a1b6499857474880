"""What awaits a reviewer: claims and questions without a verdict of theirs, or changed since.

While a round of a dispute is open, verdicts of earlier days do not count: it asks anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from annotations.reviews.models import Review, ReviewRound
from annotations.reviews.rules import left_to_others, sits_out
from annotations.reviews.states import State, digest, states_of_claims, states_of_questions
from project.people.permissions import Permission, may

if TYPE_CHECKING:
    from project.people.models import User, Workspace
    from project.people.workspaces.waiting import Anyone


class Why(StrEnum):
    """Why something awaits a reviewer."""

    NEW = "new"
    CHANGED = "changed"
    #: Judged before the round that is open, and as it was.
    AGAIN = "again"

    @property
    def label(self) -> str | Promise:
        """For people."""
        return LABELS[self]


LABELS: dict[Why, str | Promise] = {
    Why.NEW: _("no verdict of yours yet"),
    Why.CHANGED: _("changed since you judged"),
    Why.AGAIN: _("no verdict of yours in this round yet"),
}


@dataclass(frozen=True)
class Entry:
    """Something that awaits a verdict; rows are loaded for a page of them by `loaded`."""

    is_claim: bool
    pk: int
    dispute: int
    question: int
    why: Why


@dataclass
class Awaiting:
    """A claim or question that awaits a verdict, and why."""

    subject: Claim | Question
    dispute: Dispute
    why: Why
    in_conflict: bool
    #: So that lists of what waits can be asked where it lies.
    workspace: Workspace

    @property
    def is_claim(self) -> bool:
        """Whether it is a claim rather than a question."""
        return isinstance(self.subject, Claim)


def awaiting(
    user: Anyone,
    workspace: Workspace,
    *,
    dispute: Dispute | None = None,
    first: Collection[int] = (),
) -> list[Entry]:
    """All that awaits `user` in a workspace, what belongs to the questions `first` (primary keys)
    before the rest, each question before its claims. A constant number of queries.
    """
    if not user.is_authenticated or not may(user, workspace, Permission.REVIEW, reading=True):
        return []
    here = Q(workspace=workspace) & (Q(dispute=dispute) if dispute else Q())
    rounds = _open_rounds(workspace)
    asked = {
        pk: at
        for pk, at in Question.objects.visible_to(user).filter(here).values_list("pk", "dispute")
        if not sits_out(user, rounds.get(at))
    }
    claims = _claims(user, workspace, asked)
    mine = _mine(user, workspace)
    entries = [
        *_waiting(False, {pk: pk for pk in asked}, asked, mine, rounds),
        *_waiting(True, claims, asked, mine, rounds),
    ]
    return sorted(
        entries,
        key=lambda e: (e.question not in first, e.dispute, e.question, e.is_claim, e.pk),
    )


def loaded(
    entries: Sequence[Entry], workspace: Workspace, first: Collection[int] = ()
) -> list[Awaiting]:
    """The rows of some entries, in three queries."""
    claims = Claim.objects.select_related("question", "created_by").in_bulk(
        [entry.pk for entry in entries if entry.is_claim]
    )
    questions = Question.objects.in_bulk([entry.pk for entry in entries if not entry.is_claim])
    disputes = Dispute.objects.in_bulk({entry.dispute for entry in entries})
    found = []
    for entry in entries:
        subject: Any = (claims if entry.is_claim else questions)[entry.pk]
        dispute = disputes[entry.dispute]
        subject.workspace = dispute.workspace = workspace
        in_conflict = entry.question in first
        found.append(Awaiting(subject, dispute, entry.why, in_conflict, workspace))
    return found


def _open_rounds(workspace: Workspace) -> dict[int, ReviewRound]:
    """The open rounds of a workspace, by dispute."""
    rows = ReviewRound.objects.filter(workspace=workspace, closed_at=None)
    return {found.dispute_id: found for found in rows.select_related("dispute")}


def _claims(user: User, workspace: Workspace, asked: dict[int, int]) -> dict[int, int]:
    """The question of each claim that `user` may judge."""
    rows = Claim.objects.visible_to(user).filter(
        workspace=workspace, question__isnull=False, retracted_at=None, merged_into=None
    )
    pairs = rows.order_by().values_list("pk", "question")
    own = left_to_others(user, workspace, rows)
    return {pk: question for pk, question in pairs if question in asked and pk not in own}


#: A verdict as far as the queue needs it: the hash of what was judged, and the round.
Given = tuple[str, int | None]


def _mine(user: User, workspace: Workspace) -> dict[tuple[bool, int], Given]:
    """The latest verdict of `user` on each claim (True) and question (False)."""
    rows = Review.objects.visible_to(user).filter(workspace=workspace, created_by=user)
    return {
        (claim is not None, claim or question or 0): (sha256, of_round)
        for claim, question, sha256, of_round in rows.order_by("pk").values_list(
            "claim", "question", "judged_sha256", "round"
        )
    }


def _waiting(
    is_claim: bool,
    subjects: dict[int, int],
    asked: dict[int, int],
    mine: dict[tuple[bool, int], Given],
    rounds: dict[int, ReviewRound],
) -> Iterable[Entry]:
    """Entries for those of `subjects` (with their questions) that have no verdict that counts."""
    given = {pk: mine[is_claim, pk] for pk in subjects if (is_claim, pk) in mine}
    of_all = states_of_claims if is_claim else states_of_questions
    states: dict[int, State] = of_all(given.keys()) if given else {}
    for pk, question in subjects.items():
        dispute = asked[question]
        open_now = rounds.get(dispute)
        sha256, of_round = given.get(pk, ("", None))
        if not sha256:
            yield Entry(is_claim, pk, dispute, question, Why.NEW)
        elif digest(states[pk]) != sha256:
            yield Entry(is_claim, pk, dispute, question, Why.CHANGED)
        elif open_now and of_round != open_now.pk:
            yield Entry(is_claim, pk, dispute, question, Why.AGAIN)
