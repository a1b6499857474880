"""Closing an account: the person becomes a pseudonym, and what they made stays under it."""

from __future__ import annotations

from typing import Any

import pgtrigger
from axes.utils import reset as forget_failures
from django.core.exceptions import ValidationError
from django.db import models
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from project.people.accounts import services
from project.people.accounts.models import User
from project.people.history import attributed
from project.people.models import AccessToken, Invitation, Membership, Workspace
from project.people.permissions import Role

#: Sent with `user` in the transaction that closes an account, before anything is erased, to
#: whoever keeps more about people than this app knows of.
closing = Signal()


class OnlyOwner(ValidationError):
    """A workspace always keeps an owner; `workspaces` would have none."""

    def __init__(self, workspaces: list[Workspace]) -> None:
        self.workspaces = workspaces
        names = ", ".join(f"“{workspace}”" for workspace in workspaces)
        super().__init__(
            _("You are the only owner of %(names)s. Make somebody else an owner first.")
            % {"names": names}
        )


def owned_alone(user: User) -> list[Workspace]:
    """The workspaces that would have no owner without `user`, by name."""
    others = Membership.objects.filter(workspace=models.OuterRef("pk"), role=Role.OWNER)
    return list(
        Workspace.objects.filter(
            ~models.Exists(others.exclude(user=user)),
            memberships__in=Membership.objects.filter(user=user, role=Role.OWNER),
            deleted_at=None,
        ).order_by("name", "pk")
    )


def close_account(*, actor: User) -> None:
    """End `actor`'s account for good, and erase who it was. Raises `OnlyOwner`."""
    with attributed(str(actor.uid)):
        _lock_ownerships(actor)
        if alone := owned_alone(actor):
            raise OnlyOwner(alone)
        closing.send(User, user=actor)
        _forget_address(actor.email)
        _forget_tokens(actor)
        Membership.objects.filter(user=actor).delete()
        services.end_sessions(actor=actor)
        _become_a_pseudonym(actor)


def _lock_ownerships(actor: User) -> None:
    # As in ending a membership: of two owners who go at once the second is refused.
    mine = Membership.objects.filter(user=actor, role=Role.OWNER)
    owners = Membership.objects.filter(workspace__in=mine.values("workspace"), role=Role.OWNER)
    list(owners.order_by("pk").select_for_update())


def _become_a_pseudonym(user: User) -> None:
    # The last digits of the uid are its random ones, and known to all already.
    name = user.uid.hex[-12:]
    pseudonym: dict[str, Any] = {
        "email": f"{name}@closed.invalid",
        "email_confirmed_at": None,
        "display_name": f"Former member {name[-6:]}",
        "handle": f"former-{name}",
        "orcid": "",
        "language": "",
        "time_zone": "",
        "digest": User.Digest.NEVER,
        "unmailed": [],
    }
    for field, value in pseudonym.items():
        setattr(user, field, value)
    user.is_active = False
    user.closed_at = timezone.now()
    user.last_login = None
    user.set_unusable_password()
    user.save()
    _rewrite_events(User, {"id": user.pk}, pseudonym)


def _forget_address(address: str) -> None:
    invitations = Invitation.objects.filter(email__iexact=address)
    invitations.update(email="")
    _rewrite_events(Invitation, {"email__iexact": address}, {"email": ""})
    forget_failures(username=address.lower())


def _forget_tokens(user: User) -> None:
    tokens = AccessToken.objects.filter(user=user)
    tokens.filter(revoked_at=None).update(revoked_at=timezone.now())
    tokens.update(name="")
    _rewrite_events(AccessToken, {"user": user}, {"name": ""})


def _rewrite_events(
    model: type[models.Model], which: dict[str, Any], values: dict[str, Any]
) -> None:
    """Erase in the history what told who it was: the events stay, without it."""
    events = model.pgh_event_model  # type: ignore[attr-defined]
    with pgtrigger.ignore(f"{events._meta.label}:append_only"):
        events.objects.filter(**which).update(**values)
