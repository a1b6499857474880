"""Reads of attachments."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sources.attachments.models import Attachment
from sources.records.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


def attachments_of(source: Source, user: User | AnonymousUser) -> list[Attachment]:
    """The files kept with a source; each says in `elsewhere` which others have the same one."""
    seen = Attachment.objects.visible_to(user).filter(workspace=source.workspace)
    found = list(seen.filter(source=source).select_related("original", "created_by"))
    twins = defaultdict(list)
    if found:
        same = seen.exclude(source=source).filter(
            original__sha256__in=[attachment.original.sha256 for attachment in found]
        )
        for twin in same.select_related("original", "source"):
            twin.source.workspace = source.workspace
            twins[twin.original.sha256].append(twin.source)
    for attachment in found:
        attachment.workspace = source.workspace
        attachment.elsewhere = twins[attachment.original.sha256]  # type: ignore[attr-defined]
    return found
