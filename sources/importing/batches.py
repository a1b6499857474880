"""Batches: many files that come in together, each for itself.

A batch is queued with its files, or with a ZIP that the job unpacks. What has been read is stored
a handful of files at a time, so that a worker that is killed leaves whole files, and the next one
goes on with those that still wait.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from project.people.history import acting, attributed
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted, Permission
from sources.importing.archives import members
from sources.importing.base import DEFAULTS, Options, UnreadableFile, check_size
from sources.importing.children import Cancelled
from sources.importing.gathering import File, gather, keep_all
from sources.importing.models import Batch, Import, Original
from sources.importing.reading import Outcome, read_together
from sources.importing.reports import tell_of_likely_doubles
from sources.importing.services import BROKEN_OFF, OUR_FAULT, in_words
from sources.importing.storing import Read, store
from sources.importing.tables import read_table
from sources.texts.models import Text

logger = logging.getLogger(__name__)

_LEFT = (Import.State.QUEUED, Import.State.RUNNING)


def start_batch(
    *,
    actor: User,
    workspace: Workspace,
    files: Iterable[File] = (),
    archive: File | None = None,
    table: File | None = None,
    language: str,
    kind: str = Text.Kind.TRANSCRIPTION,
    name: str = "",
    options: Options = DEFAULTS,
    again: bool = False,
) -> Batch:
    """Keep files, or a ZIP of them, and queue the job that reads each as a text of a source.

    `table` is a CSV that says what they are; without it one called metadata.csv among them.
    Files that are here already are left out unless they are to come in `again`. Raises
    ValidationError by field (`files`, `table`, `language`, `kind`); then nothing is kept.
    """
    from sources.importing.jobs import run_batch

    with acting(actor, workspace, Permission.EDIT_SOURCES):
        rows = read_table(table.data) if table else []
        batch = Batch(
            workspace=workspace,
            created_by=actor,
            name=(name or (archive.path if archive else ""))[-255:],
            language=language.strip(),
            kind=kind,
            options=asdict(options),
            again=again,
        )
        if archive:
            batch.archive = _keep(actor, workspace, archive, "application/zip")
        if table:
            batch.table = _keep(actor, workspace, table, "text/csv")
        batch.clean_fields(exclude=["workspace", "created_by", "name"])
        batch.save()
        if not archive:
            gather(batch, files, rows)
            if not batch.imports.exists():
                raise ValidationError({"files": _("Choose one file at least.")})
        if not batch.name:
            count = batch.imports.count()
            batch.name = ngettext("%(count)d file", "%(count)d files", count) % {"count": count}
        batch.save()
        run_batch.defer(batch_id=batch.pk)
    return batch


def cancel_batch(*, actor: User, batch: Batch) -> Batch:
    """End a batch that waits or runs. Texts that were made stay; no others are."""
    with acting(actor, batch.workspace, Permission.EDIT_SOURCES):
        current = Batch.objects.select_for_update().get(pk=batch.pk)
        if current.is_under_way:
            _finish(current, Batch.State.CANCELLED)
            left = current.imports.filter(state__in=_LEFT)
            left.update(state=Import.State.CANCELLED)
    return current


def retry_batch(*, actor: User, batch: Batch) -> Batch:
    """Queue again what was refused, broken off or cancelled; one under way is left alone."""
    from sources.importing.jobs import run_batch

    with acting(actor, batch.workspace, Permission.EDIT_SOURCES):
        current = Batch.objects.select_for_update().get(pk=batch.pk)
        if not current.is_under_way:
            ended = (Import.State.FAILED, Import.State.CANCELLED)
            again = current.imports.existing().filter(state__in=ended)
            # What a table says wrongly stays wrong, whatever the file.
            again.exclude(details__has_key="problem").update(state=Import.State.QUEUED, error="")
            current.state, current.finished_at = Batch.State.QUEUED, None
            current.save(update_fields=["state", "finished_at"])
            run_batch.defer(batch_id=current.pk)
    return current


def remove_batch(*, actor: User, batch: Batch) -> None:
    """Delete a batch that has ended, with the files in it that made no text; can be undone.

    What it brought in stays. Raises `NotPermitted`, ValidationError.
    """
    if batch.is_under_way:
        raise ValidationError(_("Cancel this import first."))
    with acting(actor, batch.workspace, Permission.EDIT_SOURCES):
        batch.deleted_at = timezone.now()
        batch.save(update_fields=["deleted_at"])
        fruitless = batch.imports.existing().exclude(state=Import.State.DONE)
        fruitless.update(deleted_at=batch.deleted_at)


def restore_batch(*, actor: User, batch: Batch) -> None:
    """Undo `remove_batch`. Raises `NotPermitted`."""
    with acting(actor, batch.workspace, Permission.EDIT_SOURCES):
        batch.imports.filter(deleted_at=batch.deleted_at).update(deleted_at=None)
        batch.deleted_at = None
        batch.save(update_fields=["deleted_at"])


def carry_out_batch(batch: Batch) -> None:
    """Unpack a batch, read its files and store what they say. May be run again after a crash."""
    try:
        if not _begin(batch):
            return
        if batch.archive and not batch.imports.exists():
            _unpack(batch)
        for outcomes in read_together(_left(batch), stopped=lambda: _is_stopped(batch)):
            _store(batch, outcomes)
    except Cancelled:
        return
    except (UnreadableFile, ValidationError, NotPermitted) as error:
        _give_up(batch, in_words(error))
    except Exception:
        logger.exception("Batch %s failed", batch.uid)
        _give_up(batch, str(OUR_FAULT))
    else:
        tell_of_likely_doubles(batch)
        _end(batch)


def give_up_batch(batch: Batch) -> None:
    """Note that a batch ended the program each time it was carried out."""
    _give_up(batch, str(BROKEN_OFF))


def _keep(actor: User, workspace: Workspace, file: File, media_type: str) -> Original:
    most = settings.IMPORT_BATCH_MB * 1024 * 1024
    try:
        check_size(len(file.data), most)
    except UnreadableFile as error:
        raise ValidationError({"files": error.reason}) from error
    return keep_all(actor, workspace, [file], media_type)[0]


def _unpack(batch: Batch) -> None:
    assert batch.archive is not None
    with batch.archive.file.open("rb") as stream:
        files = members(stream.read(), most=settings.IMPORT_MAX_FILES)
        with acting(batch.created_by, batch.workspace, Permission.EDIT_SOURCES):
            rows = []
            if batch.table:
                with batch.table.file.open("rb") as table:
                    rows = read_table(table.read())
            gather(batch, (File(*each) for each in files), rows)
            if not batch.imports.exists():
                raise UnreadableFile(_("There is no file in this archive."))
            batch.save(update_fields=["problems"])


def _left(batch: Batch) -> list[Import]:
    left = batch.imports.filter(state__in=_LEFT).select_related("original", "source")
    found = list(left.order_by("pk"))
    for each in found:
        each.workspace, each.created_by = batch.workspace, batch.created_by
    return found


def _store(batch: Batch, outcomes: Sequence[Outcome]) -> None:
    """Make texts of what was read, all in one go; where that fails, one by one."""
    try:
        _store_at_once(batch, outcomes)
    except NotPermitted:
        raise
    except Exception:
        for outcome in outcomes:
            outcome.asked.refresh_from_db(fields=["source", "text", "state"])
        if len(outcomes) > 1:
            for outcome in outcomes:
                _store(batch, [outcome])
            return
        logger.exception("Import %s could not be stored", outcomes[0].asked.uid)
        with attributed(str(batch.created_by.uid)):
            _refuse(outcomes[0].asked, str(OUR_FAULT))


def _store_at_once(batch: Batch, outcomes: Sequence[Outcome]) -> None:
    with acting(batch.created_by, batch.workspace, Permission.EDIT_SOURCES):
        # What was cancelled meanwhile makes no text.
        pks = [outcome.asked.pk for outcome in outcomes]
        locked = Import.objects.select_for_update().filter(pk__in=pks, state__in=_LEFT)
        left = set(locked.values_list("pk", flat=True))
        read = []
        for asked, imported, error in outcomes:
            if asked.pk not in left:
                continue
            if imported is None:
                _refuse(asked, error)
            else:
                read.append(Read(asked, imported))
        store(actor=batch.created_by, workspace=batch.workspace, read=read)


def _refuse(asked: Import, error: str) -> None:
    asked.state, asked.error, asked.source, asked.text = Import.State.FAILED, error, None, None
    asked.save(update_fields=["state", "error"])


@transaction.atomic
def _begin(batch: Batch) -> bool:
    """Whether there is something to do: what has ended stays as it is."""
    current = Batch.objects.select_for_update().get(pk=batch.pk)
    if not current.is_under_way:
        return False
    with attributed(str(batch.created_by.uid)):
        batch.state = current.state = Batch.State.RUNNING
        current.save(update_fields=["state"])
    return True


def _is_stopped(batch: Batch) -> bool:
    return not Batch.objects.filter(pk=batch.pk, state=Batch.State.RUNNING).exists()


def _end(batch: Batch) -> None:
    with attributed(str(batch.created_by.uid)):
        current = Batch.objects.select_for_update().get(pk=batch.pk)
        if current.is_under_way:
            current.problems = batch.problems
            _finish(current, Batch.State.DONE)


def _give_up(batch: Batch, reason: str) -> None:
    with attributed(str(batch.created_by.uid)):
        current = Batch.objects.select_for_update().get(pk=batch.pk)
        if current.is_under_way:
            current.problems = [*current.problems, reason]
            _finish(current, Batch.State.FAILED)
            current.imports.filter(state__in=_LEFT).update(state=Import.State.FAILED, error=reason)


def _finish(batch: Batch, state: Batch.State) -> None:
    batch.state, batch.finished_at = state, timezone.now()
    batch.save(update_fields=["state", "finished_at", "problems"])
