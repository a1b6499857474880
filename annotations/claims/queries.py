"""Reads of claims, with their counts."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.claims.models import Citation, Claim, Stance
from annotations.disputes.models import Account, Dispute, Question
from project.people.models import Workspace
from project.people.rows import WorkspaceRowQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


def claims_of(
    workspace: Workspace,
    user: Anyone,
    *,
    search: str = "",
    dispute: Dispute | None = None,
    question: Question | None = None,
    uncited: bool = False,
) -> WorkspaceRowQuerySet[Claim]:
    """The claims that `user` sees in a workspace, narrowed, the newest first.

    `search` is words, each of which stands somewhere in the statement or the question.
    """
    claims = Claim.objects.visible_to(user).filter(_has_words(search), workspace=workspace)
    if dispute:
        claims = claims.filter(question__dispute=dispute)
    if question:
        claims = claims.filter(question=question)
    if uncited:
        claims = claims.exclude(Exists(_citations(user)))
    return claims.select_related("question__dispute")


def last_cited_first(claims: QuerySet[Claim], user: User) -> QuerySet[Claim]:
    """The claims that `user` cited passages for, the last one first; then the others."""
    mine = Citation.objects.existing().filter(claim=OuterRef("pk"), created_by=user)
    last = Subquery(mine.order_by("-pk").values("pk")[:1])
    return claims.annotate(last_cited=last).order_by(F("last_cited").desc(nulls_last=True), "-pk")


#: Questions and claims that are offered again before all others.
MOST_USED_LAST = 3


def answered_last(questions: QuerySet[Question], user: Anyone) -> list[Question]:
    """Of these questions the few that `user` stated claims on last, the newest first."""
    mine = Claim.objects.existing().filter(question=OuterRef("pk"), created_by_id=user.pk)
    last = Subquery(mine.order_by("-pk").values("pk")[:1])
    answered = questions.annotate(last_answer=last).filter(last_answer__isnull=False)
    return list(answered.order_by("-last_answer")[:MOST_USED_LAST])


def with_counts(claims: QuerySet[Claim], user: Anyone) -> QuerySet[Claim]:
    """The claims with `supporting`, `contradicting` and `citing`: how many citations `user`
    sees for them, against them, and in all.
    """
    seen = _citations(user)
    return claims.annotate(
        supporting=_count(seen.filter(stance=Stance.SUPPORTS)),
        contradicting=_count(seen.filter(stance=Stance.CONTRADICTS)),
        citing=_count(seen),
    )


def with_accounts(claims: WorkspaceRowQuerySet[Claim], user: Anyone) -> WorkspaceRowQuerySet[Claim]:
    """The claims with the accounts that `user` sees them in."""
    return claims.prefetch_related(Prefetch("accounts", Account.objects.visible_to(user)))


#: Words of a search that count.
MOST_WORDS = 20


def _has_words(search: str) -> Q:
    # PostgreSQL has no text with NUL in it, so that no claim has either.
    words = search.replace("\0", " ").split()[:MOST_WORDS]
    return reduce(
        lambda found, word: (
            found & (Q(statement__icontains=word) | Q(question__wording__icontains=word))
        ),
        words,
        Q(),
    )


def _citations(user: Anyone) -> QuerySet[Citation]:
    return Citation.objects.visible_to(user).filter(claim=OuterRef("pk")).order_by()


def _count(citations: QuerySet[Citation]) -> Coalesce:
    counted = citations.values("claim").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
