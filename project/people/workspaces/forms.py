"""Forms of workspaces and their members."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from project.people.models import User, Workspace
from project.people.permissions import Role


class WorkspaceForm(forms.Form):
    """Name, description and who can read."""

    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    description = forms.CharField(
        required=False,
        help_text="What this research asks, for those who open the workspace.",
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4}),
    )
    visibility = forms.ChoiceField(
        label="Who can read it", choices=Workspace.Visibility.choices, widget=forms.RadioSelect
    )


class RoleForm(forms.Form):
    """A member's role."""

    role = forms.TypedChoiceField(choices=Role.choices, coerce=Role)


class MemberForm(RoleForm):
    """Somebody who can already sign in, and the role they shall have."""

    email = forms.EmailField(label="E-mail address", max_length=254)

    field_order = ["email", "role"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.found = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.found is None:
            raise ValidationError(
                "Nobody signs in here with this address. Ask whoever runs this program to add"
                " the person first."
            )
        return email
