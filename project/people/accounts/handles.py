"""Handles: what `@` mentions people by."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count


def propose(display_name: str, taken: Collection[str]) -> str:
    """`anna-petrova` for "Anna Petrova", in her own letters; numbered where that is taken.

    `taken` are handles in any case.
    """
    lowered = {handle.lower() for handle in taken}
    words = re.findall(r"[^\W_]+", display_name.lower())
    base = "-".join(words)[:36].strip("-") or "person"
    candidates = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(handle for handle in candidates if handle not in lowered)
