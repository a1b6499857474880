"""All writes of imports: a file is kept first, then read as a job."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import asdict
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.people import services as people
from project.people.history import acting, attributed
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted, Permission
from sources.importing.base import (
    DEFAULTS,
    Imported,
    Options,
    UnreadableFile,
    check_size,
    import_document,
    media_type_of,
)
from sources.importing.children import Cancelled, cancelled_by
from sources.importing.keeping import keep_file
from sources.importing.models import Import, Original
from sources.importing.repeats import AlreadyImported, earlier_imports
from sources.importing.storing import Read, keep_images, path_of, store
from sources.records.models import Source
from sources.texts.models import Text
from sources.texts.services import create_text

logger = logging.getLogger(__name__)

OUR_FAULT = gettext_lazy(
    "Something went wrong on our side while reading this file. The file is kept; please try again,"
    " or paste its text."
)
BROKEN_OFF = gettext_lazy(
    "Reading this file was broken off several times. The file is kept; try another format, or"
    " paste its text."
)
_ENDED = (Import.State.DONE, Import.State.CANCELLED)


def keep_original(
    *, actor: User, workspace: Workspace, data: bytes, filename: str, media_type: str = ""
) -> Original:
    """Store a file as it came, under its SHA-256. Raises ValidationError by field `file`.

    `media_type` empty: what the name promises, of the formats that can be imported.
    """
    try:
        check_size(len(data), settings.IMPORT_MAX_BYTES)
    except UnreadableFile as error:
        raise ValidationError({"file": error.reason}) from error
    sha256 = hashlib.sha256(data).hexdigest()
    path = path_of(sha256)
    keep_file(path, data)
    with acting(actor, workspace, Permission.EDIT_SOURCES):
        return Original.objects.create(
            workspace=workspace,
            created_by=actor,
            filename=PurePath(filename).name[-255:],
            media_type=media_type or media_type_of(filename),
            size=len(data),
            sha256=sha256,
            file=path,
        )


def start_import(
    *,
    actor: User,
    source: Source,
    data: bytes,
    filename: str,
    language: str,
    kind: str = Text.Kind.TRANSCRIPTION,
    title: str = "",
    direction: str = "",
    options: Options = DEFAULTS,
    again: bool = True,
) -> Import:
    """Keep a file and queue the job that reads it as a text of `source`.

    `direction` empty: guessed from the letters. Raises ValidationError by field, and
    `AlreadyImported` for a file that is a text here unless it is to come in `again`.
    """
    from sources.importing.jobs import run_import

    workspace = source.workspace
    with acting(actor, workspace, Permission.EDIT_SOURCES):
        if not again:
            sha256 = hashlib.sha256(data).hexdigest()
            if earlier := earlier_imports(actor, workspace, [sha256]).get(sha256):
                raise AlreadyImported(earlier)
        pending = Import(
            workspace=workspace,
            created_by=actor,
            source=source,
            kind=kind,
            title=title.strip(),
            language=language.strip(),
            direction=direction,
            options=asdict(options),
            again=again,
        )
        pending.original = keep_original(
            actor=actor, workspace=workspace, data=data, filename=filename
        )
        pending.full_clean()
        pending.save()
        run_import.defer(import_id=pending.pk)
    return pending


def try_again(*, actor: User, failed: Import) -> Import:
    """Queue once more an import that ended without a text; any other is left alone.

    A file that was left out because it is here already comes in.
    """
    from sources.importing.jobs import run_import

    with acting(actor, failed.workspace, Permission.EDIT_SOURCES):
        # The lock lets one of two clicks queue it.
        current = Import.objects.select_for_update().get(pk=failed.pk)
        if current.can_be_tried_again:
            current.again = True
            current.state = Import.State.QUEUED
            current.error = ""
            current.save(update_fields=["state", "error", "again"])
            run_import.defer(import_id=current.pk)
    return current


def cancel(*, actor: User, pending: Import) -> Import:
    """End an import that waits or runs: no text is made. One that has ended is left alone."""
    with acting(actor, pending.workspace, Permission.EDIT_SOURCES):
        current = Import.objects.select_for_update().get(pk=pending.pk)
        if current.is_under_way:
            current.state = Import.State.CANCELLED
            current.save(update_fields=["state"])
    return current


def remove(*, actor: User, ended: Import) -> None:
    """Delete an import that made no text, with its file, so that it can be restored.

    Raises `NotPermitted`, ValidationError.
    """
    if not ended.made_no_text:
        raise ValidationError(_("Only an import that made no text can be deleted."))
    people.delete(actor=actor, row=ended)


def carry_out(pending: Import) -> Import:
    """Read the original of a queued import and make its text: all of it or nothing.

    What cannot be read is said in `error`; the original is kept either way. May be run again
    after a crash; an import that is done or cancelled stays as it is.
    """
    if not _mark(pending, Import.State.RUNNING):
        return pending
    try:
        with cancelled_by(lambda: _has_ended(pending)):
            imported = read_original(pending)
        with transaction.atomic():
            if _is_over(pending):
                return pending
            _make_text(pending, imported)
    except Cancelled:
        pending.refresh_from_db()
    except (UnreadableFile, ValidationError, NotPermitted) as error:
        _fail(pending, in_words(error))
    except Exception:
        logger.exception("Import %s failed", pending.uid)
        _fail(pending, str(OUR_FAULT))
    return pending


def read_original(pending: Import) -> Imported:
    """Read the file of an import. Raises UnreadableFile."""
    with pending.original.file.open("rb") as file:
        return import_document(
            file.read(),
            filename=pending.original.filename,
            max_bytes=settings.IMPORT_MAX_BYTES,
            options=Options.from_json(pending.options),
        )


def in_words(error: Exception) -> str:
    """What a historian is told of an error."""
    return " ".join(error.messages if isinstance(error, ValidationError) else [str(error)])


def give_up(pending: Import) -> None:
    """Note that an import ended the program each time it was carried out."""
    _fail(pending, str(BROKEN_OFF))


def _make_text(pending: Import, imported: Imported) -> None:
    actor, workspace = pending.created_by, pending.workspace
    if pending.source is None:
        # Of a batch, tried again by itself.
        with acting(actor, workspace, Permission.EDIT_SOURCES):
            store(actor=actor, workspace=workspace, read=[Read(pending, imported)])
        return
    pending.text = create_text(
        actor=actor,
        source=pending.source,
        document=imported.document,
        language=pending.language,
        direction=pending.direction or imported.direction,
        kind=pending.kind,
        title=pending.title or imported.title or "",
    )
    with attributed(str(actor.uid)):
        keep_images(actor=actor, source=pending.source, images=imported.images)
    pending.warnings = list(imported.warnings)
    _mark(pending, Import.State.DONE)


def _fail(pending: Import, error: str) -> None:
    pending.text = None
    _mark(pending, Import.State.FAILED, error=error)


@transaction.atomic
def _mark(pending: Import, state: Import.State, *, error: str = "") -> bool:
    """Whether it could be noted: what has ended stays so, though two workers were at it."""
    if _is_over(pending):
        return False
    # Not `acting`: how an import ended is noted also where its owner has lost the role.
    with attributed(str(pending.created_by.uid)):
        pending.state = state
        pending.error = error
        pending.save(update_fields=["state", "error", "text", "warnings"])
    return True


def _has_ended(pending: Import) -> bool:
    ended = Import.objects.filter(pk=pending.pk, state__in=_ENDED)
    return ended.exists()


def _is_over(pending: Import) -> bool:
    """Whether it is done or cancelled by now; then `pending` says so too. Locks it."""
    current = Import.objects.select_for_update(of=("self",)).select_related("text")
    ended = current.filter(pk=pending.pk, state__in=_ENDED).first()
    if ended is not None:
        pending.state, pending.error, pending.text = ended.state, ended.error, ended.text
    return ended is not None
