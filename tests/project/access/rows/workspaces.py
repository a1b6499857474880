"""Addresses of a workspace's members, invitations, activity and end, and of notices."""

from __future__ import annotations

from typing import Any

from annotations.notices.digest import token_for
from annotations.notices.models import Notice
from annotations.replies.services import add_reply
from project.people.accounts import addresses
from project.people.models import Invitation, Workspace
from project.people.permissions import Permission, Role
from project.people.workspaces import invitations, services
from tests.project.access.table import ANYBODY, SIGNED_IN, Anyone, Get, custom, own, row

READ, MANAGE = Permission.READ, Permission.MANAGE
INVITING = {"role": "reader", "days": "7", "email": ""}


def _role(user: Anyone, workspace: Workspace) -> Role | None:
    return workspace.role_of(user) if user.is_authenticated else None


MEMBER = custom(lambda user, workspace: _role(user, workspace) is not None)
#: The last owner is told to hand over first.
MAY_LEAVE = custom(lambda user, workspace: _role(user, workspace) not in (None, Role.OWNER))


def _invite(get: Get, email: str = "") -> tuple[Invitation, str]:
    return invitations.create_invitation(
        actor=get("owner"), workspace=get("workspace"), role=Role.READER, days=7, email=email
    )


def _meant_for_the_outsider(get: Get) -> Invitation:
    outsider = get("outsider")
    addresses.confirm(user=outsider, address=outsider.email)
    return _invite(get, outsider.email)[0]


def _deleted(get: Get) -> dict[str, Any]:
    """Another workspace of the owner's, deleted."""
    made = services.create_workspace(actor=get("owner"), name="Given up")
    services.delete_workspace(actor=get("owner"), workspace=made)
    return {"workspace_uid": made.uid}


def _notice(get: Get) -> Notice:
    """The annotator is told of an answer."""
    add_reply(actor=get("reviewer"), highlight=get("uncited"), body="Are you sure?")
    return Notice.objects.filter(recipient=get("annotator")).earliest("pk")


ROWS = [
    row("people:waiting", at=lambda _: {"name": "without-text"}, GET=READ),
    row("people:activity", GET=READ),
    row(
        "people:row_activity",
        at=lambda get: {"kind": "source", "uid": get("source").uid},
        GET=READ,
    ),
    row("people:leave", GET=MEMBER, POST=MAY_LEAVE),
    row("people:hand_over", GET=MANAGE, POST=(MANAGE, lambda get: {"member": get("reviewer").uid})),
    row("people:archive", POST=MANAGE),
    row("people:unarchive", POST=MANAGE),
    row(
        "people:delete_workspace",
        GET=MANAGE,
        POST=(MANAGE, lambda get: {"name": get("workspace").name}),
    ),
    row("people:restore_workspace", at=_deleted, POST=own("owner")),
    row("people:invitations", GET=MANAGE, POST=(MANAGE, INVITING)),
    row("people:revoke_invitation", at=lambda get: _invite(get)[0], POST=MANAGE),
    row("people:join", at=lambda get: {"secret": _invite(get)[1]}, GET=ANYBODY, POST=ANYBODY),
    row(
        "people:invitation",
        at=_meant_for_the_outsider,
        GET=own("outsider"),
        POST=own("outsider"),
    ),
    row("notices:list", GET=SIGNED_IN),
    row("notices:open", at=_notice, GET=own("annotator")),
    row("notices:read", at=_notice, POST=own("annotator")),
    row("notices:read_all", POST=SIGNED_IN),
    row("notices:mail", GET=SIGNED_IN, POST=(SIGNED_IN, {"digest": "never"})),
    row(
        "notices:stop_mail",
        at=lambda get: {"token": token_for(get("reader"))},
        GET=ANYBODY,
        POST=ANYBODY,
    ),
    # The API
    row("api:notice-list", GET=SIGNED_IN),
    row("api:notice-detail", at=_notice, GET=own("annotator")),
    row("api:notice-read", at=_notice, POST=own("annotator")),
    row("api:notice-read-all", POST=SIGNED_IN),
    row("api:notice-mail", GET=SIGNED_IN, PATCH=(SIGNED_IN, {"digest": "weekly"})),
]
