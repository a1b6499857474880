"""How often strangers may try: signing in by django-axes, the rest by DRF's throttle."""

from __future__ import annotations

import hashlib
import math

from axes.attempts import get_cool_off_threshold
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle


class TooMany(Exception):
    """Too many tries in too short a time."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(self.__doc__)


class _Throttle(SimpleRateThrottle):
    """`rate`, such as "10/hour", for each key of a scope."""

    def __init__(self, scope: str, rate: str, key: str) -> None:
        self.scope, self.rate, self.key_of_request = scope, rate, key
        super().__init__()

    def get_cache_key(self, request: object, view: object) -> str:
        digest = hashlib.sha256(self.key_of_request.encode()).hexdigest()
        return f"throttle:{self.scope}:{digest}"


def count(scope: str, key: str, *, rate: str) -> None:
    """Count a try. Raises `TooMany` where there have been as many as `rate` allows."""
    throttle = _Throttle(scope, rate, key)
    if not throttle.allow_request(None, None):  # type: ignore[arg-type]
        raise TooMany(math.ceil(throttle.wait() or 1))


def client_address(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy, where that says it comes from.

    What others wrote into X-Forwarded-For before the proxy did is not believed.
    """
    if settings.BEHIND_PROXY:
        *_, last = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if last.strip():
            return str(last.strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def same_name(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """For django-axes: whom somebody tries to be, whatever the case it is written in."""
    named = credentials or request.POST.dict()
    return str(named.get("username", "")).lower()


def locked_out(
    request: HttpRequest, _answer: HttpResponse | None, credentials: dict[str, str] | None
) -> HttpResponse:
    """For django-axes: the answer after too many wrong passwords for an address from a place."""
    tries = AccessAttempt.objects.filter(
        username=same_name(request, credentials), ip_address=client_address(request)
    )
    latest = tries.latest("attempt_time").attempt_time if tries.exists() else timezone.now()
    threshold = get_cool_off_threshold(request)
    return wait(request, math.ceil((latest - threshold).total_seconds()))


def wait(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page that says when to try again."""
    context = {"minutes": max(1, math.ceil(seconds / 60))}
    answer = render(request, "accounts/wait.html", context, status=429)
    answer["Retry-After"] = str(max(1, seconds))
    return answer
