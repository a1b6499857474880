"""How notices come by mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.notices.models import Notice
from project.people.models import User


class MailForm(forms.Form):
    """How often, and what of."""

    digest = forms.ChoiceField(
        label=_("How often"),
        choices=User.Digest.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "At once is within a few minutes. Daily and weekly mails come at 7 by your clock,"
            " weekly ones on Mondays."
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What of"),
        choices=Notice.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what of, or above that mails never come.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Mails of nothing are no mails, and said to be.
        self.fields["kinds"].required = self.data.get("digest") != User.Digest.NEVER
