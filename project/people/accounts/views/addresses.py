"""Confirming and changing an e-mail address."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from project.people.accounts import addresses, mails, throttling
from project.people.accounts.forms import AddressForm
from project.people.forms import add_errors
from project.people.pages import signed_in


@sensitive_post_parameters("password")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_address(request: HttpRequest) -> HttpResponse:
    """Ask for another address; it takes the place of the old one once it is confirmed."""
    user = signed_in(request)
    form = AddressForm(request.POST or None, request=request)
    if form.is_valid():
        address = form.cleaned_data["email"]
        try:
            addresses.check_free(user, address)
            return _send_link(request, address)
        except ValidationError as error:
            add_errors(form, error, others="email")
    status = 422 if form.errors else 200
    return render(request, "accounts/change_address.html", {"form": form}, status=status)


@login_required
@require_POST
def send_confirmation(request: HttpRequest) -> HttpResponse:
    """Send the link to one's present address once more."""
    return _send_link(request, signed_in(request).email)


def _send_link(request: HttpRequest, address: str) -> HttpResponse:
    user = signed_in(request)
    try:
        throttling.count("confirm", str(user.pk), rate="10/hour")
    except throttling.TooMany as error:
        return throttling.wait(request, error.seconds)
    mails.ask_to_confirm(request, user, address)
    sent = _("A mail is on its way to %(address)s: open the link in it to confirm the address.")
    messages.success(request, sent % {"address": address})
    return redirect("people:account")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address by the link that was sent to it.

    It takes a button: programs that look through mails open links too.
    """
    try:
        user, address = addresses.read(token)
        before = user.email
        if request.method == "POST":
            addresses.confirm(user=user, address=address)
            if before != address:
                mails.tell_of_new_address(request, user, before=before)
            messages.success(request, _("%(address)s is confirmed.") % {"address": address})
            return redirect("people:account" if request.user.is_authenticated else "home")
    except (addresses.LinkUseless, ValidationError):
        return render(request, "accounts/link_useless.html", status=404)
    return render(request, "accounts/confirm_address.html", {"address": address, "person": user})
