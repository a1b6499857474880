"""The form of a derivation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.people.forms import RevisionField
from sources.records.models import Derivation, Source
from sources.records.source_field import SourceField, offer_sources

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


class DerivationForm(forms.Form):
    """What a source depends on, how, and why one thinks so."""

    kind = forms.ChoiceField(label=_("How it depends"), choices=Derivation.Kind.choices)
    origin = SourceField(
        label=_("On which source"),
        help_text=_("Type words of its title, a name or its citation key."),
    )
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
    revision = RevisionField(required=False)

    def __init__(
        self, *args: Any, source: Source, user: User | AnonymousUser, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_sources(self, "origin", source.workspace, user, unlisted=source.citation_key)
