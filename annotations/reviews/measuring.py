"""How far the reviewers of a dispute agree, in each round and in all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.disputes.models import Dispute
from annotations.reviews.agreement import Agreement, agreement
from annotations.reviews.models import Review, ReviewRound
from annotations.reviews.queries import in_dispute
from annotations.reviews.rules import is_blind_to

if TYPE_CHECKING:
    from annotations.reviews.rules import Anyone


@dataclass(frozen=True)
class Measured:
    """Agreement on claims and on questions, of one round or (None) of all that is said now."""

    round: ReviewRound | None
    #: Whether the round is blind and open, and the user not its adjudicator.
    is_hidden: bool
    claims: Agreement | None
    questions: Agreement | None


def agreement_in(dispute: Dispute, user: Anyone) -> list[Measured]:
    """First of what the reviewers of a dispute say now, then of each round, the newest first.

    In three queries. What is blind to `user` is left out of the whole, their own part of it too.
    A round is measured by what was judged in it, wherever that was led since.
    """
    rounds = list(ReviewRound.objects.visible_to(user).filter(dispute=dispute).order_by("-number"))
    hidden = {found.pk for found in rounds if is_blind_to(user, dispute, found)}
    seen = Review.objects.visible_to(user).defer("judged", "reasons").order_by("pk")
    known = [r for r in seen.filter(in_dispute(dispute)) if r.round_id not in hidden]
    in_rounds = list(seen.filter(round__in=rounds))
    measured = [_measured(known, None)]
    for found in rounds:
        if found.pk in hidden:
            measured.append(Measured(found, True, None, None))
        else:
            measured.append(_measured((r for r in in_rounds if r.round_id == found.pk), found))
    return measured


def _measured(reviews: Iterable[Review], of: ReviewRound | None) -> Measured:
    # The last verdict of a reviewer on a thing is what they say.
    said = {(r.created_by_id, r.claim_id, r.question_id): r.said for r in reviews}
    on_claims = [(who, claim, what) for (who, claim, _), what in said.items() if claim]
    on_questions = [(who, asked, what) for (who, _, asked), what in said.items() if asked]
    return Measured(of, False, agreement(on_claims), agreement(on_questions))
