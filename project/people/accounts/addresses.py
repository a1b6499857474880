"""E-mail addresses are confirmed by a signed link, and changed by confirming the new one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from project.people.accounts.models import User
from project.people.history import attributed

SALT = "people.address"
#: How long a link works.
VALID = timedelta(days=7)


class LinkUseless(Exception):
    """This link was used already, is too old, or is not whole."""


def token_for(user: User, address: str) -> str:
    """What the link carries. It is worth nothing once any address was confirmed after it."""
    return signing.dumps([str(user.uid), address, *_state(user)], salt=SALT)


def read(token: str) -> tuple[User, str]:
    """The person and the address that is to be confirmed. Raises `LinkUseless`."""
    try:
        uid, address, *state = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature as error:
        raise LinkUseless from error
    user = User.objects.filter(uid=UUID(uid), is_active=True).first()
    if user is None or (state != _state(user) and not _is_done(user, address)):
        raise LinkUseless
    return user, address


def check_free(actor: User, address: str) -> None:
    """Raise ValidationError where somebody else signs in with this address."""
    if User.objects.filter(email__iexact=address).exclude(pk=actor.pk).exists():
        raise ValidationError(_("Somebody already signs in with this address."))


def confirm(*, user: User, address: str) -> User:
    """Make `address`, whose mail somebody could read, the one that `user` signs in with.

    Raises ValidationError where somebody else has taken it meanwhile.
    """
    if not _is_done(user, address):
        user.email = address
        user.email_confirmed_at = timezone.now()
        with attributed(str(user.uid)):
            user.full_clean()
            user.save(update_fields=["email", "email_confirmed_at"])
    return user


def _state(user: User) -> list[str]:
    confirmed = user.email_confirmed_at
    return [user.email, confirmed.isoformat() if confirmed else ""]


def _is_done(user: User, address: str) -> bool:
    return user.email == address and user.email_confirmed_at is not None
