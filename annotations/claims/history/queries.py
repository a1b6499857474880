"""What became of a claim: of itself, of what is cited on it, of what it is based on, and of the
accounts that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, prefetch_related_objects

from annotations.claims.history.account_links import links_of
from annotations.claims.models import Citation, Claim, ClaimGround
from project.people.activity.events import Change, Event, Log, events_of
from project.people.history import events
from project.people.rows import WorkspaceRow
from sources.texts.alignment import Alignment

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


@dataclass(frozen=True)
class Piece:
    """Words that stood there before, stand there now, or both."""

    text: str
    in_old: bool = True
    in_new: bool = True


@dataclass(frozen=True)
class Step:
    """An event, and of each field that changed, the words that went and came."""

    event: Event
    changes: list[tuple[Change, list[Piece]]]

    @property
    def citation(self) -> Citation | None:
        """What it happened to, where that is a citation."""
        return self.event.subject if isinstance(self.event.subject, Citation) else None

    @property
    def link(self) -> ClaimGround | None:
        """What it happened to, where that is a ground."""
        return self.event.subject if isinstance(self.event.subject, ClaimGround) else None


def history_of(claim: Claim, user: Anyone, *, before: str = "") -> tuple[Log, list[Step]]:
    """A page of what happened as far as `user` may know, the newest first; what stood on the
    claim once counts, and so does what was merged into it.
    """
    log = events_of(user, *rows_of(claim), before=before)
    # Of one transaction all events have one time, and no order that the tables share. But nothing
    # of a claim was done before that was stated, such as basing it on others.
    happened = sorted(
        log.events, key=lambda e: (e.when, e.verb != "created" or e.subject != claim), reverse=True
    )
    cited = [event.subject for event in happened if isinstance(event.subject, Citation)]
    prefetch_related_objects(cited, "highlight__passages", "source", "search_log")
    steps = [
        Step(event, [(change, list(pieces(change))) for change in event.changes])
        for event in happened
        # A merging or split changes the revision alone of the claim that stays.
        if event.changes or event.verb != "changed"
    ]
    return log, steps


def rows_of(claim: Claim) -> list[WorkspaceRow]:
    """The claim, and all whose events are part of its history."""
    stood = events(Citation).filter(claim=claim).values("pgh_obj_id")
    based = events(ClaimGround).filter(Q(claim=claim) | Q(ground=claim)).values("pgh_obj_id")
    return [
        claim,
        *Claim.objects.filter(merged_into=claim),
        *Citation.objects.filter(Q(pk__in=stood) | Q(claim=claim)),
        *ClaimGround.objects.filter(Q(pk__in=based) | Q(claim=claim) | Q(ground=claim)),
        *links_of(claim),
    ]


def pieces(change: Change) -> Iterator[Piece]:
    """The words of a field, those that went before those that came in their place; whole where
    less than half of them stayed.
    """
    old, new = change.before, change.after
    runs = Alignment(old, new, by_words=True).runs
    if 2 * sum(run.old_end - run.old_start for run in runs) < max(len(old), len(new)):
        runs = ()
    i = j = 0
    for run in runs:
        yield from _replaced(old[i : run.old_start], new[j : run.new_start])
        yield Piece(old[run.old_start : run.old_end])
        i, j = run.old_end, run.new_end
    yield from _replaced(old[i:], new[j:])


def _replaced(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(gone, in_new=False)
    if come:
        yield Piece(come, in_old=False)
