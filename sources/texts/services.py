"""All writes to texts and their versions."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.dispatch import Signal
from django.utils.translation import gettext as _

from project.people.history import acting
from project.people.models import User
from project.people.permissions import Permission
from project.people.refusing import Refused
from sources.records.models import Source
from sources.texts.differences import Comparison
from sources.texts.directions import usual_writing_mode
from sources.texts.models import Text, TextVersion
from sources.texts.proposing import from_content
from sources.texts.structure import Document, StructureError

#: Sent inside the transaction that saves a version, with `version` (the new TextVersion)
#: and `actor`. A receiver that fails undoes the save.
version_saved = Signal()


class StaleVersion(Refused):
    """Somebody saved a newer version of this text in the meantime."""

    def __init__(self, latest: TextVersion) -> None:
        self.latest = latest
        self.members = {"latest_version": latest.number}
        super().__init__(
            _("Version %(number)s of this text was saved in the meantime.")
            % {"number": latest.number}
        )


def create_text(
    *,
    actor: User,
    source: Source,
    document: Document,
    language: str,
    direction: str,
    kind: str = Text.Kind.TRANSCRIPTION,
    title: str = "",
    writing_mode: str = "",
) -> Text:
    """A text of `source` with its first version. Raises ValidationError by field.

    Without `writing_mode` it is set as is usual for its language.
    """
    with acting(actor, source.workspace, Permission.EDIT_SOURCES):
        text = Text(
            workspace=source.workspace,
            created_by=actor,
            source=source,
            kind=kind,
            title=title.strip(),
            language=language.strip(),
            direction=direction,
            writing_mode=writing_mode or usual_writing_mode(language.strip()),
        )
        text.full_clean()
        text.save()
        _add_version(actor, text, document, number=1, note="")
    return text


def change_text(
    *,
    actor: User,
    text: Text,
    kind: str,
    title: str,
    language: str,
    direction: str,
    writing_mode: str,
) -> Text:
    """Say anew what a text is; its versions stay. Raises ValidationError by field."""
    with acting(actor, text.workspace, Permission.EDIT_SOURCES):
        text.kind = kind
        text.title = title.strip()
        text.language = language.strip()
        text.direction = direction
        text.writing_mode = writing_mode or usual_writing_mode(text.language)
        text.full_clean()
        text.save()
    return text


def save_version(
    *, actor: User, text: Text, document: Document, based_on: int, note: str = ""
) -> TextVersion:
    """A new version of `text`, made from version number `based_on`.

    The same content, blocks and marks as in the latest version give that one back: nothing
    is saved. Raises `StaleVersion` where `based_on` is not the latest.
    """
    with acting(actor, text.workspace, Permission.EDIT_SOURCES):
        # The lock keeps two editors from taking the same number.
        Text.objects.select_for_update().get(pk=text.pk)
        latest = text.latest
        if latest.number != based_on:
            raise StaleVersion(latest)
        before = latest.document
        if before == document:
            return latest
        return _add_version(
            actor, text, document, number=latest.number + 1, note=note, before=before
        )


def edit_text(
    *, actor: User, text: Text, content: str, based_on: int, note: str = ""
) -> TextVersion:
    """`save_version` from the plain editor: blocks and marks are carried over."""
    latest = text.latest
    if latest.number != based_on:
        raise StaleVersion(latest)
    document = from_content(latest, content)
    return save_version(actor=actor, text=text, document=document, based_on=based_on, note=note)


def _add_version(
    actor: User,
    text: Text,
    document: Document,
    *,
    number: int,
    note: str,
    before: Document | None = None,
) -> TextVersion:
    try:
        document.check()
    except StructureError as error:
        raise ValidationError({"content": str(error)}) from error
    version = TextVersion(
        workspace=text.workspace,
        created_by=actor,
        text=text,
        number=number,
        content=document.content,
        blocks=document.blocks_json(),
        marks=document.marks_json(),
        sha256=hashlib.sha256(document.content.encode()).hexdigest(),
        note=note.strip(),
        changes=asdict(Comparison(before, document).counts()) if before else None,
    )
    version.full_clean(exclude=["content", "blocks", "marks", "changes"])
    version.save()
    version_saved.send(sender=TextVersion, version=version, actor=actor)
    return version
