"""What saving a version would do to the passages of its text. Reads, never writes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest

from annotations.highlights.models import Passage, Placement
from annotations.placements.finding import Found, Search
from annotations.placements.sides import Proposal, proposal
from project.people.parts import Part
from sources.texts import previewing
from sources.texts.models import TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

Status = Placement.Status

#: Passages in question that are listed.
MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Question:
    """A passage that would be uncertain or lost: as it stood surely last, and as it would be."""

    passage: Passage
    status: str
    old: Proposal
    new: Proposal | None


@dataclass(frozen=True)
class Preview:
    """How many of the passages that a user sees would keep a place, and which would not."""

    placed: int = 0
    moved: int = 0
    uncertain: int = 0
    orphaned: int = 0
    #: The first `MOST_LISTED` in question.
    questions: tuple[Question, ...] = ()
    #: Whether there were too many to look for while somebody waits.
    is_too_long: bool = False

    @property
    def total(self) -> int:
        """How many passages there are."""
        return self.placed + self.moved + self.uncertain + self.orphaned


def preview(version: TextVersion, content: str, user: User | AnonymousUser) -> Preview:
    """What would become of the passages `user` sees if `content` were saved on `version`."""
    passages = Passage.objects.visible_to(user).filter(highlight__text=version.text_id)
    search = Search(version.text, version.number + 1, content, passages)
    if search.cost() > settings.PLACING_AT_ONCE:
        return Preview(is_too_long=True)
    found = list(search.found())
    counts = Counter(str(place.status) for place in found)
    doubtful = [place for place in found if place.status not in Placement.SURE]
    doubtful.sort(key=lambda place: (place.status != Status.ORPHANED, place.start or 0))
    return Preview(
        placed=counts[Status.PLACED],
        moved=counts[Status.MOVED],
        uncertain=counts[Status.UNCERTAIN],
        orphaned=counts[Status.ORPHANED],
        questions=tuple(_questions(doubtful[:MOST_LISTED], content)),
    )


def preview_part(request: HttpRequest, proposed: previewing.Proposal) -> Part:
    """What would become of passages, on the page that shows a version before it is saved."""
    shown = preview(proposed.base, proposed.document.content, request.user)
    return Part("placements/_preview_part.html", {"preview": shown, "most": MOST_LISTED})


def preview_fact(user: User | AnonymousUser, proposed: previewing.Proposal) -> dict[str, Any]:
    """The same for programs; `null` counts where there are too many passages to wait for."""
    shown = preview(proposed.base, proposed.document.content, user)
    return {
        **{name: None if shown.is_too_long else getattr(shown, name) for name in Status.values},
        "in_question": [_fact(question) for question in shown.questions],
    }


def _questions(doubtful: list[Found], content: str) -> list[Question]:
    rows = Passage.objects.filter(pk__in=[place.passage for place in doubtful])
    passages = rows.select_related("highlight__created_by").in_bulk()
    return [
        Question(
            passage=(passage := passages[place.passage]),
            status=place.status,
            old=Proposal(passage.start, passage.end, passage.prefix, passage.exact, passage.suffix),
            new=(
                proposal(content, place.start, place.end)
                if place.start is not None and place.end is not None
                else None
            ),
        )
        for place in doubtful
    ]


def _fact(question: Question) -> dict[str, Any]:
    new = question.new
    return {
        "highlight": str(question.passage.highlight.uid),
        "passage": str(question.passage.uid),
        "status": str(question.status),
        "exact": question.old.exact,
        "start": new and new.start,
        "end": new and new.end,
        "becomes": new and new.exact,
    }
