"""Placing passages of an old text in a new one. Pure: no database; all offsets are code points."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.anchoring.anchored import Anchored, Method, Status
from annotations.anchoring.quote import Quote, find

__all__ = ["Anchored", "Method", "Status", "reanchor"]

#: Code points of context on either side.
CONTEXT = 32


def reanchor(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Anchored]:
    """Where each of the `spans` of `old` lies in `new`, in their order."""
    if old == new:
        return [Anchored(start, end, Status.PLACED, 1.0, Method.SAME) for start, end in spans]
    return [
        find(
            new,
            Quote(
                old[start:end], old[max(0, start - CONTEXT) : start], old[end : end + CONTEXT], start
            ),
        )
        for start, end in spans
    ]
