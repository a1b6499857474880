"""Forms of the vocabulary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.people.models import Workspace
from sources.tags.models import Tag
from sources.tags.services import LONGEST


class TagForm(forms.Form):
    """A tag: its name, what it is for, and the more general one above it."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    colour = forms.ChoiceField(
        label=_("Colour"), choices=Tag.Colour.choices, initial=Tag.Colour.GREY
    )
    broader = forms.ModelChoiceField(
        Tag.objects.none(),
        label=_("Broader tag"),
        required=False,
        to_field_name="uid",
        empty_label=_("None: it stands at the top"),
        help_text=_("The more general one above it."),
    )
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=2_000,
        help_text=_("When to use it, and when not."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, workspace: Workspace, tag: Tag | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["broader"], workspace, besides=tag)


class MergeForm(forms.Form):
    """Which tag another one becomes part of."""

    into = forms.ModelChoiceField(
        Tag.objects.none(), label=_("Into"), to_field_name="uid", empty_label=_("Choose a tag")
    )

    def __init__(self, *args: Any, workspace: Workspace, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["into"], workspace, besides=tag)


def offer(field: forms.Field, workspace: Workspace, *, besides: Tag | None) -> None:
    """Offer the workspace's other tags."""
    assert isinstance(field, forms.ModelChoiceField)
    tags = Tag.objects.existing().filter(workspace=workspace).order_by("name")
    field.queryset = tags if besides is None else tags.exclude(pk=besides.pk)
