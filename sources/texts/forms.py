"""The plain editor of a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.texts.languages import validate_language_tag
from sources.texts.models import DIRECTIONS, WRITING_MODES, Text, TextVersion


class ContentField(forms.CharField):
    """The words of a text: nothing stripped; the CRLF that form submission makes is LF again."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": 24}))
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class DetailsForm(forms.Form):
    """What a text is: kind, title, language, direction and how its lines are set."""

    kind = forms.ChoiceField(
        label=_("This is a"), choices=Text.Kind.choices, initial=Text.Kind.TRANSCRIPTION
    )
    title = forms.CharField(
        required=False,
        max_length=300,
        label=_("Title"),
        help_text=_("Where it differs from the source's."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    language = forms.CharField(
        max_length=35,
        label=_("Language"),
        help_text=_("A BCP 47 tag, such as ru, zh-Hans or ug."),
        validators=[validate_language_tag],
        widget=forms.TextInput({"list": "languages", "autocapitalize": "none", "dir": "ltr"}),
    )
    direction = forms.ChoiceField(label=_("Direction"), choices=DIRECTIONS)
    writing_mode = forms.ChoiceField(
        required=False,
        label=_("Lines"),
        choices=[("", _("As is usual for the language")), *WRITING_MODES.items()],
        help_text=_("Mongolian script stands in columns; Chinese does where you say so."),
    )


class EditForm(forms.Form):
    """The whole text, what was corrected, and the version that was edited."""

    content = ContentField(
        label=_("Text"),
        help_text=_(
            "A blank line begins a new paragraph. Headings, notes and emphasis stay where"
            " their words stay."
        ),
    )
    note = forms.CharField(
        required=False,
        max_length=300,
        label=_("What was corrected"),
        widget=forms.TextInput({"dir": "auto"}),
    )
    based_on = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content"].widget.attrs.update(
            {"lang": text.language, "dir": text.direction, "class": "text-editor"}
        )

    @classmethod
    def of(cls, text: Text, version: TextVersion) -> EditForm:
        """The editor with a version in it."""
        return cls(text=text, initial={"content": version.content, "based_on": version.number})

    def on_top_of(self, latest: TextVersion) -> None:
        """Keep what the person wrote, now as an edit of `latest`."""
        self.data = {**self.data.dict(), "based_on": latest.number}  # type: ignore[attr-defined]
