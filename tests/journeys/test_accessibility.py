"""axe-core finds nothing at WCAG 2.2 AA: on every page of the program, light and dark, left to
right and right to left, wide and narrow, and in the states that people bring pages into.

The pages are those of the table of access (tests/project/access): a new one is visited by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Response, Route, ViewportSize
from pytest_django.live_server_helper import LiveServer

from annotations.claims.models import Citation
from project.people.models import User
from sources.records.models import Source
from sources.texts.services import create_text
from sources.texts.structure import Block, BlockType, Document, Mark, MarkType
from tests.project.access.rows import ROWS
from tests.project.access.table import Row

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING: dict[str, Any] = {"runOnly": TAGS}
#: What another theme, and what another width can change.
CONTRAST = {"runOnly": ["color-contrast"]}
ROOM = {"runOnly": ["target-size", "scrollable-region-focusable", "region"]}
#: What another language can change, which leaves the colours.
NO_CONTRAST = EVERYTHING | {"rules": {"color-contrast": {"enabled": False}}}
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

#: The same page as another one, at a second address.
SAME = ("annotations:read_version", "annotations:highlight_quotation")

#: Runs axe with everything unfolded that folds.
CHECK = """async options => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const found = await axe.run(document, {...options, resultTypes: ["violations"]});
  return found.violations.flatMap(({id, nodes}) => nodes.map(node =>
    `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
}"""

#: Who sees the page of a row, by its name; None where no page is there. It is the same in every
#: test, so the first one finds it out for all.
SEEN_BY: dict[str, str | None] = {}

Surf = Callable[..., BrowserContext]
#: A page, its address, and whether one sees it signed in.
Visit = tuple[Row, str, bool]


@pytest.fixture
def everything(citation: Citation) -> None:
    """A workspace with something in every room."""


@pytest.fixture
def surf(
    browser: Browser, live_server: LiveServer, everything: None, quiet: None
) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers that hold axe-core, signed in or not."""
    opened: list[BrowserContext] = []
    missing: list[str] = []

    def look(response: Response) -> None:
        if response.status >= 400 and "/static/" in response.url:
            missing.append(response.url)

    def open_browser(user: User | None = None, language: str = "en") -> BrowserContext:
        made = browser.new_context(
            base_url=live_server.url, viewport=DESK, locale=language, reduced_motion="reduce"
        )
        made.add_init_script(path=AXE)
        made.set_default_timeout(30_000)
        made.on("response", look)
        if user:
            client = Client()
            client.force_login(user)
            cookie = client.cookies["sessionid"]
            made.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        opened.append(made)
        return made

    yield open_browser
    for made in opened:
        made.close()
    # A page without its styles is another page.
    assert missing == []


@pytest.fixture
def visits(request: pytest.FixtureRequest, owner: User, everything: None) -> list[Visit]:
    """Every page with its address, and whether one sees it signed in."""
    found = []
    stranger, member = Client(), Client()
    member.force_login(owner)
    for row in ROWS:
        if "GET" not in row.asks or row.is_api:
            continue
        sent, address = (
            row.asks["GET"].body(request.getfixturevalue),
            row.url(request.getfixturevalue),
        )
        query = "?" + "&".join(f"{name}={value}" for name, value in sent.items()) if sent else ""
        if row.name not in SEEN_BY:
            clients = {"member": member, "stranger": stranger}
            who = (name for name in clients if _is_page(clients[name], address + query))
            SEEN_BY[row.name] = next(who, None)
        if who_sees := SEEN_BY[row.name]:
            found.append((row, address + query, who_sees == "member"))
    return found


def _is_page(client: Client, address: str) -> bool:
    answer = client.get(address)
    if answer.streaming:
        list(answer)
        return False
    return answer.status_code == 200 and b"<html" in answer.content


@pytest.mark.parametrize(("language", "window"), [("en", DESK), ("ar", PHONE)], ids=["en", "ar"])
def test_every_page(
    language: str, window: ViewportSize, surf: Surf, visits: list[Visit], owner: User
) -> None:
    """In English at a desk, light and dark; in Arabic on a telephone."""
    assert {"annotations:read", "annotations:dispute", "people:sign_in"} <= {
        row.name for row, *_ in visits
    }
    pages = {
        signed_in: surf(owner if signed_in else None, language).new_page()
        for signed_in in (True, False)
    }
    for page in pages.values():
        page.set_viewport_size(window)
    wrong: list[str] = []
    titles: Counter[str] = Counter()
    for row, address, is_member in visits:
        page = pages[is_member]
        page.goto(address, wait_until="domcontentloaded")
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        titles[page.title()] += row.name not in SAME
        if language == "en":
            found = _check(page, EVERYTHING)
            page.emulate_media(color_scheme="dark")
            found += [f"dark: {problem}" for problem in _check(page, CONTRAST)]
            page.emulate_media(color_scheme="light")
        else:
            found = _check(page, NO_CONTRAST)
        wrong += [f"{row.name}: {problem}" for problem in found]
    wrong += [
        f"{count} pages have the title {title}" for title, count in titles.items() if count > 1
    ]
    assert not wrong, "\n".join(["", *wrong])


def test_forms_with_mistakes(
    surf: Surf, visits: list[Visit], request: pytest.FixtureRequest, owner: User
) -> None:
    page, client = surf(owner).new_page(), Client()
    client.force_login(owner)
    wrong, refused = [], 0
    for row, address, is_member in visits:
        if "POST" not in row.asks or not is_member:
            continue
        sent = dict.fromkeys(row.asks["POST"].body(request.getfixturevalue), "")
        answer = client.post(address, sent)
        if answer.status_code == 422 and b"<html" in answer.content:
            refused += 1
            # Shown at its address, as the answer to a GET: a page that was posted.
            page.route("**" + address, partial(_show, body=answer.content))
            page.goto(address, wait_until="domcontentloaded")
            wrong += [f"{row.name}: {problem}" for problem in _check(page, EVERYTHING)]
            page.unroute("**" + address)
    assert refused > 10
    assert not wrong, "\n".join(["", *wrong])


def test_a_text_with_notes_a_table_a_picture_and_times(
    surf: Surf, owner: User, source: Source
) -> None:
    table = ["day\thour\twhat was said of it at the time", "24\t23:10\tIt left Almaty as planned"]
    blocks, start = [], 0
    kinds: list[tuple[str, dict[str, Any]]] = [
        ("It left [1] at night.", {"type": BlockType.PARAGRAPH}),
        (table[0], {"type": BlockType.TABLE_ROW, "level": 1}),
        (table[1], {"type": BlockType.TABLE_ROW, "level": 2}),
        ("The lake", {"type": BlockType.FIGURE, "image": "0" * 64}),
        ("A note.", {"type": BlockType.NOTE, "label": "1"}),
    ]
    for words, members in kinds:
        blocks.append(Block(start=start, end=start + len(words), **members))
        start += len(words) + 2
    document = Document(
        "\n\n".join(words for words, _ in kinds),
        (Block(BlockType.TIME, 0, 0, label="0:12:05"), *blocks),
        (Mark(MarkType.NOTE_REFERENCE, 8, 11, label="1"),),
    )
    text = create_text(
        actor=owner, source=source, document=document, language="en", direction="ltr"
    )
    page = surf(owner).new_page()
    page.goto(text.get_absolute_url())
    wrong = _check(page, EVERYTHING)
    page.set_viewport_size(PHONE)
    assert not wrong + _check(page, ROOM)
    # The table scrolls; the page does not.
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    # Folded again, nothing lies over the text.
    page.reload()
    page.locator("[role=doc-noteref]").click()
    page.wait_for_url("**#note-1")
    page.locator("[role=doc-backlink][aria-label='Back to reference 1 in the text']").click()
    page.wait_for_url("**#noteref-1")


def _show(route: Route, body: bytes) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


def _check(page: Page, options: dict[str, Any]) -> list[str]:
    found: list[str] = page.evaluate(CHECK, options)
    return found
