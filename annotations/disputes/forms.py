"""Forms of disputes, their questions and accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from annotations.disputes.models import Question
from project.people.forms import RevisionField
from project.people.models import User

#: What each choice means, as the form says it.
EXCLUSIVITY = {
    "exclusive": _(
        "One answer excludes the others, as with when and how many: answers that have"
        " nothing in common conflict."
    ),
    "compatible": _(
        "Several answers may hold together, as with who was aboard: different answers"
        " stand side by side."
    ),
    "unknown": _("Not known, or not settled yet: differences are shown, not called conflicts."),
}
KINDS = [
    ("date", _("Date: exact, about, between, before or after")),
    ("number", _("Number: exact, about, or a range, with a unit")),
    ("place", _("Place")),
    ("person", _("Person or persons")),
    ("group", _("Group or groups: an army, a party, a delegation")),
    ("work", _("Work or works: a book, a treaty, a film")),
    ("option", _("One of several options, which you list")),
    ("boolean", _("Yes or no")),
    ("text", _("Text: shown side by side, never compared")),
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

    title = forms.CharField(
        label=_("Title"), max_length=300, widget=forms.TextInput({"dir": "auto"})
    )
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("What is contested, and why it matters. Markdown is understood."),
    )
    adjudicator = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Adjudicator"),
        required=False,
        to_field_name="uid",
        empty_label=_("Nobody yet"),
        help_text=_("The reviewer who records the outcome where verdicts differ."),
    )
    revision = RevisionField(required=False)

    def __init__(
        self, *args: Any, reviewers: QuerySet[User], names_adjudicator: bool, **kwargs: Any
    ) -> None:
        """`names_adjudicator` is whether whoever fills it in may choose among `reviewers`."""
        super().__init__(*args, **kwargs)
        chosen = self.fields["adjudicator"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = reviewers
        if not names_adjudicator:
            del self.fields["adjudicator"]


class QuestionForm(forms.Form):
    """A question. Its kind is chosen once, since values of that kind come to answer it."""

    wording = forms.CharField(
        label=_("Wording"),
        max_length=300,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("As a question, such as “When did the aircraft leave Almaty?”"),
    )
    group = forms.CharField(
        label=_("Heading"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"dir": "auto", "list": "groups", "autocomplete": "off"}),
        help_text=_("What it stands under in the comparison, with others, such as “The journey”."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of answer"),
        choices=KINDS,
        widget=forms.RadioSelect,
        help_text=_("Cannot be changed later."),
    )
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("For numbers: what is counted, such as “men” or “km”."),
    )
    options = LinesField(
        label=_("Options"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("For one of several options: one a line."),
    )
    exclusivity = forms.ChoiceField(
        label=_("How answers stand to each other"),
        choices=list(EXCLUSIVITY.items()),
        widget=forms.RadioSelect,
        initial="exclusive",
    )
    revision = RevisionField(required=False)

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
        label=_("Title"),
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Such as “Official account” or “Family memories”."),
    )
    holders = forms.CharField(
        required=False,
        max_length=500,
        label=_("Held by"),
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Who tells it so."),
    )
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    revision = RevisionField(required=False)
