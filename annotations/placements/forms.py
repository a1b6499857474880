"""What a person says of a passage that is to be checked."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.highlights.placing import Span, grown
from annotations.placements.sides import Proposal, alike
from sources.texts.forms import ContentField

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")

VERDICTS = [
    ("confirm", gettext_lazy("It is here")),
    ("put", gettext_lazy("Place it there")),
    ("gone", gettext_lazy("It is gone")),
]


class VerdictForm(forms.Form):
    """A verdict, and for "put" a place: selected, chosen from the proposals, or by its words."""

    verdict = forms.ChoiceField(choices=VERDICTS)
    revision = forms.IntegerField(min_value=1)
    start = forms.IntegerField(min_value=0, required=False)
    end = forms.IntegerField(min_value=1, required=False)
    exact = ContentField(required=False)
    choice = forms.CharField(required=False, max_length=30)
    words = ContentField(
        required=False,
        max_length=20_000,
        label=gettext_lazy("Or paste its words as they read now"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, content: str) -> None:
        """`content` is that of the version in which the passage is to be placed."""
        super().__init__(data)
        self.content = content
        #: Several places that read as the pasted words do.
        self.found: list[Proposal] = []

    def place(self) -> tuple[Span, str | None]:
        """The place that was meant, and its words where they were sent.

        Raises ValidationError by field where none was, or there are several.
        """
        sent = self.cleaned_data
        if sent["start"] is not None and sent["end"] is not None:
            return grown(self.content, (sent["start"], sent["end"]), sent["exact"])
        if sent["words"].strip():
            return self._by_words(sent["words"]), None
        if chosen := _PLACE.fullmatch(sent["choice"]):
            return (int(chosen[1]), int(chosen[2])), None
        raise ValidationError(
            {"words": _("Select the passage in the text, choose a place, or paste its words.")}
        )

    def _by_words(self, words: str) -> Span:
        found = alike(self.content, words)
        if not found:
            raise ValidationError({"words": _("The text does not have these words.")})
        if len(found) > 1:
            self.found = found
            told = _("These words stand in several places. Choose one, or paste more of them.")
            raise ValidationError({"words": told})
        span, _words = grown(self.content, (found[0].start, found[0].end), found[0].exact)
        return span
