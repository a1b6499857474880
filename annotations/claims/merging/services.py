"""Two claims found to say the same become one, without losing a citation.

The one merged away is kept, deleted, and points to the survivor in `merged_into`; its address
leads there. Where both cite the same, the survivor's citation takes over the other one's reasons
and grades, as chosen; the other one stays behind with its claim, so that undoing loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.claims.citations.locators import one_dash
from annotations.claims.grounds.services import lock_workspace, refuse_circles
from annotations.claims.merging.moving import take_back, take_over, target_of
from annotations.claims.merging.splitting import GONE
from annotations.claims.models import Citation, Claim
from annotations.claims.services import lock
from project.people import services as people
from project.people.history import acting, events
from project.people.merged import context_of
from project.people.models import User
from project.people.permissions import Permission

#: What whoever cites says of a citation, beside the reasons; and the place, where they correct it.
GRADES = ("stance", "strength", "source_grade", "information", "evidence")
PLACE = ("locator_label", "locator")


class CannotMerge(ValidationError):
    """Two claims do not say the same, or are not of one source."""


class NotMerged(ValidationError):
    """This claim was not merged into another, or is already by itself again."""

    def __init__(self) -> None:
        super().__init__(_("This claim was not merged into another."))


class MergedOn(ValidationError):
    """The survivor was merged into another in turn, and so holds nothing to give back."""

    def __init__(self, survivor: Claim) -> None:
        told = _(
            "This claim was merged into “%(claim)s”, which was merged into another one since. Take"
            " that apart first."
        )
        super().__init__(told % {"claim": survivor})


class Keep(StrEnum):
    """Which reasons and grades stay where both claims cite the same."""

    #: The survivor's alone.
    SURVIVOR = "survivor"
    #: Those of the claim that is merged away.
    MERGED = "merged"
    #: The survivor's grades, filled up from the other's, and the reasons of both.
    BOTH = "both"


@dataclass(frozen=True)
class Pair:
    """Two citations of the same on two claims."""

    survivor: Citation
    merged: Citation

    @property
    def differs(self) -> bool:
        """Whether anything is to be chosen between them."""
        return _said(self.survivor) != _said(self.merged)


def why_not(merged: Claim, survivor: Claim) -> str:
    """Why two claims cannot become one, in words; empty where they can."""
    if merged.pk == survivor.pk:
        return _("A claim cannot be merged with itself.")
    if merged.is_retracted or survivor.is_retracted:
        return _("One of these claims is retracted. Take that back first, or leave it as it is.")
    is_part = survivor.pk == merged.split_from_id or merged.pk == survivor.split_from_id
    if merged.kind != survivor.kind or (merged.kind == Claim.Kind.CONCLUDED and not is_part):
        return _(
            "Only claims extracted from a source are merged. Let a concluded claim be based on"
            " others instead."
        )
    if merged.source_id != survivor.source_id:
        return _(
            "These claims are extracted from two sources. That several sources say the same is"
            " what a claim concluded from them says."
        )
    if is_part:
        return ""
    if merged.question_id and survivor.question_id not in (None, merged.question_id):
        return _("These claims answer two questions.")
    if merged.polarity != survivor.polarity:
        return _("One of these claims affirms what the other denies.")
    return ""


def pairs_of(merged: Claim, survivor: Claim) -> list[Pair]:
    """What both claims cite."""
    held = {target_of(citation): citation for citation in survivor.citations.existing()}
    return [
        Pair(held[target_of(citation)], citation)
        for citation in merged.citations.existing()
        if target_of(citation) in held
    ]


def merge(
    *,
    actor: User,
    merged: Claim,
    survivor: Claim,
    keep: Mapping[UUID, str] | None = None,
) -> Claim:
    """Merge one claim into another, which keeps its words, and its answer where it has one.

    `keep` names a `Keep` for citations of the survivor, by uid; both reasons are kept unless
    told. Raises `CannotMerge`, `CircularGrounds`, and ValidationError by field.
    """
    with acting(actor, survivor.workspace, Permission.STATE_CLAIMS):
        lock_workspace(survivor.workspace)
        lock(merged, survivor)
        if problem := why_not(merged, survivor):
            raise CannotMerge(problem)
        _ask_keepers(actor, merged)
        if survivor.question is None and merged.question is not None:
            survivor.question, survivor.value = merged.question, merged.value
        survivor.revision += 1
        survivor.save()
        _require_citations(survivor, keep or {})
        for pair in pairs_of(merged, survivor):
            _settle(pair, Keep((keep or {}).get(pair.survivor.uid, Keep.BOTH)))
        take_over(merged, survivor)
        refuse_circles(survivor)
        merged.merged_into = survivor
        merged.deleted_at = timezone.now()
        merged.save(update_fields=["merged_into", "deleted_at"])
    return survivor


def unmerge(*, actor: User, claim: Claim) -> Claim:
    """Make a merged claim one by itself again, with what it brought along.

    The survivor says again what it said before, unless somebody changed that since; what has
    moved on stays where it is. Raises `NotMerged` and `MergedOn`.
    """
    with acting(actor, claim.workspace, Permission.STATE_CLAIMS):
        claim = (
            Claim.objects.select_for_update(of=("self",))
            .select_related("workspace", "merged_into")
            .get(pk=claim.pk)
        )
        survivor = claim.merged_into
        if survivor is None:
            raise NotMerged
        if survivor.merged_into_id is not None:
            raise MergedOn(survivor)
        context = context_of(claim, survivor)
        _put_back(survivor, ("question_id", "value"), context)
        for citation in survivor.citations.existing():
            _put_back(citation, (*GRADES, *PLACE, "rationale"), context)
        take_back(claim, survivor)
        claim.merged_into = None
        claim.deleted_at = None
        claim.save(update_fields=["merged_into", "deleted_at"])
    return claim


def _require_citations(claim: Claim, uids: Iterable[UUID]) -> None:
    """What is chosen between are citations of the claim."""
    if set(uids) - set(claim.citations.existing().values_list("uid", flat=True)):
        raise ValidationError({"keep": GONE})


def _said(citation: Citation) -> list[str]:
    said = [getattr(citation, name) for name in (*GRADES, "locator_label", "rationale")]
    return [*said, one_dash(citation.locator)]


def _settle(pair: Pair, keep: Keep) -> None:
    """Let the survivor's citation say what was chosen."""
    if keep == Keep.SURVIVOR or not pair.differs:
        return
    kept, other = pair.survivor, pair.merged
    for name in GRADES:
        if keep == Keep.MERGED or getattr(kept, name) in ("", "ungraded"):
            setattr(kept, name, getattr(other, name))
    if other.locator and (keep == Keep.MERGED or not kept.locator):
        kept.locator_label, kept.locator = other.locator_label, other.locator
    reasons = [other.rationale] if keep == Keep.MERGED else [kept.rationale, other.rationale]
    kept.rationale = "\n\n".join(dict.fromkeys(filter(None, reasons)))
    kept.revision += 1
    kept.full_clean()
    kept.save()


def _ask_keepers(actor: User, merged: Claim) -> None:
    """Whatever must stay in sight, such as verdicts, keeps a claim from being merged away."""
    try:
        people.deleting.send(sender=Claim, row=merged, actor=actor)
    except people.Kept as kept:
        reason = _("The claim that would be merged away has to stay. %(why)s")
        raise CannotMerge(reason % {"why": kept}) from kept


def _put_back(row: Claim | Citation, names: Iterable[str], context: UUID | None) -> None:
    """Let a row say what it said before the act of that context, if that was its last change."""
    last = list(events(type(row)).filter(pgh_obj_id=row.pk).order_by("-pgh_id")[:2])
    if len(last) < 2 or last[0].pgh_context_id != context:
        return
    if all(getattr(row, name) == getattr(last[1], name) for name in names):
        return
    for name in names:
        setattr(row, name, getattr(last[1], name))
    row.revision += 1
    row.save()
