"""What a source has, as its form shows it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sources.records import edtf
from sources.records.form_fields import Names, names_rows
from sources.records.models import Source
from sources.records.variables import DATES, NAMES
from sources.records.variants import TITLES

#: Fields of a source that are no CSL variables.
OWN = ("originality", "provenance", "rights")


def stored_names(source: Source | None, name: str) -> Names:
    """The names of a variable with their further forms."""
    if source is None:
        return Names()
    return Names(source.csl.get(name, []), source.variants.get(name, []))


def initial_values(source: Source) -> dict[str, Any]:
    """The fields of the form, by name."""
    shown = {name: _shown(source, name, value) for name, value in source.csl.items()}
    further = {f"{name}-forms": source.variants.get(name, []) for name in TITLES}
    own = {name: getattr(source, name) for name in (*OWN, "date", "citation_key")}
    return {**shown, **further, **own}


def _shown(source: Source, name: str, value: Any) -> Any:
    if name in NAMES:
        return names_rows(stored_names(source, name))
    if name in DATES:
        return date_as_edtf(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def date_as_edtf(value: Mapping[str, Any]) -> str:
    """A CSL date as EDTF, or in its own words where these are no date."""
    try:
        return edtf.from_csl(value)
    except edtf.InvalidEdtf:
        return str(value.get("literal") or value.get("raw") or "")


def put(item: dict[str, Any], name: str, value: Any) -> None:
    """Set a variable of a CSL item to what a field of the form holds."""
    before = item.get(name)
    if isinstance(value, Names):
        value = value.names
    if not value:
        item.pop(name, None)
    elif name in DATES:
        # CSL's form of a date may say more than EDTF, or less; unchanged it stays.
        if before is None or date_as_edtf(before) != value:
            item[name] = edtf.date_parts(value)
    elif name in NAMES:
        item[name] = value
    elif before is None or str(before).strip() != value:
        # Unchanged values stay as they are: CSL may hold numbers where the form has text.
        item[name] = value
