"""The form that brings a text in: pasted, or as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from sources.texts.forms import ContentField
from sources.texts.models import DIRECTIONS, Text
from sources.texts.structure import is_language_tag

#: Endings of the files that the file dialog offers.
ACCEPTED = ".txt,.md,.markdown,.html,.htm,.docx"
#: Name under which a pasted text is kept, by its format.
PASTED = {"plain": "pasted.txt", "markdown": "pasted.md"}


class NewTextForm(forms.Form):
    """A file or a pasted text, with its language, direction, kind and title."""

    file = forms.FileField(
        required=False,
        label="File",
        help_text="Plain text, Markdown, HTML or Word (DOCX). It is kept as it comes.",
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
    )
    pasted = ContentField(required=False, label="Or paste the text")
    form_of_pasted = forms.ChoiceField(
        label="The pasted text is",
        choices=[("plain", "Plain text"), ("markdown", "Markdown")],
        initial="plain",
    )
    language = forms.CharField(
        max_length=35,
        help_text="A BCP 47 tag, such as ru, zh-Hans or ug.",
        widget=forms.TextInput({"list": "languages", "autocapitalize": "none", "dir": "ltr"}),
    )
    direction = forms.ChoiceField(
        required=False,
        choices=[("", "From the letters of the text"), *DIRECTIONS.items()],
        help_text="Choose one where the letters mislead.",
    )
    kind = forms.ChoiceField(
        label="This is a",
        choices=Text.Kind.choices,
        initial=Text.Kind.TRANSCRIPTION,
        help_text="What it is to the source.",
    )
    title = forms.CharField(
        required=False,
        max_length=300,
        help_text="Where it differs from the source's.",
        widget=forms.TextInput({"dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pasted"].widget.attrs.update({"dir": "auto", "rows": 10})

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
            raise forms.ValidationError(
                f"This file is larger than {limit} MB. Split it and import the parts."
            )
        return file

    def clean_language(self) -> str:
        tag: str = self.cleaned_data["language"]
        if not is_language_tag(tag):
            raise forms.ValidationError(
                f"“{tag}” is not a language tag. Choose one from the list, such as ug for Uyghur."
            )
        return tag

    def clean(self) -> dict[str, Any]:
        file, pasted = self.cleaned_data.get("file"), self.cleaned_data.get("pasted", "").strip()
        if file and pasted:
            self.add_error("pasted", "Choose one of the two: a file, or a pasted text.")
        elif not file and not pasted and not self.errors:
            self.add_error("file", "Choose a file, or paste the text below.")
        return self.cleaned_data

    def original(self) -> tuple[bytes, str]:
        """The bytes to keep, and their file name."""
        if file := self.cleaned_data["file"]:
            return file.read(), file.name
        name = PASTED[self.cleaned_data["form_of_pasted"]]
        return self.cleaned_data["pasted"].encode(), name
