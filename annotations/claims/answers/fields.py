"""The field for an answer, which fits the question's kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from annotations.claims import values
from annotations.disputes.models import Question

#: What may be typed, for each kind of question.
HELP = {
    "text": _("In a few words."),
    "date": _(
        "Such as “24 August 1949”, “about 1949”, “August 1949 or later”, or EDTF"
        " such as 1949-08-24/1949-08-27."
    ),
    "number": _("Such as “30,000”, “about 30,000”, “30,000 to 40,000”, “over 500”."),
    "place": _("The name of the place."),
    "person": _("A name, or several with semicolons between them."),
}
#: The answers without a value, in full.
SPECIAL = {
    "unknown": _("Unknown: it is said that nobody knows"),
    "none": _("None: it is said that there is none"),
    "not stated": _("Not stated: nothing is said about it"),
}


class AnswerField(forms.CharField):
    """What a person types in answer to `question`; cleaned, the JSON form of the value.

    The text that `kept` was shown as is that value again, so that nothing of it is lost
    which the text does not show.
    """

    def __init__(self, question: Question, kept: values.Value | None = None) -> None:
        self.question = question
        self.kept = kept
        super().__init__(
            label=_("Answer"),
            max_length=2_000,
            widget=_answer_widget(question),
            help_text=_answer_help(question),
            initial=kept and typed(kept),
            error_messages={"required": _("Say how this claim answers the question.")},
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if self.kept and text == typed(self.kept):
            return self.kept.to_json()
        question = self.question
        try:
            return values.from_input(
                question.kind, text, unit=question.unit, options=question.options
            ).to_json()
        except values.InvalidValue as error:
            raise ValidationError(str(error)) from error


def typed(value: values.Value) -> str:
    """A value as it is typed: dates in EDTF, everything else as it is shown."""
    return value.edtf if isinstance(value, values.Date) else value.show()


def _answer_widget(question: Question) -> forms.Widget:
    if question.kind == Question.Kind.BOOLEAN:
        return forms.RadioSelect(choices=[("yes", _("Yes")), ("no", _("No")), *SPECIAL.items()])
    if question.kind == Question.Kind.OPTION:
        offered = {values.normalised(option) for option in question.options}
        special = [(word, label) for word, label in SPECIAL.items() if word not in offered]
        options = [(option, format_html("<bdi>{}</bdi>", option)) for option in question.options]
        return forms.RadioSelect(choices=[*options, *special])
    return forms.TextInput({"dir": "auto", "autocomplete": "off"})


def _answer_help(question: Question) -> SafeString | str:
    if question.kind in (Question.Kind.BOOLEAN, Question.Kind.OPTION):
        return ""
    unit = format_html(str(_("Counted in <bdi>{}</bdi>.")), question.unit) if question.unit else ""
    return format_html(
        "{} {} {}",
        HELP[question.kind],
        unit,
        _("Or one of: “unknown”, “none”, “not stated”."),
    )
