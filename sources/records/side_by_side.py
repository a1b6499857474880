"""Two records field by field, to choose from when they are merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sources.records.csl import type_word
from sources.records.groups import fields_for
from sources.records.labels import label_of
from sources.records.models import Source
from sources.records.names import show_name
from sources.records.variables import DATES, NAMES
from sources.records.variants import names_of, titles_of

#: Fields of a source that are no CSL variables.
OWN = ("originality", "provenance", "rights")


@dataclass(frozen=True)
class Row:
    """One field of both, in lines for people, and which of the two was chosen."""

    name: str
    label: str
    survivor: list[str]
    merged: list[str]
    chosen: str
    differs: bool


def compared(survivor: Source, merged: Source, asked: Mapping[str, Any]) -> list[Row]:
    """Every field that one of the two has. `asked` names the choices by field.

    Where nothing is chosen, the one that stays keeps what it has, and gets what it lacks.
    """
    csl_fields = dict.fromkeys(("type", "title", *fields_for(survivor.type)))
    csl_fields |= dict.fromkeys(sorted({*survivor.csl, *merged.csl}))
    rows = []
    for name in ("date", *csl_fields, *OWN):
        ones, others = _value(survivor, name), _value(merged, name)
        if not (_filled(ones) or _filled(others)):
            continue
        chosen = asked.get(name)
        if chosen not in ("survivor", "merged"):
            chosen = "survivor" if _filled(ones) else "merged"
        lines = _lines(survivor, name), _lines(merged, name)
        rows.append(Row(name, _label(name, survivor), *lines, chosen, ones != others))
    return rows


def chosen_fields(survivor: Source, merged: Source, rows: list[Row]) -> dict[str, Any]:
    """The record that was chosen, as `merging.merge` takes it."""
    by_name = {row.name: merged if row.chosen == "merged" else survivor for row in rows}
    csl, variants = {}, {}
    for name, source in by_name.items():
        if name in source.csl:
            csl[name] = source.csl[name]
            if name in source.variants:
                variants[name] = source.variants[name]
    own = {name: getattr(by_name.get(name, survivor), name) for name in ("date", *OWN)}
    return {"csl": csl, "variants": variants, **own}


def _value(source: Source, name: str) -> Any:
    """What is compared: a field with its further forms."""
    if name in ("date", *OWN):
        return getattr(source, name)
    return source.csl.get(name), source.variants.get(name)


def _filled(value: Any) -> bool:
    return any(value) if isinstance(value, tuple) else bool(value)


def _label(name: str, source: Source) -> str:
    own = {
        "date": _("Date"),
        "type": _("Type"),
        "originality": _("Originality"),
        "provenance": _("Provenance"),
        "rights": _("Rights"),
    }
    return own.get(name) or label_of(name, source.type)


def _lines(source: Source, name: str) -> list[str]:
    if name == "date":
        return [source.shown_date] if source.date else []
    if name == "originality":
        return [str(source.get_originality_display())] if source.originality else []
    if name in OWN:
        return [getattr(source, name)] if getattr(source, name) else []
    value = source.csl.get(name)
    if value in (None, "", []):
        return []
    if name == "type":
        return [type_word(value)]
    if name in NAMES:
        further = names_of(source.csl, source.variants, name)
        return [
            " · ".join((show_name(name_), *(form.text for form in forms[1:])))
            for name_, forms in zip(value, further, strict=True)
        ]
    if name in DATES or isinstance(value, dict):
        return [", ".join(f"{part}: {each}" for part, each in value.items())]
    forms = titles_of(source.csl, source.variants, name) if name in source.variants else []
    return [form.text for form in forms] or [_plain(value)]


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
