"""Signing up, confirming and changing an address, a forgotten password: with real mails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from project.people.accounts import addresses, jobs
from project.people.accounts import services as accounts
from project.people.models import Session, User
from tests.cast import PASSWORD
from tests.working import work_off_jobs

pytestmark = pytest.mark.django_db(transaction=True)

SIGN_UP = reverse("people:sign_up")
RESET = reverse("people:ask_for_reset")
ADDRESS = reverse("people:change_address")
NEW = {"display_name": "Нина", "email": "nina@example.org", "password": "a long password here"}


@pytest.fixture(autouse=True)
def no_cache_left() -> Iterator[None]:
    """Django does not empty the cache between tests."""
    yield
    cache.clear()


def mails() -> list[EmailMessage]:
    """All mails so far, those included that still had to be sent."""
    work_off_jobs()
    return mail.outbox


def link_in(message: EmailMessage) -> str:
    found = re.search(r"http://testserver(/\S+)", str(message.body))
    assert found, message.body
    return found[1]


def test_who_signs_up_works_at_once_and_confirms_meanwhile(client: Client) -> None:
    assert client.post(SIGN_UP, {**NEW, "time_zone": "Asia/Almaty"})["Location"] == "/"
    nina = User.objects.get(email="nina@example.org")
    assert (nina.handle, nina.time_zone, nina.email_confirmed_at) == ("нина", "Asia/Almaty", None)
    assert "Нина" in client.get("/").content.decode()
    (message,) = mails()
    assert message.to == ["nina@example.org"]
    assert "Hello Нина" in str(message.body)

    client.logout()
    link = link_in(message)
    assert "nina@example.org" in client.get(link).content.decode()
    assert User.objects.get(pk=nina.pk).email_confirmed_at is None, "looking is not confirming"
    assert client.post(link)["Location"] == "/"
    assert User.objects.get(pk=nina.pk).email_confirmed_at is not None
    assert client.post(link).status_code == 302, "a second click does no harm"


def test_signing_up_leads_on_but_to_no_other_host(client: Client) -> None:
    for number, (headed, to) in enumerate(
        [
            ("/tokens/", "/tokens/"),
            ("https://evil.example/", "/"),
            ("//evil.example", "/"),
            ("98", "98"),
        ]
    ):
        new = {**NEW, "email": f"{number}@example.org", "next": headed}
        assert client.post(SIGN_UP, new)["Location"] == to
        assert client.get(SIGN_UP)["Location"] == "/"
        client.logout()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "READER@example.org"}, "email"),
        ({"email": "nowhere"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "nina@example.org"}, "password"),
        ({"display_name": " "}, "display_name"),
        ({"display_name": "n" * 201}, "display_name"),
    ],
)
def test_what_is_wrong_in_signing_up_stands_by_its_field(
    client: Client, reader: User, wrong: dict[str, str], field: str
) -> None:
    response = client.post(SIGN_UP, {**NEW, **wrong})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert User.objects.count() == 1


def test_a_time_zone_that_is_none_does_not_keep_anybody_out(client: Client) -> None:
    client.post(SIGN_UP, {**NEW, "time_zone": "Europe/Atlantis"})
    assert User.objects.get().time_zone == ""


def test_signing_up_can_be_switched_off(client: Client, settings: Settings) -> None:
    assert SIGN_UP in client.get("/").content.decode()
    settings.SIGN_UP = False
    assert client.get(SIGN_UP).status_code == client.post(SIGN_UP, NEW).status_code == 404
    for page in ("/", reverse("people:sign_in")):
        assert SIGN_UP not in client.get(page).content.decode()
    assert not User.objects.exists()


def test_one_place_signs_up_so_many_only(client: Client) -> None:
    for number in range(20):
        client.post(SIGN_UP, {**NEW, "email": f"{number}@example.org"})
        client.logout()
    response = client.post(SIGN_UP, NEW)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 3000
    assert User.objects.count() == 20


def test_an_address_changes_once_the_new_one_is_confirmed(client: Client, reader: User) -> None:
    client.force_login(reader)
    client.post(ADDRESS, {"email": "new@example.org", "password": PASSWORD})
    (message,) = mails()
    assert message.to == ["new@example.org"]
    assert User.objects.get().email == "reader@example.org"

    assert client.post(link_in(message))["Location"] == reverse("people:account")
    changed = User.objects.get()
    assert changed.email == "new@example.org"
    assert changed.email_confirmed_at is not None
    assert mails()[-1].to == ["reader@example.org"], "the old address is told"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "OWNER@example.org"}, "email"),
        ({"email": "nowhere"}, "email"),
        ({"password": "wrong"}, "password"),
    ],
)
def test_an_address_that_cannot_be_had(
    client: Client, owner: User, reader: User, wrong: dict[str, str], field: str
) -> None:
    client.force_login(reader)
    response = client.post(ADDRESS, {"email": "new@example.org", "password": PASSWORD, **wrong})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert mails() == []


def test_the_link_is_sent_again_on_demand_but_not_for_ever(client: Client, reader: User) -> None:
    client.force_login(reader)
    again = reverse("people:send_confirmation")
    assert [client.post(again).status_code for _ in range(11)] == [302] * 10 + [429]
    assert {message.to[0] for message in mails()} == {"reader@example.org"}


def confirm_at(token: str) -> str:
    return reverse("people:confirm_address", args=[token])


def test_links_that_do_nothing_any_more(client: Client, owner: User, reader: User) -> None:
    old = addresses.token_for(reader, "old@example.org")
    taken = addresses.token_for(reader, "owner@example.org")
    for useless in ("nonsense", old[:-1], "a:b:c", taken):
        assert client.post(confirm_at(useless)).status_code == 404
    with patch(
        "django.core.signing.time.time", return_value=timezone.now().timestamp() + 8 * 86400
    ):
        assert client.get(confirm_at(old)).status_code == 404
    addresses.confirm(user=reader, address="newer@example.org")
    assert client.post(confirm_at(old)).status_code == 404
    assert User.objects.get(pk=reader.pk).email == "newer@example.org"


def test_a_forgotten_password_is_set_anew(client: Client, reader: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(reader)
    client.post(RESET, {"email": "READER@example.org"}, headers={"Accept-Language": "en"})
    (message,) = mails()
    assert message.to == ["reader@example.org"]
    link = client.get(link_in(message))["Location"]
    new = "another long password"
    response = client.post(link, {"new_password1": new, "new_password2": new})
    assert response["Location"] == reverse("people:sign_in")
    changed = User.objects.get(pk=reader.pk)
    assert changed.check_password(new)
    assert changed.email_confirmed_at is not None, "who got the mail reads the address's mail"
    assert elsewhere.get("/account/").status_code == 302, "all sessions end"
    assert not Session.objects.filter(user=reader).exists()
    assert "This link does not work" in client.get(link_in(message)).content.decode()


def test_a_reset_lets_those_in_who_guessed_too_often(client: Client, reader: User) -> None:
    for _ in range(5):
        client.post("/sign-in/", {"username": reader.email, "password": "wrong"})
    accounts.set_password(user=reader, password="another long password")
    given = {"username": reader.email, "password": "another long password"}
    assert client.post("/sign-in/", given).status_code == 302


def test_asking_for_a_reset_tells_nothing(client: Client, reader: User) -> None:
    answers = []
    for email in ("reader@example.org", "nobody@example.org"):
        response = client.post(RESET, {"email": email}, follow=True)
        page = re.sub(r'"csrf-token" content="\w+"', "", response.content.decode())
        answers.append((response.redirect_chain, page))
    assert answers[0] == answers[1]
    # The same work for both: a job, which alone looks who it is for, and holds no link.
    queued = ProcrastinateJob.objects.values_list("task_name", flat=True)
    assert list(queued) == ["people.reset_password"] * 2
    assert [message.to for message in mails()] == [["reader@example.org"]]


def test_a_reset_is_asked_for_so_often_only(client: Client, reader: User) -> None:
    statuses = [client.post(RESET, {"email": reader.email}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]
    assert client.post(RESET, {"email": "other@example.org"}).status_code == 302


def test_mails_are_plain_and_as_written(client: Client) -> None:
    client.post(SIGN_UP, {**NEW, "display_name": "<b>O'Nil & Söhne</b>"})
    (message,) = mails()
    assert "Hello <b>O'Nil & Söhne</b>," in str(message.body)
    assert message.subject == "Confirm your e-mail address · Testimonia"


def test_a_mail_is_in_the_language_of_whoever_caused_it(client: Client, reader: User) -> None:
    client.post(RESET, {"email": reader.email}, headers={"Accept-Language": "ru"})
    work_off_jobs()
    with translation.override("ru"):
        expected = translation.gettext("A new password")
    assert mail.outbox[0].subject == f"{expected} · Testimonia"


def test_mails_that_could_not_be_sent_are_forgotten_after_a_week() -> None:
    for _ in range(2):
        jobs.send_mail.defer(to="nina@example.org", subject="Hello", text="Words.")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '8 days'"
            " WHERE job_id = (SELECT min(id) FROM procrastinate_jobs)"
        )
    assert (jobs.forget.name, "") in app.periodic_registry.periodic_tasks
    assert "project.people.accounts.jobs" in app.import_paths
    jobs.forget.configure(task_kwargs={"timestamp": 0}).defer()
    work_off_jobs()
    assert ProcrastinateJob.objects.filter(task_name=jobs.send_mail.name).count() == 1


def test_a_mail_server_that_is_away_is_tried_again(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    jobs.send_mail.defer(to="nina@example.org", subject="Hello", text="Words.")
    work_off_jobs()
    job = ProcrastinateJob.objects.get(task_name=jobs.send_mail.name)
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at is not None
