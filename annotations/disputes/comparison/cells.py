"""What stands behind one cell of the comparison: its claims with all they cite, and two quotes
side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from annotations.claims.citations.queries import with_quotes
from annotations.claims.models import Citation, Claim, Stance
from annotations.claims.queries import with_accounts
from annotations.claims.roots import Lines, roots_of
from annotations.disputes.comparison.quotes_compared import Words, differences
from annotations.disputes.comparison.renderings import renderings_of
from annotations.disputes.models import Account, Question
from annotations.reviews.queries import Verdicts, mark_changed, reviews_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser

#: What is cited to a claim, one group a stance that occurs; to the claims of a question.
ByStance = list[tuple[Stance, list[Citation]]]
CitedClaim = tuple[Claim, ByStance]
Cited = tuple[Question, list[CitedClaim]]

#: Quotes to choose from when two are laid side by side.
MOST_CHOICES = 200


@dataclass(frozen=True)
class CellClaim:
    """One claim of a cell, with what is cited to it, by stance."""

    claim: Claim
    groups: ByStance
    lines: Lines
    verdicts: Verdicts


@dataclass(frozen=True)
class Choice:
    """A quote that can be laid beside another: whose it is, in words."""

    citation: Citation
    accounts: str


@dataclass(frozen=True)
class QuotePair:
    """Two quotes side by side; of different languages, no words are compared."""

    left: Choice
    right: Choice
    left_words: Sequence[Words]
    right_words: Sequence[Words]
    is_compared: bool


@dataclass(frozen=True)
class CellDetails:
    """All that the details of a cell show; `account` is None for the claims of none."""

    question: Question
    account: Account | None
    claims: list[CellClaim]
    lines: Lines
    choices: list[Choice]
    pair: QuotePair | None
    #: The other accounts that answer the question.
    others: list[Account] = field(default_factory=list)


def details_of(
    question: Question,
    account: Account | None,
    user: Anyone,
    *,
    left: UUID | None = None,
    right: UUID | None = None,
) -> CellDetails:
    """The details of a cell as far as `user` sees them, in a constant number of queries.

    `left` and `right` are the citations whose quotes stand side by side; without them the
    first of the cell, and the first in its language of another account.
    """
    workspace = question.workspace
    answering = Claim.objects.visible_to(user).filter(question=question, merged_into=None)
    of_question = {claim.pk: claim for claim in with_accounts(answering.order_by("pk"), user)}
    for claim in of_question.values():
        claim.workspace = workspace
    here = [claim for claim in of_question.values() if _belongs(claim, account)]
    keys = [claim.pk for claim in here]
    roots = roots_of(Claim.objects.filter(pk__in=keys), user, workspace)
    reviews = reviews_of(question.dispute, user)
    verdicts = {claim.pk: reviews.on_claim(claim) for claim in here}
    mark_changed(verdicts.values())
    citations = _cited(keys, user)
    choices = _choices(of_question, user)
    return CellDetails(
        question=question,
        account=account,
        claims=[
            CellClaim(
                claim,
                _by_stance([c for c in citations if c.claim_id == claim.pk]),
                roots.of(claim.pk),
                verdicts[claim.pk],
            )
            for claim in here
        ],
        lines=roots.of(*(claim.pk for claim in here if not claim.is_retracted)),
        choices=choices,
        pair=_pair(choices, set(keys), left, right),
        others=_others(of_question.values(), account),
    )


def quotes_on(
    questions: Sequence[Question], user: Anyone, hidden: frozenset[UUID] = frozenset()
) -> list[Cited]:
    """What is cited on some questions of a dispute, in a constant number of queries; without the
    claims that belong to `hidden` accounts alone.
    """
    by_key = {question.pk: question for question in questions}
    answering = Claim.objects.visible_to(user).filter(question__in=by_key, merged_into=None)
    claims = [
        claim
        for claim in with_accounts(answering.order_by("pk"), user)
        if not (accounts := {account.uid for account in claim.accounts.all()}) or accounts - hidden
    ]
    rows = Citation.objects.visible_to(user).filter(claim__in=[claim.pk for claim in claims])
    # Thousands of quotes are of few texts: each of those is read once, not beside each quote.
    cited = with_quotes(rows.order_by("pk")).select_related(None)
    by_claim: dict[int, list[Citation]] = defaultdict(list)
    for citation in cited.prefetch_related(
        "source", "search_log__source", "highlight__text__source"
    ):
        by_claim[citation.claim_id].append(citation)
    found: dict[int | None, list[CitedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.pk in by_claim:
            found[claim.question_id].append((claim, _by_stance(by_claim[claim.pk])))
    return [(question, found[key]) for key, question in by_key.items()]


def _belongs(claim: Claim, account: Account | None) -> bool:
    accounts = {each.pk for each in claim.accounts.all()}
    return account.pk in accounts if account else not accounts


def _others(claims: Iterable[Claim], account: Account | None) -> list[Account]:
    """The other accounts that answer, in their order."""
    found = {each.pk: each for claim in claims for each in claim.accounts.all()}
    rest = [each for each in found.values() if account is None or each.pk != account.pk]
    return sorted(rest, key=lambda each: (each.position, each.pk))


def _cited(claims: Sequence[int], user: Anyone) -> list[Citation]:
    """The citations of some claims; their highlights know what renders them in other texts."""
    rows = Citation.objects.visible_to(user).filter(claim__in=claims).order_by("pk")
    citations = list(with_quotes(rows))
    highlights = [citation.highlight for citation in citations if citation.highlight]
    found = renderings_of(highlights, user)
    for highlight in highlights:
        highlight.renderings = found[highlight.pk]  # type: ignore[attr-defined]
    return citations


def _by_stance(citations: Sequence[Citation]) -> ByStance:
    groups = [(stance, [c for c in citations if c.stance == stance]) for stance in Stance]
    return [(stance, found) for stance, found in groups if found]


def _choices(claims: Mapping[int, Claim], user: Anyone) -> list[Choice]:
    """The quotes of all claims on a question, with whose they are."""
    rows = Citation.objects.visible_to(user).filter(claim__in=claims, highlight__isnull=False)
    return [
        Choice(citation, ", ".join(each.title for each in claims[citation.claim_id].accounts.all()))
        for citation in with_quotes(rows.order_by("pk"))[:MOST_CHOICES]
    ]


def _pair(
    choices: Sequence[Choice], here: set[int], left: UUID | None, right: UUID | None
) -> QuotePair | None:
    by_uid = {choice.citation.uid: choice for choice in choices}
    own = [choice for choice in choices if choice.citation.claim_id in here]
    one = by_uid.get(left) if left else next(iter(own), None)
    two = by_uid.get(right) if right else one and _beside(one, choices, here)
    if one is None or two is None:
        return None
    quotes = [_words_of(choice) for choice in (one, two)]
    if _language(one) != _language(two):
        whole = [[Words(quote, shared=True)] for quote in quotes]
        return QuotePair(one, two, whole[0], whole[1], is_compared=False)
    return QuotePair(one, two, *differences(*quotes), is_compared=True)


def _beside(one: Choice, choices: Iterable[Choice], here: set[int]) -> Choice | None:
    """The first quote of another cell, in the same language if there is one."""
    others = [choice for choice in choices if choice.citation.claim_id not in here]
    return next(
        (choice for choice in others if _language(choice) == _language(one)),
        next(iter(others), None),
    )


def _words_of(choice: Choice) -> str:
    quote = choice.citation.quote
    return quote.exact if quote else ""


def _language(choice: Choice) -> str:
    """The language without script and region: those are written differently, not another."""
    highlight = choice.citation.highlight
    return highlight.text.language.partition("-")[0].lower() if highlight else ""
