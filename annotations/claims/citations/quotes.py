"""A cited passage as pages show it: its words, a little context, and whether it still stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from annotations.highlights.models import Highlight, Passage, Placement

Status = Placement.Status

#: From the best news to the worst.
_STATUSES = [Status.PLACED, Status.MOVED, Status.UNCERTAIN, Status.ORPHANED]


@dataclass(frozen=True)
class QuoteCheck:
    """Whether a quote still stands in the latest version of its text.

    `placements` are those of its passages there, in their order; None for one that was not
    looked for yet. Of several passages the worst counts.
    """

    passages: Sequence[Passage]
    placements: Sequence[Placement | None]

    @cached_property
    def status(self) -> Status:
        """Uncertain also as long as a passage was not looked for."""
        return max(
            (Status(one.status) if one else Status.UNCERTAIN for one in self.placements),
            key=_STATUSES.index,
        )

    @property
    def version(self) -> int | None:
        """The number of the version it was checked in; None while that is not done."""
        found = self.placements[0]
        return found.version.number if found and None not in self.placements else None

    @cached_property
    def reads(self) -> str | None:
        """What stands there now, omissions as […]; None where a passage has no place."""
        words = [
            _words(passage, place)
            for passage, place in zip(self.passages, self.placements, strict=True)
        ]
        known = [each for each in words if each is not None]
        return " […] ".join(known) if len(known) == len(words) else None

    @cached_property
    def word_for_word(self) -> bool:
        """Whether that is what was marked, word for word."""
        return self.reads == " […] ".join(passage.exact for passage in self.passages)

    @property
    def is_doubtful(self) -> bool:
        """Whether the latest version may not say this any more."""
        return self.status not in Placement.SURE

    @property
    def to_settle(self) -> Placement | None:
        """The first placement that waits for a person; its address is where that is done."""
        doubtful = (one for one in self.placements if one and one.status not in Placement.SURE)
        return next((one for one in doubtful if one.settled_at is None), None)

    @property
    def shown(self) -> str:
        """In words: “moved; word for word in version 3”."""
        if self.version is None:
            return _("not looked for in the latest version yet")
        return self._sentence() % {"version": self.version}

    def _sentence(self) -> str:
        match self.status, self.word_for_word:
            case Status.PLACED, True:
                return _("word for word in version %(version)s")
            case Status.PLACED, False:
                return _("changed wording in version %(version)s")
            case Status.MOVED, True:
                return _("moved; word for word in version %(version)s")
            case Status.MOVED, False:
                return _("moved; changed wording in version %(version)s")
            case Status.UNCERTAIN, _word_for_word:
                return _("perhaps changed in version %(version)s: please check")
        return _("not found in version %(version)s")


@dataclass(frozen=True)
class Quote:
    """The words of a highlight between what stood around them when they were marked."""

    before: str
    exact: str
    after: str
    check: QuoteCheck

    @property
    def status(self) -> Status:
        """In the latest version of the text."""
        return self.check.status

    @property
    def is_doubtful(self) -> bool:
        """Whether the latest version may not say this any more."""
        return self.check.is_doubtful


def quote_of(highlight: Highlight) -> Quote:
    """The quote of a highlight; load its passages and their placements beforehand."""
    passages = list(highlight.passages.all())
    return Quote(
        before=_before(passages[0].prefix),
        exact=highlight.quote,
        after=_before(passages[-1].suffix[::-1])[::-1],
        check=check_of(highlight),
    )


def check_of(highlight: Highlight) -> QuoteCheck:
    """The check alone; `queries.with_quotes` loads what it needs."""
    passages = list(highlight.passages.all())
    return QuoteCheck(passages, [_latest(passage) for passage in passages])


def _latest(passage: Passage) -> Placement | None:
    """In the latest version: a text's versions are numbered as they are made."""
    return max(passage.placements.all(), key=lambda placement: placement.version_id, default=None)


def _words(passage: Passage, place: Placement | None) -> str | None:
    """What stands where the passage lies now: `words`, or None where it was made there."""
    if place is None or place.start is None:
        return None
    words: str | None = place.words  # type: ignore[attr-defined]
    return passage.exact if words is None else words


def _before(context: str) -> str:
    """Context in front of a quote: from its own paragraph, and from a whole word on."""
    _, paragraph_break, inside = context.rpartition("\n\n")
    if paragraph_break or len(context) < Passage.CONTEXT:
        return inside
    _, _, words = inside.partition(" ")
    # Chinese has no spaces, or one far inside: then half a word is better than no context.
    return f"…{words if len(words) > len(inside) // 2 else inside}"
