"""What highlights and citations add to the page and the list of sources, and to deleting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import ngettext, ngettext_lazy

from annotations.claims.citations.queries import with_passages
from annotations.claims.models import Citation, Claim, Stance
from annotations.claims.roots import with_source_key
from annotations.highlights.models import Highlight
from annotations.searches.models import SearchLog
from project.people.parts import Part
from project.people.permissions import Permission, may
from sources.deleting import InUse
from sources.records.merging import Moved
from sources.records.models import Source
from sources.texts.models import Text

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace


#: Highlights and claims listed on the page of a source; the numbers count all of them.
MOST_LISTED = 8


@dataclass
class Resting:
    """A claim that rests on a source, and the stances of what it cites there."""

    claim: Claim
    stances: list[Stance]


def source_part(request: HttpRequest, source: Source) -> Part:
    """What is marked in a source, and which claims rest on it."""
    seen = Highlight.objects.visible_to(request.user).filter(text__source=source)
    latest = list(with_passages(seen.order_by("-pk")[:MOST_LISTED]))
    for highlight in latest:
        highlight.workspace = source.workspace
    claims = _claims_on(request, source)
    context = {
        "highlights": seen.count(),
        "latest": latest,
        "claims": len(claims),
        "resting": claims[:MOST_LISTED],
        "more_claims": claims[MOST_LISTED:],
        "can_state": may(request.user, source.workspace, Permission.STATE_CLAIMS),
    }
    return Part("claims/_source_part.html", context)


def _claims_on(request: HttpRequest, source: Source) -> list[Resting]:
    """The claims that cite a source, passages of it or searches in it, the newest first."""
    citations = Citation.objects.visible_to(request.user).filter(_resting_on(source))
    found: dict[int, Resting] = {}
    for citation in citations.select_related("claim").order_by("-claim", "stance"):
        citation.claim.workspace = source.workspace
        resting = found.setdefault(citation.claim_id, Resting(citation.claim, []))
        resting.stances = list(dict.fromkeys((*resting.stances, Stance(citation.stance))))
    return list(found.values())


def cited_sources(user: User | AnonymousUser, workspace: Workspace) -> Iterable[int]:
    """The flag `cited` of the list of sources."""
    citations = Citation.objects.visible_to(user).filter(workspace=workspace)
    found = with_source_key(citations).order_by().exclude(source_key=None)
    return found.values_list("source_key", flat=True).distinct()


def keep_cited(*, row: Source | Text, **_: Any) -> None:
    """Receiver of `deleting`: what is cited stays, and so does the source that a claim is
    extracted from, or in which a search was made. Raises `InUse`.
    """
    resting = Q(highlight__text=row) if isinstance(row, Text) else _resting_on(row)
    cited = Citation.objects.existing().filter(
        resting, highlight__deleted_at=None, claim__deleted_at=None
    )
    made_in = extracted = 0
    if isinstance(row, Source):
        made_in = SearchLog.objects.existing().filter(source=row).count()
        extracted = Claim.objects.existing().filter(source=row).count()
    if reasons := list(_in_words(cited.count(), made_in, extracted)):
        raise InUse(*reasons)


def _in_words(citations: int, searches: int, claims: int) -> Iterator[str]:
    """What rests on a source or text, in sentences."""
    if n := citations:
        told = ngettext("%(n)d citation rests on this.", "%(n)d citations rest on this.", n)
        yield told % {"n": n}
    if n := claims:
        told = ngettext(
            "%(n)d claim is extracted from it.", "%(n)d claims are extracted from it.", n
        )
        yield told % {"n": n}
    if n := searches:
        told = ngettext("%(n)d search was made in it.", "%(n)d searches were made in it.", n)
        yield told % {"n": n}


#: What follows a source that is merged into another.
MOVED_WITH_SOURCES = (
    Moved(
        Citation,
        "source",
        ngettext_lazy("%d citation of a place in it", "%d citations of places in it"),
        ("claim", "locator_label", "locator"),
    ),
    Moved(
        Claim, "source", ngettext_lazy("%d claim extracted from it", "%d claims extracted from it")
    ),
    Moved(SearchLog, "source", ngettext_lazy("%d search made in it", "%d searches made in it")),
)


def _resting_on(source: Source) -> Q:
    return Q(source=source) | Q(highlight__text__source=source) | Q(search_log__source=source)
