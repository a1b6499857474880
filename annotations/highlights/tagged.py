"""What highlights add to the page of a tag."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest

from annotations.highlights.models import Highlight
from project.people.parts import Part
from sources.tags.models import Tag

PAGE_SIZE = 25


def tag_part(request: HttpRequest, tag: Tag) -> Part:
    """The highlights that bear the tag, the newest first."""
    bearing = (
        Highlight.objects.visible_to(request.user)
        .filter(tags=tag)
        .select_related("workspace", "created_by", "text__source")
        .prefetch_related("passages")
        .order_by("-pk")
    )
    page = Paginator(bearing, PAGE_SIZE).get_page(request.GET.get("page"))
    return Part("highlights/_tag_part.html", {"page": page})
