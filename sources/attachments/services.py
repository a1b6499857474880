"""All writes to attachments."""

from __future__ import annotations

import hashlib
import mimetypes

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from project.people.history import acting
from project.people.models import User
from project.people.permissions import Permission
from sources.attachments.models import Attachment
from sources.importing.base import UNKNOWN_MEDIA_TYPE
from sources.importing.services import keep_original
from sources.records.models import Source


class AlreadyAttached(ValidationError):
    """The very same file is attached to this source."""

    def __init__(self, filename: str, attached: Attachment) -> None:
        self.attached = attached
        super().__init__(
            {
                "files": _("“%(filename)s” is attached already, as “%(attached)s”.")
                % {"filename": filename, "attached": attached}
            }
        )


def attach(
    *, actor: User, source: Source, data: bytes, filename: str, label: str = ""
) -> Attachment:
    """Keep a file with a source. Raises `AlreadyAttached`, or ValidationError by field `file`.

    The media type is what the name promises: it is shown, and nothing is ever done by it.
    """
    with acting(actor, source.workspace, Permission.EDIT_SOURCES):
        # Of one file sent twice at once, the second is noticed.
        Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        sha256 = hashlib.sha256(data).hexdigest()
        same = Attachment.objects.existing().filter(source=source, original__sha256=sha256)
        if found := same.select_related("original").first():
            raise AlreadyAttached(filename, found)
        guessed, coding = mimetypes.guess_type(filename)
        original = keep_original(
            actor=actor,
            workspace=source.workspace,
            data=data,
            filename=filename,
            media_type=guessed if guessed and not coding else UNKNOWN_MEDIA_TYPE,
        )
        attachment = Attachment(
            workspace=source.workspace,
            created_by=actor,
            source=source,
            original=original,
            label=label.strip(),
        )
        attachment.full_clean(exclude=["created_by", "workspace", "source", "original"])
        attachment.save()
    return attachment


def label_attachment(*, actor: User, attachment: Attachment, label: str) -> Attachment:
    """Say what a file is. Raises ValidationError by field."""
    with acting(actor, attachment.workspace, Permission.EDIT_SOURCES):
        attachment.label = label.strip()
        attachment.full_clean(exclude=["created_by", "workspace", "source", "original"])
        attachment.save(update_fields=["label"])
    return attachment
