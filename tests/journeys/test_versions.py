"""Two people correct one text at once; versions are compared; an old one comes back."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.highlights.models import Highlight
from project.people.models import User
from sources.texts.models import Text
from tests.cast import CONTENT
from tests.journeys.conftest import SignIn
from tests.journeys.steps import wait_until


def open_editor(page: Page, text: Text) -> None:
    page.goto(f"{text.get_absolute_url()}edit/")
    expect(page.locator(".edit-row")).not_to_have_count(0)


def type_before(page: Page, words: str, before: str) -> None:
    """Write `words` before some others, as a hand would."""
    row = page.locator(".edit-row .row-text", has_text=before)
    row.click()
    page.keyboard.press("Control+Home")
    place = (row.text_content() or "").index(before)
    for _ in range(place):
        page.keyboard.press("ArrowRight")
    page.keyboard.type(words)


def test_two_editors_at_once_lose_nothing(
    browser: Browser,
    live_server: LiveServer,
    sign_in: SignIn,
    annotator: User,
    reviewer: User,
    highlight: Highlight,
) -> None:
    text = highlight.text
    mine = sign_in(annotator)
    open_editor(mine, text)
    type_before(mine, "slowly ", "left")
    elsewhere = browser.new_context(base_url=live_server.url)
    theirs = sign_in(reviewer, elsewhere.new_page())
    open_editor(theirs, text)
    type_before(theirs, "quickly ", "left")
    type_before(theirs, "indeed ", "until midnight")
    theirs.get_by_role("button", name="Save a new version").click()
    expect(theirs.get_by_text("Saved as version 2.")).to_be_visible()
    elsewhere.close()

    # A draft outlives a reload, with the version that it was begun with.
    wait_until(lambda: mine.evaluate("Object.keys(localStorage).length") == 1, mine)
    mine.on("dialog", lambda dialog: dialog.accept())
    mine.reload()
    expect(mine.get_by_text("It is here again.")).to_be_visible()
    mine.get_by_role("button", name="See what would change").click()
    expect(mine.get_by_text("Both of you changed the same words at 1 place.")).to_be_visible()
    mine.get_by_label("Both, one after the other").check()
    mine.get_by_role("button", name="See what would change").click()
    expect(mine.get_by_role("heading", name="What would change")).to_be_visible()
    mine.get_by_role("button", name="Save a new version").click()
    expect(mine.get_by_text("Saved as version 3.")).to_be_visible()
    content = text.latest.content
    assert re.search(r"quickly +slowly left", content)
    assert "indeed until midnight" in content
    assert mine.evaluate("Object.keys(localStorage).length") == 0


def test_blocks_are_split_joined_and_undone_by_keys(
    sign_in: SignIn, annotator: User, text: Text
) -> None:
    page = sign_in(annotator)
    open_editor(page, text)
    rows = page.locator(".edit-row .row-text")
    type_before(page, "", "Almaty")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(4)
    page.keyboard.press("Control+Alt+2")
    expect(page.locator(".edit-row.heading .row-kind")).to_have_text("Heading 2")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Backspace")
    expect(rows).to_have_count(3)
    assert rows.first.text_content() == CONTENT.split("\n\n")[0]
    page.keyboard.press("Control+Enter")
    page.keyboard.type("12")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("dear ")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Page labels changed")).to_be_visible()
    expect(page.locator("ins")).to_have_text("dear")
    page.get_by_role("button", name="Go on correcting").click()
    expect(page.locator(".row-label")).to_have_value("12")
    page.get_by_role("button", name="Save a new version").click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    blocks = [block.type.value for block in text.latest.document.blocks]
    assert blocks == ["paragraph", "page_break", "paragraph", "paragraph"]

    page.get_by_role("link", name="version 2").click()
    page.get_by_role("link", name="What changed").click()
    page.wait_for_url("**/compare/**")  # with its scripts
    page.keyboard.press("j")
    expect(page.locator("[data-change]:focus")).to_contain_text("dear")
    page.go_back()
    page.get_by_role("link", name="Go back to it").click()
    page.get_by_role("button", name="Restore version 1").click()
    expect(page.get_by_text("Saved as version 3.")).to_be_visible()
    assert text.latest.document == text.versions.get(number=1).document
