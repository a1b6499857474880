"""Reads of notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from annotations.claims.history.queries import rows_of
from annotations.notices.models import Notice
from project.people.activity.events import Event, events_of

if TYPE_CHECKING:
    from project.people.models import User


def notices_of(user: User) -> QuerySet[Notice]:
    """A person's notices in all workspaces, unread ones first, the newest first.

    With all that `wording` says of them, in one query.
    """
    return (
        Notice.objects.visible_to(user)
        .select_related(
            "created_by",
            "workspace",
            "highlight__workspace",
            "highlight__text__source",
            "reply__workspace",
            "reply__highlight",
            "claim__workspace",
            "dispute__workspace",
            "citation__highlight",
            "citation__source",
            "citation__search_log",
            "source__workspace",
            "version__text__source",
            "version__text__workspace",
            "invitation__workspace",
            "review__workspace",
            "review__claim",
            "review__question",
            "resolution__workspace",
            "resolution__question",
            "round__workspace",
            "round__dispute",
        )
        .defer("version__content", "version__blocks", "version__marks")
        .defer("review__judged", "resolution__judged")
        .prefetch_related("citation__highlight__passages")
        .order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")
    )


def changes_told(notice: Notice) -> list[Event]:
    """What became of the claim that a notice is about, with what was before and after: what
    others than its recipient did since it was first told, the newest first.
    """
    if notice.claim is None or notice.since is None:
        return []
    log = events_of(notice.recipient, *rows_of(notice.claim))
    return [
        event
        for event in log.events
        if event.when >= notice.since and event.actor != notice.recipient
    ]


def unread_count(user: User) -> int:
    """How many notices wait to be read.

    Every page asks. Mostly none waits at all, and then the long rule of what can still be seen
    need not be made into a query, which takes longer than many a page.
    """
    waiting = Notice.objects.filter(recipient=user, read_at=None)
    return waiting.visible_to(user).count() if waiting.exists() else 0
