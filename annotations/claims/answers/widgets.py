"""How an answer is asked for: beside the value itself, the three answers without one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from annotations.claims.values import SPECIAL_KINDS, normalised
from annotations.disputes.models import Question
from sources.records.calendars import SYSTEMS, Calendar

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: The answers without a value, in full.
SPECIAL: dict[str, StrPromise] = {
    "unknown": _("Unknown: it is said that nobody knows"),
    "none": _("None: it is said that there is none"),
    "not stated": _("Not stated: nothing is said about it"),
}
#: What is chosen where a value is given, by kind of question.
GIVEN: dict[str, StrPromise] = {
    "text": _("In words"),
    "date": _("A date"),
    "number": _("A number"),
    "place": _("A place"),
    "person": _("By name"),
    "group": _("By name"),
    "work": _("By name"),
}
#: Kinds that name authorities.
NAMING = ("place", "person", "group", "work")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person filled in. `special` is a key of `SPECIAL`, or empty for a value.

    `verbatim` is None where the form did not ask; `authorities` are uids by name.
    """

    text: str = ""
    special: str = ""
    calendar: str = Calendar.GREGORIAN
    verbatim: str | None = None
    authorities: Mapping[str, str] = field(default_factory=dict)

    @property
    def authorities_json(self) -> str:
        """The authorities as the hidden field has them."""
        return json.dumps(dict(self.authorities), ensure_ascii=False) if self.authorities else ""


class AnswerWidget(forms.Widget):
    """A value of the question's kind, or one of the answers without a value.

    The text stands under the field's own name; `_special`, `_calendar`, `_verbatim` and
    `_authorities` are added to it for the rest.
    """

    use_fieldset = True
    template_name = "claims/widgets/answer.html"

    def __init__(self, question: Question, help_text: SafeString) -> None:
        super().__init__()
        self.question = question
        #: Stands before the fields of the value, not below them all.
        self.help_text = help_text

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        special = data.get(f"{name}_special") or ""
        calendar = data.get(f"{name}_calendar") or ""
        return Typed(
            text=(data.get(name) or "").strip(),
            special=special if special in SPECIAL else "",
            calendar=Calendar(calendar) if calendar in {*Calendar} else Calendar.GREGORIAN,
            verbatim=data.get(f"{name}_verbatim"),
            authorities=_authorities(data.get(f"{name}_authorities") or ""),
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_special" not in data

    def id_for_label(self, id_: str) -> str:
        return id_

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        kind, workspace = self.question.kind, self.question.workspace
        context["widget"] |= {
            "typed": value if isinstance(value, Typed) else Typed(),
            "given": GIVEN[kind],
            "is_invalid": "aria-invalid" in context["widget"]["attrs"],
            "special": SPECIAL.items(),
            "question": self.question,
            "help_text": self.help_text,
            "calendars": SYSTEMS.items(),
            "check_url": reverse("api:edtf") if kind == "date" else "",
            "without_value": "|".join(_without_value()),
            "find_url": reverse("sources:find_authorities", args=[workspace.uid])
            if kind in NAMING
            else "",
        }
        return context


def _without_value() -> Iterator[str]:
    """What may be typed for the answers without a value, too."""
    for special in SPECIAL_KINDS.values():
        yield from dict.fromkeys((special().typed(), normalised(special().show())))


def _authorities(text: str) -> dict[str, str]:
    """Read the hidden field; what it should not hold is left out."""
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    given = read.items() if isinstance(read, dict) else ()
    return {name: uid for name, uid in given if isinstance(uid, str)}
