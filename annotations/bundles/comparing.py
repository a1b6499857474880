"""The comparison of accounts as a bundle shows it."""

from __future__ import annotations

from collections import Counter, defaultdict

from annotations.bundles.selection import Selection
from annotations.claims.answers.known import identified
from annotations.claims.values import Value
from annotations.disputes.comparison.matrix import (
    Matrix,
    MatrixAccount,
    MatrixClaim,
    MatrixQuestion,
    matrix,
)


def compared(selection: Selection) -> Matrix:
    """Questions down, accounts across, with what conflicts and why."""
    accounts_of: dict[int, list[str]] = defaultdict(list)
    for link in selection.account_claims:
        accounts_of[link.claim_id].append(str(link.account.uid))
    stances: dict[int, Counter[str]] = defaultdict(Counter)
    for citation in selection.citations:
        stances[citation.claim_id][citation.stance] += 1
    resolved = _resolved(selection)
    return matrix(
        [
            MatrixQuestion(str(question.uid), question.wording, question.exclusivity)
            for question in selection.questions
        ],
        [MatrixAccount(str(account.uid), account.title) for account in selection.accounts],
        [
            MatrixClaim(
                uid=str(claim.uid),
                question=str(claim.question and claim.question.uid),
                statement=claim.statement,
                value=resolved.get(claim.pk),
                accounts=accounts_of[claim.pk],
                citations=stances[claim.pk],
                denied=claim.is_denied,
                certainty=claim.get_certainty_display().lower(),
                retracted=claim.is_retracted,
            )
            for claim in selection.claims
        ],
    )


def _resolved(selection: Selection) -> dict[int, Value]:
    """The values by the primary key of their claims, so that two names of one person agree."""
    given = {c.pk: value for c in selection.claims if (value := c.typed_value) is not None}
    resolved = identified(selection.dispute.workspace, given.values())
    return dict(zip(given, resolved, strict=True))
