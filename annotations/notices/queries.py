"""Reads of notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from annotations.notices.models import Notice

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
            "source__workspace",
            "version__text__source",
            "version__text__workspace",
            "invitation__workspace",
        )
        .defer("version__content", "version__blocks", "version__marks")
        .order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")
    )


def unread_count(user: User) -> int:
    """How many notices wait to be read."""
    return Notice.objects.visible_to(user).filter(read_at=None).count()
