"""The form of a claim that is concluded from others."""

from __future__ import annotations

from typing import Any

from annotations.claims.forms import ClaimForm


class ConcludeForm(ClaimForm):
    """A claim that is based on others, and so the historian's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "extracted_from", "modality"):
            del self.fields[name]
