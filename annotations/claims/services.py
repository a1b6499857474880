"""All writes to claims and citations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from annotations.claims import values
from annotations.claims.models import Citation, Claim, Strength
from annotations.disputes import services as disputes
from annotations.highlights.models import Highlight
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted, Permission

if TYPE_CHECKING:
    from annotations.disputes.models import Account, Question


def create_claim(
    *,
    actor: User,
    workspace: Workspace,
    statement: str,
    question: Question | None = None,
    value: dict[str, Any] | None = None,
    accounts: Iterable[Account] = (),
) -> Claim:
    """A claim; with a question it carries a value of the question's kind, and may belong to
    accounts of the question's dispute.

    `value` has the JSON form of `annotations.claims.values`. Raises ValidationError by field.
    """
    with acting(actor, workspace, Permission.STATE_CLAIMS):
        claim = Claim(workspace=workspace, created_by=actor)
        _fill(claim, statement=statement, question=question, value=value)
        claim.save()
        disputes.set_accounts(actor=actor, claim=claim, accounts=accounts)
    return claim


def change_claim(
    *,
    actor: User,
    claim: Claim,
    statement: str,
    question: Question | None,
    value: dict[str, Any] | None,
    accounts: Iterable[Account] | None = None,
) -> Claim:
    """Reword a claim, or change what it answers and how. Raises ValidationError by field.

    Without `accounts` it stays in those of its question's dispute.
    """
    with acting(actor, claim.workspace, Permission.STATE_CLAIMS):
        _fill(claim, statement=statement, question=question, value=value)
        claim.save()
        if accounts is None:
            dispute = question.dispute_id if question else None
            accounts = claim.accounts.existing().filter(dispute=dispute)
        disputes.set_accounts(actor=actor, claim=claim, accounts=accounts)
    return claim


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
        # The lock keeps the highlight from turning private or being deleted meanwhile.
        highlight = Highlight.objects.select_for_update().visible_to(actor).get(pk=highlight.pk)
        if highlight.sharing == Highlight.Sharing.PRIVATE:
            _share(actor, highlight, asked=share)
        if claim.citations.existing().filter(highlight=highlight).exists():
            raise ValidationError({"claim": "This passage is already cited for this claim."})
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


def _share(actor: User, highlight: Highlight, *, asked: bool) -> None:
    if not highlight.editable_by(actor):
        raise NotPermitted(Permission.ANNOTATE)
    if not asked:
        raise ValidationError(
            {
                "share": "This highlight is private. Citing it shares it with the"
                " workspace: confirm that."
            }
        )
    highlight.sharing = Highlight.Sharing.SHARED
    highlight.revision += 1
    highlight.save()


def _fill(
    claim: Claim, *, statement: str, question: Question | None, value: dict[str, Any] | None
) -> None:
    claim.statement = statement.strip()
    claim.question = question
    claim.value = _checked_value(question, value)
    claim.full_clean()


def _checked_value(
    question: Question | None, value: dict[str, Any] | None
) -> dict[str, Any] | None:
    if question is None:
        if value is not None:
            raise ValidationError({"value": "A value answers a question: choose which."})
        return None
    if value is None:
        raise ValidationError({"value": "Say how this claim answers the question."})
    try:
        return values.parse(value, question).to_json()
    except values.InvalidValue as error:
        raise ValidationError({"value": str(error)}) from error
