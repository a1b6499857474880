"""Forms of claims. The field for an answer fits the question's kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.claims import queries
from annotations.claims.answers.fields import answer_field
from annotations.claims.models import Claim
from annotations.claims.services import NO_SOURCE
from annotations.disputes.models import Account, Question
from project.people.forms import RevisionField
from project.people.models import Workspace
from sources.records.source_field import Chosen, SourceField, offer_sources

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


class _ByDispute(ModelChoiceIterator):  # type: ignore[type-arg]
    """Questions under the titles of their disputes, after those used last."""

    def __iter__(self) -> Iterator[Any]:
        assert isinstance(self.field, QuestionField)
        yield "", self.field.empty_label
        used = self.field.used_last
        if used:
            yield _("Used last"), [self.choice(question) for question in used]
        ordered = (
            self.queryset.select_related("dispute")
            .order_by("dispute__title", "dispute", "position", "id")
            .exclude(pk__in=[question.pk for question in used])
        )
        for dispute, questions in groupby(ordered, attrgetter("dispute")):
            title = dispute.title
            if dispute.deleted_at:
                title = gettext("%(title)s (deleted)") % {"title": title}
            yield title, [self.choice(question) for question in questions]


class QuestionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A question, listed under its dispute and named by its uid."""

    iterator = _ByDispute
    #: Offered first.
    used_last: Sequence[Question] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Question.objects.none(), to_field_name="uid", required=False, **kwargs)


class AccountsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Tick boxes for the accounts of a dispute."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Account) -> SafeString:
        return format_html("<bdi>{}</bdi>", obj.title)


class _SettledField(forms.ChoiceField):
    """A choice that is made already: what is not sent is what the field begins with."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or self.initial)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) and super().has_changed(initial, data)


class ClaimForm(forms.Form):
    """A claim: its statement, whose it is, and, where it answers a question, how and in which
    accounts.

    `quick` leaves out what can be said later; an extracted claim is then from the source in
    `initial`.
    """

    template_name = "claims/_claim_fields.html"

    statement = forms.CharField(
        label=_("Statement"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=_("One assertion, in a sentence of your own."),
    )
    kind = _SettledField(
        label=_("Whose assertion it is"),
        choices=Claim.Kind.choices,
        widget=forms.RadioSelect,
        initial=Claim.Kind.CONCLUDED,
    )
    extracted_from = SourceField(
        label=_("Source that says so"),
        required=False,
        help_text=_("Type words of its title, a name or its citation key."),
    )
    modality = _SettledField(
        label=_("How it says so"),
        choices=[choice for choice in Claim.Modality.choices if choice[0]],
        initial=Claim.Modality.ASSERTED,
        help_text=_("As a fact, without proof, as told by others, or as not so."),
    )
    argument = forms.CharField(
        label=_("Argument"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("How you come to it. Markdown."),
    )
    polarity = _SettledField(
        label=_("Affirmed or denied"),
        choices=[
            (Claim.Polarity.AFFIRMED, _("It is so")),
            (Claim.Polarity.DENIED, _("It is not so")),
        ],
        initial=Claim.Polarity.AFFIRMED,
        help_text=_("Whether it is so, or is not."),
    )
    certainty = _SettledField(
        label=_("How certain you are"),
        choices=Claim.Certainty.choices,
        required=False,
        help_text=_("Your own judgement of it."),
    )
    question = QuestionField(
        label=_("Question it answers"),
        empty_label=_("No question"),
        help_text=_("Claims that answer one question are compared with each other."),
    )
    revision = RevisionField(required=False)

    def __init__(
        self,
        *args: Any,
        workspace: Workspace,
        user: Anyone,
        claim: Claim | None = None,
        quick: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if claim is None:
            del self.fields["revision"]
        self.is_quick = quick
        self.conflict_check = reverse("annotations:conflict_check", args=[workspace.uid])
        self.conflict_check += f"?claim={claim.uid}" if claim else ""
        if quick:
            del self.fields["argument"]
            del self.fields["certainty"]
        self._offer_sources(workspace, user, claim)
        self._offer_questions(workspace, user, claim)

    def _offer_sources(self, workspace: Workspace, user: Anyone, claim: Claim | None) -> None:
        # The source of a claim stays, even where it is deleted.
        kept = claim.source_id if claim else None
        offer_sources(self, "extracted_from", workspace, user, kept=kept)
        if typed := self.initial.get("extracted_from_typed"):
            chosen = str(self.initial.get("extracted_from", ""))
            self.initial["extracted_from"] = Chosen(chosen, typed)

    def _offer_questions(self, workspace: Workspace, user: Anyone, claim: Claim | None) -> None:
        visible = Question.objects.visible_to(user).values("pk")
        # What a claim answers already stays on offer, even where its dispute is deleted.
        kept = Q(pk=claim.question_id) if claim else Q(pk=None)
        questions = Question.objects.filter(Q(pk__in=visible) | kept, workspace=workspace)
        self.fields["question"].queryset = questions  # type: ignore[attr-defined]
        self.fields["question"].used_last = queries.answered_last(questions, user)  # type: ignore[attr-defined]
        # Another question has another field for its answer.
        self.fields["question"].widget.attrs |= {
            "hx-get": reverse("annotations:value_field", args=[workspace.uid]),
            "hx-trigger": "change",
            "hx-target": "next .answer",
            "hx-include": "next .answer",
        }
        if question := self._question():
            value = claim.typed_value if claim and claim.question_id == question.pk else None
            accounts = Account.objects.visible_to(user).filter(dispute=question.dispute_id)
            self.fields["value"] = answer_field(question, value, self.initial)
            self.fields["accounts"] = AccountsField(
                accounts,
                to_field_name="uid",
                required=False,
                label=_("Accounts that say so"),
            )

    def _question(self) -> Question | None:
        """The question chosen so far, or None."""
        try:
            found = self.fields["question"].clean(self["question"].value())
        except ValidationError:
            return None
        return found if isinstance(found, Question) else None

    def clean(self) -> None:
        """What the service would refuse once all else is right is told with it."""
        extracted = self.cleaned_data.get("kind") == Claim.Kind.EXTRACTED
        named = self.cleaned_data.get("extracted_from") or self.has_error("extracted_from")
        if extracted and not named:
            self.add_error("extracted_from", NO_SOURCE)

    def said(self) -> dict[str, Any]:
        """What the valid form says of a claim, as the services take it; without what it does
        not ask.
        """
        said = {"kind": Claim.Kind.CONCLUDED, **self.cleaned_data}
        extracted = said["kind"] == Claim.Kind.EXTRACTED
        asked = {name: said[name] for name in ("argument", "certainty") if name in self.fields}
        return asked | {
            "statement": said["statement"],
            "question": said["question"],
            "value": said.get("value"),
            "accounts": said.get("accounts", ()),
            "kind": said["kind"],
            "source": said["extracted_from"] if extracted else None,
            "modality": said["modality"] if extracted else "",
            "polarity": said["polarity"],
        }
