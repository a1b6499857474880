"""The file of a bundle as an HTTP response."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.text import slugify

from annotations.bundles.models import Bundle
from annotations.bundles.services import BundleNotReady
from project.people.permissions import Permission, require


def download_response(request: HttpRequest, bundle: Bundle) -> HttpResponseBase:
    """The ZIP file, or 304. Raises `NotPermitted` and `BundleNotReady`."""
    require(request.user, bundle.workspace, Permission.EXPORT)
    if bundle.state != Bundle.State.READY:
        raise BundleNotReady(bundle)
    etag = f'"{bundle.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    return FileResponse(
        bundle.file.open("rb"),
        as_attachment=True,
        filename=filename(bundle),
        content_type="application/zip",
        headers={"ETag": etag, "Cache-Control": "private, no-cache"},
    )


def filename(bundle: Bundle) -> str:
    """Such as `the-crash-of-1949-3f2a9c10.zip`: what it is about, and which state of that."""
    about = slugify(bundle.dispute.title, allow_unicode=True)[:60].strip("-") or "bundle"
    return f"{about}-{bundle.sha256[:8]}.zip"
