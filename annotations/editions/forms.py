"""The forms of publishing and withdrawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from annotations.disputes.models import Dispute
from annotations.editions.models import Edition
from annotations.editions.rights import says_open
from sources.texts.models import Text


class PublishForm(forms.Form):
    """Title and note of an edition, and the texts that it publishes in full.

    Only texts whose source says something of its rights are offered, and none is chosen unless
    somebody does.
    """

    title = forms.CharField(
        label=_("Title"),
        max_length=Edition._meta.get_field("title").max_length,
        widget=forms.TextInput({"dir": "auto"}),
    )
    note = forms.CharField(
        required=False,
        max_length=5_000,
        label=_("What changed"),
        help_text=_("For readers of the edition before, in a few words."),
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    whole = forms.ModelMultipleChoiceField(
        Text.objects.none(),
        required=False,
        label=_("Whole texts to publish"),
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Only where their rights allow it: of all others the quotes alone are published."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, dispute: Dispute, cited: list[Text], initial: Mapping[str, Any]
    ) -> None:
        """`cited` are the texts that something is cited from, with their sources; `initial` has
        as `whole` the uids of those that are chosen before anything is sent.
        """
        super().__init__(data, initial={"title": dispute.title, **initial})
        offered = [text.pk for text in cited if text.source.rights.strip()]
        field = self.fields["whole"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Text.objects.filter(pk__in=offered).select_related("source")
        field.label_from_instance = _told  # type: ignore[method-assign, assignment]
        if not offered:
            del self.fields["whole"]

    @property
    def chosen(self) -> list[Text]:
        """The texts chosen; none where what was sent cannot be read."""
        try:
            return list(self.fields["whole"].clean(self["whole"].value()))
        except (KeyError, ValidationError):
            return []


def _told(text: Any) -> SafeString:
    """A text with the rights of its source."""
    rights = text.source.rights
    hint = _("an open licence or public domain, by its words") if says_open(rights) else ""
    return format_html(
        '<span><bdi>{}</bdi> · <bdi>{}</bdi><br><span class="soft"><bdi>{}</bdi>{}</span></span>',
        text.source.title,
        text,
        rights,
        f" ({hint})" if hint else "",
    )


class WithdrawForm(forms.Form):
    """Why an edition is taken down."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        help_text=_("Anybody who comes to its address reads this."),
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
