"""All writes to invitations: links that make whoever opens them a member, once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from project.people.accounts.models import User
from project.people.history import acting, attributed
from project.people.permissions import NotPermitted, Permission, Role, Scope
from project.people.workspaces.models import Invitation, Membership, Workspace

#: Days that a link may work, as owners choose.
DAYS = (1, 7, 30)

#: Sent in the transaction that makes an invitation for the confirmed address of somebody, with
#: `invitation`, `actor` and `recipient`. The recipient accepts at `people:invitation`, without
#: the secret.
invited = Signal()


class Closed(StrEnum):
    """Why an invitation cannot be accepted."""

    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"
    #: It is meant for another address.
    ANOTHERS = "anothers"
    #: It is meant for this address, which nobody has confirmed.
    UNCONFIRMED = "unconfirmed"


class InvitationClosed(Exception):
    """This invitation cannot be accepted, for the `reason` given."""

    def __init__(self, reason: Closed) -> None:
        self.reason = reason
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """What to tell whoever tried."""
        return {
            Closed.ACCEPTED: _("This invitation was used already."),
            Closed.REVOKED: _("This invitation was withdrawn."),
            Closed.EXPIRED: _("This invitation has expired."),
            Closed.ANOTHERS: _("This invitation is meant for another e-mail address than yours."),
            Closed.UNCONFIRMED: _(
                "This invitation is meant for your e-mail address, which is not confirmed yet."
                " Confirm it first, or open the link that you were sent."
            ),
        }[self.reason]


class AlreadyMember(Exception):
    """You are a member of this workspace already."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        super().__init__(_("You are a member of this workspace already."))


def create_invitation(
    *, actor: User, workspace: Workspace, role: Role, days: int, email: str = ""
) -> tuple[Invitation, str]:
    """An invitation for `days` and its secret, which is nowhere stored and cannot be shown again.

    With an address, nobody else can accept it. Raises ValidationError by field.
    """
    if days not in DAYS:
        raise ValidationError({"days": _("Choose how long the link works.")})
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        workspace=workspace,
        created_by=actor,
        role=role,
        email=User.objects.normalize_email(email.strip()),
        digest=_digest(secret),
        expires_at=timezone.now() + timedelta(days=days),
    )
    recipient = _somebody_at(email)
    if recipient and workspace.memberships.filter(user=recipient).exists():
        raise ValidationError({"email": _("This person is a member already.")})
    with acting(actor, workspace, Permission.MANAGE):
        invitation.full_clean()
        invitation.save()
        if recipient and recipient.email_confirmed_at:
            invited.send(Invitation, invitation=invitation, actor=actor, recipient=recipient)
    return invitation, secret


def revoke_invitation(*, actor: User, invitation: Invitation) -> None:
    """Withdraw an invitation; one that was accepted stays as it is."""
    with acting(actor, invitation.workspace, Permission.MANAGE):
        locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if locked.accepted_at is None and locked.revoked_at is None:
            locked.revoked_at = timezone.now()
            locked.save(update_fields=["revoked_at"])


def with_secret(secret: str) -> Invitation | None:
    """The invitation that a link leads to, workspace at hand; that of a deleted one is gone."""
    found = Invitation.objects.filter(digest=_digest(secret), workspace__deleted_at=None)
    return found.select_related("workspace", "created_by").first()


def accept_invitation(
    *, actor: User, invitation: Invitation, with_secret: bool = False
) -> Membership:
    """Become a member. Raises `InvitationClosed`, `AlreadyMember`.

    Without the secret it must be meant for the address that `actor` has confirmed.
    """
    if actor.scope is not Scope.WRITE:
        raise NotPermitted(Permission.MANAGE)
    with attributed(str(actor.uid)):
        # Locked, so that of two who open one link at once the second is told.
        locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
        check(actor, locked, with_secret=with_secret)
        membership, made = Membership.objects.get_or_create(
            workspace=invitation.workspace, user=actor, defaults={"role": locked.role}
        )
        if not made:
            raise AlreadyMember(invitation.workspace)
        locked.accepted_at, locked.accepted_by = timezone.now(), actor
        locked.save(update_fields=["accepted_at", "accepted_by"])
    return membership


def check(actor: User, invitation: Invitation, *, with_secret: bool) -> None:
    """Raise `InvitationClosed` or `AlreadyMember` where `actor` could not accept it."""
    if Membership.objects.filter(workspace=invitation.workspace_id, user=actor).exists():
        raise AlreadyMember(invitation.workspace)
    if reason := closed(invitation):
        raise InvitationClosed(reason)
    if invitation.email.lower() not in ("", actor.email.lower()):
        raise InvitationClosed(Closed.ANOTHERS)
    if not with_secret and not invitation.email:
        raise InvitationClosed(Closed.ANOTHERS)
    if not with_secret and actor.email_confirmed_at is None:
        raise InvitationClosed(Closed.UNCONFIRMED)


def closed(invitation: Invitation) -> Closed | None:
    """Why nobody can accept it, or None."""
    if invitation.accepted_at:
        return Closed.ACCEPTED
    if invitation.expires_at <= timezone.now():
        return Closed.EXPIRED
    if not Invitation.objects.open().filter(pk=invitation.pk).exists():
        return Closed.REVOKED
    return None


def _somebody_at(email: str) -> User | None:
    if not email.strip():
        return None
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
