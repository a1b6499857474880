"""What is known of a passage in a new text: where it is, how sure that is, how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What became of a passage."""

    #: Found, sure, in its order among the rest.
    PLACED = "placed"
    #: Found, sure, but in another place of the order.
    MOVED = "moved"
    #: A place is proposed; a person has to confirm it.
    UNCERTAIN = "uncertain"
    #: Gone.
    ORPHANED = "orphaned"


class Method(StrEnum):
    """How a passage was found, or missed."""

    #: Both texts are the same.
    SAME = "same"
    #: Both texts were laid side by side, letter by letter.
    ALIGNED = "aligned"
    #: It lies in a block that stands elsewhere now.
    BLOCK = "block"
    #: It was looked for by its letters and those around it.
    SEARCH = "search"
    #: Its very words and context were found.
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Anchored:
    """A place in code points, or none; start < end, and neither cuts a grapheme cluster.

    `confidence` is the probability that the place is right, and without a place the
    probability that the passage is really gone.
    """

    start: int | None
    end: int | None
    status: Status
    confidence: float
    method: Method
