"""The session engine: Django's in the database, and its owner can see each session.

Django documents how to extend it: "Extending database-backed session engines".
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseSession
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from project.people.accounts.models import Session

#: Where the session's data keep the browser's name for itself.
USER_AGENT = "user_agent"
#: How exact "last seen" is; spares a write for each request.
SEEN_EVERY = timedelta(minutes=1)


class SessionStore(DatabaseSession):
    """Keeps who is signed in, with what, and when they were last seen."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of these data."""
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        session.user_id = data.get(SESSION_KEY)
        session.user_agent = data.get(USER_AGENT, "")
        return session

    def _get_session_from_db(self) -> Session | None:
        session: Session | None = super()._get_session_from_db()  # type: ignore[misc]
        now = timezone.now()
        if session and session.last_seen_at < now - SEEN_EVERY:
            Session.objects.filter(pk=session.pk).update(last_seen_at=now)
        return session


@receiver(user_logged_in)
def note_browser(request: HttpRequest, **_: Any) -> None:
    """Remember with what somebody signed in."""
    agent = request.META.get("HTTP_USER_AGENT", "").replace("\0", "")
    request.session[USER_AGENT] = agent[:300]
