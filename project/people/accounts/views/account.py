"""The account itself: who one is here, and the end of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from project.people.accounts import closing, queries, services
from project.people.accounts.forms import ProfileForm, WithPassword
from project.people.forms import add_errors
from project.people.models import User
from project.people.pages import signed_in


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and the ways to everything that is one's own."""
    user = signed_in(request)
    context = {
        "language": dict(settings.LANGUAGES).get(user.language, ""),
        "sessions": len(queries.live_sessions(user)),
        "tokens": len(queries.live_tokens(user)),
    }
    return render(request, "accounts/account.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """What others see, language and time zone."""
    user = signed_in(request)
    initial = {name: getattr(user, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            # Another instance: what is refused must not show as this page's user.
            services.change_profile(actor=User.objects.get(pk=user.pk), **form.cleaned_data)
            messages.success(request, _("Your profile was saved."))
            return redirect("people:account")
        except ValidationError as error:
            add_errors(form, error, others="handle")
    status = 422 if form.errors else 200
    return render(request, "accounts/profile.html", {"form": form}, status=status)


@sensitive_post_parameters("password")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Tell what closing an account does, ask for the password, and close it."""
    user = signed_in(request)
    form = WithPassword(request.POST or None, request=request)
    if form.is_valid():
        try:
            closing.close_account(actor=user)
            logout(request)
            messages.success(request, _("Your account is closed."))
            return redirect("home")
        except closing.OnlyOwner as error:
            add_errors(form, error)
    context = {"form": form, "alone": closing.owned_alone(user)}
    status = 422 if form.errors else 200
    return render(request, "accounts/close.html", context, status=status)
