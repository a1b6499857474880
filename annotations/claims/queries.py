"""Reads of claims, with their counts."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

from annotations.claims.citations.queries import quotes_to_check, with_quotes
from annotations.claims.models import Citation, Claim, ClaimGround, Stance
from annotations.disputes.models import Account, Dispute, Question
from project.people.models import Workspace
from project.people.rows import WorkspaceRowQuerySet
from sources.records.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


#: The orders of a list, by their names in `annotations.claims.filtering`.
ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "": ("-pk",),
    "oldest": ("pk",),
    "statement": ("statement", "pk"),
    "question": (F("question__wording").asc(nulls_last=True), "pk"),
    "citations": ("-citing", "-pk"),
}


def claims_of(
    workspace: Workspace,
    user: Anyone,
    *,
    search: str = "",
    dispute: Dispute | None = None,
    question: Question | None = None,
    kind: str = "",
    source: Source | None = None,
    certainty: str = "",
    retracted: str = "",
    uncited: bool = False,
    to_check: bool = False,
    mine: bool = False,
) -> WorkspaceRowQuerySet[Claim]:
    """The claims that `user` sees in a workspace, narrowed, the newest first.

    `search` is words, each of which stands somewhere in the statement or the question. `source`
    is the one that a claim is extracted from, `certainty` "ungraded" stands for none, and
    `retracted` is "yes" or "no". `uncited` claims have neither citations nor grounds;
    those `to_check` cite a quote that does not stand word for word, or is not looked for yet.
    """
    claims = Claim.objects.visible_to(user).filter(_has_words(search), workspace=workspace)
    alike = {
        "question__dispute": dispute,
        "question": question,
        "kind": kind,
        "source": source,
    }
    claims = claims.filter(**{name: asked for name, asked in alike.items() if asked})
    if certainty:
        claims = claims.filter(certainty="" if certainty == "ungraded" else certainty)
    if retracted:
        claims = claims.filter(retracted_at__isnull=retracted == "no")
    if mine:
        claims = claims.filter(created_by_id=user.pk)
    if uncited:
        claims = claims.exclude(Exists(_citations(user))).exclude(Exists(_grounds(user)))
    if to_check:
        claims = claims.filter(Exists(quotes_to_check(_citations(user))))
    return claims.select_related("question__dispute", "source")


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


def grounds_of(claim: Claim, user: Anyone) -> list[Claim]:
    """What a claim is based on as far as `user` sees it, each with `link`, its counts, what is
    `cited` on it, and how much of that is `not_shown`.
    """
    return _linked(ClaimGround.objects.filter(claim=claim), "ground", user)


def conclusions_of(claim: Claim, user: Anyone) -> list[Claim]:
    """What rests on a claim, as `grounds_of` has it."""
    return _linked(ClaimGround.objects.filter(ground=claim), "claim", user)


#: Citations shown of each ground and conclusion; their counts tell of all.
MOST_OF_A_LINKED = 12


def _linked(links: WorkspaceRowQuerySet[ClaimGround], end: str, user: Anyone) -> list[Claim]:
    cited = Citation.objects.visible_to(user)
    quoted = Prefetch("citations", with_quotes(cited)[:MOST_OF_A_LINKED], to_attr="cited")
    claims = Claim.objects.select_related("question__dispute", "source").prefetch_related(quoted)
    found = []
    for link in links.visible_to(user).prefetch_related(Prefetch(end, with_counts(claims, user))):
        claim = getattr(link, end)
        claim.link = link
        claim.not_shown = claim.citing - len(claim.cited)
        found.append(claim)
    return found


def with_accounts(claims: WorkspaceRowQuerySet[Claim], user: Anyone) -> WorkspaceRowQuerySet[Claim]:
    """The claims with the accounts that `user` sees them in."""
    return claims.prefetch_related(Prefetch("accounts", Account.objects.visible_to(user)))


#: Words of a search that count.
MOST_WORDS = 20


def _has_words(search: str) -> Q:
    # PostgreSQL has no text with NUL in it, so that no claim has either.
    words = search.replace("\0", " ").split()[:MOST_WORDS]
    asked = Q(question__deleted_at=None, question__dispute__deleted_at=None)
    return reduce(
        lambda found, word: (
            found & (Q(statement__icontains=word) | (asked & Q(question__wording__icontains=word)))
        ),
        words,
        Q(),
    )


def _citations(user: Anyone) -> QuerySet[Citation]:
    return Citation.objects.visible_to(user).filter(claim=OuterRef("pk")).order_by()


def _grounds(user: Anyone) -> QuerySet[ClaimGround]:
    return ClaimGround.objects.visible_to(user).filter(claim=OuterRef("pk")).order_by()


def _count(citations: QuerySet[Citation]) -> Coalesce:
    counted = citations.values("claim").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
