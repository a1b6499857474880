"""What a text is, and what it is to become."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.texts import proposing
from sources.texts.languages import validate_language_tag
from sources.texts.merging import Choice
from sources.texts.models import DIRECTIONS, WRITING_MODES, Text, TextVersion
from sources.texts.structure import Document


class ContentField(forms.CharField):
    """The words of a text: nothing stripped; the CRLF that form submission makes is LF again."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": 24}))
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class JsonField(forms.CharField):
    """JSON that a script or a page before this one wrote; None for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, strip=False, widget=forms.Textarea({"hidden": True}), **kwargs
        )

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError also for what is too deep or has numbers too long to read."""
        try:
            return json.loads(value) if value else None
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("This is not what the page sent.")) from error


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
    """What a text is to become, what was corrected, and the version that was edited.

    One of three is sent: `rows`, the blocks as scripts let people edit them; `document`, a whole
    document that was shown before; or else `content`, plain text.
    """

    content = ContentField(
        required=False,
        label=_("Text"),
        help_text=_(
            "A blank line begins a new paragraph. Headings, notes and emphasis stay where"
            " their words stay."
        ),
    )
    rows = JsonField()
    document = JsonField()
    note = forms.CharField(
        required=False,
        max_length=300,
        label=_("What was corrected"),
        widget=forms.TextInput({"dir": "auto"}),
    )
    # Not of type hidden: a draft that is kept in the browser keeps this too.
    based_on = forms.IntegerField(
        min_value=1, max_value=2**31 - 1, widget=forms.TextInput({"hidden": True})
    )
    #: The version that choices between two wordings were made for.
    onto = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content"].widget.attrs.update(
            {"lang": text.language, "dir": text.direction, "class": "text-editor"}
        )

    @classmethod
    def of(cls, text: Text, document: Document, *, based_on: int, note: str = "") -> EditForm:
        """The editor with a text in it."""
        told = {"content": document.content, "based_on": based_on, "note": note}
        return cls(text=text, initial=told)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not any(cleaned.get(name) for name in ("content", "rows", "document", *self.errors)):
            self.add_error("content", _("This field is required."))
        return cleaned

    def document_of(self, base: TextVersion) -> Document:
        """What the text is to become. Raises ValidationError."""
        if document := self.cleaned_data["document"]:
            return proposing.from_json(document)
        if rows := self.cleaned_data["rows"]:
            return proposing.from_rows(base, rows)
        return proposing.from_content(base, self.cleaned_data["content"])

    def choices(self) -> dict[int, Choice]:
        """The wordings that were chosen, by the number of the clash."""
        found = {}
        for name, value in self.data.items():
            number = name.removeprefix("choice-")
            if number != name and number.isascii() and number.isdigit() and value in list(Choice):
                found[int(number[:6])] = Choice(value)
        return found
