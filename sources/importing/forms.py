"""The form that brings a text in: pasted, or as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sources.importing.base import UnreadableFile, accepted_extensions, check_size
from sources.texts.forms import ContentField, DetailsForm
from sources.texts.models import DIRECTIONS

#: Name under which a pasted text is kept, by its format.
PASTED = {"plain": "pasted.txt", "markdown": "pasted.md"}


class NewTextForm(DetailsForm):
    """A file or a pasted text, with its language, direction, kind and title."""

    file = forms.FileField(
        required=False,
        label=_("File"),
        help_text=_("Plain text, Markdown, HTML or Word (DOCX). It is kept as it comes."),
        widget=forms.ClearableFileInput({"accept": ",".join(accepted_extensions())}),
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
