"""Changing a password, and setting a new one where it was forgotten."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from project.people.accounts import addresses, jobs, mails, services, throttling
from project.people.accounts.forms import ForgottenPasswordForm, NewPasswordForm, ResetForm
from project.people.models import Session
from project.people.pages import signed_in


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class ChangePassword(auth.PasswordChangeView):
    """A new password for who knows the old one. This session goes on, the others end."""

    template_name = "accounts/change_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("people:account")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: SetPasswordForm[Any]) -> HttpResponse:
        user = signed_in(self.request)
        this = Session.objects.filter(pk=self.request.session.session_key).first()
        services.set_password(user=user, password=form.cleaned_data["new_password1"], keep=this)
        update_session_auth_hash(self.request, user)
        mails.tell_of_new_password(self.request, user)
        messages.success(
            self.request, _("Your password was changed, and you are signed out everywhere else.")
        )
        return redirect(self.get_success_url())

    def form_invalid(self, form: SetPasswordForm[Any]) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_reset(request: HttpRequest) -> HttpResponse:
    """Ask for the link that sets a new password. The answer is the same for every address."""
    form = ResetForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            throttling.count("reset-from", throttling.client_address(request), rate="20/hour")
            throttling.count("reset-of", email.lower(), rate="5/hour")
        except throttling.TooMany as error:
            return throttling.wait(request, error.seconds)
        jobs.send_reset.defer(
            email=email,
            host=request.get_host(),
            secure=request.is_secure(),
            language=get_language(),
        )
        return redirect("people:reset_sent")
    status = 422 if form.errors else 200
    return render(request, "accounts/ask_for_reset.html", {"form": form}, status=status)


@require_safe
def reset_sent(request: HttpRequest) -> HttpResponse:
    """What to do now, and nothing about who has an account."""
    return render(request, "accounts/reset_sent.html")


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class ResetPassword(auth.PasswordResetConfirmView):
    """Set a new password by the link from the mail. Whoever had it before is signed out."""

    template_name = "accounts/reset_password.html"
    form_class = ForgottenPasswordForm
    success_url = reverse_lazy("people:sign_in")
    http_method_names = ["get", "head", "post", "options"]

    def form_valid(self, form: SetPasswordForm[Any]) -> HttpResponse:
        services.set_password(user=form.user, password=form.cleaned_data["new_password1"])
        addresses.confirm(user=form.user, address=form.user.email)
        self.request.session.flush()
        messages.success(self.request, _("Your new password is set. Sign in with it."))
        return redirect(self.get_success_url())

    def form_invalid(self, form: SetPasswordForm[Any]) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
