"""Data as bytes that can be hashed: the same data gives the same bytes. Pure."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(data: Any) -> str:
    """JSON without needless space, keys sorted by code point, letters as they are.

    What RFC 8785 asks for, but for floating-point numbers, of which there are none here, and
    keys outside the BMP, which it would sort by UTF-16.
    """
    return json.dumps(
        data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def sha256(text: str) -> str:
    """Of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
