"""Signing in and out, the profile, sessions and access tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from project.people.accounts import services as accounts
from project.people.models import AccessToken, Session, User
from project.people.permissions import Scope
from tests.cast import PASSWORD
from tests.project.test_api import is_problem

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ME = "/api/v1/me/"
Api = Callable[..., APIClient]


def address(name: str, *args: Any) -> str:
    return reverse(f"people:{name}", args=args)


def sign_in(client: Client, password: str = PASSWORD, **headers: str) -> Any:
    data = {"username": "Reader@example.org", "password": password}
    return client.post(address("sign_in"), data, headers=headers)


@pytest.fixture
def as_owner(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


@pytest.fixture
def as_reader(client: Client, reader: User) -> Client:
    client.force_login(reader)
    return client


OWN_PAGES = (
    *("account", "profile", "change_address", "change_password", "sessions", "close_account"),
    *("tokens", "new_workspace"),
)


@pytest.mark.parametrize("name", OWN_PAGES)
def test_own_pages_ask_to_sign_in_first(client: Client, db: None, name: str) -> None:
    response = client.get(address(name))
    assert response["Location"] == f"{address('sign_in')}?next={address(name)}"


@pytest.mark.parametrize("typed", ["reader@example.org", "READER@Example.ORG"])
def test_signing_in_leads_on_and_out_again(client: Client, reader: User, typed: str) -> None:
    response = client.post(
        address("sign_in"),
        {"username": typed, "password": PASSWORD, "next": address("tokens")},
    )
    assert response["Location"] == address("tokens")
    assert client.get(address("tokens")).status_code == 200
    assert client.post(address("sign_out"))["Location"] == "/"
    assert client.get(address("tokens")).status_code == 302


def test_next_never_leads_to_another_host(client: Client, reader: User) -> None:
    for away in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        response = client.post(
            address("sign_in"),
            {"username": "reader@example.org", "password": PASSWORD, "next": away},
        )
        assert response["Location"] == "/"
        client.logout()


def test_a_wrong_password_is_told_and_the_address_kept(client: Client, reader: User) -> None:
    page = client.post(
        address("sign_in"), {"username": "reader@example.org", "password": "wrong"}
    ).content.decode()
    assert "do not fit together" in page
    assert 'value="reader@example.org"' in page


def test_signing_out_takes_a_post(client: Client, reader: User) -> None:
    client.force_login(reader)
    assert client.get(address("sign_out")).status_code == 405


def test_a_token_is_shown_once_and_then_only_its_name(as_owner: Client, owner: User) -> None:
    made = as_owner.post(address("tokens"), {"name": "script", "scope": "write"})
    assert made["Location"] == address("tokens")
    page = as_owner.get(address("tokens")).content.decode()
    found = re.search(r"tst_[\w-]+", page)
    assert found
    token = AccessToken.objects.get(user=owner)
    assert token.digest == accounts.token_digest(found[0])
    again = as_owner.get(address("tokens"))
    assert "script" in again.content.decode()
    assert found[0] not in again.content.decode()
    assert "no-store" in again["Cache-Control"]


def test_a_token_without_a_name_is_refused(as_owner: Client) -> None:
    response = as_owner.post(address("tokens"), {"name": "", "scope": "write"})
    assert response.status_code == 422
    assert re.search(r'value="write"[^>]*checked', response.content.decode())
    assert not AccessToken.objects.exists()


def test_revoking_asks_first_and_is_for_ones_own_tokens(
    as_owner: Client, owner: User, reader: User
) -> None:
    mine, _ = accounts.create_token(actor=owner, name="mine", scope="read")
    theirs, _ = accounts.create_token(actor=reader, name="theirs", scope="read")
    assert "mine" in as_owner.get(address("revoke_token", mine.uid)).content.decode()
    assert set(AccessToken.objects.live()) == {mine, theirs}
    assert as_owner.post(address("revoke_token", mine.uid)).status_code == 302
    assert as_owner.post(address("revoke_token", theirs.uid)).status_code == 404
    assert set(AccessToken.objects.live()) == {theirs}


def test_a_wrong_password_for_the_fifth_time_makes_one_wait(client: Client, reader: User) -> None:
    for _ in range(4):
        assert sign_in(client, "wrong").status_code == 422
    response = sign_in(client, "wrong")
    assert response.status_code == 429
    assert "Try again in 15 minutes" in response.content.decode()
    assert 890 <= int(response["Retry-After"]) <= 900
    # Not even the right one is taken now, from here.
    assert sign_in(client).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere)["Location"] == "/"


def test_waiting_helps(client: Client, reader: User) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client)["Location"] == "/"


def test_what_was_typed_at_signing_in_is_not_kept(client: Client, reader: User) -> None:
    sign_in(client, "a secret of mine")
    attempt = AccessAttempt.objects.get()
    assert "secret" not in attempt.post_data
    assert attempt.username == "reader@example.org"


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "waits"),
    [
        (False, "203.0.113.{}", True),  # anybody can write the header
        (True, "203.0.113.{}", False),
        (True, "203.0.113.{}, 192.0.2.1", True),  # the last is the proxy's word
    ],
)
def test_whom_a_forwarded_address_fools(
    client: Client,
    reader: User,
    settings: Settings,
    behind_proxy: bool,
    forwarded: str,
    waits: bool,
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    statuses = [
        sign_in(client, "wrong", **{"X-Forwarded-For": forwarded.format(n)}).status_code
        for n in range(5)
    ]
    assert (statuses[-1] == 429) is waits


def test_guessing_the_password_at_a_borrowed_keyboard_is_throttled_too(as_reader: Client) -> None:
    for _ in range(4):
        response = as_reader.post(address("close_account"), {"password": "wrong"})
        assert response.status_code == 422
        assert "This is not your password." in response.content.decode()
    guess = {"old_password": "wrong", "new_password1": "x", "new_password2": "x"}
    assert as_reader.post(address("change_password"), guess).status_code == 429


PROFILE = {
    "display_name": "Анна Петрова",
    "handle": "@анна-петрова",
    "orcid": "https://orcid.org/0000-0002-1825-0097",
    "language": "ru",
    "time_zone": "Asia/Almaty",
}


def test_a_profile_is_saved_and_shown(as_reader: Client, reader: User) -> None:
    assert as_reader.post(address("profile"), PROFILE)["Location"] == address("account")
    kept = User.objects.get(pk=reader.pk)
    assert {name: getattr(kept, name) for name in PROFILE} == {
        **PROFILE,
        "handle": "анна-петрова",
        "orcid": "0000-0002-1825-0097",
    }
    page = as_reader.get(address("account")).content.decode()
    assert "@анна-петрова" in page
    assert 'href="https://orcid.org/0000-0002-1825-0097"' in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", " "),
        ("display_name", "n" * 201),
        ("handle", "OWNER"),
        ("handle", "two words"),
        ("handle", ""),
        ("orcid", "0000-0002-1825-0098"),
        ("orcid", "Anna"),
        ("language", "tlh"),
        ("time_zone", "Asia/Atlantis"),
    ],
)
def test_what_is_wrong_in_a_profile_stands_by_its_field(
    as_reader: Client, owner: User, reader: User, field: str, value: str
) -> None:
    response = as_reader.post(address("profile"), {**PROFILE, field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert User.objects.get(pk=reader.pk).display_name == "Reader"


def test_pages_speak_the_language_that_somebody_chose(as_reader: Client, reader: User) -> None:
    accounts.change_profile(actor=reader, language="ar")
    response = as_reader.get(address("account"), headers={"Accept-Language": "ru"})
    assert response["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in response.content.decode()
    as_reader.logout()
    for asked, told in (("ru", "ru"), ("tlh", "en")):
        response = as_reader.get(address("sign_in"), headers={"Accept-Language": asked})
        assert f'<html lang="{told}" dir="ltr">' in response.content.decode()


def test_times_are_those_of_ones_zone_and_utc_over_the_api(as_reader: Client, reader: User) -> None:
    accounts.change_profile(actor=reader, time_zone="Asia/Kathmandu")
    Session.objects.update(created_at=datetime(2026, 3, 1, 12, 0, tzinfo=UTC))
    assert "1 March 2026, 17:45" in as_reader.get(address("sessions")).content.decode()
    assert as_reader.get(ME).json()["created_at"].endswith("Z")
    as_reader.logout()
    assert timezone.get_current_timezone_name() == "UTC"


def test_me_over_the_api(api: Api, reader: User) -> None:
    client = api(reader)
    me = client.get(ME).json()
    assert (me["uid"], me["email"], me["handle"]) == (str(reader.uid), reader.email, "reader")
    changed = client.patch(ME, {"orcid": "https://orcid.org/0000-0002-1825-0097"}, format="json")
    assert changed.status_code == 200
    assert changed.json() == {**me, "orcid": "0000-0002-1825-0097"}
    for wrong in ({"handle": "two words"}, {"orcid": "1"}, {"time_zone": "x"}, {"nme": ""}):
        assert is_problem(client.patch(ME, wrong, format="json"), 422)
    assert is_problem(api(None).get(ME), 401)


def test_a_token_that_reads_changes_no_profile(api: Api, reader: User) -> None:
    reader.scope = Scope.READ
    assert is_problem(api(reader).patch(ME, {"display_name": "Else"}, format="json"), 403)


def test_sessions_are_listed_in_words_and_ended(client: Client, reader: User) -> None:
    sign_in(client, **{"User-Agent": FIREFOX})
    other = Client()
    sign_in(other, **{"User-Agent": "curl/8"})
    page = client.get(address("sessions")).content.decode()
    assert "Firefox on Linux" in page
    assert "Unknown browser" in page
    assert page.count("this browser") == 1
    ended = Session.objects.get(user_agent="curl/8")
    assert client.post(address("end_session", ended.uid))["Location"] == address("sessions")
    assert other.get(address("account")).status_code == 302
    assert client.get(address("account")).status_code == 200


def test_all_other_sessions_are_ended_at_once(client: Client, reader: User) -> None:
    others = [Client(), Client()]
    for each in (client, *others):
        sign_in(each)
    page = client.post(address("end_other_sessions"), follow=True).content.decode()
    assert "2 sessions ended." in page
    assert [each.get(address("account")).status_code for each in others] == [302, 302]
    assert client.get(address("account")).status_code == 200


def test_ending_the_session_one_is_in_signs_out(client: Client, reader: User) -> None:
    sign_in(client)
    response = client.post(address("end_session", Session.objects.get().uid))
    assert response["Location"] == "/"
    assert client.get(address("account")).status_code == 302


def test_nobody_ends_anothers_session(as_owner: Client, reader: User) -> None:
    theirs = Client()
    sign_in(theirs)
    session = Session.objects.get(user=reader)
    assert as_owner.post(address("end_session", session.uid)).status_code == 404
    assert theirs.get(address("account")).status_code == 200


def test_a_session_keeps_what_is_its_own_through_its_changes(client: Client, reader: User) -> None:
    sign_in(client, **{"User-Agent": FIREFOX})
    before = Session.objects.get()
    session = client.session
    session["more"] = "data"
    session.save()
    after = Session.objects.get()
    assert (after.uid, after.created_at, after.user) == (before.uid, before.created_at, reader)
    assert after.user_agent == FIREFOX


def test_last_seen_is_kept_by_the_minute(as_reader: Client) -> None:
    def seen_after(ago: timedelta) -> timedelta:
        Session.objects.update(last_seen_at=timezone.now() - ago)
        as_reader.get(address("account"))
        return timezone.now() - Session.objects.get().last_seen_at

    assert seen_after(timedelta(seconds=1)) >= timedelta(seconds=1)
    assert seen_after(timedelta(days=1)) < timedelta(days=1)


def test_sessions_that_ran_out_are_neither_listed_nor_kept(as_reader: Client) -> None:
    old = Client()
    sign_in(old)
    Session.objects.filter(pk=old.session.session_key).update(
        expire_date=timezone.now() - timedelta(days=1)
    )
    assert "nowhere else" in as_reader.get(address("sessions")).content.decode()
    call_command("clearsessions")
    assert Session.objects.count() == 1


def test_a_new_password_ends_the_other_sessions(client: Client, reader: User) -> None:
    other = Client()
    for each in (client, other):
        sign_in(each)
    new = "another long password"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    page = client.post(address("change_password"), form, follow=True)
    assert "Your password was changed" in page.content.decode()
    assert other.get(address("account")).status_code == 302
    assert Session.objects.count() == 1
    assert User.objects.get(pk=reader.pk).check_password(new)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"old_password": "wrong"}, "old_password"),
        ({"new_password2": "typed differently"}, "new_password2"),
        ({"new_password1": "short", "new_password2": "short"}, "new_password2"),
    ],
)
def test_a_password_that_cannot_be_changed(
    as_reader: Client, reader: User, wrong: dict[str, str], field: str
) -> None:
    new = "another long password"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new, **wrong}
    response = as_reader.post(address("change_password"), form)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert User.objects.get(pk=reader.pk).check_password(PASSWORD)


def add_session(user: User) -> None:
    Client().force_login(user)


def add_token(user: User) -> None:
    accounts.create_token(actor=user, name="Another", scope="read")


@pytest.mark.parametrize(("page", "add"), [("sessions", add_session), ("tokens", add_token)])
def test_queries_do_not_grow_with_rows(
    as_reader: Client, reader: User, page: str, add: Callable[[User], None]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_reader.get(address(page)).status_code == 200
        return len(captured)

    add(reader)
    before = queries()
    for _ in range(5):
        add(reader)
    assert queries() == before
