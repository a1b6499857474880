"""The job that makes a bundle."""

from __future__ import annotations

from procrastinate.contrib.django import app

from annotations.bundles.models import Bundle
from annotations.bundles.services import build


@app.task(name="annotations.bundle", queue="bundles")
def make_bundle(bundle_id: int) -> None:
    """Make one bundle."""
    build(Bundle.objects.select_related("dispute", "created_by").get(pk=bundle_id))
