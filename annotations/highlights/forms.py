"""Forms of highlights and their notes."""

from __future__ import annotations

from typing import Any

from django import forms

from annotations.highlights.models import Highlight
from sources.tags.services import LONGEST, TOO_LONG
from sources.texts.forms import ContentField


class TagsField(forms.CharField):
    """Names of tags, separated by commas."""

    def clean(self, value: Any) -> list[str]:
        names = [name.strip() for name in super().clean(value).split(",")]
        if any(len(name) > LONGEST for name in names):
            raise forms.ValidationError(TOO_LONG)
        return [name for name in names if name]


class NoteForm(forms.Form):
    """Comment, tags and sharing of a highlight; `revision` is the one that was edited."""

    comment = forms.CharField(required=False, max_length=20_000, widget=forms.Textarea)
    tags = TagsField(required=False)
    sharing = forms.ChoiceField(choices=Highlight.Sharing.choices, initial="shared")
    revision = forms.IntegerField(required=False, min_value=1)


class NewHighlightForm(NoteForm):
    """A selection in a version, in code points, with what is said of it."""

    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    exact = ContentField(widget=forms.HiddenInput)


class RevisionForm(forms.Form):
    """Which revision of the highlight a change is based on."""

    revision = forms.IntegerField(min_value=1)


class PassageForm(RevisionForm):
    """A selection for one passage: code points in the version with this uid."""

    version = forms.UUIDField()
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    exact = ContentField()
