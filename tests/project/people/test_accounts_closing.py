"""Closing an account: who somebody was is gone, what they made stays."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.highlights.models import Highlight
from project.people.accounts import closing
from project.people.accounts import services as accounts
from project.people.history import attributed
from project.people.models import AccessToken, Invitation, Membership, Session, User, Workspace
from project.people.permissions import Role
from project.people.workspaces import services as workspaces
from tests.cast import PASSWORD, make_user

CLOSE = reverse("people:close_account")


@pytest.fixture
def known(annotator: User) -> User:
    """The annotator, about whom much is known."""
    accounts.change_profile(
        actor=annotator,
        display_name="Anna Petrova",
        handle="petrova",
        orcid="0000-0002-1825-0097",
        time_zone="Asia/Almaty",
        language="en",
    )
    accounts.create_token(actor=annotator, name="Petrova's script", scope="write")
    return annotator


def closed(user: User) -> User:
    closing.close_account(actor=user)
    return User.objects.get(pk=user.pk)


def test_the_person_becomes_a_pseudonym(known: User, highlight: Highlight) -> None:
    token = AccessToken.objects.get()
    gone = closed(known)
    number = gone.uid.hex[-6:]
    assert gone.display_name == f"Former member {number}"
    assert re.fullmatch(r"[0-9a-f]{12}@closed\.invalid", gone.email)
    assert gone.handle.startswith("former-")
    assert (gone.orcid, gone.language, gone.time_zone, gone.digest) == ("", "", "", "never")
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert gone.closed_at
    assert not Membership.objects.filter(user=gone).exists()
    assert not AccessToken.objects.live().filter(pk=token.pk).exists()
    assert Highlight.objects.get(pk=highlight.pk).created_by == gone
    gone.full_clean()


def test_nothing_anywhere_tells_who_it_was(known: User, owner: User, workspace: Workspace) -> None:
    """Every column of text in the database, but for what others wrote."""
    with attributed("test"):
        Invitation.objects.create(
            workspace=workspace,
            role=Role.READER,
            email="ANNOTATOR@example.org",
            digest="x",
            created_by=owner,
            expires_at=timezone.now(),
        )
    Client().post(
        reverse("people:sign_in"), {"username": "Annotator@example.org", "password": "wrong"}
    )
    told = ("annotator@example.org", "petrova", "0000-0002-1825-0097", "Asia/Almaty")
    assert all(found_in_database(words) for words in told)
    closed(known)
    assert {words: found_in_database(words) for words in told} == {words: [] for words in told}


def found_in_database(words: str) -> list[str]:
    """The columns that hold these words, whatever their case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb')"
        )
        found = []
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM "{table}" WHERE "{column}"::text ILIKE %s)',
                [f"%{words}%"],
            )
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


def test_the_history_keeps_its_events(known: User) -> None:
    events: Any = User.pgh_event_model.objects.filter(id=known.pk).order_by("pgh_id")  # type: ignore[attr-defined]
    before = list(events.values_list("pgh_id", "pgh_label"))
    gone = closed(known)
    after = list(events.values_list("pgh_id", "pgh_label"))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    assert set(events.values_list("display_name", flat=True)) == {gone.display_name}
    assert events.last().pgh_context["actor"] == str(gone.uid)
    assert "people_userevent_append_only" not in disabled_triggers()


def disabled_triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'")
        return {name for (name,) in cursor.fetchall()}


def test_others_are_left_as_they_are(known: User, reader: User, workspace: Workspace) -> None:
    closed(known)
    events = User.pgh_event_model.objects.filter(id=reader.pk)  # type: ignore[attr-defined]
    assert {event.display_name for event in events} == {"Reader"}
    assert Membership.objects.filter(user=reader).exists()


def test_the_only_owner_hands_over_first(
    client: Client, workspace: Workspace, owner: User, reviewer: User
) -> None:
    shared = workspaces.create_workspace(actor=owner, name="Shared")
    workspaces.set_role(actor=owner, workspace=shared, user=reviewer, role=Role.OWNER)
    with pytest.raises(closing.OnlyOwner, match="The 1949 crash") as refused:
        closing.close_account(actor=owner)
    assert refused.value.workspaces == [workspace]
    client.force_login(owner)
    page = client.get(CLOSE).content.decode()
    assert workspace.name in page
    assert "Shared" not in page
    assert client.post(CLOSE, {"password": PASSWORD}).status_code == 422
    assert User.objects.get(pk=owner.pk).is_active

    workspaces.set_role(actor=owner, workspace=workspace, user=reviewer, role=Role.OWNER)
    assert not closed(owner).is_active


def test_closing_takes_the_password_and_ends_every_session(client: Client, known: User) -> None:
    other = Client()
    for each in (client, other):
        each.force_login(known)
    assert "cannot be undone" in client.get(CLOSE).content.decode()
    assert client.post(CLOSE, {"password": "wrong"}).status_code == 422
    assert User.objects.get(pk=known.pk).is_active
    response = client.post(CLOSE, {"password": PASSWORD}, follow=True)
    assert "Your account is closed." in response.content.decode()
    for each in (client, other):
        assert each.get(reverse("people:account")).status_code == 302
    assert not Session.objects.filter(user=known).exists()


def test_a_closed_account_opens_no_door_and_frees_its_address(client: Client, known: User) -> None:
    gone = closed(known)
    for email in (gone.email, "annotator@example.org"):
        data = {"username": email, "password": PASSWORD}
        assert client.post(reverse("people:sign_in"), data).status_code == 422
    again = make_user("annotator")
    assert again.pk != gone.pk


def test_other_apps_are_told_before_anything_is_erased(known: User) -> None:
    heard: list[str] = []

    def hear(user: User, **_: Any) -> None:
        heard.append(user.display_name)

    closing.closing.connect(hear)
    try:
        closed(known)
    finally:
        closing.closing.disconnect(hear)
    assert heard == ["Anna Petrova"]
