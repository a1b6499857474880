"""Who may judge what, and who settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from annotations.reviews.authorship import staters_of_made
from annotations.reviews.models import REVIEWING, ReviewRound
from annotations.reviews.queries import open_round
from project.people.models import User, Workspace
from project.people.permissions import Permission, may

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    Anyone = User | AnonymousUser


class MayNotJudge(PermissionDenied):
    """A rule of reviewing stands in the way; the message says which."""


class NotAdjudicator(PermissionDenied):
    """Only the adjudicator of a dispute records what comes of its questions."""

    def __init__(self) -> None:
        super().__init__(_("Only the adjudicator of this dispute records outcomes."))


def reviewers_of(workspace: Workspace) -> QuerySet[User]:
    """The members who may review: reviewers and owners."""
    return User.objects.filter(
        memberships__workspace=workspace, memberships__role__in=REVIEWING, is_active=True
    ).order_by("display_name", "pk")


def left_to_others(user: Anyone, workspace: Workspace, among: QuerySet[Claim]) -> set[int]:
    """Those of the claims `among` (primary keys) that are `user`'s own and for others to judge:
    where there are others, and the workspace has not switched that off. In three queries, and one
    for each step back to what they were made of.
    """
    if workspace.own_claims_reviewable:
        return set()
    reviewers = set(reviewers_of(workspace).values_list("pk", flat=True))
    mine = among.filter(created_by_id=user.pk).order_by().values_list("pk", flat=True)
    staters = {pk: {user.pk} for pk in mine} | staters_of_made(among)
    return {pk for pk, people in staters.items() if user.pk in people and reviewers - people}


def refusal(user: Anyone, subject: Claim | Question, open_now: ReviewRound | None) -> str:
    """Why `user`, who may review, may not judge this now; empty where nothing stands in the way."""
    if isinstance(subject, Claim):
        if subject.merged_into_id is not None:
            return _("This claim was merged into another one. Judge that one.")
        if subject.is_retracted:
            return _("This claim was retracted, so there is nothing to judge.")
        if subject.pk in left_to_others(
            user, subject.workspace, Claim.objects.filter(pk=subject.pk)
        ):
            if subject.created_by_id == user.pk:
                return _("You stated this claim yourself, so other reviewers judge it.")
            return _("You stated a claim that this one was made of, so other reviewers judge it.")
    if sits_out(user, open_now):
        return _("As the adjudicator you see the verdicts of this blind round, so you give none.")
    return ""


def sits_out(user: Anyone, open_now: ReviewRound | None) -> bool:
    """Whether `user` adjudicates the blind round that is open, and so gives no verdict in it."""
    if open_now is None or not open_now.is_blind:
        return False
    return open_now.dispute.adjudicator_id == user.pk


def is_blind_to(user: Anyone, dispute: Dispute, of: ReviewRound | None) -> bool:
    """Whether verdicts are given in this round of a dispute now that `user` does not see."""
    return of is not None and of.is_blind and of.is_open and not is_adjudicator(user, dispute)


def dispute_of(subject: Claim | Question) -> Dispute | None:
    """The dispute that something to be judged lies in."""
    question = subject.question if isinstance(subject, Claim) else subject
    return question.dispute if question else None


def is_adjudicator(user: Anyone, dispute: Dispute) -> bool:
    """Whether `user` records what comes of a dispute's questions."""
    return dispute.adjudicator_id == user.pk and may(user, dispute.workspace, Permission.REVIEW)


def may_run_rounds(user: Anyone, dispute: Dispute) -> bool:
    """Whether `user` opens and closes rounds: the adjudicator, and the owners."""
    return is_adjudicator(user, dispute) or may(user, dispute.workspace, Permission.MANAGE)


def check_adjudicator(*, actor: User, dispute: Dispute, adjudicator: User | None) -> None:
    """Refuse an adjudicator who may not review, and a change while a blind round is open, since
    whoever is named then would see its verdicts. Raises ValidationError at `adjudicator`.
    """
    # Locked, so that no round opens meanwhile.
    locked = Dispute.objects.select_for_update(no_key=True).filter(pk=dispute.pk)
    kept = locked.values_list("adjudicator", flat=True).first()
    named = adjudicator.pk if adjudicator else None
    if named == kept:
        return
    if not may(actor, dispute.workspace, Permission.REVIEW):
        raise ValidationError({"adjudicator": _("Reviewers and owners name the adjudicator.")})
    if named and not reviewers_of(dispute.workspace).filter(pk=named).exists():
        raise ValidationError({"adjudicator": _("Choose a reviewer or an owner.")})
    open_now = open_round(dispute) if dispute.pk else None
    if open_now and open_now.is_blind:
        raise ValidationError(
            {"adjudicator": _("A blind round is open. Close it before naming somebody else.")}
        )
