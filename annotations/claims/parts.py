"""What highlights and citations add to the page and the list of sources, and to deleting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from annotations.claims.citation_queries import with_passages
from annotations.claims.models import Citation, Claim, Stance
from annotations.highlights.models import Highlight
from project.people.parts import Part
from sources.deleting import InUse
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
    }
    return Part("claims/_source_part.html", context)


def _claims_on(request: HttpRequest, source: Source) -> list[Resting]:
    """The claims that cite passages of a source, the newest first."""
    citations = Citation.objects.visible_to(request.user).filter(highlight__text__source=source)
    found: dict[int, Resting] = {}
    for citation in citations.select_related("claim").order_by("-claim", "stance"):
        citation.claim.workspace = source.workspace
        resting = found.setdefault(citation.claim_id, Resting(citation.claim, []))
        resting.stances = list(dict.fromkeys((*resting.stances, Stance(citation.stance))))
    return list(found.values())


def cited_sources(user: User | AnonymousUser, workspace: Workspace) -> Iterable[int]:
    """The flag `cited` of the list of sources."""
    citations = Citation.objects.visible_to(user).filter(workspace=workspace)
    return citations.order_by().values_list("highlight__text__source", flat=True).distinct()


def keep_cited(*, row: Source | Text, **_: Any) -> None:
    """Receiver of `deleting`: a cited passage keeps its source and text. Raises `InUse`."""
    resting = (
        {"highlight__text": row} if isinstance(row, Text) else {"highlight__text__source": row}
    )
    cited = Citation.objects.existing().filter(
        highlight__deleted_at=None, claim__deleted_at=None, **resting
    )
    if count := cited.count():
        raise InUse(count)
