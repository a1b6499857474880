"""Forms of people and their access tokens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from project.people.accounts import time_zones
from project.people.accounts.models import User
from project.people.permissions import Scope

#: Django lists the rules; what breaks one is told anyway.
GOOD_PASSWORD = _("At least 8 characters; long is better than complicated.")


def _email(label: Any, **attrs: Any) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "email", **attrs})
    return forms.EmailField(label=label, max_length=254, widget=widget)


def _own_words(autocomplete: str) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": autocomplete})


class SignInForm(AuthenticationForm):
    """E-mail address and password."""

    error_messages = {
        "invalid_login": _("This e-mail address and password do not fit together."),
        "inactive": _("This account is closed."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": True, "maxlength": 254}
        )


class SignUpForm(forms.Form):
    """Somebody new."""

    display_name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("As others shall see it, in any script."),
        widget=_own_words("name"),
    )
    email = _email(_("E-mail address"), autocomplete="username")
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=GOOD_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    #: Filled in by the browser where it knows it.
    time_zone = forms.CharField(
        required=False,
        max_length=60,
        widget=forms.HiddenInput(attrs={"data-own-time-zone": ""}),
    )


class ResetForm(forms.Form):
    """Who has forgotten the password."""

    email = _email(_("E-mail address"), autocomplete="username", autofocus=True)


class WithPassword(forms.Form):
    """A form that whoever merely sits at somebody's keyboard cannot send."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        return _checked(self.request, self.cleaned_data["password"])


class AddressForm(WithPassword):
    """Another e-mail address."""

    email = _email(_("New e-mail address"))

    field_order = ["email", "password"]


class ForgottenPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password in the place of one that was forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = GOOD_PASSWORD


class NewPasswordForm(PasswordChangeForm):
    """Django's form; wrong tries count like those at signing in."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = GOOD_PASSWORD
        self.request = request

    def clean_old_password(self) -> str:
        return _checked(self.request, self.cleaned_data["old_password"])


def _checked(request: HttpRequest, password: str) -> str:
    """The password, if it is that of whoever is signed in."""
    assert isinstance(request.user, User)
    if authenticate(request, username=request.user.email, password=password) is None:
        raise ValidationError(_("This is not your password."))
    return password


class ProfileForm(forms.Form):
    """What others see of a person, and how pages are shown to them."""

    display_name = forms.CharField(label=_("Name"), max_length=200, widget=_own_words("name"))
    handle = forms.CharField(
        label=_("Handle"),
        max_length=41,
        help_text=_("What others write after @ to mention you, such as @anna-petrova."),
        widget=_own_words("off"),
    )
    orcid = forms.CharField(
        label=_("ORCID iD"),
        required=False,
        max_length=60,
        help_text=_("Such as 0000-0002-1825-0097, or its address at orcid.org."),
    )
    language = forms.ChoiceField(label=_("Language of the pages"), required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        widget=forms.Select(attrs={"data-own-time-zone": ""}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "language": [("", _("As the browser asks")), *settings.LANGUAGES],
            "time_zone": [
                ("", _("UTC, until you choose")),
                ("UTC", "UTC"),
                *time_zones.by_region(),
            ],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered


class TokenForm(forms.Form):
    """What a token is for and what it may do."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_("What will use it, such as “export script”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    scope = forms.ChoiceField(
        label=_("It may"), choices=Scope.choices, initial=Scope.READ, widget=forms.RadioSelect
    )
