"""What bears a tag, on its page; apps that lie above add theirs."""

from __future__ import annotations

from django.http import HttpRequest

from project.people.parts import Part, Parts
from sources.records.models import Source
from sources.tags.models import Tag

#: The page of a tag.
TAG_PAGE: Parts[Tag] = Parts()
#: Sources shown there; the list of sources has them all.
SHOWN = 10


def source_part(request: HttpRequest, tag: Tag) -> Part:
    """The first sources that bear the tag."""
    bearing = Source.objects.visible_to(request.user).filter(tags=tag)
    context = {"count": bearing.count(), "sources": bearing.select_related("workspace")[:SHOWN]}
    return Part("tags/_source_part.html", context)
