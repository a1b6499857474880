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
from django.utils.translation import gettext_lazy as _

from annotations.claims import queries
from annotations.claims.answers.fields import AnswerField
from annotations.claims.models import Claim
from annotations.disputes.models import Account, Dispute, Question
from project.people.models import Workspace

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
            yield dispute.title, [self.choice(question) for question in questions]


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


class ClaimForm(forms.Form):
    """A claim: its statement and, where it answers a question, how and in which accounts."""

    template_name = "claims/_claim_fields.html"

    statement = forms.CharField(
        label=_("Statement"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=_("One assertion, in a sentence of your own."),
    )
    question = QuestionField(
        label=_("Question it answers"),
        empty_label=_("No question"),
        help_text=_("Claims that answer one question are compared with each other."),
    )

    def __init__(
        self,
        *args: Any,
        workspace: Workspace,
        user: Anyone,
        claim: Claim | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
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
            self.fields["value"] = AnswerField(question, value)
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


class ClaimFilter(forms.Form):
    """What narrows the list of claims."""

    q = forms.CharField(required=False, label=_("Search claims"))
    dispute = forms.ModelChoiceField(
        Dispute.objects.none(), to_field_name="uid", required=False, empty_label=_("All disputes")
    )
    question = QuestionField(empty_label=_("All questions"))
    uncited = forms.BooleanField(required=False, label=_("Without citations"))

    def __init__(self, *args: Any, workspace: Workspace, user: Anyone) -> None:
        super().__init__(*args)
        mine = {"workspace": workspace}
        self.fields["dispute"].queryset = Dispute.objects.visible_to(user).filter(**mine)  # type: ignore[attr-defined]
        self.fields["question"].queryset = Question.objects.visible_to(user).filter(**mine)  # type: ignore[attr-defined]
