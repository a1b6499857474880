"""What was judged is not deleted, lest the verdicts go out of sight; nor is what outcomes name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from annotations.claims.models import Claim
from annotations.claims.naming import naming
from annotations.disputes.models import Dispute, Question
from annotations.reviews.models import Resolution, Review, ReviewRound
from annotations.reviews.queries import in_dispute
from project.people.history import events
from project.people.rows import WorkspaceRow
from project.people.services import Kept
from sources.authorities.models import Authority
from sources.authorities.services import AuthorityInUse


def keep_reviewed(*, row: WorkspaceRow, **_more: Any) -> None:
    """Receiver of `deleting`. Raises `Kept`.

    While a blind round is open nothing of its dispute is deleted, so that a refusal does not
    tell which claims have been judged; nor are claims that answered there once, and were led
    away since.
    """
    if isinstance(row, Claim):
        on_row, round_of = Q(claim=row), _once_answered(Q(pgh_obj=row.pk))
        message = _("Verdicts were given on this claim, and stay. Retract it instead.")
    elif isinstance(row, Question):
        on_row, round_of = Q(question=row), Q(dispute=row.dispute_id)
        message = _("Verdicts were given on this question, and stay.")
    elif isinstance(row, Dispute):
        on_row = in_dispute(row)
        round_of = Q(dispute=row) | _once_answered(Q(pgh_obj__question__dispute=row))
        message = _("Verdicts were given in this dispute, and stay.")
    else:
        return
    # Nobody judges it from here on.
    type(row).objects.select_for_update(no_key=True).get(pk=row.pk)
    if ReviewRound.objects.filter(round_of, is_blind=True, closed_at=None).exists():
        raise Kept(_("A blind round of review is open. Nothing of it is deleted until it closes."))
    if Review.objects.filter(on_row).exists() or Resolution.objects.filter(_outcomes(row)).exists():
        raise Kept(message)


def keep_named(*, authority: Authority, uids: Collection[str], **_more: Any) -> None:
    """Receiver of `deleting` of authorities: an outcome keeps what it names. Raises
    `AuthorityInUse`. Verdicts do not, since a refusal would tell of a blind one.
    """
    if Resolution.objects.filter(naming(uids), workspace=authority.workspace_id).exists():
        raise AuthorityInUse(_("An outcome names it"))


def _once_answered(which: Q) -> Q:
    """The rounds of all disputes that these claims, by events of theirs, ever answered in."""
    return Q(dispute__questions__in=events(Claim).filter(which).values("question_id"))


def _outcomes(row: WorkspaceRow) -> Q:
    if isinstance(row, Claim):
        return Q(pk=None)
    return Q(question=row) if isinstance(row, Question) else Q(question__dispute=row)
