"""The forms that bring texts in: one, pasted or as a file; or many files at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sources.importing import tables
from sources.importing.base import UnreadableFile, accepted_extensions, check_size
from sources.importing.gathering import File
from sources.importing.option_fields import OptionsForm
from sources.texts.forms import ContentField, DetailsForm
from sources.texts.languages import validate_language_tag
from sources.texts.models import DIRECTIONS, Text

#: Name under which a pasted text is kept, by its format.
PASTED = {"plain": "pasted.txt", "markdown": "pasted.md"}


class NewTextForm(OptionsForm, DetailsForm):
    """A file or a pasted text, with its language, direction, kind and title."""

    file = forms.FileField(
        required=False,
        label=_("File"),
        help_text=_(
            "Word, OpenDocument, PDF, web page, e-book, TEI, plain text and others. It is kept as"
            " it comes."
        ),
    )
    #: Shown once a file turned out to be here already.
    again = forms.BooleanField(
        required=False,
        label=_("Import it again, as a further text"),
        help_text=_("Choose the file once more, too."),
        widget=forms.HiddenInput(),
    )
    pasted = ContentField(required=False, label=_("Or paste the text"))
    form_of_pasted = forms.ChoiceField(
        label=_("The pasted text is"),
        choices=[("plain", _("Plain text")), ("markdown", _("Markdown"))],
        initial="plain",
    )
    direction = forms.ChoiceField(
        required=False,
        choices=[("", _("From the letters of the text")), *DIRECTIONS.items()],
        help_text=_("Choose one where the letters mislead."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pasted"].widget.attrs.update({"dir": "auto", "rows": 10})
        self.fields["file"].widget.attrs["accept"] = ",".join(dict.fromkeys(accepted_extensions()))

    def offer_again(self) -> None:
        """Let the person say that the file is to come in though it is here already."""
        self.fields["again"].widget = forms.CheckboxInput()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            # Before the whole of it is read into memory.
            try:
                check_size(file.size, settings.IMPORT_MAX_BYTES)
            except UnreadableFile as error:
                raise forms.ValidationError(error.reason) from error
        return file

    def clean(self) -> dict[str, Any]:
        file, pasted = self.cleaned_data.get("file"), self.cleaned_data.get("pasted", "").strip()
        if file and pasted:
            self.add_error("pasted", _("Choose one of the two: a file, or a pasted text."))
        elif not file and not pasted and not self.errors:
            self.add_error("file", _("Choose a file, or paste the text below."))
        return self.cleaned_data

    def original(self) -> tuple[bytes, str]:
        """The bytes to keep, and their file name."""
        if file := self.cleaned_data["file"]:
            return file.read(), file.name
        name = PASTED[self.cleaned_data["form_of_pasted"]]
        return self.cleaned_data["pasted"].encode(), name


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _SentFiles(forms.FileField):
    """Files as they were sent, empty ones too: what is wrong with one is told in the report."""

    widget = _SeveralFiles

    def clean(self, data: Any, _initial: Any = None) -> list[UploadedFile[Any]]:
        sent = data if isinstance(data, list) else [data]
        return [file for file in sent if file]


class BatchForm(OptionsForm):
    """Several files, a folder or a ZIP, and what they are."""

    files = _SentFiles(  # type: ignore[assignment]
        required=False,
        label=_("Files, or one ZIP"),
        help_text=_("Choose several at once, or drop them here."),
    )
    folder = _SentFiles(required=False, label=_("Or a whole folder"))
    #: Where the files lay in their folder, as JSON; browsers send bare names.
    paths = forms.CharField(required=False, widget=forms.HiddenInput())
    table = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=_("Table of what they are (CSV)"),
        widget=forms.ClearableFileInput({"accept": ".csv,.tsv,.txt"}),
    )
    language = forms.CharField(
        max_length=35,
        label=_("Language"),
        help_text=_("Of files of which the table says nothing: a tag such as ru, zh-Hans or ug."),
        validators=[validate_language_tag],
        widget=forms.TextInput({"list": "languages", "autocapitalize": "none", "dir": "ltr"}),
    )
    kind = forms.ChoiceField(
        label=_("They are"), choices=Text.Kind.choices, initial=Text.Kind.TRANSCRIPTION
    )
    again = forms.BooleanField(
        required=False,
        label=_("Import files again that are here already"),
        help_text=_("Else they are left out, and the report says where they are."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = ",".join(
            dict.fromkeys([".zip", ".csv", *accepted_extensions()])
        )
        self.fields["folder"].widget.attrs["webkitdirectory"] = True

    def clean_table(self) -> Any:
        file = self.cleaned_data["table"]
        if file and (file.size or 0) > tables.MAX_BYTES:
            raise forms.ValidationError(_("This table is larger than 5 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        sent = self._sent()
        most = settings.IMPORT_MAX_FILES
        if not sent:
            self.add_error("files", _("Choose one file at least."))
        elif len(sent) > most:
            self.add_error(
                "files",
                _("At most %(most)s files can come in at once. Divide them.") % {"most": most},
            )
        elif len(sent) > 1 and any(_is_zip(file) for file in self.cleaned_data.get("files", ())):
            self.add_error("files", _("Import a ZIP by itself, or unpack it first."))
        return self.cleaned_data

    def archive(self) -> File | None:
        """The ZIP that was sent by itself."""
        sent = self._sent()
        if len(sent) == 1 and _is_zip(sent[0]):
            return File(sent[0].name or "archive.zip", sent[0].read())
        return None

    def sent_table(self) -> File | None:
        """The table that was sent with the files."""
        file = self.cleaned_data["table"]
        return File(file.name, file.read()) if file else None

    def each_file(self) -> Iterator[File]:
        """The files, read one after the other."""
        sent = self._sent()
        paths = self._paths(len(sent))
        for file, path in zip(sent, paths, strict=True):
            yield File(path or file.name or "file", file.read())

    def folder_name(self) -> str:
        """What the folder that was sent is called; empty without scripts."""
        tops = {path.partition("/")[0] for path in self._paths(len(self._sent())) if "/" in path}
        return tops.pop() if len(tops) == 1 else ""

    def _sent(self) -> list[UploadedFile[Any]]:
        return [*self.cleaned_data.get("files", ()), *self.cleaned_data.get("folder", ())]

    def _paths(self, count: int) -> list[str]:
        """What the script said of the files, if it fits them."""
        try:
            paths = json.loads(self.cleaned_data.get("paths") or "[]")
        except ValueError:
            paths = []
        if isinstance(paths, list) and len(paths) == count:
            return [path.lstrip("/") if isinstance(path, str) else "" for path in paths]
        return [""] * count


def _is_zip(file: UploadedFile[Any]) -> bool:
    return (file.name or "").lower().endswith(".zip")
