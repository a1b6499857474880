"""How the bundle's JSON files are set."""

from __future__ import annotations

import json
from typing import Any


def json_bytes(data: Any) -> bytes:
    """Readable JSON in UTF-8, keys in the order given, with a line feed at the end."""
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
