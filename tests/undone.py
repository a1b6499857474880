"""Requests that leave nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is undone, so that each case finds the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
