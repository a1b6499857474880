"""The rows of a bundle, each list in an order that rests on the content alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.disputes.models import Account, AccountClaim, Dispute, Question
from annotations.highlights.models import Highlight
from annotations.reviews.models import Resolution, Review, ReviewRound
from annotations.searches.models import SearchLog
from project.people.rows import WorkspaceRow
from sources.authorities.models import Authority
from sources.records.models import Derivation, Source
from sources.texts.models import Text, TextVersion


@dataclass(frozen=True)
class Selection:
    """The rows of a bundle. Every link between them leads to another row among them, but for
    what claims were split from, and the questions of claims that answer one of another dispute.

    Highlights have `passages` with their `placements`, and `tags`, at hand, verdicts and outcomes
    `changed_since` and `is_replaced`; versions come without content and marks. Each list is in an
    order that rests on the content alone.
    """

    dispute: Dispute
    questions: list[Question]
    accounts: list[Account]
    #: Which claim belongs to which account.
    account_claims: list[AccountClaim]
    #: Those that answer a question of the dispute, and those that these are based on.
    claims: list[Claim]
    #: Which claim is based on which.
    grounds: list[ClaimGround]
    citations: list[Citation]
    search_logs: list[SearchLog]
    highlights: list[Highlight]
    #: Those of the dispute, and those of other ones in which something here was judged.
    rounds: list[ReviewRound]
    #: But for those of a blind round that is open, whoever asks.
    reviews: list[Review]
    resolutions: list[Resolution]
    #: Those cited, those that claims are extracted from, and what these depend on.
    sources: list[Source]
    derivations: list[Derivation]
    #: Those that values name, and what these are part of.
    authorities: list[Authority]
    texts: list[Text]
    versions: list[TextVersion]

    def rows(self) -> Iterator[WorkspaceRow]:
        """Every row that has an identity of its own."""
        yield self.dispute
        yield from (*self.questions, *self.accounts, *self.claims, *self.citations)
        yield from (*self.search_logs, *self.highlights)
        yield from (*self.rounds, *self.reviews, *self.resolutions)
        yield from (*self.sources, *self.derivations, *self.authorities)
        yield from (*self.texts, *self.versions)

    @property
    def dated(self) -> datetime:
        """The newest row's date: a date of the content, not of the export."""
        return max(row.created_at for row in self.rows())

    @cached_property
    def version_by_id(self) -> dict[int, TextVersion]:
        """The versions by primary key."""
        return {version.pk: version for version in self.versions}

    @cached_property
    def claim_by_id(self) -> dict[int, Claim]:
        """The claims by primary key."""
        return {claim.pk: claim for claim in self.claims}

    @cached_property
    def question_ids(self) -> frozenset[int]:
        """The primary keys of the dispute's questions."""
        return frozenset(question.pk for question in self.questions)

    @cached_property
    def grounds_of(self) -> dict[int, list[Claim]]:
        """What each claim is based on, by the primary key of the claim."""
        grounds: dict[int, list[Claim]] = defaultdict(list)
        for link in self.grounds:
            grounds[link.claim_id].append(link.ground)
        return grounds
