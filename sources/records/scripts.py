"""Which scripts a reference shows, for sources that have several.

Chicago's custom, the rule unless another is asked for: the romanised form, then the original
in its own script, then a translation in [brackets].

    Tömür, Hemit خەمىت تۆمۈر. 1949. Shinjang géziti شىنجاڭ گېزىتى [Xinjiang newspaper].

Names go the same way, without translation, for people; the original follows the given name, so
that styles that show the family name alone show it romanised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from sources.records.items import CUSTOM
from sources.records.names import Name, full_name
from sources.records.variables import NAMES
from sources.records.variants import Form
from sources.texts.directions import guess_direction
from sources.texts.structure import Direction

Item = Mapping[str, Any]
Forms = Sequence[Mapping[str, Any]]


class Scripts(StrEnum):
    """Which forms of titles and names a reference shows."""

    #: Romanised, original, [translated], as far as the source has them.
    ALL = "all"
    #: As the item has them, and nothing else.
    OWN = "own"
    #: Romanised where there is such a form, else as the item has them.
    ROMANISED = "romanised"


def in_scripts(item: Item, scripts: Scripts = Scripts.ALL) -> dict[str, Any]:
    """A whole CSL-JSON item with its titles and names in the scripts asked for."""
    custom = item.get("custom")
    ours = custom.get(CUSTOM) if isinstance(custom, dict) else None
    variants = ours.get("variants") if isinstance(ours, dict) else None
    shown = dict(item)
    if scripts is Scripts.OWN or not isinstance(variants, dict):
        return shown
    for variable, forms in variants.items():
        if not item.get(variable):
            continue
        if variable in NAMES:
            pairs = zip(item[variable], [*forms, *([] for _each in item[variable])], strict=False)
            shown[variable] = [_name(name, each, scripts) for name, each in pairs]
        else:
            shown[variable] = _title(str(item[variable]), forms, scripts)
    return _with_language(shown, variants.get("title", []))


def _with_language(item: dict[str, Any], titles: Forms) -> dict[str, Any]:
    """The item with the language that its title tells, where it tells none.

    Styles take titles without a language for English, and set them In Headline Style.
    """
    told = (each["language"] for each in titles if each["form"] != Form.TRANSLATED)
    language = item.get("language") or next(told, "")
    return {**item, "language": language} if language else item


def _title(own: str, forms: Forms, scripts: Scripts) -> str:
    original = _form(forms, Form.ORIGINAL, "text")
    romanised = _form(forms, Form.ROMANISED, "text") or (own if original else None)
    if scripts is Scripts.ROMANISED:
        return romanised or own
    translated = _form(forms, Form.TRANSLATED, "text")
    shown = [romanised, isolated(original or own)] if romanised else [isolated(own)]
    return " ".join([*filter(None, shown), *([f"[{translated}]"] if translated else [])])


def _name(own: Name, forms: Forms, scripts: Scripts) -> Name:
    original = _form(forms, Form.ORIGINAL, "name")
    romanised = _form(forms, Form.ROMANISED, "name") or (own if original else None)
    if romanised is None:
        return own
    if scripts is Scripts.ROMANISED:
        return dict(romanised)
    written = isolated(_as_written(original or own))
    part = "literal" if romanised.get("literal") else "given"
    return {**romanised, part: " ".join(filter(None, [romanised.get(part), written]))}


def _as_written(name: Name) -> str:
    """A name as its own script writes it: Chinese, Japanese and Korean family names first."""
    family, given = name.get("family", ""), name.get("given", "")
    if given and all("\u2e80" <= letter <= "\uffef" for letter in family + given):
        return f"{family}{given}"
    return full_name(name)


def _form(forms: Forms, form: Form, what: str) -> Any:
    return next((each[what] for each in forms if each["form"] == form), None)


def isolated(text: str) -> str:
    """Text from right to left between isolates (UAX 9), so that what follows stays in place."""
    return f"\u2067{text}\u2069" if guess_direction(text) is Direction.RTL else text
