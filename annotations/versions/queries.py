"""The versions of a text, and what is marked in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.db.models.functions import Length

from annotations.highlights.drawing import Flag, draw
from annotations.highlights.models import Passage
from sources.texts.differences import Counts
from sources.texts.models import Text, TextVersion
from sources.texts.showing import Mark

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

LARGE = ("content", "blocks", "marks")


def versions_of(text: Text, user: User | AnonymousUser) -> list[TextVersion]:
    """The versions, the newest first and without content.

    Each has its `size` in code points, `counts` of what it changed if they are known, and
    `passages`, the number of those made in it that the user may know of.
    """
    made = dict(
        Passage.objects.visible_to(user)
        .filter(version__text=text)
        .order_by()
        .values_list("version")
        .annotate(Count("pk"))
    )
    versions: list[TextVersion] = list(
        TextVersion.objects.visible_to(user)
        .filter(text=text)
        .annotate(size=Length("content"))
        .defer(*LARGE)
        .select_related("created_by")
        .order_by("-number")
    )
    for version in versions:
        version.text, version.workspace = text, text.workspace
        version.counts = Counts(**version.changes) if version.changes else None  # type: ignore[attr-defined]
        version.passages = made.get(version.pk, 0)  # type: ignore[attr-defined]
    return versions


def marks_in(version: TextVersion, user: User | AnonymousUser) -> list[Mark]:
    """What the user sees marked in a version, to be drawn over a comparison."""
    return [
        Mark(start, end, "highlighted uncertain" if flags & Flag.UNSURE else "highlighted")
        for _, start, end, flags, *_ in draw(version, user).passages
    ]
