"""Pictures of a text: attached to its source, shown where its figures stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response

from sources.attachments.models import Attachment
from sources.importing.models import Original
from sources.importing.pictures import kind_of
from sources.records.models import Source
from sources.texts.structure import Document

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

#: What every browser shows and nothing can run in.
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
#: How files of pictures begin (bytes).
_HEAD = 16


def addresses_of(document: Document, source: Source, user: User | AnonymousUser) -> dict[str, str]:
    """The addresses of the pictures in a text that `user` sees, by their SHA-256."""
    wanted = {block.image for block in document.blocks if block.image}
    if not wanted:
        return {}
    found = Attachment.objects.visible_to(user).filter(
        source=source, original__sha256__in=wanted, original__media_type__in=SHOWN
    )
    return {
        sha256: reverse("sources:picture", args=[source.workspace.uid, uid])
        for uid, sha256 in found.values_list("uid", "original__sha256")
    }


def show(request: HttpRequest, original: Original) -> HttpResponseBase:
    """A picture, for the page that it stands in. Raises Http404 for any other file.

    What it is, its first bytes tell; a name or a media type may lie.
    """
    with original.file.open("rb") as file:
        media_type, _ending = kind_of(file.read(_HEAD))
    if media_type not in SHOWN:
        raise Http404
    etag = f'"{original.sha256}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    response = FileResponse(original.file.open("rb"), content_type=media_type)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
