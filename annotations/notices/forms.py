"""How notices come by mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.notices.models import Notice
from project.people.models import User


class MailForm(forms.Form):
    """How often, and what of."""

    digest = forms.ChoiceField(
        label=_("How often"),
        choices=User.Digest.choices,
        widget=forms.RadioSelect,
        help_text=_("Daily and weekly mails come at 7 by your clock, weekly ones on Mondays."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What of"),
        required=False,
        choices=Notice.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Mails of nothing are no mails, and said to be."""
        said = super().clean() or self.cleaned_data
        if not said.get("kinds") and said.get("digest", User.Digest.NEVER) != User.Digest.NEVER:
            nothing = gettext("Choose what of, or above that mails come never.")
            self.add_error("kinds", ValidationError(nothing))
        return said
