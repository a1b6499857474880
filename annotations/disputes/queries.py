"""Reads of disputes: their lists, and the whole comparison of accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.claims.citation_queries import with_quotes
from annotations.claims.models import Citation, Claim
from annotations.claims.queries import with_accounts, with_counts
from annotations.disputes.comparison import QuestionComparison
from annotations.disputes.matrix import MatrixAccount, MatrixClaim, MatrixQuestion, matrix
from annotations.disputes.models import Account, Dispute, Question
from project.people.models import Workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


#: Reasons that a question lists for its conflicts, and shows at once.
MOST_REASONS = 20
FIRST_REASONS = 3


@dataclass(frozen=True)
class Cell:
    """What one account answers to one question."""

    account: Account
    claims: list[Claim]


@dataclass(frozen=True)
class Row:
    """One question with the answers of every account, and those of no account."""

    question: Question
    cells: list[Cell]
    without_account: list[Claim]
    comparison: QuestionComparison

    @property
    def has_conflict(self) -> bool:
        """Whether some of its answers cannot both be true."""
        return self.comparison.conflict_count > 0

    @property
    def first_reasons(self) -> list[str]:
        """Why answers conflict: the reasons to show at once."""
        return [pair.reason for pair in self.comparison.conflicts[:FIRST_REASONS]]

    @property
    def further_reasons(self) -> list[str]:
        """Those to show when asked for."""
        return [pair.reason for pair in self.comparison.conflicts[FIRST_REASONS:]]

    @property
    def unlisted_conflicts(self) -> int:
        """How many conflicts there are beyond those that are listed."""
        return self.comparison.conflict_count - len(self.comparison.conflicts)


@dataclass(frozen=True)
class AccountComparison:
    """A dispute's questions down, its accounts across."""

    accounts: list[Account]
    rows: list[Row]

    @property
    def conflicting(self) -> list[Row]:
        """The questions whose answers conflict."""
        return [row for row in self.rows if row.has_conflict]

    @property
    def has_loose_claims(self) -> bool:
        """Whether some claim answers a question and belongs to no account."""
        return any(row.without_account for row in self.rows)


def disputes_of(workspace: Workspace, user: Anyone) -> QuerySet[Dispute]:
    """The disputes that `user` sees in a workspace, with `question_count` and
    `account_count`.
    """
    return (
        Dispute.objects.visible_to(user)
        .filter(workspace=workspace)
        .annotate(question_count=_parts(Question), account_count=_parts(Account))
    )


def compare_accounts(dispute: Dispute, user: Anyone) -> AccountComparison:
    """All that `user` sees of a dispute, each claim with its counts, accounts and quotes, in a
    constant number of queries.
    """
    questions = list(Question.objects.visible_to(user).filter(dispute=dispute))
    accounts = list(Account.objects.visible_to(user).filter(dispute=dispute))
    cited = Prefetch("citations", with_quotes(Citation.objects.visible_to(user)))
    answering = Claim.objects.visible_to(user).filter(question__in=questions)
    counted = with_counts(with_accounts(answering, user), user)
    claims = {str(claim.uid): claim for claim in counted.prefetch_related(cited).order_by("id")}
    laid_out = matrix(
        [MatrixQuestion(str(q.uid), q.wording, q.exclusivity) for q in questions],
        [MatrixAccount(str(account.uid), account.title) for account in accounts],
        _laid_down(claims.values(), {question.pk: question for question in questions}),
        limit=MOST_REASONS,
    )
    rows = [
        Row(
            question=question,
            cells=[
                Cell(account, [claims[claim.uid] for claim in cell.claims])
                for account, cell in zip(accounts, row.cells, strict=True)
            ],
            without_account=[claims[claim.uid] for claim in row.without_account],
            comparison=row.comparison,
        )
        for question, row in zip(questions, laid_out.rows, strict=True)
    ]
    return AccountComparison(accounts, rows)


def _laid_down(claims: Iterable[Claim], questions: dict[int, Question]) -> Iterable[MatrixClaim]:
    for claim in claims:
        assert claim.question_id is not None
        yield MatrixClaim(
            uid=str(claim.uid),
            question=str(questions[claim.question_id].uid),
            statement=claim.statement,
            value=claim.typed_value,
            accounts=[str(account.uid) for account in claim.accounts.all()],
            citations=Counter(citation.stance for citation in claim.citations.all()),
        )


def _parts(model: type[Question | Account]) -> Coalesce:
    """How many questions or accounts a dispute has; whoever sees it sees them."""
    parts = model.objects.existing().filter(dispute=OuterRef("pk")).order_by()
    return Coalesce(
        Subquery(parts.values("dispute").annotate(count=Count("pk")).values("count")), 0
    )
