"""The form of a search that found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from annotations.claims.values import Date, InvalidValue
from annotations.searches.models import SearchLog
from project.people.forms import RevisionField
from project.people.models import Workspace
from sources.records.form_fields import EdtfField
from sources.records.source_field import SourceField, offer_sources

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser

#: What a search consists of; the fields of the form are named as those of the model.
FIELDS = ("searched", "sought", "date", "limits", "source")


class WrittenDateField(EdtfField):
    """A date as answers take it: EDTF, or in the words of any language that is read."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"data-edtf-check": reverse_lazy("api:edtf"), "dir": "auto"}

    def read(self, written: str) -> str:
        """EDTF for what was written. Raises ValidationError."""
        try:
            return Date.from_input(written).edtf
        except InvalidValue as error:
            raise forms.ValidationError(error.message) from error


class SearchLogFields(forms.Form):
    """Where one looked, for what, when, and what stood in the way."""

    searched = forms.CharField(
        label=_("What was searched"),
        max_length=1_000,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("The archive, collection, catalogue or database, and what of it."),
    )
    sought = forms.CharField(
        label=_("What was looked for and not found"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("With the words, names and spellings that were tried."),
    )
    date = WrittenDateField(
        label=_("When"),
        max_length=100,
        required=True,
        help_text=_("As EDTF or in words: 2024-05-12, May 2024."),
    )
    limits = forms.CharField(
        label=_("What stood in the way"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=_("Such as years that are missing, or pages that cannot be read."),
    )
    source = SourceField(
        label=_("In one source of this workspace"),
        required=False,
        help_text=_("Where it was searched as a whole, such as a newspaper or a register."),
    )

    def __init__(
        self,
        *args: Any,
        workspace: Workspace,
        user: Anyone,
        search: SearchLog | None = None,
        **kwargs: Any,
    ) -> None:
        if search is not None:
            kwargs["initial"] = {name: getattr(search, name) for name in (*FIELDS, "revision")}
        super().__init__(*args, **kwargs)
        offer_sources(self, "source", workspace, user)

    def leave_out_search(self) -> None:
        """Ask for none of this: another search was chosen."""
        for name in FIELDS:
            del self.fields[name]

    def told(self) -> dict[str, Any]:
        """What the valid form says of a search, as the services take it."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class SearchLogForm(SearchLogFields):
    """A search, new or edited."""

    revision = RevisionField(required=False)
