"""What a bundle holds: the shared content of one dispute, read in a fixed order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from annotations.bundles import connected
from annotations.bundles.selection import Selection
from annotations.claims.citations.queries import with_quotes
from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.disputes.models import Account, AccountClaim, Dispute, Question
from annotations.highlights.models import Highlight, Passage, Placement
from annotations.reviews.models import OPEN_TO_ALL, Resolution, Review, ReviewRound
from annotations.reviews.queries import mark_moved_on, mark_replaced
from annotations.searches.models import SearchLog
from project.people.models import User
from project.people.rows import WorkspaceRow, WorkspaceRowQuerySet
from sources.records.models import Derivation, Source
from sources.tags.models import Tag
from sources.texts.models import Text, TextVersion

Row = TypeVar("Row", bound=WorkspaceRow)


class NothingToBundle(Exception):
    """The dispute is gone, or no longer open to whoever asked for the bundle."""

    def __init__(self) -> None:
        super().__init__(
            _("The dispute is gone, or no longer open to whoever asked for the bundle.")
        )


def select(dispute: Dispute, user: User) -> Selection:
    """What `user` may see of `dispute`, without anybody's private highlights, theirs included.

    A constant number of queries. What is deleted or withdrawn between two of them is left
    out, with the rows that lead to it. Raises `NothingToBundle`.
    """
    found = (
        _seen(Dispute, user)
        .select_related("workspace", "adjudicator")
        .filter(pk=dispute.pk)
        .first()
    )
    if found is None:
        raise NothingToBundle
    questions = list(_seen(Question, user).filter(dispute=found).order_by("position", "uid"))
    accounts = list(_seen(Account, user).filter(dispute=found).order_by("position", "uid"))
    claims = _claims(found, questions, user)
    citations = list(with_quotes(_seen(Citation, user).filter(claim__in=claims)).order_by("uid"))
    versions = _versions({each.highlight_id for each in citations if each.highlight_id}, user)
    texts = {version.text_id: version.text for version in versions}
    highlights = _highlights(citations, versions, user)
    logs = _search_logs(citations, user)
    derivations, sources = _sources(found, (*texts.values(), *claims, *citations, *logs), user)
    reached = _Reached(highlights, sources, logs)
    reviews = _reviews(questions, claims, user)
    outcomes = _seen(Resolution, user).filter(question__in=questions).select_related("question")
    resolutions = list(outcomes.order_by("created_at", "uid"))
    mark_moved_on([*reviews, *resolutions])
    mark_replaced(reviews, resolutions)
    selection = Selection(
        dispute=found,
        questions=questions,
        accounts=accounts,
        account_claims=_account_claims(accounts, claims, user),
        claims=claims,
        grounds=_grounds(claims, user),
        citations=[citation for citation in citations if reached.by(citation)],
        search_logs=logs,
        highlights=highlights,
        rounds=_rounds(found, reviews, user),
        reviews=reviews,
        resolutions=resolutions,
        sources=sources,
        derivations=derivations,
        authorities=connected.authorities(found.workspace, (*claims, *reviews, *resolutions)),
        texts=list(texts.values()),
        versions=versions,
    )
    for row in selection.rows():
        row.workspace = found.workspace  # Once for all, with the names that mentions need.
    return selection


@dataclass(frozen=True)
class _Reached:
    """What citations can lead to."""

    highlights: Sequence[Highlight]
    sources: Sequence[Source]
    logs: Sequence[SearchLog]

    @cached_property
    def _keys(self) -> tuple[set[int], set[int], set[int]]:
        rows = (self.highlights, self.sources, self.logs)
        highlights, sources, logs = ({row.pk for row in each} for each in rows)
        return highlights, sources, logs

    def by(self, citation: Citation) -> bool:
        highlights, sources, logs = self._keys
        return (
            citation.highlight_id in highlights
            or citation.source_id in sources
            or citation.search_log_id in logs
        )


def cited_texts(dispute: Dispute, user: User) -> list[Text]:
    """The texts with passages cited for the claims of a dispute, with their sources."""
    cited = Citation.objects.visible_to(user).filter(claim__question__dispute=dispute)
    texts = _seen(Text, user).filter(pk__in=cited.values("highlight__text"))
    return list(texts.select_related("source").order_by("source__citation_key", "uid"))


def _seen(model: type[Row], user: User) -> WorkspaceRowQuerySet[Row]:
    rows = cast("WorkspaceRowQuerySet[Row]", model.objects.all())
    return rows.visible_to(user).select_related("created_by")


def _claims(dispute: Dispute, questions: Sequence[Question], user: User) -> list[Claim]:
    """The claims that answer these questions, in order; then those that they are based on."""
    seen = _seen(Claim, user).select_related("question", "source", "split_from")
    answering = list(
        seen.filter(question__in=questions).order_by("question__position", "question__uid", "uid")
    )
    behind = connected.behind(
        {claim.pk for claim in answering},
        ClaimGround.objects.visible_to(user).filter(workspace=dispute.workspace),
        "claim",
        "ground",
    )
    return answering + list(seen.filter(pk__in=behind).order_by("uid"))


def _grounds(claims: Sequence[Claim], user: User) -> list[ClaimGround]:
    return list(
        ClaimGround.objects.visible_to(user)
        .filter(claim__in=claims, ground__in=claims)
        .select_related("claim", "ground")
        .order_by("claim__uid", "uid")
    )


def _search_logs(citations: Sequence[Citation], user: User) -> list[SearchLog]:
    cited = {citation.search_log_id for citation in citations if citation.search_log_id}
    return list(
        _seen(SearchLog, user).filter(pk__in=cited).select_related("source").order_by("uid")
    )


def _reviews(questions: Sequence[Question], claims: Sequence[Claim], user: User) -> list[Review]:
    judged = Q(question__in=questions) | Q(claim__in=claims)
    # A file goes from hand to hand, so what the adjudicator sees of an open blind round is not
    # in theirs either.
    return list(
        _seen(Review, user)
        .filter(judged, OPEN_TO_ALL)
        .select_related("claim", "question", "round__created_by", "round__dispute")
        .order_by("created_at", "uid")
    )


def _rounds(dispute: Dispute, reviews: Sequence[Review], user: User) -> list[ReviewRound]:
    """Those of the dispute, then those of other ones in which something here was judged."""
    seen = _seen(ReviewRound, user).select_related("dispute")
    own = list(seen.filter(dispute=dispute).order_by("number"))
    elsewhere = {each.round for each in reviews if each.round} - {*own}
    return own + sorted(elsewhere, key=lambda each: each.uid)


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
        .filter(pk__in={each.highlight_id for each in citations if each.highlight_id})
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


def _sources(
    dispute: Dispute, rows: Iterable[Text | Claim | Citation | SearchLog], user: User
) -> tuple[list[Derivation], list[Source]]:
    """The sources that these rows name with all that they depend on, and how they do."""
    named = {row.source_id for row in rows if row.source_id}
    links = Derivation.objects.visible_to(user).filter(workspace=dispute.workspace)
    behind = connected.behind(named, links, "source", "origin")
    # Sorted here: what comes first by letters depends on a database's collation.
    sources = sorted(
        _seen(Source, user).filter(pk__in=named | behind), key=lambda source: source.citation_key
    )
    derivations = list(
        _seen(Derivation, user)
        .filter(source__in=sources, origin__in=sources)
        .select_related("source", "origin")
        .order_by("uid")
    )
    return derivations, sources
