"""A source's record as facts for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sources.records.groups import fields_for
from sources.records.labels import label_of
from sources.records.models import Source
from sources.records.variables import DATES, NAMES
from sources.records.variants import TITLES, Written, names_of, titles_of
from sources.texts.languages import language_name
from sources.texts.sanitising import safe_href


@dataclass(frozen=True)
class Fact:
    """One line of a record. Each of its values has one form or, in several scripts, more."""

    label: str
    values: Sequence[Sequence[Written]]
    href: str | None = None


def facts_of(source: Source) -> list[Fact]:
    """Every variable of the item but type and title: the form's first, in its order."""
    csl = source.csl
    first = [name for name in ("author", *fields_for(source.type)) if name in csl]
    rest = sorted(csl.keys() - {"type", "title", *first})
    facts = [_fact(source, name) for name in dict.fromkeys((*first, *rest))]
    return facts + _beside_the_item(source)


def further_titles(source: Source) -> list[Written]:
    """The title in its other scripts and languages."""
    return titles_of(source.csl, source.variants)[1:]


def _fact(source: Source, name: str) -> Fact:
    label, value = str(label_of(name, source.type)), source.csl[name]
    if name in NAMES:
        return Fact(label, names_of(source.csl, source.variants, name))
    if name in TITLES:
        return Fact(label, [titles_of(source.csl, source.variants, name)])
    if name in DATES:
        return _plain(label, _date(value))
    if name == "language":
        return _plain(label, language_name(str(value)))
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return _plain(label, shown, safe_href(shown) if name == "URL" else None)


def _beside_the_item(source: Source) -> list[Fact]:
    """What a citation does not say, and a historian has to."""
    told = (
        (_("Originality"), str(source.get_originality_display()) if source.originality else ""),
        (_("Provenance"), source.provenance),
        (_("Rights"), source.rights),
    )
    return [_plain(label, value) for label, value in told if value]


def _plain(label: str, value: str, href: str | None = None) -> Fact:
    return Fact(label, [[Written(value)]], href)


def _date(value: dict[str, Any]) -> str:
    parts = value.get("date-parts") or []
    written = " – ".join("-".join(f"{part:0>2}" for part in date) for date in parts)
    return str(value.get("literal") or value.get("raw") or written)
