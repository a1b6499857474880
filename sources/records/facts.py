"""A source's record as facts for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sources.records.csl import DATES, NAMES, fields_for
from sources.records.forms import label_of
from sources.records.models import Source
from sources.records.names import show_name
from sources.texts.languages import language_name
from sources.texts.sanitising import safe_href


@dataclass(frozen=True)
class Fact:
    """One line of a record; several `values` where there are several names."""

    label: str
    values: tuple[str, ...]
    href: str | None = None


def facts_of(source: Source) -> list[Fact]:
    """Every variable of the item but type and title: the form's first, in its order."""
    csl = source.csl
    first = [name for name in ("author", *fields_for(source.type)) if name in csl]
    rest = sorted(csl.keys() - {"type", "title", *first})
    return [_fact(name, csl[name], source.type) for name in (*first, *rest)]


def _fact(name: str, value: Any, item_type: str) -> Fact:
    label = label_of(name, item_type)
    if name in NAMES:
        return Fact(label, tuple(show_name(each).strip("{}") for each in value))
    if name in DATES:
        return Fact(label, (_date(value),))
    if name == "language":
        return Fact(label, (language_name(str(value)),))
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return Fact(label, (shown,), safe_href(shown) if name == "URL" else None)


def _date(value: dict[str, Any]) -> str:
    parts = value.get("date-parts") or []
    written = " to ".join("-".join(f"{part:0>2}" for part in date) for date in parts)
    return str(value.get("literal") or value.get("raw") or written)
