"""All writes to claims and citations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations.claims import values
from annotations.claims.models import Citation, Claim, Strength
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, Question
from annotations.highlights.models import Highlight
from project.people import services as people
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted, Permission


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


@transaction.atomic
def restore_citation(*, actor: User, citation: Citation) -> None:
    """Undo the withdrawal of a citation. Raises ValidationError where its highlight has turned
    private, or is cited for this claim again.
    """
    highlight = _locked(actor, citation.highlight)
    if highlight.sharing == Highlight.Sharing.PRIVATE:
        raise ValidationError(_("This highlight is private now. Cite it anew to share it."))
    people.restore(actor=actor, row=citation)


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


def _fill(
    claim: Claim, *, statement: str, question: Question | None, value: dict[str, Any] | None
) -> None:
    claim.statement = statement.strip()
    _hold(question, claim)
    claim.question = question
    claim.value = _checked_value(question, value)
    claim.full_clean()


def _hold(question: Question | None, claim: Claim) -> None:
    """Keep the question from being deleted until the claim that answers it is saved."""
    if question is None or question.pk == claim.question_id:
        return
    locked = Question.objects.select_for_update(no_key=True).existing().filter(pk=question.pk)
    if not locked:
        raise ValidationError({"question": _("This question was deleted. Choose another.")})


def _checked_value(
    question: Question | None, value: dict[str, Any] | None
) -> dict[str, Any] | None:
    if question is None:
        if value is not None:
            raise ValidationError({"value": _("A value answers a question: choose which.")})
        return None
    if value is None:
        raise ValidationError({"value": _("Say how this claim answers the question.")})
    try:
        return values.parse(value, question).to_json()
    except values.InvalidValue as error:
        raise ValidationError({"value": str(error)}) from error
