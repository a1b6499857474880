"""Pages of people and their access tokens."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from project.people.accounts import queries, services
from project.people.accounts.forms import SignInForm, TokenForm
from project.people.forms import add_errors
from project.people.models import AccessToken
from project.people.pages import signed_in


class SignIn(auth.LoginView):
    """Sign in, then go on to where one was headed; Django refuses `next` to other hosts."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(auth.LogoutView):
    """Sign out; POST only."""


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and the ways to tokens."""
    return render(request, "accounts/account.html")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """A person's access tokens. A new one's secret is shown in the answer to its making only."""
    form = TokenForm(request.POST or None)
    made = secret = None
    if form.is_valid():
        try:
            made, secret = services.create_token(actor=signed_in(request), **form.cleaned_data)
            form = TokenForm()
        except ValidationError as error:
            add_errors(form, error)
    context = {
        "form": form,
        "made": made,
        "secret": secret,
        "tokens": queries.live_tokens(signed_in(request)),
    }
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke_token(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask, then revoke a token for good."""
    mine = AccessToken.objects.filter(user=signed_in(request), revoked_at=None)
    token = get_object_or_404(mine, uid=uid)
    if request.method == "POST":
        services.revoke_token(actor=signed_in(request), token=token)
        messages.success(request, f"The token “{token.name}” was revoked.")
        return redirect("people:tokens")
    return render(request, "accounts/revoke_token.html", {"token": token})
