"""Forms of workspaces and their members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.workspaces.invitations import DAYS


class NewWorkspaceForm(forms.Form):
    """Name, description and who can read."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    description = forms.CharField(
        label=_("Description"),
        required=False,
        help_text=_("What this research asks, for those who open the workspace."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4}),
    )
    visibility = forms.ChoiceField(
        label=_("Who can read it"),
        choices=Workspace.Visibility.choices,
        help_text=_("Editions that owners publish can be read by anybody in either case."),
        widget=forms.RadioSelect,
    )


class WorkspaceForm(NewWorkspaceForm):
    """The settings of a workspace."""

    citation_key_pattern = forms.CharField(
        label=_("Pattern of citation keys"),
        # What a program that knows of no pattern sends leaves it as it is.
        required=False,
        max_length=100,
        help_text=_(
            "Keys of new sources are made by it. [auth] is the first author, [year] the year,"
            " [shorttitle] the first words of the title; what stands outside brackets stays."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "off"}),
    )
    own_claims_reviewable = forms.BooleanField(
        label=_("Reviewers may judge claims that they stated themselves"),
        required=False,
        help_text=_("Without this they leave them to others, where there are other reviewers."),
    )


class RoleForm(forms.Form):
    """A member's role."""

    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=Role)


class MemberForm(RoleForm):
    """Somebody who can already sign in, and the role they shall have."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)

    field_order = ["email", "role"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.found = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.found is None:
            raise ValidationError(
                _("Nobody signs in here with this address. Invite the person by a link instead.")
            )
        return email


def _days(number: int) -> tuple[int, str]:
    return number, ngettext("%(days)d day", "%(days)d days", number) % {"days": number}


class InvitationForm(RoleForm):
    """Which role a link gives, for how long, and whether it is meant for one person alone."""

    days = forms.TypedChoiceField(label=_("It works for"), coerce=int)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("If given, the link is sent there and nobody else can use it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [_days(number) for number in DAYS]  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """The name of a workspace once more, by whoever deletes it."""

    name = forms.CharField(
        label=_("Name of the workspace"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.strip() != self.workspace.name:
            raise ValidationError(_now("This is not its name."))
        return name


class SuccessorForm(forms.Form):
    """The member who shall own the workspace."""

    member = forms.ModelChoiceField(
        label=_("New owner"), queryset=User.objects.none(), to_field_name="uid"
    )

    def __init__(self, *args: Any, workspace: Workspace, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = User.objects.filter(memberships__workspace=workspace, is_active=True)
        field = self.fields["member"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = others.exclude(pk=actor.pk).order_by("display_name", "pk")
