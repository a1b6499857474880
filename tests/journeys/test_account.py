"""Somebody new: signs up, confirms, changes the password, ends a session, closes the account."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from project.people.models import User
from tests.journeys.steps import wait_until

FIRST, SECOND = "a first long password", "a second long password"


@pytest.fixture(autouse=True)
def no_tries_left(quiet: None) -> Iterator[None]:
    """The counts of tries outlive the test's database rows otherwise."""
    yield
    cache.clear()


def sign_in(page: Page, password: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill("nina@example.org")
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def open_account(page: Page, link: str) -> None:
    page.goto("/account/")
    page.get_by_role("main").get_by_role("link", name=link, exact=True).click()


def mailed_link(page: Page, subject: str) -> str:
    wait_until(lambda: any(subject in message.subject for message in mail.outbox), page)
    body = next(str(message.body) for message in mail.outbox if subject in message.subject)
    found = re.search(r"http://\S+", body)
    assert found, body
    return found[0]


def test_an_account_from_beginning_to_end(
    context: BrowserContext, browser: Browser, live_server: LiveServer
) -> None:
    page = context.new_page()
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Sign up").click()
    page.get_by_label("Name").fill("Нина Соколова")
    page.get_by_label("E-mail address").fill("nina@example.org")
    page.get_by_label("Password").fill(FIRST)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("status").filter(has_text="Welcome!")).to_be_visible()

    page.goto(mailed_link(page, "Confirm your e-mail address"))
    expect(page.get_by_role("main")).to_contain_text("nina@example.org")
    page.get_by_role("button", name="Confirm the address").click()
    expect(page.get_by_role("main")).to_contain_text("nina@example.org is confirmed")

    page.get_by_role("link", name="Change your profile").click()
    page.get_by_label("ORCID iD").fill("https://orcid.org/0000-0002-1825-0097")
    page.get_by_label("Time zone").select_option("Asia/Almaty")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("@нина-соколова")
    expect(page.get_by_role("link", name="0000-0002-1825-0097")).to_be_visible()

    open_account(page, "Password")
    page.get_by_label("Old password").fill(FIRST)
    page.get_by_label("New password", exact=True).fill(SECOND)
    page.get_by_label("New password confirmation").fill(SECOND)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("main")).to_contain_text("Your password was changed")

    elsewhere = browser.new_context(base_url=live_server.url)
    other = elsewhere.new_page()
    sign_in(other, FIRST)
    expect(other.get_by_role("main")).to_contain_text("do not fit together")
    sign_in(other, SECOND)
    other.wait_for_url("/")

    open_account(page, "Where you are signed in")
    expect(
        page.get_by_role("main").get_by_role("listitem").filter(has_text="Chrome")
    ).to_have_count(2)
    page.get_by_role("button", name=re.compile("^End")).click()
    expect(page.get_by_role("main")).to_contain_text("is signed out")
    other.goto("/account/")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()

    open_account(page, "Close the account")
    page.get_by_label("Your password").fill(SECOND)
    page.get_by_role("button", name="Close the account for good").click()
    expect(page.get_by_role("main")).to_contain_text("Your account is closed")
    sign_in(other, SECOND)
    expect(other.get_by_role("main")).to_contain_text("do not fit together")
    elsewhere.close()
    assert User.objects.get().display_name.startswith("Former member")
