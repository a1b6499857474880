"""Reads of replies: the thread below each highlight, as one person sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.highlights.models import Highlight
from annotations.replies.models import Reply
from project.people.models import User
from project.people.permissions import Permission, may

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

#: How deep answers to answers are set in; deeper ones stand below each other.
DEEPEST = 3


@dataclass(frozen=True)
class Entry:
    """A reply in its thread. Of a deleted one that was answered only the place is shown."""

    reply: Reply
    depth: int
    #: Whose words it answers; None where it answers the highlight itself.
    answers: User | None
    can_edit: bool

    @property
    def deleted(self) -> bool:
        """Whether there is but a place to show."""
        return self.reply.deleted_at is not None


@dataclass(frozen=True)
class Thread:
    """What is said to one highlight, and what the person who looks may do about it."""

    entries: Sequence[Entry]
    resolved_by: User | None
    can_reply: bool
    can_resolve: bool

    @property
    def count(self) -> int:
        """Replies that can be read."""
        return sum(not entry.deleted for entry in self.entries)


def threads(highlights: Iterable[Highlight], user: User | AnonymousUser) -> None:
    """Set `thread` on each highlight, for `replies/_thread.html`. Two queries for all.

    The highlights are visible to `user`, and each has its workspace at hand.
    """
    asked = list(highlights)
    replies: dict[int, list[Reply]] = defaultdict(list)
    found = Reply.objects.filter(Reply.visibility(user), highlight__in=asked)
    for reply in found.select_related("created_by").order_by("pk"):
        replies[reply.highlight_id].append(reply)
    resolvers = User.objects.in_bulk({h.resolved_by_id for h in asked if h.resolved_by_id})
    for highlight in asked:
        may_write = may(user, highlight.workspace, Permission.ANNOTATE)
        highlight.thread = Thread(  # type: ignore[attr-defined]
            entries=_in_order(highlight, replies[highlight.pk], user),
            resolved_by=resolvers.get(highlight.resolved_by_id or 0),
            can_reply=may_write,
            can_resolve=may_write,
        )


def _in_order(
    highlight: Highlight, replies: Sequence[Reply], user: User | AnonymousUser
) -> list[Entry]:
    """Each reply before its answers, the oldest first. No recursion: threads may be deep."""
    by_pk = {reply.pk: reply for reply in replies}
    answers: dict[int | None, list[Reply]] = defaultdict(list)
    for reply in replies:
        reply.highlight = highlight
        reply.workspace = highlight.workspace
        # What this person cannot see does not take its answers with it.
        answers[reply.parent_id if reply.parent_id in by_pk else None].append(reply)
    entries: list[Entry] = []
    waiting = [(reply, 0) for reply in reversed(answers[None])]
    while waiting:
        reply, depth = waiting.pop()
        parent = by_pk.get(reply.parent_id or 0)
        entries.append(
            Entry(
                reply=reply,
                depth=min(depth, DEEPEST),
                answers=parent.created_by if parent else None,
                can_edit=reply.deleted_at is None and reply.editable_by(user),
            )
        )
        waiting += [(answer, depth + 1) for answer in reversed(answers[reply.pk])]
    return _without_bare_places(entries, by_pk)


def _without_bare_places(entries: Sequence[Entry], by_pk: dict[int, Reply]) -> list[Entry]:
    """Leave out deleted replies that nothing readable hangs on."""
    kept: set[int] = set()
    for entry in reversed(entries):
        reply = entry.reply
        if reply.deleted_at is None or reply.pk in kept:
            kept.add(reply.pk)
            if reply.parent_id in by_pk:
                kept.add(reply.parent_id)
    return [entry for entry in entries if entry.reply.pk in kept]
