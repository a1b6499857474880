"""Whoever states a claim can take it back, with a reason. It stays visible, and weighs nothing."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.claims.models import Claim
from annotations.claims.services import lock
from project.people.history import acting
from project.people.models import User
from project.people.permissions import Permission


def retract(*, actor: User, claim: Claim, reason: str) -> Claim:
    """Take a claim back. Raises ValidationError by field."""
    with acting(actor, claim.workspace, Permission.STATE_CLAIMS):
        lock(claim)
        if claim.is_retracted:
            raise ValidationError(_("This claim is retracted already."))
        if not reason.strip():
            raise ValidationError({"reason": _("Say why it is retracted.")})
        claim.retracted_at = timezone.now()
        claim.retraction_reason = reason.strip()
        _save(claim)
    return claim


def unretract(*, actor: User, claim: Claim) -> Claim:
    """Let a retracted claim stand again; the history keeps the reason. Raises ValidationError."""
    with acting(actor, claim.workspace, Permission.STATE_CLAIMS):
        lock(claim)
        if not claim.is_retracted:
            raise ValidationError(_("This claim is not retracted."))
        claim.retracted_at = None
        claim.retraction_reason = ""
        _save(claim)
    return claim


def _save(claim: Claim) -> None:
    claim.revision += 1
    claim.clean_fields(exclude=["value"])
    claim.save(update_fields=["retracted_at", "retraction_reason", "revision"])
