"""The form of a source: what fits its CSL type, in groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.records import rows
from sources.records.csl import TYPES, adopt
from sources.records.form_fields import (
    EdtfField,
    FormsField,
    Names,
    NamesField,
    TextField,
)
from sources.records.form_values import OWN, date_as_edtf, initial_values, put, stored_names
from sources.records.groups import GROUPS, beyond, groups_of
from sources.records.labels import help_of, label_of
from sources.records.models import Source
from sources.records.variables import DATES, NAMES
from sources.records.variants import LANGUAGE, TITLES

DEFAULT_TYPE = "book"
_LONG = {"abstract": 4, "note": 3, "title": 2}
DATE_HELP = _(
    "EDTF: 1949-08-24, 1949-08 or 1949; 1949~ for about, 1949? for uncertain, 194X for the"
    " 1940s, 1949-08/1949-10 for a span. Or in words: 24 August 1949."
)


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under a heading; `remark` says what is special here."""

    key: str
    heading: str
    fields: list[forms.BoundField]
    remark: str = ""


class SourceForm(forms.Form):
    """A CSL item with all that a source has beside it.

    What the chosen type has no field for is shown in a group of its own, so that trying
    another type loses nothing; CSL variables that no form has stay in the source.
    """

    type = forms.ChoiceField(
        label=_("Type"), choices=sorted(TYPES.items(), key=lambda entry: str(entry[1]))
    )
    title = TextField(
        rows=2,
        label=_("Title"),
        help_text=_("As it stands on the source; in [brackets] where it has none."),
    )
    date = EdtfField(label=_("Date"), help_text=DATE_HELP, max_length=100)
    originality = forms.ChoiceField(
        required=False,
        label=_("Originality"),
        choices=Source.Originality.choices,
        help_text=_("What it is as a source, whatever it says. The same for every citation of it."),
    )
    provenance = TextField(
        rows=3,
        required=False,
        label=_("Provenance"),
        help_text=_("How it came down to us: who made, kept, copied and gave it."),
        max_length=5_000,
    )
    rights = TextField(
        rows=2,
        required=False,
        label=_("Rights"),
        help_text=_("Who may publish it, and on what terms."),
        max_length=2_000,
    )
    citation_key = forms.CharField(
        required=False,
        max_length=80,
        label=_("Citation key"),
        help_text=_("Empty: made from the workspace's pattern. It never changes by itself."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
        source: Source | None = None,
    ) -> None:
        self.source = source
        start = dict(initial or (initial_values(source) if source else {"author": [{"new": ""}]}))
        given = start if data is None else data
        self.item_type = str(given.get("type") or "")
        if self.item_type not in TYPES:
            self.item_type = DEFAULT_TYPE
        super().__init__(data, initial={**start, "type": self.item_type})
        self._groups = groups_of(self.item_type)
        # All that the source has is in the form, and so what is not sent has been emptied.
        self._beyond = tuple(
            beyond(self.item_type, _filled(given) | (source.csl.keys() if source else set()))
        )
        names = [name for group in self._groups.values() for name in group]
        for name in (*names, *self._beyond):
            self.fields[name] = self._field(name)
        language = str(given.get("language") or "")
        for name in TITLES:
            if name in self.fields:
                if LANGUAGE.match(language):
                    self.fields[name].widget.attrs["lang"] = language
                self.fields[f"{name}-forms"] = FormsField(
                    required=False,
                    label=_("%(title)s: other scripts and languages")
                    % {"title": label_of(name, self.item_type)},
                )

    @classmethod
    def as_typed(
        cls, data: Mapping[str, Any], *, source: Source | None = None, action: str = ""
    ) -> Self:
        """The form with all that was typed and not yet checked, after one of its buttons."""
        typed = {name: data[name] for name in data if isinstance(data[name], str)}
        if action:
            typed = rows.changed(typed, action)
        prefixes = (*NAMES, *(f"{name}-forms" for name in TITLES))
        in_rows = {prefix: rows.rows_of(typed, prefix) for prefix in prefixes}
        return cls(initial={**typed, **in_rows}, source=source)

    def groups(self) -> Iterator[Group]:
        """The fields in their groups, the ones beyond the type last."""
        for key, heading in GROUPS.items():
            names = [*_FIRST.get(key, ()), *self._groups[key], *_LAST.get(key, ())]
            yield Group(key, str(heading), [self[name] for name in self._with_forms(names)])
        if self._beyond:
            yield Group(
                "beyond",
                str(_("Kept beside")),
                [self[name] for name in self._with_forms(self._beyond)],
                str(_("This type has no field for these; they are kept as long as you like.")),
            )

    def item(self) -> dict[str, Any]:
        """The CSL item: what it was, with the form's fields as they are now."""
        item = dict(self.source.csl) if self.source else {}
        for name, value in self.cleaned_data.items():
            if name not in (*OWN, "date", "citation_key") and not name.endswith("-forms"):
                put(item, name, value)
        return adopt(item)

    def variants(self) -> dict[str, Any]:
        """Titles and names in further scripts and languages."""
        found: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if isinstance(value, Names) and any(value.variants):
                found[name] = value.variants
            elif name.endswith("-forms") and value:
                found[name.removesuffix("-forms")] = value
        return found

    def whole(self) -> dict[str, Any]:
        """Everything that the services take, by their words."""
        own = {name: self.cleaned_data[name] for name in (*OWN, "date", "citation_key")}
        return {"csl": self.item(), "variants": self.variants(), **own}

    def tells_something_new(self) -> bool:
        """Whether what makes a source the same as another differs from what was stored."""
        if self.source is None:
            return True
        item, before = self.item(), self.source.csl
        return any(item.get(name) != before.get(name) for name in _TELLING)

    def _with_forms(self, names: Any) -> Iterator[str]:
        for name in names:
            yield name
            if name in TITLES:
                yield f"{name}-forms"

    def _field(self, name: str) -> forms.Field:
        label = label_of(name, self.item_type)
        if name in NAMES:
            return NamesField(label=label, stored=stored_names(self.source, name))
        if name in DATES:
            before = self.source.csl.get(name) if self.source else None
            return EdtfField(label=label, stored=date_as_edtf(before) if before else "")
        help_text = help_of(name, self.item_type)
        field = TextField(rows=_LONG.get(name, 0), required=False, label=label, help_text=help_text)
        if name == "language":
            field.widget.attrs.update({"list": "languages", "dir": "ltr", "autocapitalize": "none"})
        elif name in ("URL", "DOI", "ISBN", "ISSN"):
            mode = "url" if name == "URL" else "text"
            field.widget.attrs.update({"inputmode": mode, "dir": "ltr"})
        return field


#: What tells one source from another.
_TELLING = ("title", "author", "editor", "DOI", "ISBN", "ISSN", "URL")
_FIRST = {"what": ("type", "title"), "when": ("date",)}
_LAST = {"weighed": OWN, "cited": ("citation_key",)}


def _filled(given: Mapping[str, Any]) -> set[str]:
    """The variables that hold something, rows included."""
    plain = {name for name in given if given[name]}
    in_rows = {name.partition("-0-")[0].removesuffix("-forms") for name in plain if "-0-" in name}
    return plain | in_rows
