"""The comparison in a browser: moved through by keys, a cell opened beside it; two texts."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from annotations.claims.models import Citation
from annotations.disputes import services as disputes
from annotations.disputes.models import Dispute
from project.people.models import User
from sources.parallels import services as parallels
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.journeys.conftest import SignIn
from tests.journeys.steps import wait_until


def test_cells_are_reached_by_keys_and_open_beside_the_matrix(
    sign_in: SignIn, annotator: User, citation: Citation, dispute: Dispute
) -> None:
    disputes.create_account(actor=annotator, dispute=dispute, title="Family memories")
    page = sign_in(annotator)
    page.goto(dispute.get_absolute_url())
    cell = page.locator("a.cell")
    expect(page.locator("table.matrix")).to_have_attribute("role", "grid")
    # Heads of groups stick below those of accounts, and keys lead clear of both.
    expect(page.locator(".matrix-scroll")).to_have_attribute("style", re.compile("--heads: [1-9]"))
    cell.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("link", name="State one for Family memories")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(cell).to_be_focused()

    page.keyboard.press("Enter")
    details = page.get_by_role("complementary", name="Details of a cell")
    expect(details.get_by_text("To the passage")).to_be_visible()
    expect(page.locator("#cell-title")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?cell=[0-9a-f-]{36}\.[0-9a-f-]{36}$"))
    opened = page.url
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()
    expect(cell).to_be_focused()
    page.go_back()
    expect(details).to_be_visible()
    page.goto(opened)
    expect(details.get_by_text("To the passage")).to_be_visible()
    expect(page.locator("#cell-title")).to_be_focused()

    # The accounts are put in another order: the menu, the focus and the details stay.
    menu = page.locator("details.menu")
    menu.locator("summary").press("Enter")
    menu.get_by_role("button", name="Move Family memories, 2 of 2, towards the front").press(
        "Enter"
    )
    back = menu.get_by_role("button", name="Move Family memories, 1 of 2, towards the back")
    expect(back).to_be_focused()
    expect(page.locator(".account-title").first).to_have_text("Family memories")
    expect(details).to_be_visible()
    assert f"{opened.partition('?')[2]}" in page.url
    page.go_back()
    expect(page.locator(".account-title").first).to_have_text("Official account")
    expect(details).to_be_visible()


def long_text(actor: User, source: Source, word: str, *, longer: int) -> Text:
    paragraphs = (f"{word} {number}. " + f"{word} " * 40 * longer for number in range(40))
    return texts.create_text(
        actor=actor,
        source=source,
        document=from_plain("\n\n".join(paragraphs)),
        language="en",
        direction="ltr",
    )


def at_the_top(page: Page, side: str) -> int:
    """The number of the paragraph that stands at the top of a text."""
    words = page.evaluate(
        """side => {
            const pane = document.querySelector(`[data-side=${side}]`);
            const top = pane.getBoundingClientRect().top + 2;
            const leaves = [...pane.querySelectorAll("[data-block]")];
            return leaves.find((leaf) => leaf.getBoundingClientRect().bottom > top).textContent;
        }""",
        side,
    )
    return int(words.split()[1].rstrip("."))


def test_related_texts_scroll_together(sign_in: SignIn, annotator: User, source: Source) -> None:
    original = long_text(annotator, source, "Word", longer=1)
    text = long_text(annotator, source, "Words", longer=3)
    parallels.relate(actor=annotator, text=text, original=original, kind="edition")
    page = sign_in(annotator)
    page.goto(f"{original.get_absolute_url()}beside/{text.uid}/")
    left = page.locator("[data-side=left]")
    left.hover()
    left.evaluate("(pane) => pane.querySelectorAll('[data-block]')[20].scrollIntoView()")
    wait_until(lambda: at_the_top(page, "right") >= 19, page)
    assert abs(at_the_top(page, "right") - at_the_top(page, "left")) <= 1
    page.get_by_label(re.compile("Scroll together")).uncheck()
    left.evaluate("(pane) => { pane.scrollTop = 0; }")
    wait_until(lambda: at_the_top(page, "left") == 0, page)
    assert at_the_top(page, "right") >= 19
