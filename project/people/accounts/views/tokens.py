"""Access tokens: made, listed, revoked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from project.people.accounts import queries, services
from project.people.accounts.forms import TokenForm
from project.people.forms import add_errors
from project.people.models import AccessToken
from project.people.pages import signed_in

#: Where the session keeps the name and the secret of a new token until they are shown, once.
MADE = "made_token"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """A person's access tokens. A new one's secret is shown on the page after its making only."""
    form = TokenForm(request.POST or None)
    if form.is_valid():
        try:
            made, secret = services.create_token(actor=signed_in(request), **form.cleaned_data)
            request.session[MADE] = [made.name, secret]
            return redirect("people:tokens")
        except ValidationError as error:
            add_errors(form, error)
    name, secret = request.session.pop(MADE, ("", ""))
    context = {
        "form": form,
        "made": name,
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
        told = _("The token “%(name)s” was revoked.") % {"name": token.name}
        messages.success(request, told)
        return redirect("people:tokens")
    return render(request, "accounts/revoke_token.html", {"token": token})
