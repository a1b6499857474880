"""The form of a reply."""

from __future__ import annotations

from django import forms

from annotations.highlights.models import Highlight


class ReplyForm(forms.Form):
    """Words and sharing; `revision` is the one that was edited, `parent` what is answered."""

    body = forms.CharField(max_length=20_000, widget=forms.Textarea)
    sharing = forms.ChoiceField(choices=Highlight.Sharing.choices, initial="shared")
    revision = forms.IntegerField(required=False, min_value=1)
    parent = forms.UUIDField(required=False)
