"""Forms of people and workspaces, and how services' errors come to stand by the fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from project.people.models import User, Workspace
from project.people.permissions import Role, Scope


def add_errors(form: forms.BaseForm, error: ValidationError, **fields: str) -> None:
    """Show a service's errors by the form's fields, the others above the form.

    `fields` says which field of the form stands for one that the service names.
    """
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, messages in by_field.items():
        name = fields.get("others" if name in ("", NON_FIELD_ERRORS) else name, name)
        form.add_error(name if name in form.fields else None, [*messages])


class SignInForm(AuthenticationForm):
    """E-mail address and password."""

    error_messages = {
        "invalid_login": "This e-mail address and password do not fit together.",
        "inactive": "This account is closed.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mail address"
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": True, "maxlength": 254}
        )


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


class TokenForm(forms.Form):
    """What a token is for and what it may do."""

    name = forms.CharField(
        max_length=100,
        help_text="What will use it, such as “export script”.",
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    scope = forms.ChoiceField(
        label="It may", choices=Scope.choices, initial=Scope.READ, widget=forms.RadioSelect
    )
