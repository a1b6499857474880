"""Forms of verdicts, outcomes and rounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.claims.answering import ANSWERING
from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from annotations.reviews.models import Review
from annotations.reviews.queue import Entry, Why
from project.people.models import User, Workspace

#: How the choice of an answer begins; after it comes the uid of a claim that gives it.
ANSWER = "answer:"


class ReasonedForm(forms.Form):
    """A judgement with its reasons; `seen` is the hash of the state that was looked at."""

    template_name = "reviews/_judgement_fields.html"
    #: Under which the browser keeps what is written until it was sent.
    draft_key = ""
    #: Whether its author has said something here before.
    is_another = False

    verdict = forms.ChoiceField(label=_("Verdict"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("What speaks for it and against it. Markdown. @ mentions a member."),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """What a valid form says, as `services.judge` takes it."""
        return dict(self.cleaned_data)


class ClaimVerdictForm(ReasonedForm):
    """Whether a claim holds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            (verdict.value, verdict.label) for verdict in Review.ON_CLAIM
        ]


class QuestionVerdictForm(ReasonedForm):
    """Which of the answers that claims give is right, or none of them."""

    def __init__(self, *args: Any, question: Question, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = _answers(question, user)
        others = Review.Verdict.NONE_OF_THEM, Review.Verdict.UNRESOLVED
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            *((f"{ANSWER}{uid}", _label(claims)) for uid, claims in self.answers.items()),
            *((verdict.value, verdict.label) for verdict in others),
        ]

    def said(self) -> dict[str, Any]:
        """The verdict, with the value of the answer that was chosen."""
        said = super().said()
        chosen = said["verdict"]
        if chosen.startswith(ANSWER):
            claim = self.answers[chosen.removeprefix(ANSWER)][0]
            said |= {"verdict": Review.Verdict.ANSWERED, "value": claim.value}
        return said


class ResolutionForm(QuestionVerdictForm):
    """The outcome for a question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].label = _("Outcome")

    def said(self) -> dict[str, Any]:
        """As `services.resolve` takes it."""
        said = super().said()
        return {"outcome": said.pop("verdict"), **said}


class RoundForm(forms.Form):
    """A new round."""

    is_blind = forms.BooleanField(
        required=False,
        label=_("Blind: until it closes, the adjudicator alone sees the verdicts"),
    )
    note = forms.CharField(
        required=False,
        max_length=2_000,
        label=_("What to look at"),
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )


class QueueFilter(forms.Form):
    """Which dispute the lists of a reviewer are about, and what of it."""

    #: What the queue can be narrowed to, and which entries that leaves.
    ONLY: ClassVar[dict[str, Callable[[Entry], bool]]] = {
        "questions": lambda entry: not entry.is_claim,
        "claims": lambda entry: entry.is_claim,
        "changed": lambda entry: entry.why == Why.CHANGED,
    }

    dispute = forms.ModelChoiceField(
        Dispute.objects.none(),
        to_field_name="uid",
        required=False,
        label=_("Dispute"),
        empty_label=_("All disputes"),
    )
    only = forms.ChoiceField(
        required=False,
        label=_("Show"),
        choices=[
            ("", _("Questions and claims")),
            ("questions", _("Questions")),
            ("claims", _("Claims")),
            ("changed", _("What changed since you judged it")),
        ],
    )

    def __init__(self, *args: Any, workspace: Workspace, user: User) -> None:
        super().__init__(*args)
        visible = Dispute.objects.visible_to(user).filter(workspace=workspace)
        self.fields["dispute"].queryset = visible  # type: ignore[attr-defined]

    def chosen(self, entries: list[Entry]) -> list[Entry]:
        """Those of the entries that are asked for."""
        only = self.ONLY.get(self.cleaned_data.get("only", ""))
        return list(filter(only, entries)) if only else entries


def _answers(question: Question, user: Any) -> dict[str, list[Claim]]:
    """The claims behind each distinct answer, by the uid of the first of them."""
    rows = Claim.objects.visible_to(user).filter(
        ANSWERING, question=question, polarity=Claim.Polarity.AFFIRMED
    )
    by_key: dict[tuple[str, ...], list[Claim]] = {}
    for claim in rows.order_by("pk"):
        value = claim.typed_value
        assert value is not None
        by_key.setdefault(value.key, []).append(claim)
    return {str(claims[0].uid): claims for claims in by_key.values()}


def _label(claims: list[Claim]) -> str:
    value = claims[0].typed_value
    assert value is not None
    count = ngettext("%(count)d claim", "%(count)d claims", len(claims)) % {"count": len(claims)}
    return format_html(
        '<span><bdi>{}</bdi> <span class="soft">({})</span></span>', value.show(), count
    )
