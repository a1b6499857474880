"""How sure a place is. The figures were fitted; see docs/decisions/0110."""

from __future__ import annotations

from dataclasses import dataclass

#: From this confidence on a place is shown as found; below, a person has to confirm it.
SURE = 0.85

REPLACED = 0.3
SIGNS = 0.9
CLOSED = 0.99
OPEN = 0.9


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a place: letters of the passage, the share that agrees, its neighbours."""

    letters: int
    share: float
    context: tuple[float, float]
    edges: tuple[bool, bool]
    moved: bool


def of_place(evidence: Evidence) -> float:
    return evidence.share
