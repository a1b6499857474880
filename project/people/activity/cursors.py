"""Where a page of events begins."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils.dateparse import parse_datetime


class Cursor(NamedTuple):
    """Where a page begins: at a moment, past the first `skip` events of that moment.

    It counts what the user sees alone, so it tells nothing of other rows.
    """

    when: datetime
    skip: int

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """The cursor that `str` wrote, None for anything else."""
        moment, _, skip = text.partition("~")
        try:
            when = parse_datetime(moment)
            if when is None or when.tzinfo is None:
                return None
            return cls(when, min(max(int(skip), 0), 10_000))
        except (ValueError, OverflowError):
            return None

    def __str__(self) -> str:
        return f"{self.when.isoformat()}~{self.skip}"
