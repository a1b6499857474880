"""A corrected file becomes a new version, after people saw what would change."""

from __future__ import annotations

import time
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from project.people.forms import add_errors
from project.people.history import acting
from project.people.models import User
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from sources.attachments.services import AlreadyAttached, attach
from sources.importing.base import (
    Imported,
    UnreadableFile,
    accepted_extensions,
    check_size,
    import_document,
)
from sources.importing.children import Cancelled, cancelled_by
from sources.importing.storing import keep_images
from sources.texts.editing_views import get_text_to_edit, preview_page
from sources.texts.models import Text, TextVersion
from sources.texts.previewing import Proposal
from sources.texts.proposing import from_content
from sources.texts.structure import BlockType, Document

#: Reading may take so long while somebody waits for the page.
SECONDS = 30


class CorrectedFileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Corrected file"),
        help_text=gettext_lazy(
            "In any format that can be imported. Plain text keeps the headings, notes and"
            " emphasis where their words stay. The file is kept with the source."
        ),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["file"].widget.attrs["accept"] = ",".join(accepted_extensions())

    def clean_file(self) -> object:
        """Refuse what is too large before the whole of it is read into memory."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size, settings.IMPORT_MAX_BYTES)
        except UnreadableFile as error:
            raise forms.ValidationError(error.reason) from error
        return file


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct_from_file(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Read a corrected file and show what would change; the preview saves it."""
    text = get_text_to_edit(request, workspace_uid, uid)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CorrectedFileForm(*posted)
    kept = False
    if form.is_valid():
        file = form.cleaned_data["file"]
        data, latest = file.read(), text.latest
        latest.text, latest.workspace = text, text.workspace
        try:
            _keep(signed_in(request), text, data, file.name)
            kept = True
            imported = _read(data, file.name)
            proposal = Proposal(latest, correction(latest, imported))
            _keep_images(signed_in(request), text, imported)
            told = {"note": file.name[:300], "warnings": imported.warnings}
            return preview_page(request, proposal, **told)
        except UnreadableFile as error:
            form.add_error("file", error.reason)
        except ValidationError as error:
            add_errors(form, error, content="file")
    context = {"text": text, "source": text.source, "form": form, "kept": kept}
    status = 422 if form.errors else 200
    return page(request, text.workspace, "texts/from_file.html", context, status=status)


def correction(base: TextVersion, imported: Imported) -> Document:
    """What was read of a file; one without structure takes over that of `base`.

    Raises ValidationError.
    """
    document = imported.document
    is_plain = not document.marks and all(
        block.type == BlockType.PARAGRAPH for block in document.blocks
    )
    return from_content(base, document.content) if is_plain else document


def _read(data: bytes, filename: str) -> Imported:
    """What a file says, if it can be told while people wait. Raises UnreadableFile."""
    end = time.monotonic() + SECONDS
    try:
        with cancelled_by(lambda: time.monotonic() > end):
            return import_document(data, filename=filename, max_bytes=settings.IMPORT_MAX_BYTES)
    except Cancelled as error:
        told = _("This takes longer than people wait. Split the file and correct part by part.")
        raise UnreadableFile(told) from error


def _keep_images(actor: User, text: Text, imported: Imported) -> None:
    """Attach the pictures that the figures name."""
    with acting(actor, text.workspace, Permission.EDIT_SOURCES):
        keep_images(actor=actor, source=text.source, images=imported.images)


def _keep(actor: User, text: Text, data: bytes, filename: str) -> None:
    """Keep the file with the source; the very same is kept already."""
    label = _("Correction of “%(text)s”") % {"text": text}
    try:
        attach(actor=actor, source=text.source, data=data, filename=filename, label=label)
    except AlreadyAttached:
        return
