"""Reads about people that are more than a queryset method."""

from __future__ import annotations

from project.people.models import AccessToken, User


def live_tokens(user: User) -> list[AccessToken]:
    """A person's tokens that still work, the newest first."""
    return list(AccessToken.objects.filter(user=user, revoked_at=None))
