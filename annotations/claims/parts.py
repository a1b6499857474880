"""What highlights and citations add to the page of a source, and to deleting it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from annotations.claims.models import Citation
from annotations.highlights.models import Highlight
from project.people.parts import Part
from sources.deleting import InUse
from sources.records.models import Source
from sources.texts.models import Text


def source_part(request: HttpRequest, source: Source) -> Part:
    """How many highlights the source has, and how many claims cite them."""
    citations = Citation.objects.visible_to(request.user).filter(highlight__text__source=source)
    context = {
        "highlights": Highlight.objects.visible_to(request.user)
        .filter(text__source=source)
        .count(),
        "claims": citations.values("claim").distinct().count(),
    }
    return Part("claims/_source_part.html", context)


def keep_cited(*, row: Source | Text, **_: Any) -> None:
    """Receiver of `deleting`: a cited passage keeps its source and text. Raises `InUse`."""
    resting = (
        {"highlight__text": row} if isinstance(row, Text) else {"highlight__text__source": row}
    )
    cited = Citation.objects.existing().filter(
        highlight__deleted_at=None, claim__deleted_at=None, **resting
    )
    if count := cited.count():
        raise InUse(count)
