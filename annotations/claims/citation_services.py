"""All writes to citations."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations.claims.models import Citation, Claim, Strength
from annotations.highlights.models import Highlight
from project.people import services as people
from project.people.history import acting
from project.people.models import User
from project.people.permissions import NotPermitted, Permission


def cite(
    *,
    actor: User,
    claim: Claim,
    highlight: Highlight,
    stance: str,
    strength: str = Strength.UNGRADED,
    rationale: str = "",
    share: bool = False,
) -> Citation:
    """Cite a highlight for, against or on a claim.

    Citing a private highlight shares it, which needs its author and `share`. Raises
    ValidationError by field.
    """
    with acting(actor, claim.workspace, Permission.STATE_CLAIMS):
        highlight = _locked(actor, highlight)
        if highlight.sharing == Highlight.Sharing.PRIVATE:
            _share(actor, highlight, asked=share)
        if claim.citations.existing().filter(highlight=highlight).exists():
            raise ValidationError({"claim": _("This passage is already cited for this claim.")})
        citation = Citation(
            workspace=claim.workspace,
            created_by=actor,
            claim=claim,
            highlight=highlight,
            stance=stance,
            strength=strength,
            rationale=rationale.strip(),
        )
        citation.full_clean()
        citation.save()
    return citation


def change_citation(
    *, actor: User, citation: Citation, stance: str, strength: str, rationale: str
) -> Citation:
    """Regrade a citation or reword its rationale. Raises ValidationError by field."""
    with acting(actor, citation.workspace, Permission.STATE_CLAIMS):
        citation.stance = stance
        citation.strength = strength
        citation.rationale = rationale.strip()
        citation.full_clean()
        citation.save()
    return citation


@transaction.atomic
def restore_citation(*, actor: User, citation: Citation) -> None:
    """Undo the withdrawal of a citation. Raises ValidationError where its highlight has turned
    private, or is cited for this claim again.
    """
    highlight = _locked(actor, citation.highlight)
    if highlight.sharing == Highlight.Sharing.PRIVATE:
        raise ValidationError(_("This highlight is private now. Cite it anew to share it."))
    people.restore(actor=actor, row=citation)


def _locked(actor: User, highlight: Highlight) -> Highlight:
    """The highlight as it stands, kept from turning private or being deleted meanwhile."""
    locked = Highlight.objects.select_for_update().filter(pk=highlight.pk).first()
    # Asked anew once the lock is there: the source may be gone by then too.
    if locked is None or not Highlight.objects.visible_to(actor).filter(pk=locked.pk).exists():
        raise ValidationError({"highlight": _("This highlight is not there any more.")})
    return locked


def _share(actor: User, highlight: Highlight, *, asked: bool) -> None:
    if not highlight.editable_by(actor):
        raise NotPermitted(Permission.ANNOTATE)
    if not asked:
        raise ValidationError(
            {
                "share": _(
                    "This highlight is private. Citing it shares it with the"
                    " workspace: confirm that."
                )
            }
        )
    highlight.sharing = Highlight.Sharing.SHARED
    highlight.revision += 1
    highlight.save()
