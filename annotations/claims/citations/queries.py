"""Reads of citations, with the quotes behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    TextField,
    When,
)
from django.db.models.functions import Substr

from annotations.claims.models import Citation, Claim, Stance
from annotations.highlights.models import Highlight, Passage, Placement
from project.people.models import Workspace
from project.people.rows import WorkspaceRowQuerySet
from sources.texts.models import TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


#: Citations of one stance on a page.
MOST_OF_A_STANCE = 25


def citations_by_stance(
    claim: Claim, user: Anyone, *, stance: str = "", number: str = "", citation: str = ""
) -> list[tuple[Stance, Page[Citation]]]:
    """What `user` sees cited on a claim: a page for each stance that occurs, in their order.

    It is the first one, unless `number` is asked for of this `stance`, or `citation`, a uid,
    stands on another. In a constant number of queries.
    """
    seen = Citation.objects.visible_to(user).filter(claim=claim)
    keys: dict[str, list[int]] = defaultdict(list)
    asked: dict[str, int | str] = {stance: number}
    for pk, uid, found in seen.values_list("pk", "uid", "stance"):
        if str(uid) == citation:
            asked[found] = len(keys[found]) // MOST_OF_A_STANCE + 1
        keys[found].append(pk)
    pages = [
        (each, _pages(keys[each]).get_page(asked.get(each, 1))) for each in Stance if keys[each]
    ]
    quoted = with_quotes(seen.filter(pk__in=[pk for _, page in pages for pk in page]))
    loaded = {one.pk: one for one in quoted}
    for _, page in pages:
        page.object_list = [loaded[pk] for pk in page if pk in loaded]
    return pages


def _pages(keys: Sequence[int]) -> Paginator[Any]:
    return Paginator(keys, MOST_OF_A_STANCE)


def with_quotes(citations: WorkspaceRowQuerySet[Citation]) -> WorkspaceRowQuerySet[Citation]:
    """All that `claims/citations/_citation.html` shows of each, in a constant number of queries."""
    return citations.select_related(
        "highlight__text__source", "source", "search_log__source", "created_by"
    ).prefetch_related(*_quoted("highlight__"))


def with_passages(highlights: WorkspaceRowQuerySet[Highlight]) -> WorkspaceRowQuerySet[Highlight]:
    """The highlights with all that their quotes need."""
    return highlights.select_related("text__source").prefetch_related(*_quoted())


def _quoted(prefix: str = "") -> list[str | Prefetch[Any, Any, Any]]:
    """The passages with their places in the latest version, and the words that stand there.

    Of versions all that tells where in a source something stands.
    """
    # Long texts are only read where they may say something else.
    read = Case(When(_made_there(), then=None), default=_words_there(), output_field=TextField())
    versions = TextVersion.objects.defer("content", "marks")
    return [
        f"{prefix}passages",
        Prefetch(f"{prefix}passages__version", versions),
        Prefetch(f"{prefix}passages__placements", latest_placements().annotate(words=read)),
        Prefetch(f"{prefix}passages__placements__version", versions),
    ]


def quotes_to_check(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    """Those whose quote does not stand word for word in the latest version, or was not looked
    for there yet.
    """
    stands = latest_placements().filter(
        _made_there() | Q(passage__exact=_words_there()),
        passage=OuterRef("pk"),
        status__in=Placement.SURE,
    )
    doubtful = Passage.objects.filter(~Exists(stands), highlight=OuterRef("highlight"))
    return citations.filter(Exists(doubtful))


def latest_placements() -> QuerySet[Placement]:
    """Where passages lie in the latest version of their text."""
    newer = TextVersion.objects.filter(
        text=OuterRef("version__text"), number__gt=OuterRef("version__number")
    )
    return Placement.objects.exclude(Exists(newer))


def _made_there() -> Q:
    return Q(version=F("passage__version"), start=F("passage__start"), end=F("passage__end"))


def _words_there() -> Substr:
    return Substr("version__content", F("start") + 1, F("end") - F("start"))


def highlights_to_cite(claim: Claim, user: Anyone) -> WorkspaceRowQuerySet[Highlight]:
    """The highlights that `user` may cite for a claim: shared ones and their own, for an
    extracted claim in its source alone, without those that it cites already.
    """
    seen = Highlight.objects.visible_to(user).filter(workspace=claim.workspace)
    if claim.kind == Claim.Kind.EXTRACTED:
        seen = seen.filter(text__source=claim.source)
    cited = Citation.objects.existing().filter(claim=claim, highlight=OuterRef("pk"))
    return seen.exclude(Exists(cited))


def claims_to_cite(claims: QuerySet[Claim], highlight: Highlight) -> QuerySet[Claim]:
    """Those that a highlight may be cited for, which is none that another source says, each with
    `cites`: whether it is cited there already.
    """
    elsewhere = Q(kind=Claim.Kind.EXTRACTED) & ~Q(source=highlight.text.source)
    cited = Citation.objects.existing().filter(highlight=highlight, claim=OuterRef("pk"))
    return claims.exclude(elsewhere).annotate(cites=Exists(cited))


#: Words of a search that count.
MOST_WORDS = 20


def find_highlights(
    highlights: WorkspaceRowQuerySet[Highlight], q: str
) -> WorkspaceRowQuerySet[Highlight]:
    """Those with every word of `q` in what they mark, in the comment or in the source's key,
    the newest first, with all that their quotes need.
    """
    # PostgreSQL has no text with NUL in it.
    for word in q.replace("\0", " ").split()[:MOST_WORDS]:
        marked = Passage.objects.filter(highlight=OuterRef("pk"), exact__icontains=word)
        highlights = highlights.filter(
            Exists(marked)
            | Q(comment__icontains=word)
            | Q(text__source__citation_key__icontains=word)
        )
    return with_passages(highlights.order_by("-pk"))


def stance_used_last(user: User, workspace: Workspace) -> str:
    """That of what `user` cited last in a workspace; before that they support."""
    mine = Citation.objects.visible_to(user).filter(workspace=workspace, created_by=user)
    return mine.order_by("-pk").values_list("stance", flat=True).first() or Stance.SUPPORTS
