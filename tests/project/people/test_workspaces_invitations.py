"""Invitations: links that make whoever opens them a member, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from project.people.history import attributed
from project.people.models import Invitation, User, Workspace
from project.people.permissions import NotPermitted, Permission, Role, Scope
from project.people.workspaces import invitations as services
from project.people.workspaces import services as workspaces
from project.people.workspaces.invitations import Closed, InvitationClosed
from tests.cast import make_user
from tests.working import work_off_jobs


def address(name: str, *args: Any) -> str:
    return reverse(f"people:{name}", args=args)


def invite(
    workspace: Workspace, *, email: str = "", role: Role = Role.ANNOTATOR, days: int = 7
) -> tuple[Invitation, str]:
    owner = workspace.memberships.get(role=Role.OWNER).user
    return services.create_invitation(
        actor=owner, workspace=workspace, role=role, days=days, email=email
    )


def confirm(user: User) -> None:
    user.email_confirmed_at = timezone.now()
    with attributed("test"):
        user.save()


def role(workspace: Workspace, user: User) -> Role | None:
    return Workspace.objects.get(pk=workspace.pk).role_of(user)


def test_a_link_makes_whoever_opens_it_a_member_once(
    client: Client, workspace: Workspace, outsider: User
) -> None:
    _, secret = invite(workspace)
    url = address("join", secret)
    client.force_login(outsider)
    shown = client.get(url).content.decode()
    assert workspace.name in shown
    assert "Annotator" in shown
    assert role(workspace, outsider) is None
    assert client.post(url)["Location"] == workspace.get_absolute_url()
    assert role(workspace, outsider) is Role.ANNOTATOR
    client.force_login(make_user("latecomer"))
    refused = client.get(url)
    assert refused.status_code == 410
    assert "used already" in refused.content.decode()
    assert client.post(url).status_code == 410


def test_signed_out_one_signs_in_or_up_and_comes_back(client: Client, workspace: Workspace) -> None:
    url = address("join", invite(workspace)[1])
    shown = client.get(url)
    assert shown.status_code == 200
    for name in ("sign_in", "sign_up"):
        assert f"{address(name)}?{urlencode({'next': url})}" in shown.content.decode()
    assert client.post(url).status_code == 200
    assert "no-store" in shown["Cache-Control"]


def test_a_member_is_told_so_and_the_link_stays_open(
    client: Client, workspace: Workspace, reader: User
) -> None:
    invitation, secret = invite(workspace)
    client.force_login(reader)
    for response in (client.get(address("join", secret)), client.post(address("join", secret))):
        assert response["Location"] == workspace.get_absolute_url()
    assert "a member of this workspace already" in client.get("/").content.decode()
    assert role(workspace, reader) is Role.READER
    assert Invitation.objects.open().get() == invitation


def expire(invitation: Invitation) -> None:
    with attributed("test"):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def revoke(invitation: Invitation) -> None:
    services.revoke_invitation(actor=invitation.created_by, invitation=invitation)


def demote(invitation: Invitation) -> None:
    workspace, owner = invitation.workspace, invitation.created_by
    other = make_user("successor")
    workspaces.set_role(actor=owner, workspace=workspace, user=other, role=Role.OWNER)
    workspaces.set_role(actor=other, workspace=workspace, user=owner, role=Role.REVIEWER)


CLOSING = [(expire, Closed.EXPIRED), (revoke, Closed.REVOKED), (demote, Closed.REVOKED)]


@pytest.mark.parametrize(("close", "reason"), CLOSING)
def test_what_is_over_is_said(
    client: Client, workspace: Workspace, outsider: User, close: Any, reason: Closed
) -> None:
    invitation, secret = invite(workspace)
    close(invitation)
    assert not Invitation.objects.open().exists()
    with pytest.raises(InvitationClosed) as refused:
        services.accept_invitation(actor=outsider, invitation=invitation, with_secret=True)
    assert refused.value.reason is reason
    for user in (None, outsider):
        if user:
            client.force_login(user)
        shown = client.get(address("join", secret))
        assert shown.status_code == 410
        assert InvitationClosed(reason).message in shown.content.decode()
        assert workspace.name not in shown.content.decode()
    assert role(workspace, outsider) is None


def test_a_link_into_a_deleted_workspace_leads_nowhere(
    client: Client, workspace: Workspace, owner: User
) -> None:
    _, secret = invite(workspace)
    workspaces.delete_workspace(actor=owner, workspace=workspace)
    assert client.get(address("join", secret)).status_code == 404
    assert client.get(address("join", "made-up")).status_code == 404


def test_what_is_meant_for_somebody_is_theirs_alone(
    client: Client, workspace: Workspace, outsider: User
) -> None:
    invitation, secret = invite(workspace, email="OUTSIDER@example.org")
    client.force_login(make_user("another"))
    assert "meant for another" in client.post(address("join", secret)).content.decode()
    assert client.get(address("invitation", invitation.uid)).status_code == 404
    client.force_login(outsider)
    assert client.post(address("join", secret)).status_code == 302
    assert role(workspace, outsider) is Role.ANNOTATOR


def test_without_the_link_the_address_must_be_confirmed(
    client: Client, workspace: Workspace, outsider: User
) -> None:
    invitation, _ = invite(workspace, email=outsider.email)
    url = address("invitation", invitation.uid)
    assert client.get(url)["Location"].startswith(address("sign_in"))
    client.force_login(outsider)
    refused = client.post(url)
    assert refused.status_code == 410
    assert "not confirmed yet" in refused.content.decode()
    confirm(outsider)
    assert workspace.name in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert role(workspace, outsider) is Role.ANNOTATOR


def test_without_the_link_an_open_invitation_is_nobody_s(
    client: Client, workspace: Workspace, outsider: User
) -> None:
    invitation, _ = invite(workspace)
    confirm(outsider)
    client.force_login(outsider)
    assert client.get(address("invitation", invitation.uid)).status_code == 404
    with pytest.raises(InvitationClosed):
        services.accept_invitation(actor=outsider, invitation=invitation)


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    """What the signal `invited` told."""
    told: list[Any] = []

    def listen(**sent: Any) -> None:
        told.append((sent["invitation"], sent["actor"], sent["recipient"]))

    services.invited.connect(listen)
    yield told
    services.invited.disconnect(listen)


def test_whoever_is_known_by_a_confirmed_address_is_told(
    workspace: Workspace, owner: User, outsider: User, heard: list[Any]
) -> None:
    invite(workspace)
    invite(workspace, email="nobody@example.org")
    invite(workspace, email=outsider.email)
    assert heard == []
    confirm(outsider)
    invitation, _ = invite(workspace, email=outsider.email.upper())
    assert heard == [(invitation, owner, outsider)]


@pytest.mark.django_db(transaction=True)
def test_the_link_is_sent_to_the_address(client: Client, workspace: Workspace, owner: User) -> None:
    client.force_login(owner)
    form = {"role": "reviewer", "days": "1", "email": "newcomer@example.org"}
    shown = client.post(address("invitations", workspace.uid), form).content.decode()
    found = re.search(r"http://testserver/join/[\w-]+/", shown)
    assert found
    work_off_jobs()
    assert [sent.to for sent in mail.outbox] == [["newcomer@example.org"]]
    assert found[0] in mail.outbox[0].body
    assert workspace.name in mail.outbox[0].subject


def test_owners_list_make_and_withdraw_them(
    client: Client, workspace: Workspace, owner: User
) -> None:
    client.force_login(owner)
    url = address("invitations", workspace.uid)
    made = client.post(url, {"role": "reviewer", "days": "30", "email": ""})
    secret = re.search(r"/join/([\w-]+)/", made.content.decode())
    assert secret
    assert "no-store" in made["Cache-Control"]
    again = client.get(url).content.decode()
    assert "Whoever has the link" in again
    assert secret[1] not in again
    assert "1 open invitation" in client.get(address("members", workspace.uid)).content.decode()
    invitation = Invitation.objects.get()
    assert services.with_secret(secret[1]) == invitation
    revoked = client.post(address("revoke_invitation", workspace.uid, invitation.uid))
    assert revoked["Location"] == url
    assert "Whoever has the link" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"role": "emperor", "days": "7"}, "Select a valid choice"),
        ({"role": "reader", "days": "365"}, "Select a valid choice"),
        ({"role": "reader", "days": "7", "email": "nonsense"}, "valid email"),
        ({"role": "reader", "days": "7", "email": "reader@example.org"}, "a member already"),
    ],
)
def test_what_is_wrong_is_said_by_the_field(
    client: Client, workspace: Workspace, owner: User, form: dict[str, str], words: str
) -> None:
    client.force_login(owner)
    response = client.post(address("invitations", workspace.uid), form)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Invitation.objects.exists()


def test_only_owners_invite(
    client: Client, workspace: Workspace, reviewer: User, outsider: User
) -> None:
    invitation, _ = invite(workspace)
    urls = [
        address("invitations", workspace.uid),
        address("revoke_invitation", workspace.uid, invitation.uid),
    ]
    for user, status in ((reviewer, 403), (outsider, 404)):
        client.force_login(user)
        assert [client.post(url, {"role": "owner"}).status_code for url in urls] == [status] * 2
        with pytest.raises(NotPermitted):
            services.create_invitation(actor=user, workspace=workspace, role=Role.OWNER, days=1)
    assert Invitation.objects.open().count() == 1


def test_a_reading_token_accepts_nothing(workspace: Workspace, outsider: User) -> None:
    invitation, _ = invite(workspace)
    outsider.scope = Scope.READ
    with pytest.raises(NotPermitted):
        services.accept_invitation(actor=outsider, invitation=invitation, with_secret=True)


def test_an_invitation_for_any_number_of_days_is_refused(workspace: Workspace) -> None:
    with pytest.raises(ValidationError, match="how long"):
        invite(workspace, days=3650)
    assert Permission.MANAGE.value.least is Role.OWNER
