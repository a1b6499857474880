"""Forms of saved views and of the reading list."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sources.lists.asking import read_query


class ViewForm(forms.Form):
    """The name of a view, and whether others see it. `query` is what the list was asked for."""

    name = forms.CharField(max_length=100, label=_("Name"), widget=forms.TextInput({"dir": "auto"}))
    shared = forms.BooleanField(
        required=False, label=_("Shared"), help_text=_("Everybody in the workspace sees it.")
    )
    query = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        """As the list itself writes it: nonsense is not kept."""
        return read_query(QueryDict(self.cleaned_data["query"])).query()


class EntryForm(forms.Form):
    """A note to oneself, and whether the source has been read."""

    note = forms.CharField(
        required=False, max_length=300, label=_("Note"), widget=forms.TextInput({"dir": "auto"})
    )
    read = forms.BooleanField(required=False, label=_("I have read it"))
