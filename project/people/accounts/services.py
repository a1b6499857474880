"""Writes to people, their sessions and their access tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

from axes.utils import reset as forget_failures
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from project.people.accounts import handles, orcid, time_zones
from project.people.accounts.models import AccessToken, Session, User
from project.people.history import attributed
from project.people.permissions import Scope

#: Begins every access token, so that a leaked one can be recognised.
TOKEN_PREFIX = "tst_"


def create_user(
    *,
    email: str,
    password: str,
    display_name: str = "",
    language: str = "",
    time_zone: str = "",
    attributed_to: str = "",
) -> User:
    """A person who can sign in; attributed to themselves unless told. ValidationError by field."""
    user = User(
        email=User.objects.normalize_email(email.strip()),
        display_name=display_name.strip() or email.split("@")[0],
        language=language,
        time_zone=time_zone if time_zone in time_zones.names() else "",
    )
    user.handle = handles.propose(user.display_name, _handles())
    user.set_password(password)
    user.full_clean()
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    with attributed(attributed_to or str(user.uid)):
        user.save()
    return user


def _handles() -> set[str]:
    return set(User.objects.values_list("handle", flat=True))


def change_profile(*, actor: User, **fields: str) -> User:
    """Change what is given of what others see of `actor` and of how pages are shown to them.

    Raises ValidationError by field.
    """
    if actor.scope is not Scope.WRITE:
        raise PermissionDenied(_("This needs an access token that may write."))
    for name, value in fields.items():
        setattr(actor, name, PROFILE[name](value))
    with attributed(str(actor.uid)):
        actor.full_clean()
        actor.save(update_fields=list(fields))
    return actor


def _stripped(value: str) -> str:
    return value.strip()


def _handle(value: str) -> str:
    return value.strip().removeprefix("@")


def _orcid(value: str) -> str:
    try:
        return orcid.bare(value) if value.strip() else ""
    except ValidationError as error:
        raise ValidationError({"orcid": error.messages}) from error


def _language(value: str) -> str:
    if value and value not in dict(settings.LANGUAGES):
        raise ValidationError({"language": [_("Pages are not there in this language.")]})
    return value


def _time_zone(value: str) -> str:
    if value and value not in time_zones.names():
        raise ValidationError({"time_zone": [_("There is no such time zone.")]})
    return value


#: What people say about themselves, and how it is put before it is kept.
PROFILE: dict[str, Callable[[str], str]] = {
    "display_name": _stripped,
    "handle": _handle,
    "orcid": _orcid,
    "language": _language,
    "time_zone": _time_zone,
    "digest": _stripped,
}


def set_password(*, user: User, password: str, keep: Session | None = None) -> None:
    """Give `user` this new, valid password and end their sessions, all but `keep`."""
    with attributed(str(user.uid)):
        user.set_password(password)
        user.save(update_fields=["password"])
        end_sessions(actor=user, besides=keep)
    forget_failures(username=user.email.lower())


def end_session(*, actor: User, session: Session) -> None:
    """Sign a person out of one browser."""
    if session.user_id != actor.pk:
        raise PermissionDenied
    session.delete()


def end_sessions(*, actor: User, besides: Session | None = None) -> int:
    """Sign a person out wherever they are signed in; returns how many sessions that ends."""
    sessions = Session.objects.filter(user=actor)
    if besides is not None:
        sessions = sessions.exclude(pk=besides.pk)
    ended, _by_model = sessions.delete()
    return ended


def create_token(*, actor: User, name: str, scope: str) -> tuple[AccessToken, str]:
    """An access token and its secret, which is nowhere stored and cannot be shown again."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = AccessToken(user=actor, name=name.strip(), scope=scope, digest=token_digest(secret))
    token.full_clean()
    with attributed(str(actor.uid)):
        token.save()
    return token, secret


def revoke_token(*, actor: User, token: AccessToken) -> None:
    """Close the door that `token` opens, at once and for good."""
    if token.user_id != actor.pk:
        raise PermissionError("A token is revoked by its owner alone.")
    with attributed(str(actor.uid)):
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])


def token_digest(secret: str) -> str:
    """What is stored of a token: SHA-256 in hex. A random secret needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
