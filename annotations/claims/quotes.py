"""A cited passage as pages show it: its words, a little context, and whether it still stands."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.highlights.models import Highlight, Passage, Placement

#: From the best news to the worst.
_STATUSES = [
    Placement.Status.PLACED,
    Placement.Status.MOVED,
    Placement.Status.UNCERTAIN,
    Placement.Status.ORPHANED,
]


@dataclass(frozen=True)
class Quote:
    """The words of a highlight between what stood around them when they were marked."""

    before: str
    exact: str
    after: str
    #: In the latest version of the text; of several passages, the worst.
    status: Placement.Status

    @property
    def is_doubtful(self) -> bool:
        """Whether the latest version may not say this any more."""
        return self.status in (Placement.Status.UNCERTAIN, Placement.Status.ORPHANED)


def quote_of(highlight: Highlight) -> Quote:
    """The quote of a highlight; load its passages and their placements beforehand."""
    passages = list(highlight.passages.all())
    return Quote(
        before=_before(passages[0].prefix),
        exact=highlight.quote,
        after=_before(passages[-1].suffix[::-1])[::-1],
        status=max((_status(passage) for passage in passages), key=_STATUSES.index),
    )


def _status(passage: Passage) -> Placement.Status:
    """In the latest version: a text's versions are numbered as they are made.

    Uncertain as long as it has not been placed in that one.
    """
    latest = max(passage.placements.all(), key=lambda placement: placement.version_id, default=None)
    return Placement.Status(latest.status) if latest else Placement.Status.UNCERTAIN


def _before(context: str) -> str:
    """Context in front of a quote: from its own paragraph, and from a whole word on."""
    _, paragraph_break, inside = context.rpartition("\n\n")
    if paragraph_break or len(context) < Passage.CONTEXT:
        return inside
    _, _, words = inside.partition(" ")
    # Chinese has no spaces, or one far inside: then half a word is better than no context.
    return f"…{words if len(words) > len(inside) // 2 else inside}"
