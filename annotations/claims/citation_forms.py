"""Forms of citations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.claims.models import Claim, Stance, Strength


class GradesForm(forms.Form):
    """Stance, strength and rationale of a citation."""

    stance = forms.ChoiceField(
        label=_("The passage"), choices=Stance.choices, widget=forms.RadioSelect, initial="supports"
    )
    strength = forms.ChoiceField(label=_("Strength"), choices=Strength.choices, initial="ungraded")
    rationale = forms.CharField(
        label=_("Rationale"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("Why it bears on the claim in this way."),
    )


class CiteForm(GradesForm):
    """A citation of a highlight; `find_claim` is what was typed to find the claim."""

    find_claim = forms.CharField(required=False)
    claim = forms.ModelChoiceField(
        Claim.objects.none(),
        to_field_name="uid",
        required=False,
        error_messages={"invalid_choice": _("This claim is not there any more. Choose another.")},
    )
    share = forms.BooleanField(
        required=False,
        label=_("Share this highlight with the workspace"),
        help_text=_("It is private now. A citation shows its passage, so citing shares it."),
    )

    def __init__(self, *args: Any, claims: Any, is_private: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].queryset = claims  # type: ignore[attr-defined]
        if not is_private:
            del self.fields["share"]
