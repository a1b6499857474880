"""Forms of disputes, their questions and accounts."""

from __future__ import annotations

from typing import Any

from django import forms

from annotations.disputes.models import Question

#: What each choice means, as the form says it.
EXCLUSIVITY = {
    "exclusive": "One answer excludes the others, as with when and how many: answers that have"
    " nothing in common conflict.",
    "compatible": "Several answers may hold together, as with who was aboard: different answers"
    " stand side by side.",
    "unknown": "Not known, or not settled yet: differences are shown, not called conflicts.",
}
KINDS = [
    ("date", "Date: exact, about, between, before or after"),
    ("number", "Number: exact, about, or a range, with a unit"),
    ("place", "Place"),
    ("person", "Person or persons"),
    ("option", "One of several options, which you list"),
    ("boolean", "Yes or no"),
    ("text", "Text: shown side by side, never compared"),
]


class LinesField(forms.CharField):
    """One thing a line; empty lines are left out."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class DisputeForm(forms.Form):
    """What a dispute is about."""

    title = forms.CharField(max_length=300, widget=forms.TextInput({"dir": "auto"}))
    description = forms.CharField(
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text="What is contested, and why it matters.",
    )


class QuestionForm(forms.Form):
    """A question. Its kind is chosen once, since values of that kind come to answer it."""

    wording = forms.CharField(
        max_length=300,
        widget=forms.TextInput({"dir": "auto"}),
        help_text="As a question, such as “When did the aircraft leave Almaty?”",
    )
    kind = forms.ChoiceField(
        label="Kind of answer",
        choices=KINDS,
        widget=forms.RadioSelect,
        help_text="Cannot be changed later.",
    )
    unit = forms.CharField(
        required=False,
        max_length=40,
        widget=forms.TextInput({"dir": "auto"}),
        help_text="For numbers: what is counted, such as “men” or “km”.",
    )
    options = LinesField(
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text="For one of several options: one a line.",
    )
    exclusivity = forms.ChoiceField(
        label="How answers stand to each other",
        choices=list(EXCLUSIVITY.items()),
        widget=forms.RadioSelect,
        initial="exclusive",
    )

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if question:
            self._fix_kind(question.kind)

    def _fix_kind(self, kind: str) -> None:
        """Leave what a question of this kind can still change."""
        del self.fields["kind"]
        if kind != Question.Kind.NUMBER:
            del self.fields["unit"]
        if kind != Question.Kind.OPTION:
            del self.fields["options"]


class AccountForm(forms.Form):
    """One version of events."""

    title = forms.CharField(
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
        help_text="Such as “Official account” or “Family memories”.",
    )
    holders = forms.CharField(
        required=False,
        max_length=500,
        label="Held by",
        widget=forms.TextInput({"dir": "auto"}),
        help_text="Who tells it so.",
    )
    description = forms.CharField(
        required=False, max_length=5_000, widget=forms.Textarea({"rows": 4, "dir": "auto"})
    )
