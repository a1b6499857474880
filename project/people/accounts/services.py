"""All writes to people and their access tokens."""

from __future__ import annotations

import hashlib
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from project.people.accounts import handles
from project.people.accounts.models import AccessToken, User
from project.people.history import attributed

#: Begins every access token, so that a leaked one can be recognised.
TOKEN_PREFIX = "tst_"


def create_user(*, email: str, password: str, display_name: str = "", attributed_to: str) -> User:
    """A person who can sign in. Raises ValidationError by field."""
    user = User(
        email=User.objects.normalize_email(email.strip()),
        display_name=display_name.strip() or email.split("@")[0],
    )
    user.handle = handles.propose(user.display_name, _handles())
    user.set_password(password)
    user.full_clean()
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    with attributed(attributed_to):
        user.save()
    return user


def _handles() -> set[str]:
    return set(User.objects.values_list("handle", flat=True))


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
