"""The reading page in other scripts, at phone width, and with two people at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.highlights.models import Highlight, Passage
from project.people.models import User
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.cast import MakeHighlight
from tests.journeys.conftest import SignIn
from tests.journeys.steps import drawn, select_by_mouse, toolbar, wait_until

UYGHUR = (
    "بۇ بىر كۆرسەتمە تېكىست.\n\nئالمۇتادىكى سۆھبەت 24-ئاۋغۇست يېرىم كېچىگىچە داۋاملاشقان دېيىلىدۇ."
)
#: Old Uyghur letters and an emoji lie outside the BMP: two UTF-16 units, one code point each.
BEYOND = "𐽰𐽱𐽲 😀 then 𠀋 stands here."


@pytest.fixture
def uyghur(source: Source, annotator: User) -> Text:
    return texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain(UYGHUR),
        language="ug",
        direction="rtl",
    )


def open_text(page: Page, text: Text) -> None:
    page.goto(text.get_absolute_url())
    expect(page.locator("#text")).to_be_visible()


def test_right_to_left_by_mouse_and_by_keyboard(
    sign_in: SignIn, annotator: User, uyghur: Text
) -> None:
    page = sign_in(annotator)
    open_text(page, uyghur)
    select_by_mouse(page, "سۆھبەت")
    toolbar(page).get_by_role("button", name="Highlight").click()
    expect(page.locator(".note")).to_have_count(1)
    assert drawn(page) == {"سۆھبەت"}
    first = Passage.objects.get()
    assert (first.exact, first.start) == ("سۆھبەت", UYGHUR.index("سۆھبەت"))

    page.locator("#text").focus()
    page.keyboard.press("v")
    page.keyboard.press("Control+Shift+ArrowLeft")  # the reading direction is to the left
    page.keyboard.press("Enter")
    expect(toolbar(page).get_by_role("button", name="Highlight")).to_be_focused()
    page.keyboard.press("Enter")
    wait_until(lambda: Passage.objects.count() == 2, page)
    second = Passage.objects.exclude(pk=first.pk).get()
    assert second.exact in UYGHUR
    assert UYGHUR[second.start : second.end] == second.exact


def test_offsets_beyond_the_bmp(sign_in: SignIn, annotator: User, source: Source) -> None:
    text = texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain(BEYOND),
        language="en",
        direction="ltr",
    )
    page = sign_in(annotator)
    open_text(page, text)
    select_by_mouse(page, "𠀋 stands")
    toolbar(page).get_by_role("button", name="Highlight").click()
    expect(page.locator(".note")).to_have_count(1)
    passage = Passage.objects.get()
    assert (passage.exact, passage.start) == ("𠀋 stands", BEYOND.index("𠀋"))
    page.reload()
    expect(page.get_by_text("1 highlight as a list")).to_be_visible()
    assert drawn(page) == {"𠀋 stands"}


def test_of_overlapping_highlights_the_shortest_opens_and_the_others_are_offered(
    sign_in: SignIn, owner: User, text: Text, make_highlight: MakeHighlight
) -> None:
    make_highlight("The aircraft left Almaty on 24 August", comment="The long one")
    make_highlight("left Almaty", comment="The short one")
    page = sign_in(owner)
    open_text(page, text)
    box = page.evaluate(
        """() => {
          const node = document.querySelector("[data-block]").firstChild;
          const range = document.createRange();
          range.setStart(node, node.data.indexOf("Almaty") + 2);
          range.setEnd(node, node.data.indexOf("Almaty") + 3);
          const r = range.getBoundingClientRect();
          return [r.x + r.width / 2, r.y + r.height / 2];
        }"""
    )
    page.mouse.click(*box)
    expect(page.locator(".active .note").first).to_contain_text("The short one")
    others = page.locator("#others")
    expect(others).to_be_visible()
    others.get_by_role("button").first.click()
    expect(page.locator(".active .note").first).to_contain_text("The long one")


def test_a_permanent_link_leads_to_the_passage(
    sign_in: SignIn, owner: User, highlight: Highlight
) -> None:
    page = sign_in(owner)
    page.goto(highlight.get_absolute_url())
    page.get_by_role("link", name="Read it in its place").click()
    expect(page.locator(f"#note-{highlight.uid}")).to_contain_text("The date.")
    assert "24 August" in drawn(page)


def test_two_people_edit_one_comment_and_nothing_is_lost(
    sign_in: SignIn, annotator: User, highlight: Highlight, text: Text
) -> None:
    first = sign_in(annotator)
    second = first.context.new_page()
    for page in (first, second):
        open_text(page, text)
        page.keyboard.press("j")  # opens the note whole
        page.locator(".note").get_by_role("link", name="Edit").click()
        expect(page.locator(".note textarea[name=comment]")).to_have_value("The *date*.")
    first.locator("textarea[name=comment]").fill("What the first wrote")
    first.get_by_role("button", name="Save").click()
    expect(first.locator(".note")).to_contain_text("What the first wrote")
    second.locator("textarea[name=comment]").fill("What the second wrote")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("alert")).to_contain_text("Somebody saved this highlight")
    expect(second.locator("textarea[readonly]")).to_have_value("What the first wrote")
    expect(second.locator("textarea[name=comment]")).to_have_value("What the second wrote")
    second.locator("textarea[name=comment]").fill("What both wrote")
    second.get_by_role("button", name="Save").click()
    expect(second.locator(".note")).to_contain_text("What both wrote")


def test_delete_and_undo(sign_in: SignIn, annotator: User, highlight: Highlight) -> None:
    page = sign_in(annotator)
    open_text(page, highlight.text)
    page.keyboard.press("j")
    page.locator(".note").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Highlight deleted.")).to_be_visible()
    wait_until(lambda: drawn(page) == set(), page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".note")).to_contain_text("The date.")
    wait_until(lambda: drawn(page) == {"24 August"}, page)


def test_corrected_text_keeps_its_highlights(
    sign_in: SignIn, annotator: User, highlight: Highlight, make_highlight: MakeHighlight
) -> None:
    make_highlight("until midnight", comment="Late")
    page = sign_in(annotator)
    open_text(page, highlight.text)
    page.get_by_role("link", name="Correct the text").click()
    editor = page.locator(".edit-row .row-text")
    editor.nth(1).fill("One witness was not asked.")
    editor.first.press("Home")
    editor.first.press_sequentially("A new first line.")
    editor.first.press("Enter")
    page.get_by_role("button", name="Save a new version").click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert drawn(page) == {"24 August"}
    lost = page.locator(".orphans")
    lost.locator("summary").click()
    expect(lost).to_contain_text("until midnight")


def test_at_phone_width_notes_open_in_a_sheet(
    browser: Browser, live_server: LiveServer, sign_in: SignIn, owner: User, highlight: Highlight
) -> None:
    page = sign_in(owner)
    page.set_viewport_size({"width": 390, "height": 844})
    open_text(page, highlight.text)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("j")
    sheet = page.get_by_role("dialog", name="Note")
    expect(sheet).to_contain_text("The date.")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
