"""The field for an answer, which fits the question's kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from annotations.claims import values
from annotations.claims.answers.widgets import SPECIAL, AnswerWidget, Typed
from annotations.disputes.models import Question
from project.people.directions import with_isolated_examples
from sources.records.calendars import Calendar

#: What may be typed, for each kind of question.
HELP = {
    "text": _("In a few words."),
    "date": _(
        "Such as “24 August 1949”, “about 1949”, “August 1949 or later”, or EDTF"
        " such as 1949-08-24/1949-08-27; in other calendars as written, day before month."
    ),
    "number": _(
        "Such as “30,000”, “about 30,000” (25,000 to 35,000), “30,000 to 40,000”, “over 500”,"
        " “~30,000”."
    ),
    "place": _("The name of the place."),
    "person": _("A name, or several with semicolons between them."),
    "group": _("The name of the group, or several with semicolons between them."),
    "work": _("The title of the work, or several with semicolons between them."),
}
_REQUIRED = _("Say how this claim answers the question.")


def answer_field(
    question: Question, kept: values.Value | None = None, so_far: Mapping[str, Any] | None = None
) -> forms.Field:
    """The field for an answer to `question`; cleaned, it is the JSON form of the value.

    `kept` is the value there is; `so_far` what a form sent that is not finished.
    """
    if question.kind in (Question.Kind.BOOLEAN, Question.Kind.OPTION):
        return ChosenAnswer(question, kept)
    return TypedAnswer(question, kept, so_far or {})


class ChosenAnswer(forms.ChoiceField):
    """Yes or no, or one of the question's options, or one of the answers without a value."""

    widget = forms.RadioSelect

    def __init__(self, question: Question, kept: values.Value | None) -> None:
        self.question = question
        super().__init__(
            label=_("Answer"),
            choices=_choices(question),
            initial=kept and kept.typed(),
            error_messages={
                "required": _REQUIRED,
                "invalid_choice": _("Choose one of the answers on offer."),
            },
        )

    def clean(self, value: Any) -> Any:
        return _read(self.question, super().clean(value)).to_json()


class TypedAnswer(forms.Field):
    """What a person types, or one of the answers without a value.

    What `kept` was shown as is that value again, so that nothing of it is lost which the
    fields do not show.
    """

    def __init__(
        self, question: Question, kept: values.Value | None, so_far: Mapping[str, Any]
    ) -> None:
        self.question = question
        self.kept = kept
        self.so_far = so_far
        super().__init__(
            label=_("Answer"),
            widget=AnswerWidget(question, _help(question)),
            template_name="claims/_answer_field.html",
            initial=kept and typed(kept),
            error_messages={"required": _REQUIRED},
        )

    def prepare_value(self, value: Any) -> Any:
        # A form that is not finished has the text alone under the field's name.
        if isinstance(value, str):
            return self.widget.value_from_datadict(self.so_far, {}, "value")
        return value

    def clean(self, value: Any) -> Any:
        said = value if isinstance(value, Typed) else Typed()
        if said.special:
            return values.from_input("text", said.special).to_json()
        if not said.text:
            raise ValidationError(_REQUIRED, "required")
        if len(said.text) > 2_000:
            raise ValidationError(_("Write at most %(most)s characters.") % {"most": 2_000})
        if self.kept and _is_kept(self.kept, said):
            return self.kept.to_json()
        return _read(self.question, said.text, said).to_json()

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


def typed(value: values.Value) -> Typed:
    """A value as its fields show it."""
    match value:
        case values.Special():
            return Typed(special=value.typed())
        case values.Date():
            calendar = Calendar(value.calendar or Calendar.GREGORIAN)
            return Typed(value.typed(), calendar=calendar, verbatim=value.verbatim)
    return Typed(value.typed(), authorities={name: uid for name, uid in value.named if uid})


def _is_kept(kept: values.Value, said: Typed) -> bool:
    shown = typed(kept)
    if (shown.text, shown.special, shown.calendar) != (said.text, said.special, said.calendar):
        return False
    same_wording = said.verbatim is None or said.verbatim.strip() == shown.verbatim
    return same_wording and said.authorities == shown.authorities


def _read(question: Question, text: str, said: Typed | None = None) -> values.Value:
    """The value that was typed, with what its other fields say. Raises ValidationError."""
    said = said or Typed()
    try:
        if question.kind == "date" and not _is_special(text):
            return values.Date.as_written(text, said.calendar, said.verbatim or "")
        value = values.from_input(question.kind, text, unit=question.unit, options=question.options)
        return _with_authorities(value, said.authorities)
    except values.InvalidValue as error:
        raise ValidationError(str(error)) from error


def _is_special(text: str) -> bool:
    return any(special.is_meant(text) for special in values.SPECIAL_KINDS.values())


def _with_authorities(value: values.Value, authorities: Mapping[str, str]) -> values.Value:
    """The value with the authorities chosen for names that still stand in it."""
    uids = {values.normalised(name): uid for name, uid in authorities.items()}
    chosen = {name: uid for name, _ in value.named if (uid := uids.get(values.normalised(name)))}
    if not chosen:
        return value
    if isinstance(value, values.Place):
        return values.from_json(value.to_json() | {"authority": chosen[value.name]})
    return values.from_json(value.to_json() | {"authorities": chosen})


def _choices(question: Question) -> list[tuple[str, Any]]:
    if question.kind == Question.Kind.BOOLEAN:
        return [("yes", _("Yes")), ("no", _("No")), *SPECIAL.items()]
    offered = {values.normalised(option) for option in question.options}
    special = [(word, label) for word, label in SPECIAL.items() if word not in offered]
    options = [(option, format_html("<bdi>{}</bdi>", option)) for option in question.options]
    return [*options, *special]


def _help(question: Question) -> SafeString:
    unit = format_html(str(_("Counted in <bdi>{}</bdi>.")), question.unit) if question.unit else ""
    return format_html("{} {}", with_isolated_examples(str(HELP[question.kind])), unit)
