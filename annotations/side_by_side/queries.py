"""Two texts side by side: which blocks correspond, and what disputes cite in both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Dispute
from annotations.highlights.models import Placement
from sources.parallels.queries import alignment_of, related_texts
from sources.texts.inline import Insertions
from sources.texts.models import Text, TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


@dataclass(frozen=True)
class Passages:
    """What is cited in one text: each place with its stance and the number of its claim."""

    #: Start and end in code points, stance.
    rows: list[tuple[int, int, str]]
    insertions: Insertions


@dataclass(frozen=True)
class Sides:
    """What is cited in both texts, and the claims it is cited to, numbered from 1."""

    left: Passages
    right: Passages
    claims: list[tuple[int, Claim]]


def anchors(left: TextVersion, right: TextVersion, user: Anyone) -> list[tuple[int, int]]:
    """Where corresponding blocks begin in both, in code points; nothing for texts of which
    neither is a translation or edition of the other.
    """
    for related in related_texts([left.text], user)[left.text_id]:
        if related.other.pk == right.text_id:
            relation = related.relation
            is_original = relation.original_id == left.text_id
            versions = (left, right) if is_original else (right, left)
            originals, texts = (version.document.text_blocks for version in versions)
            pairs = [
                (originals[bead.original.start].start, texts[bead.text.start].start)
                for bead in alignment_of(relation, *versions).beads
                if bead.original and bead.text
            ]
            return pairs if is_original else [(one, other) for other, one in pairs]
    return []


def cited_in(left: TextVersion, right: TextVersion, dispute: Dispute | None, user: Anyone) -> Sides:
    """What claims, or those of one dispute, cite in two versions, as far as `user` sees."""
    citations = Citation.objects.visible_to(user).filter(
        highlight__text__in=[left.text_id, right.text_id],
        claim__retracted_at=None,
        claim__merged_into=None,
    )
    if dispute:
        citations = citations.filter(claim__question__dispute=dispute)
    claims: dict[int, tuple[int, Claim]] = {}
    cited: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for citation in citations.select_related("claim").order_by("claim", "pk"):
        citation.claim.workspace = left.workspace
        number, _claim = claims.setdefault(citation.claim_id, (len(claims) + 1, citation.claim))
        assert citation.highlight_id is not None
        cited[citation.highlight_id].append((number, citation.stance))
    return Sides(_passages(left, cited), _passages(right, cited), list(claims.values()))


def _passages(version: TextVersion, cited: dict[int, list[tuple[int, str]]]) -> Passages:
    """A passage that is cited twice is drawn by its first stance and bears both numbers."""
    places = (
        Placement.objects.filter(version=version, passage__highlight__in=cited)
        .exclude(status=Placement.Status.ORPHANED)
        .order_by("start", "pk")
        .values_list("start", "end", "passage__highlight", "passage__highlight__uid")
    )
    rows: list[tuple[int, int, str]] = []
    links: dict[int, list[SafeString]] = defaultdict(list)
    for start, end, highlight, uid in places:
        assert start is not None
        assert end is not None
        rows.append((start, end, cited[highlight][0][1]))
        links[end] += [
            _link(version, str(uid), number, stance) for number, stance in cited[highlight]
        ]
    # Joined from what `format_html` made.
    return Passages(rows, {end: mark_safe("".join(found)) for end, found in links.items()})  # noqa: S308


def _link(version: TextVersion, highlight: str, number: int, stance: str) -> SafeString:
    """A link without text, so that it may stand inside a block: CSS writes its number."""
    label = _("Claim %(number)d, to the passage") % {"number": number}
    url = f"{version.workspace.get_absolute_url()}highlights/{highlight}/"
    return format_html(
        '<a class="cited-at {}" id="cited-{}-{}" href="{}" data-number="{}" aria-label="{}"></a>',
        *(stance, highlight, number, url, number, label),
    )


def texts_cited(dispute: Dispute, user: Anyone) -> QuerySet[Text]:
    """The texts that claims of a dispute cite."""
    citations = Citation.objects.visible_to(user).filter(
        claim__question__dispute=dispute, claim__merged_into=None
    )
    seen = Text.objects.visible_to(user).select_related("source")
    return seen.filter(pk__in=citations.values("highlight__text")).order_by("source", "pk")


def disputes_citing(texts: Sequence[Text], user: Anyone) -> QuerySet[Dispute]:
    """The disputes whose claims cite any of some texts."""
    citations = Citation.objects.visible_to(user).filter(highlight__text__in=texts)
    disputes = Dispute.objects.visible_to(user)
    return disputes.filter(pk__in=citations.values("claim__question__dispute"))
