"""Files from people, given back as they came."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

from sources.importing.models import Original


def download(request: HttpRequest, original: Original) -> HttpResponseBase:
    """A file as it was received: always as a download, never shown by the browser here.

    Its ETag is its SHA-256, so that a browser that has it is answered with 304.
    """
    etag = f'"{original.sha256}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    response = FileResponse(
        original.file.open("rb"),
        as_attachment=True,
        filename=original.filename,
        content_type="application/octet-stream",
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
