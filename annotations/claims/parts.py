"""What highlights and citations add to the page of a source, and to deleting it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from annotations.claims.models import Citation
from annotations.highlights.models import Highlight
from project.people.parts import Part
from sources.records.models import Source
from sources.records.services import SourceInUse


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


def keep_cited_sources(*, source: Source, **_: Any) -> None:
    """Receiver of `source_deleting`: a cited passage keeps its source. Raises `SourceInUse`."""
    cited = Citation.objects.existing().filter(
        highlight__text__source=source, highlight__deleted_at=None, claim__deleted_at=None
    )
    if count := cited.count():
        raise SourceInUse(count)
