"""Reads the comparison of a dispute's accounts: lean rows, and no quotes, which cells load.

Claims, citations and links come as bare values, each in one query: a dispute of fifty accounts
and two hundred questions has ten thousand cells.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from annotations.claims import values
from annotations.claims.answers.known import known
from annotations.claims.citations.queries import latest_placements
from annotations.claims.models import Citation, Claim
from annotations.claims.roots import EvidenceRoots, Lines, roots_of
from annotations.disputes.comparison.arranging import Arrangement
from annotations.disputes.comparison.matrix import (
    MatrixAccount,
    MatrixClaim,
    MatrixQuestion,
    explained,
    matrix,
)
from annotations.disputes.comparison.matrix import Row as MatrixRow
from annotations.disputes.models import Account, AccountClaim, Dispute, Question
from annotations.disputes.relations.comparing import QuestionComparison
from annotations.highlights.models import Passage, Placement
from annotations.reviews.queries import (
    DisputeReviews,
    Standing,
    Verdicts,
    mark_changed,
    reviews_of,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace

    Anyone = User | AnonymousUser


#: Reasons that a question lists for its conflicts, and how many it shows without being asked
#: for more; of more than these one, so that rows stay low.
MOST_REASONS = 20
FEW_REASONS = 2


@dataclass(frozen=True)
class Cell:
    """What one account answers to one question; `account` is None for the claims of none."""

    account: Account | None
    claims: Sequence[MatrixClaim]
    lines: Lines

    @property
    def is_doubtful(self) -> bool:
        """Whether some quote may not stand in the latest version of its text any more."""
        return any(claim.doubtful for claim in self.claims)


@dataclass(frozen=True)
class Row:
    """One question with the answers of every account that is shown."""

    question: Question
    laid: MatrixRow
    accounts: Sequence[Account | None]
    roots: EvidenceRoots
    reviews: DisputeReviews

    @property
    def verdicts(self) -> Verdicts:
        """Those on the question itself, and its outcome."""
        return self.reviews.on_question(self.question)

    @property
    def judged(self) -> dict[int, Verdicts]:
        """The verdicts on its answers, by the key of the claim."""
        given = self.reviews.claims
        return {claim.key: given[claim.key] for claim in self._claims if claim.key in given}

    @property
    def outdated(self) -> set[int]:
        """The keys of answers that changed since they were judged; after `with_changes`."""
        return {key for key, verdicts in self.judged.items() if verdicts.changed_since}

    @cached_property
    def comparison(self) -> QuestionComparison:
        """How all its answers stand to each other, also those of accounts not shown, and why.

        Whatever does not ask why asks `laid.comparison`, which counts alone.
        """
        return explained(self.laid, limit=MOST_REASONS)

    @property
    def cells(self) -> Iterator[Cell]:
        """One for each account shown, and one for the claims of none where there are such."""
        of_accounts = {cell.account.uid: cell.claims for cell in self.laid.cells}
        for account in self.accounts:
            uid = str(account.uid) if account else ""
            claims = of_accounts[uid] if account else self.laid.without_account
            keys = (claim.key for claim in claims if not claim.retracted)
            yield Cell(account, claims, self.roots.of(*keys))

    @property
    def standing(self) -> str:
        """What reviewers and adjudicator say of it, in words, as far as the reader may know."""
        standing = self.verdicts.standing
        return "" if standing == Standing.OPEN else str(standing.label)

    @property
    def has_conflict(self) -> bool:
        """Whether some of its answers cannot both be true."""
        return self.laid.comparison.conflict_count > 0

    @property
    def first_reasons(self) -> list[str]:
        """Why answers conflict: the reasons to show at once."""
        return [pair.reason for pair in self.comparison.conflicts[: self._at_once]]

    @property
    def further_reasons(self) -> list[str]:
        """Those to show when asked for."""
        return [pair.reason for pair in self.comparison.conflicts[self._at_once :]]

    @property
    def _at_once(self) -> int:
        count = self.comparison.conflict_count
        return count if count <= FEW_REASONS else 1

    @property
    def unlisted_conflicts(self) -> int:
        """How many conflicts there are beyond those that are listed."""
        return self.comparison.conflict_count - len(self.comparison.conflicts)

    def has_stance(self, stance: str) -> bool:
        """Whether something is cited with this stance to an answer of it."""
        return any(claim.citations.get(stance) for claim in self._claims)

    @property
    def _claims(self) -> Iterator[MatrixClaim]:
        cells = (cell.claims for cell in self.laid.cells)
        return chain(chain.from_iterable(cells), self.laid.without_account)


@dataclass(frozen=True)
class AccountComparison:
    """A dispute's questions down, its accounts across. `rows` are in the order of their groups."""

    #: All of them, in the order that was asked for, and those shown.
    accounts: list[Account]
    shown: list[Account]
    rows: list[Row]
    roots: EvidenceRoots

    @property
    def columns(self) -> list[Account | None]:
        """The accounts shown, and None where some claim belongs to none."""
        return [*self.shown, *([None] if self.has_loose_claims else [])]

    @property
    def conflicting(self) -> list[Row]:
        """The questions whose answers conflict."""
        return [row for row in self.rows if row.has_conflict]

    @property
    def has_loose_claims(self) -> bool:
        """Whether some claim answers a question and belongs to no account."""
        return any(row.laid.without_account for row in self.rows)

    @property
    def groups(self) -> list[str]:
        """The headings that questions stand under, in their order; "" for none."""
        return list(dict.fromkeys(row.question.group for row in self.rows))

    def chosen(self, arrangement: Arrangement) -> list[Row]:
        """The rows that an arrangement asks for."""
        return [
            row
            for row in self.rows
            if (row.has_conflict or not arrangement.only_conflicts)
            and arrangement.group in ("", row.question.group)
            and (not arrangement.stance or row.has_stance(arrangement.stance))
        ]


def compare_accounts(
    dispute: Dispute, user: Anyone, arrangement: Arrangement | None = None
) -> AccountComparison:
    """All that `user` sees of a dispute, in a constant number of queries."""
    arrangement = arrangement or Arrangement()
    questions = _grouped(Question.objects.visible_to(user).filter(dispute=dispute))
    accounts = arrangement.ordered(Account.objects.visible_to(user).filter(dispute=dispute))
    answering = Claim.objects.visible_to(user).filter(
        question__in=[question.pk for question in questions], merged_into=None
    )
    roots = roots_of(answering, user, dispute.workspace)
    reviews = reviews_of(dispute, user)
    laid_out = matrix(
        [MatrixQuestion(str(q.uid), q.wording, q.exclusivity) for q in questions],
        [MatrixAccount(str(account.uid), account.title) for account in accounts],
        _LeanClaims(dispute, user, questions, accounts, roots, reviews),
        limit=0,
    )
    shown = arrangement.columns(accounts)
    columns = [*shown, *([None] if any(row.without_account for row in laid_out.rows) else [])]
    rows = [
        Row(question, laid, columns, roots, reviews)
        for question, laid in zip(questions, laid_out.rows, strict=True)
    ]
    return AccountComparison(accounts, shown, rows, roots)


def with_changes(rows: Iterable[Row]) -> list[Row]:
    """The rows to be shown, whose verdicts and outcomes know whether what they are about has
    changed since; in a constant number of queries.
    """
    listed = list(rows)
    mark_changed(found for row in listed for found in (row.verdicts, *row.judged.values()))
    return listed


def _grouped(questions: Any) -> list[Question]:
    """Questions in their order, those of one group together where its first one stands."""
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        found[question.group].append(question)
    return [question for group in found.values() for question in group]


@dataclass(frozen=True)
class _LeanClaims:
    """The claims of a dispute, one after the other."""

    dispute: Dispute
    user: Anyone
    questions: Sequence[Question]
    accounts: Sequence[Account]
    roots: EvidenceRoots
    reviews: DisputeReviews

    def __iter__(self) -> Iterator[MatrixClaim]:
        belongs, doubtful = self._belongs(), doubtful_claims(self.dispute, self.user)
        uids = {question.pk: str(question.uid) for question in self.questions}
        claims = Claim.objects.visible_to(self.user).filter(question__in=uids, merged_into=None)
        rows = claims.order_by("pk").values_list(*_COLUMNS)
        read = _Values(self.dispute.workspace, (row[4] for row in rows))
        for key, uid, question, statement, value, polarity, certainty, retracted in rows:
            yield MatrixClaim(
                uid=str(uid),
                question=uids[question],
                statement=statement,
                value=read(value),
                accounts=belongs.get(key, ()),
                citations=Counter(cited.stance for cited in self.roots.cited.get(key, ())),
                denied=polarity == Claim.Polarity.DENIED,
                certainty=certainty and Claim.Certainty(certainty).label.lower(),
                retracted=retracted is not None,
                doubtful=key in doubtful,
                standing=self._standing(key),
                key=key,
            )

    def _belongs(self) -> dict[int, list[str]]:
        """By the key of a claim: the uids of its accounts."""
        seen = {account.pk: str(account.uid) for account in self.accounts}
        belongs: dict[int, list[str]] = defaultdict(list)
        links = AccountClaim.objects.existing().filter(account__in=seen)
        for claim, account in links.order_by("pk").values_list("claim", "account"):
            belongs[claim].append(seen[account])
        return belongs

    def _standing(self, claim: int) -> str:
        verdicts = self.reviews.claims.get(claim)
        return str(verdicts.standing.label).lower() if verdicts else ""


_COLUMNS = (
    "pk", "uid", "question", "statement", "value", "polarity", "certainty", "retracted_at",
)  # fmt: skip


class _Values:
    """Reads stored values, their names resolved; of many accounts that answer alike, each
    answer once.
    """

    def __init__(self, workspace: Workspace, stored: Iterable[dict[str, Any]]) -> None:
        by_name = {_name(each): each for each in stored}
        read = {name: values.from_json(each) for name, each in by_name.items()}
        here = known(workspace, (value for value in read.values() if value.named))
        self._read = {name: value.identified(here) for name, value in read.items()}

    def __call__(self, stored: dict[str, Any]) -> values.Value:
        return self._read[_name(stored)]


def _name(stored: dict[str, Any]) -> str:
    return json.dumps(stored, sort_keys=True)


def doubtful_claims(dispute: Dispute, user: Anyone) -> set[int]:
    """The claims, by their keys, with a quote whose place in the latest version is not sure."""
    sure = latest_placements().filter(passage=OuterRef("pk"), status__in=Placement.SURE)
    unsure = Passage.objects.filter(highlight=OuterRef("highlight")).exclude(Exists(sure))
    cited = Citation.objects.visible_to(user).filter(claim__question__dispute=dispute)
    return set(cited.filter(Exists(unsure)).order_by().values_list("claim", flat=True))
