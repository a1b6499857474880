"""All writes to claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations.claims import values
from annotations.claims.models import Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, Question
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import Permission


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
