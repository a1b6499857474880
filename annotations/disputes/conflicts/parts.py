"""What conflicts and known roots add to the page of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import ngettext

from annotations.claims.citations.queries import with_quotes
from annotations.claims.models import Citation, Claim, Stance
from annotations.claims.roots import Lines, roots_of
from annotations.disputes.conflicts.question_queries import OtherAnswer, conflicts_with_claim
from project.people.parts import Part
from sources.records.models import Source

#: Conflicting answers that are listed at once.
MOST_LISTED = 5


def conflicts_part(request: HttpRequest, claim: Claim) -> Part:
    """The answers that conflict with the claim's own."""
    return Part("disputes/conflicts/_part.html", listed(conflicts_with_claim(claim, request.user)))


def listed(conflicts: Sequence[OtherAnswer]) -> dict[str, Any]:
    """Conflicts as templates show them: the first few, and how many more there are."""
    return {
        "conflicts": conflicts[:MOST_LISTED],
        "count": len(conflicts),
        "further": max(0, len(conflicts) - MOST_LISTED),
    }


def told(conflicts: Sequence[OtherAnswer]) -> str:
    """What a claim conflicts with, in a sentence."""
    count = len(conflicts)
    words = ngettext(
        "It conflicts with %(n)d other answer: %(reason)s.",
        "It conflicts with %(n)d other answers, the first: %(reason)s.",
        count,
    )
    return words % {"n": count, "reason": conflicts[0].reason}


def roots_part(request: HttpRequest, claim: Claim) -> Part:
    """The known roots behind a claim's citations, and which citations go back to each."""
    found = roots_of(Claim.objects.filter(pk=claim.pk), request.user, claim.workspace)
    own, whole = found.of(claim.pk), found.with_grounds(claim.pk)
    lines = whole if whole.citations > own.citations else own
    context = {
        "own": own,
        "with_grounds": whole if whole.citations > own.citations else None,
        "by_stance": [(Stance(key), each) for key, each in found.by_stance(claim.pk).items()],
        "roots": _named(request, claim, lines),
    }
    return Part("claims/_roots_part.html", context)


def _named(
    request: HttpRequest, claim: Claim, lines: Lines
) -> list[tuple[list[Source], list[Citation]]]:
    """Each root as its sources, with the citations that go back to it."""
    citations = with_quotes(Citation.objects.visible_to(request.user)).in_bulk(
        {key for keys in lines.roots.values() for key in keys}
    )
    sources = Source.objects.visible_to(request.user).in_bulk(
        {source for root in lines.roots for source in root}
    )
    for row in (*citations.values(), *sources.values()):
        row.workspace = claim.workspace
    return [
        (
            [sources[key] for key in root if key in sources],
            [citations[key] for key in keys if key in citations],
        )
        for root, keys in lines.roots.items()
    ]
