"""Titles and names of a source in several scripts and languages, kept together.

The item in `Source.csl` holds one form of each: what stands on the source, or what one has.
`Source.variants` keeps the others beside it, under the name of the CSL variable. A title has a
list of forms; a variable of names has one list for each of its names, in the same order, which
may be empty:

    {
      "title": [
        {"form": "romanised", "language": "ug-Latn", "text": "Shinjang géziti"},
        {"form": "translated", "language": "en", "text": "Xinjiang newspaper"}
      ],
      "author": [
        [{"form": "romanised", "language": "ug-Latn",
          "name": {"family": "Tömür", "given": "Hemit"}}],
        []
      ]
    }

`form` says what a form is to the source: `original` (as the source has it, where `csl` holds
another), `romanised`, `translated`, or `other` (a second script, an older spelling).
`language` is a BCP 47 tag with the script where that is not the language's usual one; a `name`
is a CSL name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sources.records.csl import can_be_kept, is_name
from sources.records.labels import label_of
from sources.records.names import full_name
from sources.records.variables import NAMES
from sources.texts.directions import guess_direction
from sources.texts.structure import Direction

Variants = dict[str, Any]

#: The titles that may have further forms.
TITLES = ("title", "container-title", "collection-title")
#: The most forms of one title or name.
MOST = 10
LONGEST = 2_000
#: Language, script and the rest of a BCP 47 tag, as far as their form goes.
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")


class Form(models.TextChoices):
    """What a further form of a title or name is to the source."""

    ORIGINAL = "original", _("Original")
    ROMANISED = "romanised", _("Romanised")
    TRANSLATED = "translated", _("Translated")
    OTHER = "other", pgettext_lazy("form of a title or name", "Other")


@dataclass(frozen=True, slots=True)
class Written:
    """One form of a title or name, ready to be shown. The one in `csl` has no `form`."""

    text: str
    language: str = ""
    form: str = ""

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, by its letters."""
        return str(guess_direction(self.text) or Direction.LTR)

    @property
    def form_word(self) -> str:
        """“Romanised”; empty for the one in `csl`."""
        return str(Form(self.form).label) if self.form else ""


def titles_of(
    csl: Mapping[str, Any], variants: Mapping[str, Any], variable: str = "title"
) -> list[Written]:
    """A title in all its forms, the one in `csl` first. Empty where there is none."""
    if not csl.get(variable):
        return []
    first = Written(str(csl[variable]), str(csl.get("language", "")))
    return [
        first,
        *(Written(v["text"], v["language"], v["form"]) for v in variants.get(variable, [])),
    ]


def names_of(
    csl: Mapping[str, Any], variants: Mapping[str, Any], variable: str = "author"
) -> list[list[Written]]:
    """Each name of a variable in all its forms, the one in `csl` first."""
    names: Sequence[dict[str, Any]] = csl.get(variable, [])
    further = [*variants.get(variable, []), *([] for _each in names)]
    return [
        [
            Written(full_name(name)),
            *(Written(full_name(v["name"]), v["language"], v["form"]) for v in forms),
        ]
        for name, forms in zip(names, further, strict=False)
    ]


def words(variants: Mapping[str, Any]) -> Iterator[str]:
    """Every title and name among the variants, as plain text: what a search looks into."""
    for variable, entries in variants.items():
        for entry in entries:
            if variable in NAMES:
                yield from (full_name(each["name"]) for each in entry)
            else:
                yield entry["text"]


def check_variants(variants: Any, csl: Mapping[str, Any]) -> Variants:
    """The variants without empty lists. Raises ValidationError (field `variants`)."""
    if not isinstance(variants, dict):
        raise _invalid(_now("Variants are an object, such as {“title”: [{“form”: …}]}."))
    if not can_be_kept(variants):
        raise _invalid(_now("Variants hold a character that no database can keep."))
    kept = {}
    for variable, value in variants.items():
        if variable in TITLES:
            _check_forms(variable, value, "text")
        elif variable in NAMES:
            _check_names(variable, value, csl)
        else:
            raise _invalid(
                _now("“%(variable)s” is no title or name that may have several forms.")
                % {"variable": variable}
            )
        if value and not csl.get(variable):
            raise _invalid(
                _now("%(label)s has further forms, but no first one.")
                % {"label": label_of(variable)}
            )
        if any(value):
            kept[variable] = value
    return kept


def _check_names(variable: str, value: Any, csl: Mapping[str, Any]) -> None:
    names = csl.get(variable) or []
    if not isinstance(value, list) or len(value) > len(names):
        raise _invalid(
            _now("%(label)s: give one list of forms for each of the %(count)s names.")
            % {"label": label_of(variable), "count": len(names)}
        )
    for forms in value:
        _check_forms(variable, forms, "name")


def _check_forms(variable: str, forms: Any, what: str) -> None:
    label = label_of(variable)
    if not isinstance(forms, list) or len(forms) > MOST:
        raise _invalid(
            _now("%(label)s: give a list of at most %(most)s forms.")
            % {"label": label, "most": MOST}
        )
    for form in forms:
        if problem := _form_problem(form, what):
            raise _invalid(f"{label}: {problem}")


def _form_problem(form: Any, what: str) -> str:
    if not isinstance(form, dict) or form.keys() != {"form", "language", what}:
        return _now("each form has “form”, “language” and “%(what)s”.") % {"what": what}
    if form["form"] not in Form.values:
        return _now("“form” is original, romanised, translated or other.")
    if not isinstance(form["language"], str) or not LANGUAGE.match(form["language"]):
        return _now("“language” is a BCP 47 tag, such as ug-Latn.")
    if what == "name":
        return "" if is_name(form["name"]) else _now("“name” is a CSL name.")
    text = form["text"]
    good = isinstance(text, str) and text.strip() and len(text) <= LONGEST
    return "" if good else _now("“text” is a title.")


def _invalid(message: str) -> ValidationError:
    return ValidationError({"variants": message})
