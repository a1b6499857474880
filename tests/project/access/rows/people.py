"""Addresses of people and workspaces, and of the program itself."""

from __future__ import annotations

from project.people.accounts import services as accounts
from project.people.models import AccessToken
from project.people.permissions import Permission
from tests.cast import PASSWORD
from tests.project.access.table import ANYBODY, SIGNED_IN, Get, own, row

READ, MANAGE = Permission.READ, Permission.MANAGE

WORDS = {"name": "Renamed", "description": "", "visibility": "private"}
SIGN_IN = {"username": "reader@example.org", "password": PASSWORD}


def _token(get: Get) -> AccessToken:
    made, _ = accounts.create_token(actor=get("owner"), name="script", scope="read")
    return made


def _new_member(get: Get) -> dict[str, str]:
    return {"email": get("newcomer").email, "role": "reader"}


ROWS = [
    row("home", GET=ANYBODY),
    row("strings", at=lambda _: {"language": "ru"}, GET=ANYBODY),
    row("people:sign_in", GET=ANYBODY, POST=(ANYBODY, SIGN_IN)),
    row("people:sign_out", POST=ANYBODY),
    row("people:account", GET=SIGNED_IN),
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
    row("api:workspace-list", GET=ANYBODY, POST=(SIGNED_IN, WORDS)),
    row(
        "api:workspace-detail",
        at=lambda get: {"uid": get("workspace").uid},
        GET=READ,
        PATCH=(MANAGE, {"name": "Renamed"}),
    ),
]
