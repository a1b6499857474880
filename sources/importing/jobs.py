"""The job that reads an original."""

from __future__ import annotations

from procrastinate.contrib.django import app

from sources.importing.models import Import
from sources.importing.services import carry_out


@app.task(name="sources.import", queue="imports")
def run_import(import_id: int) -> None:
    """Carry out one import."""
    carry_out(
        Import.objects.select_related("original", "source", "workspace", "created_by").get(
            pk=import_id
        )
    )
