"""The form of a derivation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.people.rows import WorkspaceRowQuerySet
from sources.records.models import Derivation, Source


class DerivationForm(forms.Form):
    """What a source depends on, how, and why one thinks so.

    `origin` is a uid that the combobox fills in; without script its citation key is typed in
    `origin_key`.
    """

    kind = forms.ChoiceField(label=_("How it depends"), choices=Derivation.Kind.choices)
    origin = forms.UUIDField(required=False, widget=forms.HiddenInput)
    origin_key = forms.CharField(required=False, max_length=300, label=_("On which source"))
    certainty = forms.ChoiceField(
        label=_("How certain that is"), choices=Derivation.Certainty.choices, required=False
    )
    reason = forms.CharField(
        required=False,
        max_length=2_000,
        label=_("Rationale"),
        help_text=_("Why one thinks so: shared slips of the pen, words taken over, a note."),
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    #: The revision that is edited.
    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, others: WorkspaceRowQuerySet[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError by the field that is seen."""
        cleaned = self.cleaned_data
        uid, key = cleaned.get("origin"), cleaned.get("origin_key", "").strip()
        found = (
            self.others.filter(uid=uid).first()
            if uid
            else self.others.filter(citation_key=key).first()
        )
        if found is None:
            self.add_error(
                "origin_key", _("Choose a source of this workspace, or write its citation key.")
            )
        cleaned["origin"] = found
        return cleaned
