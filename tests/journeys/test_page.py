"""The tools of the page: contents, pages, numbers, finding, display, columns, print."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotations.highlights import services as highlights
from annotations.highlights.models import Passage
from project.people.models import User
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import Block, BlockType, Document, from_plain
from tests.journeys.conftest import SignIn
from tests.journeys.steps import drawn, select_by_mouse, selected, settle, toolbar, wait_until

WORDS = "Nobody at the airfield wrote down who came aboard before the aircraft left for the lake. "
UYGHUR = "ئايروپىلان 1949-يىلى ئالمۇتادىن (Almaty) ئۇچۇپ چىققان، ئىچىدە 17 كىشى بار ئىدى."
CHINESE = "一九四九年八月二十四日清晨，飛機自阿拉木圖起飛，機上十七人。" * 4
MONGOLIAN = "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠤᠨ ᠵᠢᠱᠢᠶ᠎ᠡ᠂ ᠣᠩᠭᠣᠴᠠ ᠨᠢᠰᠪᠡ᠃ " * 6

#: The paragraph in the view, and how far from the top of the window it begins.
IN_VIEW = """() => {
  const leaf = [...document.querySelectorAll('p[data-block]')].find(
    p => p.getBoundingClientRect().bottom > innerHeight * 0.3);
  return [leaf.id, leaf.getBoundingClientRect().top];
}"""
#: The left edge of each of these words in the text, and its top.
EDGES = """words => words.map(word => {
  const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + word.length);
    return Math.round(range.getBoundingClientRect().left);
  }
})"""


def make_text(source: Source, actor: User, document: Document, **fields: Any) -> Text:
    given = {"language": "en", "direction": "ltr"} | fields
    return texts.create_text(actor=actor, source=source, document=document, **given)


@pytest.fixture
def book(source: Source, annotator: User) -> Text:
    """Twenty chapters, each on a page of its own that begins within its first paragraph."""
    blocks: list[Block] = []
    content = ""
    for number in range(1, 21):
        at = len(content)
        title = f"Chapter {number}"
        body = at + len(title) + 2
        paragraph = f"{WORDS}Here begins page {number}. {WORDS * 4}Ürümçi {number}."
        page = body + len(WORDS)
        blocks += [
            Block(BlockType.HEADING, at, at + len(title), level=1),
            Block(BlockType.PARAGRAPH, body, body + len(paragraph)),
            Block(BlockType.PAGE_BREAK, page, page, label=str(number)),
        ]
        content += f"{title}\n\n{paragraph}\n\n"
    return make_text(source, annotator, Document(content.rstrip(), tuple(blocks)))


def open_text(page: Page, text: Text, query: str = "") -> None:
    page.goto(text.get_absolute_url() + query)
    expect(page.locator("#text")).to_be_visible()
    page.wait_for_function("document.querySelector('[data-find]:not([hidden])')")


def said(page: Page) -> str:
    """What was announced last."""
    return page.locator("#announcer").inner_text()


def test_by_keyboard_through_contents_pages_and_finding(
    sign_in: SignIn, reader: User, book: Text
) -> None:
    page = sign_in(reader)
    open_text(page, book)
    contents = page.locator("summary", has_text="Contents")
    contents.focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Chapter 15", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Chapter 15", exact=True)
    expect(heading).to_be_in_viewport()
    expect(page.locator(".contents .tool-panel")).to_be_hidden()
    wait_until(lambda: "Chapter 15" in said(page), page)

    contents.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".contents a[aria-current=location]")).to_have_text("Chapter 15")
    page.get_by_label("Page", exact=True).fill("99")
    page.keyboard.press("Enter")
    expect(page.get_by_text("There is no such page here.")).to_be_visible()
    page.get_by_label("Page", exact=True).fill("7")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#page-7$"))
    expect(page.locator("#page-7")).to_be_in_viewport()
    wait_until(lambda: said(page) == "Page 7", page)

    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Find in this text")
    expect(box).to_be_focused()
    page.keyboard.type("URUMCI")
    count = page.locator(".find-count")
    # From where the reader is, not from the top.
    expect(count).to_have_text("7 of 20")
    page.keyboard.press("Enter")
    expect(count).to_have_text("8 of 20")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(count).to_have_text("6 of 20")
    wait_until(lambda: "Ürümçi" in drawn(page), page)
    expect(page.locator("#text").get_by_text("Ürümçi 6.")).to_be_in_viewport()
    assert said(page).startswith("6 of 20: ")
    assert "Ürümçi 6" in said(page)
    expect(page).to_have_url(re.compile("find=URUMCI"))
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()
    assert "Ürümçi" not in drawn(page)
    assert "find=" not in page.url

    open_text(page, book, "?find=page 12.")
    expect(count).to_have_text("1 of 1")
    expect(page.locator("#page-12")).to_be_in_viewport()


def test_what_stands_beside_the_lines_is_no_text(
    sign_in: SignIn, annotator: User, book: Text
) -> None:
    page = sign_in(annotator)
    open_text(page, book)
    page.locator("summary", has_text="View").click()
    page.get_by_label("Of every fifth line").check()
    page.keyboard.press("Escape")
    numbers = page.locator(".line-number")
    expect(numbers.first).to_have_attribute("data-n", "5")
    shown = [int(n.get_attribute("data-n") or 0) for n in numbers.all()]
    assert shown == list(range(5, 5 * len(shown) + 1, 5))
    select_by_mouse(page, "Here begins page 1.")
    assert selected(page) == "Here begins page 1."
    toolbar(page).get_by_role("button", name="Highlight", exact=True).click()
    wait_until(lambda: Passage.objects.exists(), page)
    passage = Passage.objects.get()
    assert (passage.exact, passage.start) == (
        "Here begins page 1.",
        book.latest.content.index("Here begins page 1."),
    )
    # Narrower lines are more lines: they are counted anew.
    before = page.locator("#b4 .line-number").first.get_attribute("data-n")
    page.set_viewport_size({"width": 500, "height": 900})
    wait_until(
        lambda: page.locator("#b4 .line-number").first.get_attribute("data-n") != before, page
    )


def test_the_display_is_kept_and_the_place_too(sign_in: SignIn, reader: User, book: Text) -> None:
    page = sign_in(reader)
    open_text(page, book, "#page-9")
    expect(page.locator("#page-9")).to_be_in_viewport()
    settle(page)
    page.locator("summary", has_text="View").click()
    leaf, top = page.evaluate(IN_VIEW)
    with page.expect_response(re.compile("/display/$")):
        page.get_by_label("Larger", exact=True).check()
    assert said(page) == "Letters: Larger"
    moved = page.locator(f"#{leaf}").bounding_box()
    assert moved
    assert abs(moved["y"] - top) < 3
    assert page.evaluate("getComputedStyle(document.querySelector('#b4')).fontSize") == "26px"
    page.reload()
    # Known to the server, so that nothing jumps after the first paint.
    assert "size-larger" in (page.locator("body").get_attribute("class") or "")
    page.locator("summary", has_text="View").click()
    with page.expect_response(re.compile("/display/$")):
        page.get_by_role("button", name="As usual").click()
    expect(page.get_by_label("Normal", exact=True).first).to_be_checked()
    page.reload()
    assert "size-" not in (page.locator("body").get_attribute("class") or "")


@pytest.mark.parametrize("width", [390, 320])
def test_the_tools_on_a_phone(sign_in: SignIn, reader: User, book: Text, width: int) -> None:
    page = sign_in(reader)
    page.set_viewport_size({"width": width, "height": 700})
    open_text(page, book)
    page.locator("summary", has_text="View").click()
    with page.expect_response(re.compile("/display/$")):
        page.get_by_label("Largest", exact=True).check()
    with page.expect_response(re.compile("/display/$")):
        page.get_by_label("Of paragraphs").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("summary", has_text="Contents").click()
    page.get_by_role("link", name="Chapter 3", exact=True).click()
    expect(page.get_by_role("heading", name="Chapter 3", exact=True)).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("button", name="Find", exact=True).click()
    page.keyboard.type("page 17")
    expect(page.locator(".find-count")).to_have_text("1 of 1")
    expect(page.locator("#page-17")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_embedded_runs_keep_their_order(sign_in: SignIn, annotator: User, source: Source) -> None:
    latin = "TASS said: “all perished.”"
    document = from_plain(f"{UYGHUR}\n\n{latin}")
    text = make_text(source, annotator, document, language="ug", direction="rtl")
    page = sign_in(annotator)
    open_text(page, text)
    # Uyghur begins on the right; within it each Latin word and number runs on from it.
    edges = page.evaluate(EDGES, ["ئايروپىلان", "1949", "ئالمۇتادىن", "Almaty", "ئۇچۇپ"])
    assert edges == sorted(edges, reverse=True)
    edges = page.evaluate(EDGES, ["TASS", "said", "perished"])
    assert edges == sorted(edges)
    assert page.locator("[data-block]").nth(1).get_attribute("dir") == "ltr"


@pytest.mark.parametrize(
    ("language", "content", "word", "next_line"),
    [("zh-Hant", CHINESE, "阿拉木圖", "ArrowLeft"), ("mn-Mong", MONGOLIAN, "ᠪᠢᠴᠢᠭ", "ArrowRight")],
)
def test_in_columns(
    sign_in: SignIn,
    annotator: User,
    source: Source,
    language: str,
    content: str,
    word: str,
    next_line: str,
) -> None:
    document = from_plain("\n\n".join([content] * 30))
    text = make_text(source, annotator, document, language=language, writing_mode="vertical")
    last = content * 1
    at = text.latest.content.rindex(last)
    highlights.create_highlight(
        actor=annotator, version=text.latest, ranges=[(at, at + 4)], comment="Far away."
    )
    page = sign_in(annotator)
    open_text(page, text)
    select_by_mouse_down(page, word)
    toolbar(page).get_by_role("button", name="Highlight", exact=True).click()
    wait_until(lambda: Passage.objects.count() == 2, page)
    made = Passage.objects.order_by("id").last()
    assert made
    assert made.exact == word

    expect(page.get_by_role("dialog", name="Note")).to_contain_text(word)
    page.locator("#text").focus()
    page.keyboard.press("j")
    expect(page.get_by_text("Far away.")).to_be_visible()
    wait_until(lambda: last[:4] in drawn(page), page)
    panel = page.locator("#text").bounding_box()
    block = page.locator("[data-block]").last.bounding_box()
    assert panel
    assert block
    assert panel["x"] <= block["x"] + block["width"] / 2 <= panel["x"] + panel["width"]
    page.keyboard.press("Escape")

    page.keyboard.press("v")
    expect(page.locator(".caret")).to_be_visible()
    before = page.locator(".caret").bounding_box()
    page.keyboard.press(next_line)
    after = page.locator(".caret").bounding_box()
    assert before
    assert after
    assert (after["x"] > before["x"]) == (next_line == "ArrowRight")
    assert before["width"] > before["height"]

    page.locator("summary", has_text="View").click()
    with page.expect_navigation():
        page.get_by_label("In lines").check()
    expect(page.locator("#text")).to_have_css("writing-mode", "horizontal-tb")


def select_by_mouse_down(page: Page, words: str) -> None:
    """Drag down over these words of a text in columns."""
    box = page.evaluate(
        """words => {
          const leaf = document.querySelector('[data-block]');
          const text = leaf.firstChild, at = text.data.indexOf(words);
          const range = document.createRange();
          range.setStart(text, at);
          range.setEnd(text, at + words.length);
          const {left, width, top, bottom} = range.getBoundingClientRect();
          return [left + width / 2, top + 1, bottom - 1];
        }""",
        words,
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[0], (box[1] + box[2]) / 2, steps=3)
    page.mouse.move(box[0], box[2], steps=3)
    page.mouse.up()


def test_on_paper_there_is_the_text_with_its_notes_alone(
    sign_in: SignIn, annotator: User, book: Text
) -> None:
    start = book.latest.content.index("Here begins page 2.")
    highlights.create_highlight(
        actor=annotator, version=book.latest, ranges=[(start, start + 4)], comment="A note."
    )
    page = sign_in(annotator)
    open_text(page, book)
    page.get_by_role("link", name="Print", exact=True).click()
    expect(page.get_by_role("button", name="Print", exact=True)).to_be_visible()
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.locator("#fn-1")).to_be_in_viewport()
    page.emulate_media(media="print")
    for hidden in (".site-header", ".breadcrumbs", ".print-options", ".site-footer"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#fn-1 .footnote-words")).to_have_text("Here")
    expect(page.locator("#fn-1 .footnote-comment")).to_have_text("A note.")
    page.emulate_media(media="screen")
    page.get_by_role("combobox", name="Notes").select_option("none")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".footnotes")).to_have_count(0)
