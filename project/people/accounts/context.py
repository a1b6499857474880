"""What every page can read."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def sign_up_open(_request: HttpRequest) -> dict[str, bool]:
    """Whether strangers can make themselves an account."""
    return {"sign_up_open": settings.SIGN_UP}
