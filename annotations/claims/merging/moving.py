"""What belongs to one claim goes to another: citations, accounts, and what rests on it.

What moved is not written down a second time: the rows that one act changed share a context in
the history, and `take_back` moves just those back. A citation says in `moved_from` for which
claim it was made.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from annotations.claims.citations.locators import one_dash
from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.disputes.models import AccountClaim
from project.people.history import events
from project.people.merged import context_of
from project.people.rows import WorkspaceRow

#: What of a citation names its target. A passage is one target wherever it is said to stand.
Target = tuple[int | None, int | None, str, str, int | None]


def target_of(citation: Citation) -> Target:
    """What a citation cites, equal where two cite the same."""
    if citation.highlight_id is not None:
        return (citation.highlight_id, None, "", "", None)
    return (
        None,
        citation.source_id,
        citation.locator_label,
        one_dash(citation.locator),
        citation.search_log_id,
    )


def move_citations(citations: Iterable[int], to: Claim) -> None:
    """Let the citations with these keys stand on another claim."""
    made_for = Case(
        When(moved_from=to, then=Value(None)),
        default=Coalesce(F("moved_from"), F("claim")),
    )
    Citation.objects.filter(pk__in=list(citations)).update(claim=to, moved_from=made_for)


def move_accounts(links: QuerySet[AccountClaim], to: Claim) -> None:
    """Let another claim belong to these accounts; those that it belongs to already stay."""
    held = AccountClaim.objects.filter(claim=to).values("account")
    links.exclude(account__in=list(held.values_list("account", flat=True))).update(claim=to)


def take_over(giver: Claim, taker: Claim) -> None:
    """Move all that `giver` has to `taker`; of what both have, `taker`'s stays."""
    held = {target_of(citation) for citation in taker.citations.existing()}
    moving = (
        citation.pk
        for citation in giver.citations.all()
        if citation.deleted_at is not None or target_of(citation) not in held
    )
    move_citations(moving, taker)
    dispute = taker.question.dispute_id if taker.question else None
    move_accounts(AccountClaim.objects.filter(claim=giver, account__dispute=dispute), taker)
    for end, other in (("ground", "claim"), ("claim", "ground")):
        links = ClaimGround.objects.existing()
        known = links.filter(**{end: taker}).values_list(other, flat=True)
        mine = links.filter(**{end: giver}).exclude(**{f"{other}__in": [*known, taker.pk]})
        mine.update(**{end: taker})


def take_back(giver: Claim, taker: Claim) -> None:
    """Undo the last `take_over` between the two, as far as nobody moved anything on since."""
    context = context_of(giver, taker)
    move_citations(_moved(Citation, "claim", giver, taker, context), giver)
    for model, field in ((AccountClaim, "claim"), (ClaimGround, "ground"), (ClaimGround, "claim")):
        keys = _moved(model, field, giver, taker, context)
        model.objects.filter(pk__in=keys).update(**{field: giver})


def _moved(
    model: type[WorkspaceRow], field: str, giver: Claim, taker: Claim, context: UUID | None
) -> list[int]:
    """The rows that came from the one to the other in that context, and are there still."""
    before = events(model).filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    came = (
        events(model)
        .filter(**{field: taker}, pgh_context_id=context)
        .annotate(came_from=Subquery(before.order_by("-pgh_id").values(field)[:1]))
        .filter(came_from=giver.pk)
    )
    moved = model.objects.filter(pk__in=came.values("pgh_obj_id"), **{field: taker})
    return list(moved.values_list("pk", flat=True))
