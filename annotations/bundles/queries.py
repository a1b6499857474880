"""What a bundle holds: the shared content of one dispute, read in a fixed order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar, cast

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Account, AccountClaim, Dispute, Question
from annotations.highlights.models import Highlight, Passage, Placement
from project.people.models import User
from project.people.rows import WorkspaceRow, WorkspaceRowQuerySet
from sources.records.models import Source
from sources.tags.models import Tag
from sources.texts.models import Text, TextVersion

Row = TypeVar("Row", bound=WorkspaceRow)


class NothingToBundle(Exception):
    """The dispute is gone, or no longer open to whoever asked for the bundle."""

    def __init__(self) -> None:
        super().__init__(
            _("The dispute is gone, or no longer open to whoever asked for the bundle.")
        )


@dataclass(frozen=True)
class Selection:
    """The rows of a bundle. Every link between them leads to another row among them.

    Highlights have `passages` with their `placements`, and `tags`, at hand; versions come
    without content and marks. Each list is in an order that rests on the content alone.
    """

    dispute: Dispute
    questions: list[Question]
    accounts: list[Account]
    #: Which claim belongs to which account.
    account_claims: list[AccountClaim]
    claims: list[Claim]
    citations: list[Citation]
    highlights: list[Highlight]
    sources: list[Source]
    texts: list[Text]
    versions: list[TextVersion]

    def rows(self) -> Iterator[WorkspaceRow]:
        """Every row that has an identity of its own."""
        yield self.dispute
        yield from (*self.questions, *self.accounts, *self.claims, *self.citations)
        yield from (*self.highlights, *self.sources, *self.texts, *self.versions)

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
    def highlight_by_id(self) -> dict[int, Highlight]:
        """The highlights by primary key."""
        return {highlight.pk: highlight for highlight in self.highlights}


def select(dispute: Dispute, user: User) -> Selection:
    """What `user` may see of `dispute`, without anybody's private highlights, theirs included.

    A constant number of queries. What is deleted or withdrawn between two of them is left
    out, with the rows that lead to it. Raises `NothingToBundle`.
    """
    found = _seen(Dispute, user).select_related("workspace").filter(pk=dispute.pk).first()
    if found is None:
        raise NothingToBundle
    questions = list(_seen(Question, user).filter(dispute=found).order_by("position", "uid"))
    accounts = list(_seen(Account, user).filter(dispute=found).order_by("position", "uid"))
    claims = list(
        _seen(Claim, user)
        .filter(question__in=questions)
        .select_related("question")
        .order_by("question__position", "question__uid", "uid")
    )
    citations = list(_seen(Citation, user).filter(claim__in=claims).order_by("uid"))
    versions = _versions({citation.highlight_id for citation in citations}, user)
    texts = {version.text_id: version.text for version in versions}
    highlights = _highlights(citations, versions, user)
    cited = {highlight.pk for highlight in highlights}
    return Selection(
        dispute=found,
        questions=questions,
        accounts=accounts,
        account_claims=_account_claims(accounts, claims, user),
        claims=claims,
        citations=[citation for citation in citations if citation.highlight_id in cited],
        highlights=highlights,
        sources=_sources(texts.values()),
        texts=list(texts.values()),
        versions=versions,
    )


def _seen(model: type[Row], user: User) -> WorkspaceRowQuerySet[Row]:
    rows = cast("WorkspaceRowQuerySet[Row]", model.objects.all())
    return rows.visible_to(user).select_related("created_by")


def _shared(user: User) -> WorkspaceRowQuerySet[Highlight]:
    return _seen(Highlight, user).filter(sharing=Highlight.Sharing.SHARED)


def _versions(cited: Collection[int], user: User) -> list[TextVersion]:
    """All versions of the texts that these highlights lie in, with text and source at hand."""
    return list(
        _seen(TextVersion, user)
        .filter(text__in=_shared(user).filter(pk__in=cited).values("text"))
        .select_related("text__source__created_by", "text__created_by")
        .defer("content", "marks")
        .order_by("text__uid", "number")
    )


def _highlights(
    citations: list[Citation], versions: list[TextVersion], user: User
) -> list[Highlight]:
    known = [version.pk for version in versions]
    placements = Placement.objects.filter(version__in=known).order_by("version__number", "uid")
    passages = Passage.objects.order_by("position").prefetch_related(
        Prefetch("placements", placements)
    )
    return list(
        _shared(user)
        .filter(pk__in={citation.highlight_id for citation in citations})
        .filter(text__versions__in=known)
        .distinct()
        .prefetch_related(Prefetch("passages", passages))
        .prefetch_related(Prefetch("tags", Tag.objects.existing()))
        .order_by("uid")
    )


def _account_claims(accounts: list[Account], claims: list[Claim], user: User) -> list[AccountClaim]:
    return list(
        AccountClaim.objects.visible_to(user)
        .filter(account__in=accounts, claim__in=claims)
        .select_related("account", "claim")
        .order_by("claim__uid", "account__uid")
    )


def _sources(texts: Collection[Text]) -> list[Source]:
    # Sorted here: what comes first by letters depends on a database's collation.
    return sorted({text.source for text in texts}, key=lambda source: source.citation_key)
