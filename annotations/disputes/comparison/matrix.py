"""Assembles the comparison of accounts: questions down, accounts across. Pure: no ORM."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotations.claims.values import Value
from annotations.disputes.relations.comparing import QuestionComparison, compare_answers
from annotations.disputes.relations.relating import Answer, DistinctAnswer


@dataclass(frozen=True, slots=True)
class MatrixQuestion:
    """A question as the matrix needs it."""

    uid: str
    wording: str
    exclusivity: str


@dataclass(frozen=True, slots=True)
class MatrixAccount:
    """An account as the matrix needs it."""

    uid: str
    title: str


@dataclass(frozen=True, slots=True)
class MatrixClaim:
    """A claim with the accounts it belongs to and its number of citations by stance.

    `key` is its primary key where it has one, `certainty` how sure it is, in words. A
    retracted claim stands in its cell and takes no part in the comparison.
    """

    uid: str
    question: str
    statement: str
    value: Value | None = None
    accounts: Sequence[str] = ()
    citations: Mapping[str, int] = field(default_factory=dict)
    denied: bool = False
    certainty: str = ""
    retracted: bool = False
    #: Whether some quote of it may not stand in the latest version of its text any more.
    doubtful: bool = False
    #: What reviewers say of it, in words.
    standing: str = ""
    key: int = 0

    @property
    def shown(self) -> str:
        """The value for people; the statement where there is none."""
        return DistinctAnswer(self.value, self.denied).shown if self.value else self.statement


@dataclass(frozen=True, slots=True)
class Cell:
    """What one account answers to one question."""

    account: MatrixAccount
    claims: tuple[MatrixClaim, ...]

    @property
    def citations(self) -> dict[str, int]:
        """Number of citations of all its claims by stance; of what was retracted, none."""
        total: Counter[str] = Counter()
        for claim in self.claims:
            if not claim.retracted:
                total.update(claim.citations)
        return dict(total)


@dataclass(frozen=True, slots=True)
class Row:
    """One question: a cell for each account in order, and the claims of no account."""

    question: MatrixQuestion
    cells: tuple[Cell, ...]
    without_account: tuple[MatrixClaim, ...]
    comparison: QuestionComparison


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole comparison."""

    accounts: tuple[MatrixAccount, ...]
    rows: tuple[Row, ...]


def matrix(
    questions: Sequence[MatrixQuestion],
    accounts: Sequence[MatrixAccount],
    claims: Iterable[MatrixClaim],
    *,
    limit: int = 20,
) -> Matrix:
    """Lay claims out by question and account, each list in the order given.

    A question's comparison is over all its claims, also those of no account or of one that
    is not among ``accounts``; it lists at most ``limit`` conflicts and differences. Claims
    on other questions are left out. One pass over the claims.
    """
    by_question: dict[str, list[MatrixClaim]] = {question.uid: [] for question in questions}
    for claim in claims:
        if claim.question in by_question:
            by_question[claim.question].append(claim)
    rows = [_row(question, accounts, by_question[question.uid], limit) for question in questions]
    return Matrix(tuple(accounts), tuple(rows))


def _row(
    question: MatrixQuestion,
    accounts: Sequence[MatrixAccount],
    claims: Sequence[MatrixClaim],
    limit: int,
) -> Row:
    by_account: dict[str | None, list[MatrixClaim]] = {}
    for claim in claims:
        for account in dict.fromkeys(claim.accounts) or [None]:
            by_account.setdefault(account, []).append(claim)
    return Row(
        question=question,
        cells=tuple(Cell(account, tuple(by_account.get(account.uid, ()))) for account in accounts),
        without_account=tuple(by_account.get(None, ())),
        comparison=compare_answers(_answers(claims), question.exclusivity, limit=limit),
    )


def explained(row: Row, *, limit: int) -> QuestionComparison:
    """The comparison of a row with so many conflicts and differences in words: for the rows
    that are looked at, where all of them were laid out without.
    """
    found = {claim.uid: claim for cell in row.cells for claim in cell.claims}
    found |= {claim.uid: claim for claim in row.without_account}
    return compare_answers(_answers(found.values()), row.question.exclusivity, limit=limit)


def _answers(claims: Iterable[MatrixClaim]) -> list[Answer]:
    return [
        Answer(claim.uid, claim.value, sum(claim.citations.values()), claim.denied)
        for claim in claims
        if claim.value is not None and not claim.retracted
    ]
