"""Mails about workspaces: plain text, in the language of whoever caused them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from project.people.accounts import jobs
from project.people.models import Invitation

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request


def link_of(request: HttpRequest | Request, secret: str) -> str:
    """The whole address that an invitation is accepted at."""
    return str(request.build_absolute_uri(reverse("people:join", args=[secret])))


def send_invitation(request: HttpRequest | Request, invitation: Invitation, secret: str) -> None:
    """Send an invitation's link to the address that it is meant for."""
    context = {
        "invitation": invitation,
        "link": link_of(request, secret),
        "host": request.get_host(),
    }
    jobs.send_mail.defer(
        to=invitation.email,
        subject=_("An invitation to “%(workspace)s”") % {"workspace": invitation.workspace.name}
        + " · Testimonia",
        text=render_to_string("workspaces/mails/invitation.txt", context),
    )
