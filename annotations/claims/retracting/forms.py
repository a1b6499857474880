"""The form that retracts a claim."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RetractForm(forms.Form):
    """Why a claim is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("Everybody who sees the claim sees it."),
    )
