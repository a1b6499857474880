"""Forms of attachments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sources.importing.base import UnreadableFile, check_size

#: Files sent at once, at most.
MOST_FILES = 20


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Raises ValidationError that names the file."""
        sent = data if isinstance(data, list) else [data]
        files = [file for file in sent if file] or [None]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("Send at most %(most)s files at once.") % {"most": MOST_FILES}
            )
        return [self._checked(file, initial) for file in files]

    def _checked(self, data: Any, initial: Any) -> UploadedFile[Any]:
        file: UploadedFile[Any] = super().clean(data, initial)
        # Before the whole of it is read into memory.
        try:
            check_size(file.size or 0, settings.IMPORT_MAX_BYTES)
        except UnreadableFile as error:
            raise forms.ValidationError(f"{file.name}: {error.reason}") from error
        return file


class AttachForm(forms.Form):
    """Files to keep with a source, and what they are."""

    files = FilesField(  # type: ignore[assignment]
        label=_("Files"),
        help_text=_("Scans, photographs, letters of permission. They are kept as they come."),
    )
    label = forms.CharField(
        required=False,
        max_length=300,
        label=_("What it is"),
        help_text=_("Such as “Recto” or “Permission of the archive”."),
        widget=forms.TextInput({"dir": "auto"}),
    )


class LabelForm(forms.Form):
    """What an attached file is."""

    label = forms.CharField(
        required=False,
        max_length=300,
        label=_("What it is"),
        help_text=_("Empty: the name of the file."),
        widget=forms.TextInput({"dir": "auto"}),
    )
