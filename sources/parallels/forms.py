"""The form that relates two texts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.people.rows import WorkspaceRowQuerySet
from sources.parallels.models import TextRelation
from sources.texts.models import Text


class RelationForm(forms.Form):
    """Of which text it is what.

    `original` is a uid that the combobox fills in; without script the citation key of the
    original's source is typed in `original_key`.
    """

    kind = forms.ChoiceField(label=_("This text is a"), choices=TextRelation.Kind.choices)
    original = forms.UUIDField(required=False, widget=forms.HiddenInput)
    original_key = forms.CharField(required=False, max_length=300, label=_("Of which text"))

    def __init__(self, *args: Any, others: WorkspaceRowQuerySet[Text], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError by the field that is seen."""
        cleaned = self.cleaned_data
        uid, key = cleaned.get("original"), cleaned.get("original_key", "").strip()
        found = (
            self.others.filter(uid=uid).first()
            if uid
            else self.others.filter(source__citation_key=key).first()
        )
        if found is None:
            self.add_error(
                "original_key",
                _("Choose a text of this workspace, or write the citation key of its source."),
            )
        cleaned["original"] = found
        return cleaned
