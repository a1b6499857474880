"""Reads of reviews: the verdicts on the claims and questions of a dispute, and what came of them.

All of them begin at `Review.objects.visible_to`, so that nobody counts what they may not see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from annotations.reviews.models import Resolution, Review, ReviewRound
from annotations.reviews.states import digest, states_of_claims, states_of_questions

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


class Standing(StrEnum):
    """How a question, or a claim, stands by its outcome or else by its verdicts."""

    #: Nobody has said anything.
    OPEN = "open"
    #: Verdicts differ, and no outcome is recorded.
    CONTESTED = "contested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ANSWERED = "answered"
    NONE_OF_THEM = "none_of_them"
    UNRESOLVED = "unresolved"

    @property
    def label(self) -> str | Promise:
        """For people."""
        return LABELS[self]


LABELS: dict[Standing, str | Promise] = {
    Standing.OPEN: pgettext_lazy("a question", "Open"),
    Standing.CONTESTED: _("Verdicts differ"),
    Standing.ACCEPTED: _("Accepted"),
    Standing.REJECTED: _("Rejected"),
    Standing.ANSWERED: _("Answered"),
    Standing.NONE_OF_THEM: _("None of them"),
    Standing.UNRESOLVED: _("Unresolved"),
}


@dataclass
class Verdicts:
    """What a user sees of the verdicts on one claim or question."""

    #: The latest verdict of each reviewer, the earliest first.
    current: list[Review] = field(default_factory=list)
    #: Those that their own authors replaced since.
    earlier: list[Review] = field(default_factory=list)
    #: Of a question: all outcomes, the earliest first; the last one counts.
    resolutions: list[Resolution] = field(default_factory=list)

    @property
    def differ(self) -> bool:
        """Whether reviewers disagree."""
        return len({review.said for review in self.current}) > 1

    @property
    def outcome(self) -> Resolution | None:
        """The outcome that counts."""
        return self.resolutions[-1] if self.resolutions else None

    @property
    def counting(self) -> list[Review | Resolution]:
        """The verdicts and the outcome that nobody replaced yet."""
        return [*self.current, *self.resolutions[-1:]]

    @property
    def changed_since(self) -> bool:
        """Whether what the standing rests on, as far as `mark_changed` has looked, moved on."""
        return any(said.changed_since for said in self.resolutions[-1:] or self.current)

    @property
    def standing(self) -> Standing:
        """The outcome; without one what the reviewers agree on, or that they do not."""
        if self.outcome:
            return Standing(self.outcome.outcome)
        if self.differ:
            return Standing.CONTESTED
        return Standing(self.current[0].verdict) if self.current else Standing.OPEN


@dataclass(frozen=True)
class DisputeReviews:
    """The verdicts on the claims and questions of a dispute, by primary key."""

    claims: dict[int, Verdicts]
    questions: dict[int, Verdicts]

    def on_claim(self, claim: Claim) -> Verdicts:
        """Those on a claim; empty where there are none."""
        return self.claims.get(claim.pk) or Verdicts()

    def on_question(self, question: Question) -> Verdicts:
        """Those on a question; empty where there are none."""
        return self.questions.get(question.pk) or Verdicts()


def in_dispute(dispute: Dispute) -> Q:
    """Verdicts on what lies in a dispute now."""
    return Q(claim__question__dispute=dispute) | Q(question__dispute=dispute)


def reviews_of(dispute: Dispute, user: Anyone, *, changed: bool = False) -> DisputeReviews:
    """All that `user` sees of the verdicts and outcomes in a dispute, in two queries.

    With `changed` each current verdict's and outcome's `changed_since` tells whether what was
    judged has moved on, in seven more.
    """
    reviews = _with_people(Review.objects.visible_to(user).filter(in_dispute(dispute)))
    outcomes = Resolution.objects.visible_to(user).filter(question__dispute=dispute)
    by_claim = _sorted_out(review for review in reviews if review.claim_id)
    by_question = _sorted_out(review for review in reviews if review.question_id)
    for resolution in _with_people(outcomes):
        by_question.setdefault(resolution.question_id, Verdicts()).resolutions.append(resolution)
    if changed:
        mark_changed([*by_claim.values(), *by_question.values()])
    return DisputeReviews(by_claim, by_question)


def verdicts_on(subject: Claim | Question, user: Anyone) -> Verdicts:
    """What `user` sees on one claim or question, with `changed_since`."""
    about = Q(claim=subject) if isinstance(subject, Claim) else Q(question=subject)
    reviews = list(_with_people(Review.objects.visible_to(user).filter(about)))
    found = _sorted_out(reviews).get(subject.pk, Verdicts())
    if isinstance(subject, Question):
        outcomes = Resolution.objects.visible_to(user).filter(question=subject)
        found.resolutions = list(_with_people(outcomes))
    mark_changed([found])
    for judgement in (*found.current, *found.earlier, *found.resolutions):
        judgement.workspace = subject.workspace
    return found


def mark_changed(verdicts: Iterable[Verdicts]) -> None:
    """Note on the judgements that count which of them are about a state that has changed."""
    mark_moved_on([judgement for found in verdicts for judgement in found.counting])


def mark_moved_on(judgements: Sequence[Review | Resolution]) -> None:
    """Set `changed_since` of each, in a constant number of queries."""
    claims = {j.claim_id for j in judgements if isinstance(j, Review) and j.claim_id}
    questions = {j.question_id for j in judgements if j.question_id}
    of_claims = {pk: digest(state) for pk, state in states_of_claims(claims).items()}
    of_questions = {pk: digest(state) for pk, state in states_of_questions(questions).items()}
    for judgement in judgements:
        about_claim = judgement.claim_id if isinstance(judgement, Review) else None
        now = of_claims[about_claim] if about_claim else of_questions[judgement.question_id or 0]
        judgement.changed_since = now != judgement.judged_sha256


def mark_replaced(reviews: Iterable[Review], resolutions: Iterable[Resolution]) -> None:
    """Set `is_replaced` of all but the latest verdict of each reviewer, and but the latest outcome,
    on the same thing; they come in order of time.
    """
    judgements: list[Review | Resolution] = [*reviews, *resolutions]
    latest: dict[tuple[int | None, ...], Review | Resolution] = {}
    for judgement in judgements:
        about: tuple[int | None, ...] = (judgement.question_id,)
        if isinstance(judgement, Review):
            about += (judgement.claim_id, judgement.created_by_id)
        if about in latest:
            latest[about].is_replaced = True
        latest[about] = judgement


def open_round(dispute: Dispute) -> ReviewRound | None:
    """The round in which verdicts on this dispute fall now."""
    return ReviewRound.objects.filter(dispute=dispute, closed_at=None).first()


def reviewed_by(user: Anyone, reviewer: User) -> Q:
    """Of questions, those that `reviewer` has judged as far as `user` may know."""
    seen = Review.objects.visible_to(user).filter(created_by=reviewer)
    return Q(pk__in=seen.filter(question__isnull=False).values("question")) | Q(
        pk__in=seen.filter(claim__isnull=False).values("claim__question")
    )


def _with_people(rows: QuerySet[Review] | QuerySet[Resolution]) -> QuerySet[Any]:
    return rows.select_related("created_by").defer("judged").order_by("pk")


def _sorted_out(reviews: Iterable[Review]) -> dict[int, Verdicts]:
    """Verdicts by what they are about; of each reviewer the last one is the current one."""
    latest: dict[int, dict[int, Review]] = defaultdict(dict)
    earlier: dict[int, list[Review]] = defaultdict(list)
    for review in reviews:
        subject = review.claim_id or review.question_id
        assert subject is not None
        replaced = latest[subject].pop(review.created_by_id, None)
        earlier[subject] += [replaced] if replaced else []
        latest[subject][review.created_by_id] = review
    return {
        subject: Verdicts(list(by_person.values()), earlier[subject])
        for subject, by_person in latest.items()
    }
