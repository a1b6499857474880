"""All writes of imports: a file is kept first, then read as a job."""

from __future__ import annotations

import hashlib
import logging
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from project.people.history import acting, attributed
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted, Permission
from sources.importing.base import UnreadableFile, check_size, import_document, media_type_of
from sources.importing.keeping import keep_file
from sources.importing.models import Import, Original
from sources.records.models import Source
from sources.texts.models import Text
from sources.texts.services import create_text

logger = logging.getLogger(__name__)


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
    path = f"originals/{sha256[:2]}/{sha256}"
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
) -> Import:
    """Keep a file and queue the job that reads it as a text of `source`.

    `direction` empty: guessed from the letters. Raises ValidationError by field.
    """
    from sources.importing.jobs import run_import

    workspace = source.workspace
    with acting(actor, workspace, Permission.EDIT_SOURCES):
        pending = Import(
            workspace=workspace,
            created_by=actor,
            source=source,
            kind=kind,
            title=title.strip(),
            language=language.strip(),
            direction=direction,
        )
        pending.original = keep_original(
            actor=actor, workspace=workspace, data=data, filename=filename
        )
        pending.full_clean()
        pending.save()
        run_import.defer(import_id=pending.pk)
    return pending


def try_again(*, actor: User, failed: Import) -> Import:
    """Queue a failed import once more; any other is left alone."""
    from sources.importing.jobs import run_import

    with acting(actor, failed.workspace, Permission.EDIT_SOURCES):
        # The lock lets one of two clicks queue it.
        current = Import.objects.select_for_update().get(pk=failed.pk)
        if current.state == Import.State.FAILED:
            current.state = Import.State.QUEUED
            current.error = ""
            current.save(update_fields=["state", "error"])
            run_import.defer(import_id=current.pk)
    return current


def carry_out(pending: Import) -> Import:
    """Read the original of a queued import and make its text: all of it or nothing.

    What cannot be read is said in `error`; the original is kept either way. May be run again
    after a crash; an import that is done stays as it is.
    """
    actor = pending.created_by
    if not _mark(pending, Import.State.RUNNING):
        return pending
    try:
        with pending.original.file.open("rb") as file:
            read = import_document(
                file.read(),
                filename=pending.original.filename,
                max_bytes=settings.IMPORT_MAX_BYTES,
            )
        with transaction.atomic():
            if _is_done(pending):
                return pending
            pending.text = create_text(
                actor=actor,
                source=pending.source,
                document=read.document,
                language=pending.language,
                direction=pending.direction or read.direction,
                kind=pending.kind,
                title=pending.title or read.title or "",
            )
            _mark(pending, Import.State.DONE)
    except (UnreadableFile, ValidationError, NotPermitted) as error:
        words = error.messages if isinstance(error, ValidationError) else [str(error)]
        _fail(pending, " ".join(words))
    except Exception:
        logger.exception("Import %s failed", pending.uid)
        _fail(
            pending,
            _(
                "Something went wrong on our side while reading this file. The file is kept;"
                " please try again, or paste its text."
            ),
        )
    return pending


def give_up(pending: Import) -> None:
    """Note that an import ended the program each time it was carried out."""
    _fail(
        pending,
        _(
            "Reading this file was broken off several times. The file is kept; try another format,"
            " or paste its text."
        ),
    )


def _fail(pending: Import, error: str) -> None:
    pending.text = None
    _mark(pending, Import.State.FAILED, error=error)


@transaction.atomic
def _mark(pending: Import, state: Import.State, *, error: str = "") -> bool:
    """Whether it could be noted: what is done stays done, though two workers were at it."""
    if _is_done(pending):
        return False
    # Not `acting`: how an import ended is noted also where its owner has lost the role.
    with attributed(str(pending.created_by.uid)):
        pending.state = state
        pending.error = error
        pending.save(update_fields=["state", "error", "text"])
    return True


def _is_done(pending: Import) -> bool:
    current = Import.objects.select_for_update(of=("self",)).select_related("text")
    done = current.filter(pk=pending.pk, state=Import.State.DONE).first()
    if done is not None:
        pending.state, pending.error, pending.text = done.state, done.error, done.text
    return done is not None
