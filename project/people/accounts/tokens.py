"""`Authorization: Token …` for programs."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from project.people.accounts.services import token_digest
from project.people.models import AccessToken, User
from project.people.permissions import Scope


class AccessTokenAuthentication(BaseAuthentication):
    """Signs a program in as its token's owner, with the token's scope."""

    keyword = b"token"

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        """None without the header; raises AuthenticationFailed for a token that opens nothing."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != self.keyword:
            return None
        if len(parts) != 2:
            raise AuthenticationFailed("Write the header as “Authorization: Token <token>”.")
        digest = token_digest(parts[1].decode("latin-1"))
        token = AccessToken.objects.live().select_related("user").filter(digest=digest).first()
        if token is None:
            raise AuthenticationFailed("This access token is unknown or was revoked.")
        _note_use(token)
        token.user.scope = Scope(token.scope)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """Makes a missing sign-in a 401 with `WWW-Authenticate`."""
        return "Token"


def _note_use(token: AccessToken) -> None:
    # Once a minute is enough for "last used", and spares a write for each request.
    stale = Q(last_used_at=None) | Q(last_used_at__lt=timezone.now() - timedelta(minutes=1))
    AccessToken.objects.filter(stale, pk=token.pk).update(last_used_at=timezone.now())


class AccessTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the OpenAPI document describes the header."""

    target_class = AccessTokenAuthentication
    name = "accessToken"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token` followed by an access token, made under “Access tokens”.",
        }
