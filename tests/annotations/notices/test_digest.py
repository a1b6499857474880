from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client
from pytest_django.fixtures import Settings

from annotations.notices import digest
from annotations.notices.models import Notice
from annotations.notices.services import mark_read
from annotations.replies import services as replies
from annotations.replies.models import Reply
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces

#: A Tuesday.
SAID_AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
NEXT_DAY = datetime(2026, 3, 11, 7, 5, tzinfo=UTC)


def set_up(user: User, **fields: Any) -> User:
    """Change the person's settings."""
    with attributed("test"):
        User.objects.filter(pk=user.pk).update(**fields)
    user.refresh_from_db()
    return user


@pytest.fixture(autouse=True)
def waiting(annotator: User, owner: User, reply: Reply) -> Notice:
    """The owner has answered the annotator, who has a confirmed address."""
    set_up(annotator, email_confirmed_at=SAID_AT)
    replies.add_reply(actor=owner, highlight=reply.highlight, body="Yes, by *Moscow’s*.")
    with attributed("test"):
        Notice.objects.update(created_at=SAID_AT)
    return Notice.objects.get()


def test_one_mail_tells_all_and_comes_once(
    annotator: User, waiting: Notice, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://testimonia.example.org"
    assert digest.send_all(NEXT_DAY) == 1
    (sent,) = mail.outbox
    assert sent.to == [annotator.email]
    assert sent.subject == "1 notice · Testimonia"
    assert "Owner replied to your highlight in Airfield report" in sent.body
    assert "> Yes, by *Moscow’s*." in sent.body
    assert f"https://testimonia.example.org/notices/{waiting.uid}/" in sent.body
    assert "10 Mar 2026, 12:00" in sent.body
    assert digest.send_all(NEXT_DAY + timedelta(days=1)) == 0


@pytest.mark.parametrize(
    ("now", "zone", "how_often", "due"),
    [
        ("2026-03-11T06:55", "", "daily", False),
        ("2026-03-11T07:00", "", "daily", True),
        ("2026-03-11T02:05", "Asia/Almaty", "daily", True),
        ("2026-03-11T01:55", "Asia/Almaty", "daily", False),
        ("2026-03-14T23:00", "", "daily", True),
        ("2026-03-15T23:00", "", "weekly", False),
        ("2026-03-16T07:00", "", "weekly", True),
        ("2026-03-16T06:59", "", "weekly", False),
        ("2026-03-20T07:00", "", "never", False),
        ("2026-03-11T07:00", "No/Where", "daily", True),
        ("2026-03-11T07:00", "", "at_once", False),
    ],
)
def test_when_a_mail_is_due(
    annotator: User, now: str, zone: str, how_often: str, due: bool
) -> None:
    set_up(annotator, time_zone=zone, digest=how_often)
    assert digest.send_all(datetime.fromisoformat(f"{now}+00:00")) == due


def test_at_once_is_at_once_and_for_those_alone_who_want_it(annotator: User) -> None:
    assert digest.send_all(SAID_AT + timedelta(minutes=1), at_once=True) == 0
    set_up(annotator, digest="at_once")
    assert digest.send_all(SAID_AT + timedelta(minutes=1), at_once=True) == 1
    assert digest.send_all(SAID_AT + timedelta(minutes=3), at_once=True) == 0


def test_some_kinds_never_come_by_mail(
    annotator: User, owner: User, reply: Reply, client: Client
) -> None:
    client.force_login(annotator)
    assert client.post("/notices/mail/", {"digest": "daily"}).status_code == 422
    assert client.post("/notices/mail/", {"digest": "daily", "kinds": "mention"}).status_code == 302
    assert digest.send_all(NEXT_DAY) == 0
    client.post("/notices/mail/", {"digest": "daily", "kinds": ["mention", "reply"]})
    assert client.get("/notices/mail/").context["form"].initial["kinds"] == ["reply", "mention"]
    # What came while its kind was off is not mailed afterwards; what comes from now on is.
    assert digest.send_all(NEXT_DAY) == 0
    replies.add_reply(actor=owner, highlight=reply.highlight, body="No, by Irkutsk’s.")
    with attributed("test"):
        Notice.objects.update(created_at=SAID_AT)
    assert digest.send_all(NEXT_DAY) == 1
    assert "/notices/mail/\n" in mail.outbox[0].body


def test_what_came_while_mails_were_off_is_not_mailed(annotator: User) -> None:
    kinds = digest.mailed(annotator)
    digest.choose(actor=annotator, digest="daily", kinds=kinds)
    set_up(annotator, digest="never")
    digest.choose(actor=annotator, digest="daily", kinds=kinds)
    assert digest.send_all(NEXT_DAY) == 0


def test_times_are_by_the_persons_clock(annotator: User) -> None:
    set_up(annotator, time_zone="Asia/Almaty")
    digest.send_all(NEXT_DAY)
    assert "10 Mar 2026, 17:00" in mail.outbox[0].body


@pytest.mark.parametrize("fields", [{"email_confirmed_at": None}, {"is_active": False}])
def test_who_gets_no_mail(annotator: User, fields: dict[str, Any]) -> None:
    set_up(annotator, **fields)
    assert digest.send_all(NEXT_DAY) == 0


def test_what_was_read_or_may_no_longer_be_seen_is_not_mailed(
    annotator: User, owner: User, workspace: Workspace
) -> None:
    workspaces.remove_member(actor=owner, workspace=workspace, user=annotator)
    assert digest.send_all(NEXT_DAY) == 0
    workspaces.set_role(actor=owner, workspace=workspace, user=annotator, role="reader")  # type: ignore[arg-type]
    mark_read(actor=annotator)
    assert digest.send_all(NEXT_DAY) == 0


def test_a_crash_while_sending_sends_nothing_twice(
    annotator: User, waiting: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(locmem.EmailBackend, "send_messages", crash)
        with pytest.raises(KeyboardInterrupt):
            digest.send_all(NEXT_DAY)
    assert digest.send_all(NEXT_DAY) == 0


def test_a_mail_that_the_server_refuses_is_tried_again(
    annotator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(locmem.EmailBackend, "send_messages", refuse)
        assert digest.send_all(NEXT_DAY) == 0
    assert digest.send_all(NEXT_DAY) == 1


def test_mails_end_by_a_link_without_signing_in(
    annotator: User, client: Client, settings: Settings
) -> None:
    settings.PUBLIC_URL = "http://testserver"
    digest.send_all(NEXT_DAY)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = headers["List-Unsubscribe"].strip("<>")
    assert "End the mails" in client.get(url).content.decode()
    annotator.refresh_from_db()
    assert annotator.digest == "daily"
    # As mail programs post it: no cookie, no token.
    strict = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = strict.post(url, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    annotator.refresh_from_db()
    assert annotator.digest == "never"


@pytest.mark.parametrize("token", ["x", "01900000-0000-7000-8000-000000000000:forged"])
def test_invented_links_end_nothing(client: Client, token: str) -> None:
    assert client.post(f"/notices/mail/{token}/").status_code == 404
