"""The form that takes pasted references."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sources.importing.base import UnreadableFile, check_size
from sources.importing.charsets import decode
from sources.quick_add.formats import Format, detect
from sources.texts.forms import ContentField

#: Characters of references taken at once: about two thousand long ones.
MOST_CHARACTERS = 4 * 1024 * 1024


class QuickAddForm(forms.Form):
    """References as text or in a file; their format is detected unless it is chosen."""

    content = ContentField(
        required=False,
        max_length=MOST_CHARACTERS,
        label=_("Paste references"),
        widget=forms.Textarea({"rows": 12, "dir": "ltr", "spellcheck": "false"}),
    )
    file = forms.FileField(
        required=False,
        label=_("Or choose a file"),
        help_text=_(".bib, .ris, .json or .xml, from a reference manager or a catalogue."),
        widget=forms.ClearableFileInput({"accept": ".bib,.ris,.json,.xml,.txt"}),
    )
    format = forms.ChoiceField(
        required=False,
        label=_("Format"),
        choices=[("", _("By what it looks like")), *Format.choices],
    )
    keep_tags = forms.BooleanField(required=False, label=_("Keywords become tags"))

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if not file:
            return ""
        try:
            check_size(file.size, min(settings.IMPORT_MAX_BYTES, MOST_CHARACTERS))
            return decode(file.read()).text
        except UnreadableFile as error:
            raise forms.ValidationError(error.reason) from error

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        file, pasted = cleaned.get("file", ""), cleaned.get("content", "")
        if file and pasted.strip():
            self.add_error("content", _("Choose one of the two: a file, or pasted references."))
        elif not (file or pasted.strip()) and not self.errors:
            self.add_error("content", _("Paste references, or choose a file."))
        cleaned["content"] = file or pasted
        cleaned["format"] = cleaned.get("format") or detect(cleaned["content"])
        if not cleaned["format"] and not self.errors:
            self.add_error(
                "format",
                _("This looks like none of the formats. Choose the one it is in."),
            )
        return cleaned
