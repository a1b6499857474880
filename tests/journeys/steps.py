"""Steps that several journeys take, in the words of the interface."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pypandoc
from playwright.sync_api import Locator, Page, expect


def make_docx(folder: Path, markdown: str, name: str = "source.docx") -> Path:
    """A real DOCX of this Markdown, by pandoc."""
    path = folder / name
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "docx", "-o", str(path)]
    subprocess.run(command, input=markdown.encode(), check=True, timeout=60)
    return path


def add_source(page: Page, title: str, *, author: str = "", date: str = "") -> None:
    """From the workspace's page to the new source's page."""
    page.get_by_role("navigation").get_by_role("link", name="Sources").first.click()
    page.get_by_role("link", name="Add a source").first.click()
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Family name, or institution").fill(author)
    page.get_by_label("Date").first.fill(date)
    page.get_by_role("button", name="Add the source").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def add_text(page: Page, *, file: Path | None = None, pasted: str = "", language: str) -> None:
    """From the source's page, through the import, to the reading page."""
    page.get_by_role("link", name="Add a text").first.click()
    if file is not None:
        page.get_by_label("File").set_input_files(file)
    page.get_by_label("Or paste the text").fill(pasted)
    page.get_by_label("Language").fill(language)
    page.get_by_role("button", name="Add the text").click()
    page.wait_for_url(re.compile(r"/texts/[0-9a-f-]+/$"))


def select_by_mouse(page: Page, words: str) -> None:
    """Drag over these words of the text, as a hand would."""
    page.wait_for_load_state()
    box = page.evaluate(
        """words => {
          for (const block of document.querySelectorAll("[data-block]")) {
            const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const at = walker.currentNode.data.indexOf(words);
              if (at < 0) continue;
              const range = document.createRange();
              range.setStart(walker.currentNode, at);
              range.setEnd(walker.currentNode, at + words.length);
              block.scrollIntoView({block: "center"});
              const boxes = range.getClientRects();
              const first = boxes[0], last = boxes[boxes.length - 1];
              const rtl = getComputedStyle(block).direction === "rtl";
              return rtl
                ? [first.right - 1, first.top + first.height / 2,
                   last.left + 1, last.top + last.height / 2]
                : [first.left + 1, first.top + first.height / 2,
                   last.right - 1, last.top + last.height / 2];
            }
          }
          return null;
        }""",
        words,
    )
    assert box is not None, f"“{words}” is not in the text"
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, steps=4)
    page.mouse.move(box[2], box[3], steps=4)
    page.mouse.up()


def selected(page: Page) -> str:
    """The words that are selected now."""
    return str(page.evaluate("getSelection().toString()"))


def settle(page: Page) -> None:
    """Wait until the page lies still: nothing has moved for ten frames."""
    page.evaluate(
        """() => new Promise(resolve => {
          let before = "", still = 0;
          const look = () => {
            const now = `${scrollX} ${scrollY} ${document.documentElement.scrollHeight}`;
            still = now === before ? still + 1 : 0;
            before = now;
            if (still === 10) resolve();
            else requestAnimationFrame(look);
          };
          look();
        })"""
    )


def toolbar(page: Page) -> Locator:
    """The toolbar at the selection, once it is there."""
    found = page.get_by_role("toolbar", name="Selected passage")
    expect(found).to_be_visible()
    return found


def drawn(page: Page) -> set[str]:
    """The words under every highlight that is painted now."""
    return set(
        page.evaluate(
            "[...CSS.highlights.values()].flatMap(h => [...h].map(range => range.toString()))"
        )
    )


def wait_until(condition: Callable[[], bool], page: Page, seconds: float = 30) -> None:
    """Wait for what no locator can tell, such as what is painted."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        page.wait_for_timeout(100)
