"""What narrows the list of conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotations.claims.forms import QuestionField
from annotations.disputes.conflicts.queries import Status
from annotations.disputes.models import Dispute, Question
from annotations.reviews.models import REVIEWING
from project.people.models import User, Workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Anyone = User | AnonymousUser


class _PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name


class ConflictFilter(forms.Form):
    """The fields are named as in the address of the list."""

    status = forms.ChoiceField(
        choices=[
            (Status.ALL, _("Open and resolved")),
            (Status.OPEN, pgettext_lazy("a conflict", "Open")),
            (Status.RESOLVED, _("Resolved")),
        ],
        required=False,
        label=_("Outcome"),
    )
    dispute = forms.ModelChoiceField(
        Dispute.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label=_("All disputes"),
        label=_("Dispute"),
    )
    question = QuestionField(empty_label=_("All questions"), label=_("Question"))
    reviewer = _PersonField(
        User.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label=_("Anybody"),
        label=_("Reviewer"),
    )
    awaiting = forms.ChoiceField(
        choices=[("", _("Reviewed by them")), ("1", _("Awaiting them"))],
        required=False,
        label=_("Verdict"),
    )

    def __init__(self, *args: Any, workspace: Workspace, user: Anyone) -> None:
        super().__init__(*args)
        for name, model in (("dispute", Dispute), ("question", Question)):
            seen = model.objects.visible_to(user).filter(workspace=workspace)
            self.fields[name].queryset = seen  # type: ignore[attr-defined]
        if user.is_authenticated:
            reviewing = workspace.memberships.filter(role__in=REVIEWING).values("user")
            people = User.objects.filter(pk__in=reviewing).order_by("display_name", "pk")
            self.fields["reviewer"].queryset = people  # type: ignore[attr-defined]
        else:
            del self.fields["reviewer"], self.fields["awaiting"]

    @property
    def wanted(self) -> dict[str, Any]:
        """What is asked for and valid, as `conflicts_of` takes it; the rest is passed over."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if "status" in asked:
            asked["status"] = Status(asked["status"])
        # Whose verdict is awaited must be said.
        if asked.pop("awaiting", "") and "reviewer" in asked:
            asked["awaiting"] = True
        return asked
