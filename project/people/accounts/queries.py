"""Reads about people that are more than a queryset method."""

from __future__ import annotations

from django.utils import timezone

from project.people.models import AccessToken, Session, User


def live_tokens(user: User) -> list[AccessToken]:
    """A person's tokens that still work, the newest first."""
    return list(AccessToken.objects.filter(user=user, revoked_at=None))


def live_sessions(user: User) -> list[Session]:
    """Where a person is signed in, the last seen first."""
    return list(Session.objects.filter(user=user, expire_date__gt=timezone.now()))
