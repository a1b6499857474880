"""The form of an authority, and what it is chosen by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from project.people.models import Workspace
from sources.authorities.identifiers import Identifier, Scheme
from sources.authorities.models import Authority
from sources.authorities.names import LONGEST, NameKind, Written, fold
from sources.authorities.queries import named_authorities
from sources.authorities.services import Entry
from sources.records import rows
from sources.records.form_fields import EdtfField, RowsWidget, TextField

_PAIR = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)")


class NamesWidget(RowsWidget):
    """Further names, each with language and kind."""

    template_name = "authorities/widgets/names.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "choices": NameKind}


class IdentifiersWidget(RowsWidget):
    """Identifiers, each with its catalogue."""

    template_name = "authorities/widgets/identifiers.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "choices": Scheme}


class NamesField(forms.Field):
    """Rows of names."""

    widget = NamesWidget

    def clean(self, value: Any) -> tuple[Written, ...]:
        """The names as typed; the services check them."""
        return tuple(
            Written(row.get("name", ""), row.get("language", ""), row.get("kind", ""))
            for row in value or []
        )


class IdentifiersField(forms.Field):
    """Rows of identifiers."""

    widget = IdentifiersWidget

    def clean(self, value: Any) -> tuple[Identifier, ...]:
        """The identifiers as typed; the services check them."""
        return tuple(Identifier(row.get("scheme", ""), row.get("value", "")) for row in value or [])


class CoordinatesField(forms.CharField):
    """Latitude and longitude in one line, as maps and catalogues give them."""

    def clean(self, value: Any) -> tuple[float, float] | tuple[None, None]:
        """The two numbers. Raises ValidationError."""
        written = str(super().clean(value)).replace("−", "-")
        if not written:
            return None, None
        pair = _PAIR.fullmatch(written)
        if pair is None:
            raise forms.ValidationError(
                _("Write two decimal numbers with a comma between them, such as 43.25, 76.95.")
            )
        return float(pair[1]), float(pair[2])


class AuthorityForm(forms.Form):
    """An authority with its names in rows.

    `part_of` is a uid that the combobox fills in; what is typed in `part_of_name` counts where
    that is the name of another one.
    """

    kind = forms.ChoiceField(label=_("Kind"), choices=Authority.Kind.choices)
    name = TextField(
        label=_("Preferred name"),
        max_length=LONGEST,
        help_text=_("The one that pages of this workspace show."),
    )
    language = forms.CharField(
        required=False,
        max_length=35,
        label=_("Its language and script"),
        widget=forms.TextInput(
            {"list": "languages", "dir": "ltr", "autocapitalize": "none", "placeholder": "ug-Latn"}
        ),
    )
    variants = NamesField(
        required=False,
        label=_("Other names"),
        help_text=_("Spellings, other scripts and languages, former names: all of them find it."),
    )
    description = TextField(
        rows=3,
        required=False,
        label=_("Description"),
        max_length=5_000,
        help_text=_("Who or what it is, and what tells it from others of the name."),
    )
    dates = EdtfField(
        label=_("Dates"),
        max_length=100,
        help_text=_(
            "When it lived or existed, or was made, in EDTF: 1914/1949-08-27; 1914~/.. for since"
            " about 1914."
        ),
    )
    part_of = forms.UUIDField(required=False, widget=forms.HiddenInput)
    part_of_name = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("Part of"),
        help_text=_("The place that a place lies in, the group that a group belongs to."),
    )
    coordinates = CoordinatesField(
        required=False,
        max_length=60,
        label=_("Coordinates"),
        help_text=_("Of a place: latitude and longitude in decimal degrees, such as 43.25, 76.95."),
        widget=forms.TextInput({"dir": "ltr", "inputmode": "text", "autocomplete": "off"}),
    )
    identifiers = IdentifiersField(
        required=False,
        label=_("Identifiers"),
        help_text=_("What other catalogues call it; their address can be pasted. Never fetched."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        workspace: Workspace,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.workspace = workspace

    @classmethod
    def as_typed(cls, data: Mapping[str, Any], *, workspace: Workspace, action: str) -> Self:
        """The form with all that was typed and not yet checked, after one of its buttons."""
        typed = {name: data[name] for name in data if isinstance(data[name], str)}
        typed = rows.changed(typed, action)
        in_rows = {prefix: rows.rows_of(typed, prefix) for prefix in ("variants", "identifiers")}
        return cls(workspace=workspace, initial={**typed, **in_rows})

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError by the field that is seen."""
        cleaned = self.cleaned_data
        typed = cleaned.get("part_of_name", "").strip()
        cleaned["whole"] = self._whole(cleaned.get("part_of"), typed) if typed else None
        return cleaned

    def entry(self) -> Entry:
        """What the services take."""
        cleaned = self.cleaned_data
        plain = ("kind", "name", "language", "variants", "identifiers", "description", "dates")
        latitude, longitude = cleaned["coordinates"]
        return Entry(
            **{name: cleaned[name] for name in plain},
            latitude=latitude,
            longitude=longitude,
            part_of=cleaned["whole"],
        )

    def _whole(self, uid: UUID | None, typed: str) -> Authority | None:
        here = Authority.objects.existing().filter(
            workspace=self.workspace, kind=self.cleaned_data.get("kind", "")
        )
        chosen = here.filter(uid=uid).first() if uid else None
        if chosen and fold(chosen.name) == fold(typed):
            return chosen
        uids = named_authorities(self.workspace, [typed]).get(typed, [])
        found = list(here.filter(uid__in=uids)[:2])
        if len(found) == 1:
            return found[0]
        self.add_error(
            "part_of_name",
            _("Several have this name; choose one while typing.")
            if found
            else _("There is no such place or group here yet."),
        )
        return None


def initial_of(authority: Authority) -> dict[str, Any]:
    """What the form of an existing authority begins with."""
    whole = authority.part_of
    return {
        "kind": authority.kind,
        "name": authority.name,
        "language": authority.language,
        "variants": authority.variants,
        "identifiers": authority.identifiers,
        "description": authority.description,
        "dates": authority.dates,
        "part_of": whole.uid if whole else "",
        "part_of_name": whole.name if whole else "",
        "coordinates": authority.coordinates,
        "revision": authority.revision,
    }
