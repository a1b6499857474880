"""What the page shows on which a passage is checked."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.highlights.models import Placement
from annotations.placements import sides
from annotations.placements.queries import LastStand, last_stand
from annotations.placements.sides import Proposal, Side


@dataclass(frozen=True)
class Checking:
    """A passage where it stood and where it may lie now, and where else its words stand."""

    stood: LastStand
    old: Side
    new: Side
    exact: str
    #: About where the passage is, or would be, in the new text.
    centre: int
    proposals: list[Proposal]

    @property
    def is_changed(self) -> bool:
        """Whether the words at the new place are others."""
        return bool(self.exact) and self.exact != self.stood.exact


def checking(placement: Placement, around: int | None, found: list[Proposal]) -> Checking:
    """The two sides of a passage; `around` is the place in the new text to look at.

    `found` are proposals to make instead of those that read as the passage did.
    """
    stood, version = last_stand(placement), placement.version
    old, new = stood.version.document, version.document
    span, place = (stood.start, stood.end), placement.place
    gone, come = sides.differences(old.content, span, new.content, place) if place else ([], [])
    if around is None:
        around = place[0] if place else sides.near(old.content, new.content, stood.start)
    alike = found or sides.alike(new.content, stood.exact[:2_000])
    return Checking(
        stood=stood,
        old=sides.old_side(old, span, gone),
        new=sides.new_side(new, min(around, len(new.content)), place, come),
        centre=min(around, len(new.content)),
        exact=new.content[slice(*place)] if place else "",
        proposals=[one for one in alike if (one.start, one.end) != place],
    )
