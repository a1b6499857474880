"""The comparison of accounts as a bundle shows it."""

from __future__ import annotations

from collections import Counter, defaultdict

from annotations.bundles.selection import Selection
from annotations.disputes.matrix import (
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
                value=claim.typed_value,
                accounts=accounts_of[claim.pk],
                citations=stances[claim.pk],
            )
            for claim in selection.claims
        ],
    )
