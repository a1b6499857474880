"""Fields of the form of a source: names in rows, further forms of a title, dates, text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.records import edtf
from sources.records.names import Name, read_name
from sources.records.rows import Row, flat, rows_of
from sources.records.variables import NAME_SWITCHES
from sources.records.variants import LANGUAGE, Form

#: The parts of a name in a row, and CSL's words for them.
PARTS = {
    "family": "family",
    "given": "given",
    "nondropping": "non-dropping-particle",
    "dropping": "dropping-particle",
    "suffix": "suffix",
}


@dataclass(frozen=True)
class Names:
    """What rows of names say: the CSL names, and one list of further forms for each."""

    names: list[Name] = field(default_factory=list)
    variants: list[list[dict[str, Any]]] = field(default_factory=list)


class TextField(forms.CharField):
    """Free text in any script; the line ends that forms send become LF."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        attrs: dict[str, Any] = {"dir": "auto"}
        widget = forms.Textarea(attrs | {"rows": rows}) if rows else forms.TextInput(attrs)
        super().__init__(**{"widget": widget, **kwargs})

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class EdtfField(forms.CharField):
    """A date in EDTF, also as people write it; checked while it is typed.

    `stored` is what may stay as it is, whether or not it is a date.
    """

    def __init__(self, *, stored: str = "", **kwargs: Any) -> None:
        self.stored = stored
        attrs = {
            "data-edtf-check": "",
            "dir": "auto",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        super().__init__(**{"widget": forms.TextInput(attrs), "required": False, **kwargs})

    def clean(self, value: Any) -> str:
        """EDTF, or nothing. Raises ValidationError that says what to write."""
        written: str = super().clean(value)
        return self.read(written) if written != self.stored else written

    def read(self, written: str) -> str:
        """EDTF for what was written, or nothing. Raises ValidationError."""
        try:
            return edtf.from_words(written) if written else ""
        except edtf.InvalidEdtf as error:
            raise forms.ValidationError(str(error)) from error


class RowsWidget(forms.Widget):
    """Rows that `repeat.ts` adds, moves and removes, and buttons that do so without it."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        """The rows as they were typed."""
        return rows_of(data, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: a form without rows says that there are none."""
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """For the template: each row with its `prefix`, and `blank` to make further ones of."""
        context = super().get_context(name, value, attrs)
        rows = [self.shown(f"{name}-{number}", row) for number, row in enumerate(value or [])]
        return {**context, "rows": rows, "blank": self.shown(f"{name}-n", {}), "choices": Form}

    def shown(self, prefix: str, row: Row) -> dict[str, Any]:
        """A row for the template."""
        return {**row, "prefix": prefix}

    def id_for_label(self, id_: str) -> str:
        """The fieldset's legend labels it."""
        return ""


class FormsWidget(RowsWidget):
    """Further forms of a title."""

    template_name = "records/widgets/forms.html"


class NamesWidget(RowsWidget):
    """Names, each with its further forms."""

    template_name = "records/widgets/names.html"

    def __init__(self, *, label: str) -> None:
        super().__init__()
        self.label = label

    def shown(self, prefix: str, row: Row) -> dict[str, Any]:
        inner = FormsWidget()
        forms_prefix = f"{prefix}-forms"
        shown = [
            inner.shown(f"{forms_prefix}-{number}", form)
            for number, form in enumerate(rows_of(row, "forms"))
        ]
        more = any(row.get(part) for part in ("nondropping", "dropping", "suffix"))
        return {
            **row,
            "prefix": prefix,
            "forms_prefix": forms_prefix,
            "forms": shown,
            "blank_form": inner.shown(f"{forms_prefix}-n", {}),
            "open": bool(shown) or more,
            "label": self.label,
        }


class FormsField(forms.Field):
    """Further forms of a title: a list as `sources.records.variants` has it."""

    widget = FormsWidget

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Rows without text are left out. Raises ValidationError."""
        filled = [row for row in value or [] if row.get("text", "").strip()]
        return [{**_form_and_language(row), "text": _line(row, "text")} for row in filled]


class NamesField(forms.Field):
    """Names in rows. `stored` is what the source has: parts that no row shows come from it."""

    def __init__(self, *, stored: Names, label: str, **kwargs: Any) -> None:
        self.stored = stored
        super().__init__(required=False, label=label, widget=NamesWidget(label=label), **kwargs)

    def clean(self, value: Any) -> Names:
        """Empty rows are left out. Raises ValidationError."""
        found = Names()
        for row in value or []:
            if name := self._name(row):
                found.names.append(name)
                found.variants.append(self._forms(row))
        return found

    def _name(self, row: Row) -> Name | None:
        parts = {csl: _line(row, part) for part, csl in PARTS.items() if _line(row, part)}
        if row.get("institution"):
            return {"literal": parts["family"]} if "family" in parts else None
        before = _same(parts, self.stored.names)
        if parts.keys() == {"family"} and not before:
            return _typed(parts["family"])
        if "family" not in parts:
            given = " ".join(parts.values())
            return {"literal": given} if given else None
        return parts | {part: before[part] for part in NAME_SWITCHES if part in before}

    def _forms(self, row: Row) -> list[dict[str, Any]]:
        before = [form["name"] for forms in self.stored.variants for form in forms]
        return [
            {**_form_and_language(form), "name": name}
            for form in rows_of(row, "forms")
            if (name := _variant_name(form, before, whole=bool(row.get("institution"))))
        ]


def names_rows(stored: Names) -> list[Row]:
    """The rows that show these names."""
    further = [*stored.variants, *([] for _each in stored.names)]
    return [
        {**_parts(name), **flat("forms", [_form_row(form) for form in forms])}
        for name, forms in zip(stored.names, further, strict=False)
    ]


def _form_row(form: dict[str, Any]) -> Row:
    return {**_parts(form["name"]), "form": form["form"], "language": form["language"]}


def _parts(name: Name) -> Row:
    if literal := name.get("literal"):
        return {"family": str(literal), "institution": "on"}
    return {part: str(name[csl]) for part, csl in PARTS.items() if name.get(csl)}


def _variant_name(form: Row, stored: Sequence[Name], *, whole: bool) -> Name | None:
    parts = {part: _line(form, part) for part in ("family", "given") if _line(form, part)}
    if parts.keys() == {"family", "given"} and not whole:
        # Particles and suffix have no field here.
        return {**_same(parts, stored), **parts}
    line = " ".join(parts.values())
    if not line:
        return None
    return {"literal": line} if whole else _typed(line)


def _typed(family: str) -> Name | None:
    """A name typed or pasted into the first field alone, as “Family, Given” perhaps."""
    in_parts = any(mark in family for mark in ",،，{}")
    return read_name(family) if in_parts else {"family": family}


def _same(parts: Name, stored: Sequence[Name]) -> Name:
    """The stored name with this family and given name; nothing where there is none."""
    wanted = (parts.get("family"), parts.get("given"))
    return next((n for n in stored if (n.get("family"), n.get("given")) == wanted), {})


def _form_and_language(row: Row) -> dict[str, str]:
    form, language = row.get("form", ""), _line(row, "language")
    if form not in Form.values:
        raise forms.ValidationError(_("Say what each further form is: romanised, translated …"))
    if not LANGUAGE.match(language):
        raise forms.ValidationError(
            _("Give the language of each further form as a BCP 47 tag, such as ug-Latn or en.")
        )
    return {"form": form, "language": language}


def _line(row: Row, part: str) -> str:
    return " ".join(row.get(part, "").split())
