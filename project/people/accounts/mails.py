"""Mails to people: plain text, in the language of whoever caused them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from project.people.accounts import addresses, jobs
from project.people.accounts.models import User


def ask_to_confirm(request: HttpRequest, user: User, address: str) -> None:
    """Send `address` the link that confirms it as `user`'s."""
    path = reverse("people:confirm_address", args=[addresses.token_for(user, address)])
    _send(
        request,
        address,
        _("Confirm your e-mail address"),
        "confirm",
        {"user": user, "link": request.build_absolute_uri(path), "days": addresses.VALID.days},
    )


def tell_of_new_address(request: HttpRequest, user: User, *, before: str) -> None:
    """Tell the address `before` that another one has taken its place."""
    _send(request, before, _("Your e-mail address was changed"), "address", {"user": user})


def tell_of_new_password(request: HttpRequest, user: User) -> None:
    """Tell a person that their password was changed."""
    _send(request, user.email, _("Your password was changed"), "password", {"user": user})


def _send(
    request: HttpRequest, to: str, subject: str, template: str, context: dict[str, Any]
) -> None:
    text = render_to_string(
        f"accounts/mails/{template}.txt", {**context, "host": request.get_host()}
    )
    jobs.send_mail.defer(to=to, subject=f"{subject} · Testimonia", text=text)
