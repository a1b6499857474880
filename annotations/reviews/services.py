"""All writes of reviews: verdicts, outcomes, rounds, and noting what one has looked at."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.claims.answers.checking import checked_value
from annotations.claims.models import Claim
from annotations.claims.services import lock
from annotations.disputes.models import Dispute, Question
from annotations.reviews.models import LastLook, Resolution, Review, ReviewRound
from annotations.reviews.queries import open_round as round_open_in
from annotations.reviews.rules import (
    MayNotJudge,
    NotAdjudicator,
    dispute_of,
    is_adjudicator,
    may_run_rounds,
    refusal,
    reviewers_of,
)
from annotations.reviews.states import State, digest, state_of
from project.people.history import acting
from project.people.models import User
from project.people.permissions import Permission
from project.people.refusing import Refused


class MovedOn(Refused):
    """What was to be judged has changed since it was looked at. Look at it again."""

    def __init__(self) -> None:
        super().__init__(
            _("This has changed since you looked at it. Look at it again, then judge it.")
        )


class RoundClosed(Refused):
    """This round is closed already."""

    def __init__(self) -> None:
        super().__init__(_("This round is closed already."))


def judge(
    *,
    actor: User,
    subject: Claim | Question,
    verdict: str,
    reasons: str,
    value: dict[str, Any] | None = None,
    seen: str = "",
) -> Review:
    """A verdict of `actor` on a claim or question as it stands, in the round that is open.

    `value` is the answer found right, with the verdict `answered`. `seen` is the hash of the
    state that the reviewer looked at; raises `MovedOn` where that is not the present one,
    `MayNotJudge`, ValidationError by field.
    """
    with acting(actor, subject.workspace, Permission.REVIEW):
        _lock(subject)
        open_now = _hold(dispute_of(subject))
        if reason := refusal(actor, subject, open_now):
            raise MayNotJudge(reason)
        state = _unmoved(subject, seen)
        claim = subject if isinstance(subject, Claim) else None
        question = None if isinstance(subject, Claim) else subject
        choices = Review.ON_CLAIM if claim else Review.ON_QUESTION
        review = Review(
            workspace=subject.workspace,
            created_by=actor,
            claim=claim,
            question=question,
            verdict=_one_of(choices, "verdict", verdict),
            value=_answer(question, verdict, value),
            reasons=_said(reasons),
            round=open_now,
            judged=state,
            judged_sha256=digest(state),
        )
        review.full_clean()
        review.save()
    return review


def resolve(
    *,
    actor: User,
    question: Question,
    outcome: str,
    reasons: str,
    value: dict[str, Any] | None = None,
    seen: str = "",
) -> Resolution:
    """The outcome for a question, by its dispute's adjudicator, beside the verdicts on it.

    Raises `NotAdjudicator`, `MovedOn`, and ValidationError by field: also while a blind round
    is open, since its verdicts would speak through the outcome.
    """
    with acting(actor, question.workspace, Permission.REVIEW):
        _lock(question)
        open_now = _hold(question.dispute)
        if not is_adjudicator(actor, question.dispute):
            raise NotAdjudicator
        if open_now and open_now.is_blind:
            raise ValidationError(_("A blind round is open. Close it before recording outcomes."))
        state = _unmoved(question, seen)
        resolution = Resolution(
            workspace=question.workspace,
            created_by=actor,
            question=question,
            outcome=_one_of(tuple(Resolution.Outcome), "outcome", outcome),
            value=_answer(question, outcome, value),
            reasons=_said(reasons),
            judged=state,
            judged_sha256=digest(state),
        )
        resolution.full_clean()
        resolution.save()
    return resolution


def open_round(
    *, actor: User, dispute: Dispute, is_blind: bool = False, note: str = ""
) -> ReviewRound:
    """Ask the reviewers of a dispute to judge it. A blind round needs an adjudicator, who alone
    sees its verdicts. Raises ValidationError by field.
    """
    with acting(actor, dispute.workspace, Permission.REVIEW):
        require_runner(actor, dispute)
        if _hold(dispute):
            raise ValidationError(_("A round of this dispute is open already."))
        # Read under the lock: somebody else may just have been named.
        dispute.refresh_from_db(fields=["adjudicator"])
        may_adjudicate = dispute.adjudicator in reviewers_of(dispute.workspace)
        if is_blind and not may_adjudicate:
            raise ValidationError(
                {"is_blind": _("Name an adjudicator first: a reviewer who sees the verdicts.")}
            )
        made = ReviewRound(
            workspace=dispute.workspace,
            created_by=actor,
            dispute=dispute,
            number=dispute.rounds.count() + 1,
            is_blind=is_blind,
            note=note.strip(),
        )
        made.full_clean()
        made.save()
    return made


def close_round(*, actor: User, round: ReviewRound) -> ReviewRound:  # noqa: A002
    """End a round for good; the verdicts of a blind one are known from now on.

    Raises `RoundClosed`.
    """
    with acting(actor, round.workspace, Permission.REVIEW):
        require_runner(actor, round.dispute)
        open_now = _hold(round.dispute)
        if open_now is None or open_now.pk != round.pk:
            raise RoundClosed
        round.closed_at = timezone.now()
        round.save(update_fields=["closed_at"])
    return round


def look(*, actor: User, dispute: Dispute) -> None:
    """Note that `actor` has looked at what became of a dispute until now."""
    with acting(actor, dispute.workspace, Permission.KEEP_LISTS):
        LastLook.objects.update_or_create(
            dispute=dispute,
            created_by=actor,
            defaults={"workspace": dispute.workspace, "looked_at": timezone.now()},
        )


def require_runner(actor: User, dispute: Dispute) -> None:
    """Raise PermissionDenied for whoever neither adjudicates the dispute nor owns the workspace."""
    if not may_run_rounds(actor, dispute):
        raise PermissionDenied(
            _("The adjudicator of this dispute and the owners open and close its rounds.")
        )


def _lock(subject: Claim | Question) -> None:
    """Keep others from changing or deleting what is judged until the transaction ends.

    Raises ValidationError where somebody has just deleted it or merged it into another.
    """
    if isinstance(subject, Claim):
        lock(subject)
    elif not Question.objects.select_for_update(no_key=True).existing().filter(pk=subject.pk):
        raise ValidationError(_("This question is not there any more."))


def _hold(dispute: Dispute | None) -> ReviewRound | None:
    """The round that is open, which neither closes nor opens until the transaction ends."""
    if dispute is None:
        return None
    Dispute.objects.select_for_update(no_key=True).get(pk=dispute.pk)
    return round_open_in(dispute)


def _unmoved(subject: Claim | Question, seen: str) -> State:
    """The state that is judged. Raises `MovedOn` where it is not the one that was seen."""
    state = state_of(subject)
    if seen and seen != digest(state):
        raise MovedOn
    return state


def _one_of(choices: tuple[Any, ...], field: str, said: str) -> str:
    if said not in choices:
        raise ValidationError({field: _("Choose one of these.")})
    return said


def _said(reasons: str) -> str:
    if not reasons.strip():
        raise ValidationError({"reasons": _("Say why.")})
    return reasons.strip()


def _answer(
    question: Question | None, said: str, value: dict[str, Any] | None
) -> dict[str, Any] | None:
    """The answer found right, as its question takes it; nothing but `answered` has one."""
    if question is None or said != Review.Verdict.ANSWERED:
        if value is not None:
            raise ValidationError({"value": _("Only “this answer” goes with an answer.")})
        return None
    if value is None:
        raise ValidationError({"value": _("Say which answer.")})
    return checked_value(question, value)
