"""What a claim answers, as answers are compared: the one way from a claim to an `Answer`."""

from __future__ import annotations

from django.db.models import Q

from annotations.claims.models import Claim
from annotations.disputes.relations.relating import Answer

#: Which claims answer anything. What was retracted weighs nothing, and what was merged away says
#: it elsewhere. A query that reads answers alone needs no more columns than `COLUMNS`.
ANSWERING = Q(value__isnull=False, retracted_at=None, merged_into=None)
COLUMNS = ("uid", "value", "polarity", "retracted_at", "merged_into")


def answer_of(claim: Claim, citations: int = 0) -> Answer | None:
    """The answer of a claim with its number of citations; None where it answers nothing, was
    retracted, or merged into another.
    """
    value = claim.typed_value
    if value is None or claim.is_retracted or claim.merged_into_id is not None:
        return None
    return Answer(str(claim.uid), value, citations, claim.is_denied)
