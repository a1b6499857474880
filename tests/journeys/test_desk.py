"""The reading desk: touch, passages and their ends, colours, filters, keys, drafts, the sheet."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from annotations.claims.models import Citation
from annotations.highlights.models import Highlight, Passage
from project.people.models import User
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.cast import MakeHighlight
from tests.journeys.conftest import SignIn
from tests.journeys.steps import drawn, select_by_mouse, toolbar, wait_until

#: The place of words in the text, in pixels of the window.
PLACE_OF = """words => {
  for (const block of document.querySelectorAll("[data-block]")) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + words.length);
      block.scrollIntoView({block: "center"});
      const {left, right, top, height} = range.getBoundingClientRect();
      return {left, right, x: (left + right) / 2, y: top + height / 2};
    }
  }
}"""


def open_text(page: Page, text: Text) -> None:
    page.goto(text.get_absolute_url())
    expect(page.locator("#text")).to_be_visible()


def note(page: Page) -> Locator:
    """The note of the active highlight."""
    return page.locator(".slot.active article.note")


def marked() -> list[str]:
    return list(Passage.objects.order_by("highlight", "position").values_list("exact", flat=True))


def test_a_further_passage_and_its_removal(
    sign_in: SignIn, annotator: User, highlight: Highlight
) -> None:
    page = sign_in(annotator)
    open_text(page, highlight.text)
    page.keyboard.press("j")
    note(page).get_by_role("button", name="Add a passage").click()
    bar = page.get_by_role("region", name="A further passage")
    expect(bar.get_by_role("button", name="Add it")).to_be_disabled()
    select_by_mouse(page, "until midnight")
    expect(page.locator("#selection-toolbar")).to_be_hidden()
    bar.get_by_role("button", name="Add it").click()
    expect(note(page).locator(".note-passages li")).to_have_count(2)
    wait_until(lambda: drawn(page) == {"24 August", "until midnight"}, page)
    assert marked() == ["24 August", "until midnight"]

    remove = note(page).get_by_role("button", name="Remove passage 2")
    remove.click()
    expect(note(page)).to_contain_text("Passage removed.")
    wait_until(lambda: drawn(page) == {"24 August"}, page)
    note(page).get_by_role("button", name="Undo").click()
    expect(note(page).locator(".note-passages li")).to_have_count(2)
    assert marked() == ["24 August", "until midnight"]


def test_a_further_passage_by_keyboard_alone(
    sign_in: SignIn, annotator: User, highlight: Highlight
) -> None:
    page = sign_in(annotator)
    open_text(page, highlight.text)
    page.keyboard.press("j")
    expect(note(page)).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("region", name="A further passage")).to_be_visible()
    page.keyboard.press("v")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Add it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(note(page).locator(".note-passages li")).to_have_count(2)
    assert marked() == ["The", "24 August"]


def test_other_ends_by_keyboard_and_undo(
    sign_in: SignIn, annotator: User, highlight: Highlight
) -> None:
    page = sign_in(annotator)
    open_text(page, highlight.text)
    page.keyboard.press("j")
    expect(note(page)).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_role("slider", name="End of the passage")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.get_by_role("slider", name="Start of the passage").focus()
    page.keyboard.press("Control+ArrowLeft")
    wait_until(lambda: "on 24 August." in drawn(page), page)
    page.keyboard.press("Enter")
    expect(note(page)).to_contain_text("Passage adjusted.")
    assert marked() == ["on 24 August."]
    note(page).get_by_role("button", name="Undo").click()
    wait_until(lambda: drawn(page) == {"24 August"}, page)
    assert marked() == ["24 August"]


def test_other_ends_by_mouse(sign_in: SignIn, annotator: User, highlight: Highlight) -> None:
    page = sign_in(annotator)
    open_text(page, highlight.text)
    page.keyboard.press("j")
    note(page).get_by_role("button", name="Adjust").click()
    handle = page.get_by_role("slider", name="Start of the passage")
    expect(handle).to_be_visible()
    to = page.evaluate(PLACE_OF, "left Almaty")
    box = handle.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(to["left"] + 1, to["y"], steps=6)
    page.mouse.up()
    wait_until(lambda: "left Almaty on 24 August" in drawn(page), page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("toolbar", name="Adjust the passage")).to_be_hidden()
    wait_until(lambda: drawn(page) == {"24 August"}, page)
    assert marked() == ["24 August"]


def test_a_selection_takes_whole_characters(
    sign_in: SignIn, annotator: User, source: Source
) -> None:
    text = texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain("They flew the \U0001f1f0\U0001f1ff\U0001f1e8\U0001f1f3 flags."),
        language="en",
        direction="ltr",
    )
    page = sign_in(annotator)
    open_text(page, text)
    page.evaluate(
        """() => {
          const node = document.querySelector("[data-block]").firstChild;
          getSelection().setBaseAndExtent(node, 16, node, 20);
        }"""
    )
    toolbar(page).get_by_role("button", name="Highlight").click()
    expect(page.locator(".note")).to_have_count(1)
    assert marked() == ["\U0001f1f0\U0001f1ff\U0001f1e8\U0001f1f3"]


def test_colours_with_a_legend_that_filters(
    sign_in: SignIn, annotator: User, make_highlight: MakeHighlight, citation: Citation
) -> None:
    make_highlight("midnight", tags=["night"])
    make_highlight("Nobody", tags=["people"], sharing="private")
    page = sign_in(annotator)
    cited = citation.highlight
    assert cited
    open_text(page, cited.text)
    page.get_by_label("Colour by").select_option("tag")
    legend = page.get_by_role("list", name="Legend")
    expect(legend.get_by_role("button")).to_have_count(3)
    assert {button.text_content()[0] for button in legend.get_by_role("button").all()} == set("ABC")  # type: ignore[index]
    names = "[...CSS.highlights].filter(([, h]) => h.size).map(([name]) => name)"
    lines = {name for name in page.evaluate(names) if name.startswith("line-")}
    assert lines == {"line-0-0", "line-1-0", "line-2-0"}
    expect(page.locator(".note .legend-letter").first).to_be_visible()

    legend.get_by_role("button", name="night").click()
    expect(page.locator(".desk-shown")).to_have_text("1 of 3 shown")
    wait_until(lambda: drawn(page) == {"midnight"}, page)
    assert "tag=" in page.url
    page.reload()
    expect(legend.get_by_role("button", name="night")).to_have_attribute("aria-pressed", "true")
    wait_until(lambda: drawn(page) == {"midnight"}, page)
    page.get_by_role("button", name="Show all").click()
    page.locator("select[name=cited]").select_option("yes")
    wait_until(lambda: drawn(page) == {cited.quote}, page)
    page.locator("select[name=cited]").select_option("")
    page.locator("select[name=sharing]").select_option("private")
    wait_until(lambda: drawn(page) == {"Nobody"}, page)

    page.goto(cited.text.get_absolute_url())
    expect(page.get_by_label("Colour by")).to_have_value("tag")


def test_the_list_of_keys_and_its_switch(
    sign_in: SignIn, annotator: User, highlight: Highlight
) -> None:
    page = sign_in(annotator)
    open_text(page, highlight.text)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    dialog.get_by_role("switch", name="Letters and signs act as keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    expect(note(page)).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_role("switch").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(note(page)).to_be_visible()


def test_to_the_note_and_back_by_keyboard(
    sign_in: SignIn, annotator: User, highlight: Highlight
) -> None:
    page = sign_in(annotator)
    open_text(page, highlight.text)
    page.keyboard.press("j")
    block = page.locator("[data-block]").first
    expect(block).to_have_attribute("aria-details", f"note-{highlight.uid}")
    page.keyboard.press("Enter")
    expect(page.locator(f"#note-{highlight.uid}")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()
    assert page.evaluate("getSelection().anchorNode.data.slice(getSelection().anchorOffset)") == (
        "24 August."
    )
    page.keyboard.press("e")
    expect(page.locator("textarea[name=comment]")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.locator("textarea[name=comment]")).to_have_value("jkThe *date*.")


def test_a_draft_comes_back_after_a_reload_to_its_author_alone(
    sign_in: SignIn, annotator: User, owner: User, text: Text
) -> None:
    page = sign_in(annotator)
    open_text(page, text)
    select_by_mouse(page, "until midnight")
    toolbar(page).get_by_role("button", name="Comment").click()
    page.locator("textarea[name=comment]").fill("Compare the logbook")
    page.reload()
    expect(page.locator("textarea[name=comment]")).to_have_value("Compare the logbook")
    wait_until(lambda: drawn(page) == {"until midnight"}, page)

    page.context.clear_cookies()
    sign_in(owner, page)
    open_text(page, text)
    expect(page.locator("#draft-notice")).to_be_hidden()
    page.context.clear_cookies()
    sign_in(annotator, page)
    open_text(page, text)
    page.get_by_role("button", name="Continue it").click()
    page.get_by_role("button", name="Save").click()
    expect(note(page)).to_contain_text("Compare the logbook")
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft:'))") == []


def test_an_edit_that_was_overtaken_shows_both(
    sign_in: SignIn, annotator: User, highlight: Highlight
) -> None:
    page = sign_in(annotator)
    open_text(page, highlight.text)
    page.keyboard.press("j")
    note(page).get_by_role("link", name="Edit").click()
    page.locator("textarea[name=comment]").fill("My words")
    other = page.context.new_page()
    open_text(other, highlight.text)
    other.keyboard.press("j")
    note(other).get_by_role("link", name="Edit").click()
    # The draft is the same person's, so it is here too; what is saved is something else.
    other.locator("textarea[name=comment]").fill("Saved elsewhere")
    other.get_by_role("button", name="Save").click()
    expect(note(other)).to_contain_text("Saved elsewhere")
    page.locator("textarea[name=comment]").fill("My words, longer")
    page.reload()
    expect(page.get_by_role("alert").first).to_contain_text("changed after you began")
    expect(page.locator("textarea[name=comment]")).to_have_value("My words, longer")
    expect(page.locator("textarea[readonly]")).to_have_value("Saved elsewhere")


def test_touch_selects_marks_and_opens(
    phone: BrowserContext, sign_in: SignIn, annotator: User, text: Text
) -> None:
    page = sign_in(annotator, phone.new_page())
    open_text(page, text)
    at = page.evaluate(PLACE_OF, "midnight")
    touch = phone.new_cdp_session(page)
    point = {"x": at["x"], "y": at["y"]}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    # What the system does at a long press: it selects the word under the finger.
    page.evaluate(
        """() => {
          const node = document.querySelectorAll("[data-block]")[1].firstChild;
          const at = node.data.indexOf("midnight");
          getSelection().setBaseAndExtent(node, at, node, at + 8);
        }"""
    )
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    bar = toolbar(page)
    box = bar.bounding_box()
    assert box
    # At the foot of the window, out of the way of the system's own menu.
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    bar.get_by_role("button", name="Highlight").tap()
    sheet = page.get_by_role("dialog", name="Note")
    expect(sheet).to_contain_text("midnight")
    assert marked() == ["midnight"]
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_be_hidden()
    at = page.evaluate(PLACE_OF, "midnight")
    page.touchscreen.tap(at["x"], at["y"])
    expect(sheet).to_contain_text("midnight")
    sheet.get_by_role("button", name="Adjust").tap()
    page.get_by_role("button", name="By word").tap()
    page.get_by_role("button", name="Start earlier").tap()
    page.get_by_role("toolbar", name="Adjust the passage").get_by_role("button", name="Save").tap()
    expect(sheet).to_contain_text("until midnight")
    assert marked() == ["until midnight"]


def test_all_notes_in_the_sheet_of_a_phone(
    phone: BrowserContext, sign_in: SignIn, annotator: User, make_highlight: MakeHighlight
) -> None:
    make_highlight("Nobody", comment="Third")
    first = make_highlight("aircraft", comment="First")
    make_highlight("midnight", comment="Second", sharing="private")
    page = sign_in(annotator, phone.new_page())
    open_text(page, first.text)
    opener = page.locator(".reader-bar").get_by_role("button", name="All notes")
    opener.tap()
    sheet = page.get_by_role("dialog", name="All notes")
    expect(sheet.locator(".note-comment")).to_have_text(["First", "Second", "Third"])
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body"
            " || document.querySelector('#sheet').contains(document.activeElement)"
        )
    sheet.locator("summary").first.tap()
    sheet.locator("select[name=sharing]").select_option("private")
    expect(sheet.locator(".note-comment")).to_have_text(["Second"])
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(opener).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
