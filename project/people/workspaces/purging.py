"""Erasing a deleted workspace for good: every row, every event, every file of it.

What is left is a `Tombstone`, which holds nothing of what was in it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.utils import timezone

from project.people.models import Tombstone, Workspace

logger = logging.getLogger(__name__)


def purge_due() -> int:
    """Purge what was deleted more than `WORKSPACE_GRACE_DAYS` ago. How many that were."""
    before = timezone.now() - timedelta(days=settings.WORKSPACE_GRACE_DAYS)
    due = Workspace.objects.filter(deleted_at__lt=before).values_list("pk", flat=True)
    return sum(_purge(pk) for pk in list(due))


@transaction.atomic
def _purge(pk: int) -> bool:
    # Looked at again under the lock: an owner may have restored it meanwhile.
    locked = Workspace.objects.select_for_update(skip_locked=True)
    workspace = locked.filter(pk=pk, deleted_at__isnull=False).first()
    if workspace is None or workspace.deleted_at is None:
        return False
    files = set(_files(workspace))
    # The rows go with their history, so nothing is to be noted of each; and foreign keys are
    # looked at when the transaction ends, so that the order does not matter.
    with pgtrigger.ignore():
        for model in of_workspaces():
            _erase(model, "workspace_id", pk)
        _erase(Workspace.pgh_event_model, "pgh_obj_id", pk)  # type: ignore[attr-defined]
        _erase(Workspace, "id", pk)
        Tombstone.objects.create(uid=workspace.uid, deleted_at=workspace.deleted_at)
    transaction.on_commit(lambda: _remove(files))
    logger.info("Workspace %s was purged", workspace.uid)
    return True


def of_workspaces() -> Iterator[type[models.Model]]:
    """Every model, event models too, whose rows belong to one workspace."""
    for model in apps.get_models():
        field = next((f for f in model._meta.local_fields if f.name == "workspace"), None)
        if field is not None and field.related_model is Workspace:
            yield model


def _erase(model: type[models.Model], column: str, key: int) -> None:
    # Not Django's `delete()`, which would load all rows, and what hangs on them, one by one.
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {quote(column)} = %s", [key])  # noqa: S608


def _files(workspace: Workspace) -> Iterator[str]:
    """The names of all stored files of a workspace."""
    for model, field in _file_fields():
        rows = model.objects.filter(workspace=workspace).exclude(**{field: ""})
        yield from rows.values_list(field, flat=True)


def _remove(names: set[str]) -> None:
    """Remove the files that no row of another workspace shares; files are named by content."""
    for model, field in _file_fields():
        shared = model.objects.filter(**{f"{field}__in": names})
        names -= set(shared.values_list(field, flat=True))
    for name in names:
        default_storage.delete(name)


def _file_fields() -> Iterator[tuple[Any, str]]:
    for model in of_workspaces():
        if hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField):
                yield model, field.name
