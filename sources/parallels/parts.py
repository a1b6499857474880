"""What the page of a source shows of translations and other editions of its texts."""

from __future__ import annotations

from django.http import HttpRequest

from project.people.parts import Part
from sources.parallels.queries import related_texts
from sources.records.models import Source
from sources.texts.models import Text


def source_part(request: HttpRequest, source: Source) -> Part:
    """The texts of the source with what they are to others."""
    texts = list(Text.objects.visible_to(request.user).filter(source=source))
    related = related_texts(texts, request.user)
    for text in texts:
        text.workspace, text.source = source.workspace, source
    rows = [(text, related.get(text.pk, [])) for text in texts]
    return Part("parallels/_source_part.html", {"rows": rows, "any": any(related.values())})
