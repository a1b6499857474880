"""Addresses of people and workspaces, and of the program itself."""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils.http import urlsafe_base64_encode

from project.people.accounts import addresses
from project.people.accounts import services as accounts
from project.people.models import AccessToken, Invitation, Session
from project.people.permissions import Permission, Role
from project.people.workspaces import invitations
from tests.cast import PASSWORD
from tests.project.access.table import ANYBODY, SIGNED_IN, Get, own, row

READ, MANAGE = Permission.READ, Permission.MANAGE

WORDS = {"name": "Renamed", "description": "", "visibility": "private"}
SIGN_IN = {"username": "reader@example.org", "password": PASSWORD}
SIGN_UP = {"display_name": "Nina", "email": "nina@example.org", "password": PASSWORD}
PROFILE = {"display_name": "Another", "handle": "another"}
NEW_ADDRESS = {"email": "new@example.org", "password": PASSWORD}
NEW_PASSWORD = {
    "old_password": PASSWORD,
    "new_password1": "another long password",
    "new_password2": "another long password",
}


def _confirmation_link(get: Get) -> dict[str, str]:
    return {"token": addresses.token_for(get("reader"), "new@example.org")}


def _reset_link(get: Get) -> dict[str, str]:
    uid = urlsafe_base64_encode(str(get("reader").pk).encode())
    return {"uidb64": uid, "token": default_token_generator.make_token(get("reader"))}


def _session(get: Get) -> Session:
    Client().force_login(get("owner"))
    return Session.objects.filter(user=get("owner")).latest("created_at")


def _token(get: Get) -> AccessToken:
    made, _ = accounts.create_token(actor=get("owner"), name="script", scope="read")
    return made


def _invitation(get: Get) -> Invitation:
    made, _ = invitations.create_invitation(
        actor=get("owner"), workspace=get("workspace"), role=Role.READER, days=1
    )
    return made


def _new_member(get: Get) -> dict[str, str]:
    return {"email": get("newcomer").email, "role": "reader"}


ROWS = [
    row("home", GET=ANYBODY),
    row("strings", at=lambda _: {"language": "ru"}, GET=ANYBODY),
    row("people:sign_in", GET=ANYBODY, POST=(ANYBODY, SIGN_IN)),
    row("people:sign_out", POST=ANYBODY),
    row("people:sign_up", GET=ANYBODY, POST=(ANYBODY, SIGN_UP)),
    row("people:ask_for_reset", GET=ANYBODY, POST=(ANYBODY, {"email": "reader@example.org"})),
    row("people:reset_sent", GET=ANYBODY),
    row("people:reset_password", at=_reset_link, GET=ANYBODY, POST=ANYBODY),
    row("people:account", GET=SIGNED_IN),
    row("people:profile", GET=SIGNED_IN, POST=(SIGNED_IN, PROFILE)),
    row("people:change_address", GET=SIGNED_IN, POST=(SIGNED_IN, NEW_ADDRESS)),
    row("people:send_confirmation", POST=SIGNED_IN),
    row("people:confirm_address", at=_confirmation_link, GET=ANYBODY, POST=ANYBODY),
    row("people:change_password", GET=SIGNED_IN, POST=(SIGNED_IN, NEW_PASSWORD)),
    row("people:sessions", GET=SIGNED_IN),
    row("people:end_other_sessions", POST=SIGNED_IN),
    row("people:end_session", at=_session, POST=own("owner")),
    # Nothing is sent: the owner would have to hand over first.
    row("people:close_account", GET=SIGNED_IN, POST=SIGNED_IN),
    row("people:tokens", GET=SIGNED_IN, POST=(SIGNED_IN, {"name": "Mine", "scope": "read"})),
    row("people:revoke_token", at=_token, GET=own("owner"), POST=own("owner")),
    row("people:new_workspace", GET=SIGNED_IN, POST=(SIGNED_IN, WORDS)),
    row("people:workspace", GET=READ),
    row("people:settings", GET=MANAGE, POST=(MANAGE, WORDS)),
    row("people:members", GET=MANAGE, POST=(MANAGE, _new_member)),
    row("people:change_member", at="reader", GET=MANAGE, POST=(MANAGE, {"role": "annotator"})),
    # The API
    row("api:api-root", GET=ANYBODY),
    row("api:openapi", GET=ANYBODY),
    row("api:me", GET=SIGNED_IN, PATCH=(SIGNED_IN, {"orcid": ""})),
    row("api:member-list", GET=MANAGE, POST=(MANAGE, _new_member)),
    row(
        "api:member-detail",
        at="reader",
        GET=MANAGE,
        PATCH=(MANAGE, {"role": "annotator"}),
        DELETE=MANAGE,
    ),
    row("api:invitation-list", GET=MANAGE, POST=(MANAGE, {"role": "reader", "days": 7})),
    row("api:invitation-detail", at=_invitation, GET=MANAGE, DELETE=MANAGE),
    row("api:workspace-archive", at=lambda get: {"uid": get("workspace").uid}, POST=MANAGE),
    row("api:workspace-unarchive", at=lambda get: {"uid": get("workspace").uid}, POST=MANAGE),
    row("api:workspace-list", GET=ANYBODY, POST=(SIGNED_IN, WORDS)),
    row(
        "api:workspace-detail",
        at=lambda get: {"uid": get("workspace").uid},
        GET=READ,
        PATCH=(MANAGE, {"name": "Renamed"}),
    ),
]
