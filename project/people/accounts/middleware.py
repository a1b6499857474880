"""The language and the time zone of whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation

from project.people.accounts import time_zones

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware(LocaleMiddleware):
    """The language that the signed-in person has chosen, else the one their browser asks for."""

    def process_request(self, request: HttpRequest) -> None:
        """Needs to come after the middleware that knows who signed in."""
        chosen = getattr(request.user, "language", "")
        if chosen not in dict(settings.LANGUAGES):
            super().process_request(request)
            return
        translation.activate(chosen)
        request.LANGUAGE_CODE = translation.get_language()


def in_their_time_zone(answer: Answer) -> Answer:
    """Middleware: times on pages are those of the signed-in person; the API keeps to UTC."""

    def answer_in_zone(request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "time_zone", "")
        if chosen not in time_zones.names() or request.path.startswith("/api/"):
            chosen = "UTC"
        with timezone.override(ZoneInfo(chosen)):
            return answer(request)

    return answer_in_zone
