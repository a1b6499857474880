"""What narrows the list of claims, and in which order it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from annotations.claims.forms import QuestionField
from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from project.people.models import Workspace
from sources.records.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


class Sort(TextChoices):
    """The order of the list."""

    NEWEST = "", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    STATEMENT = "statement", _("By statement")
    QUESTION = "question", _("By question")
    CITATIONS = "citations", _("Most cited first")


class ClaimFilter(forms.Form):
    """What narrows the list of claims; the fields are named as in its address."""

    q = forms.CharField(required=False, label=_("Search claims"))
    dispute = forms.ModelChoiceField(
        Dispute.objects.none(), to_field_name="uid", required=False, empty_label=_("All disputes")
    )
    question = QuestionField(empty_label=_("All questions"))
    kind = forms.ChoiceField(
        choices=[
            ("", _("All kinds")),
            (Claim.Kind.EXTRACTED, _("Extracted")),
            (Claim.Kind.CONCLUDED, _("Concluded")),
        ],
        required=False,
    )
    source = forms.ModelChoiceField(
        Source.objects.none(), to_field_name="uid", required=False, empty_label=_("All sources")
    )
    certainty = forms.ChoiceField(
        choices=[
            ("", _("Any")),
            *Claim.Certainty.choices[1:],
            ("ungraded", _("Not graded")),
        ],
        required=False,
    )
    retracted = forms.ChoiceField(
        choices=[("", _("Shown too")), ("no", _("Left out")), ("yes", _("Alone"))],
        required=False,
    )
    uncited = forms.BooleanField(required=False, label=_("With no citations or grounds"))
    to_check = forms.BooleanField(required=False, label=_("With quotes to check"))
    mine = forms.BooleanField(required=False, label=_("Stated by me"))
    sort = forms.ChoiceField(choices=Sort.choices, required=False)

    def __init__(self, *args: Any, workspace: Workspace, user: Anyone) -> None:
        super().__init__(*args)
        for name, model in (("dispute", Dispute), ("question", Question), ("source", Source)):
            seen = model.objects.visible_to(user).filter(workspace=workspace)
            self.fields[name].queryset = seen  # type: ignore[attr-defined]
        # Sources that no claim comes from would narrow the list to nothing.
        claims = Claim.objects.visible_to(user).filter(workspace=workspace)
        sources = self.fields["source"].queryset  # type: ignore[attr-defined]
        used = claims.filter(source__isnull=False).order_by().values("source")
        self.fields["source"].queryset = sources.filter(pk__in=used)  # type: ignore[attr-defined]
        if not user.is_authenticated:
            del self.fields["mine"]

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for beyond what always shows."""
        return bool(self.wanted.keys() - {"search", "dispute", "question", "sort"})

    @property
    def wanted(self) -> dict[str, Any]:
        """What is asked for and valid, as `claims_of` takes it; anything else is passed over."""
        self.is_valid()
        return {
            ("search" if name == "q" else name): asked
            for name, asked in self.cleaned_data.items()
            if asked
        }
