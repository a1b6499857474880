"""A text of 1 MB with 5 000 highlights in Chromium: opening it, and scrolling through it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from project.people.models import User
from sources.texts.models import Text
from tests.bench.conftest import add_highlights

#: Scrolls 40 pixels a frame, 400 times; gives the milliseconds of each frame.
SCROLL = """() => new Promise(done => {
  const frames = []; let last = performance.now();
  const step = now => {
    frames.push(now - last); last = now; window.scrollBy(0, 40);
    if (frames.length < 400) requestAnimationFrame(step); else done(frames.slice(1));
  };
  requestAnimationFrame(step);
})"""

pytestmark = pytest.mark.browser


@pytest.fixture
def page(
    browser: Browser, live_server: LiveServer, client: Client, annotator: User
) -> Iterator[Page]:
    """A page of Chromium, signed in as the annotator."""
    client.force_login(annotator)
    session = client.cookies["sessionid"].value
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def open_and_scroll(page: Page, address: str) -> tuple[float, list[float]]:
    """Seconds until the page has loaded, and the frames of scrolling through it."""
    start = time.perf_counter()
    page.goto(address)
    opened = time.perf_counter() - start
    frames: list[float] = page.evaluate(SCROLL)
    return opened, sorted(frames)


def test_opening_and_scrolling(
    page: Page, annotator: User, long_text: Text, row: Callable[[str, str], None]
) -> None:
    address = long_text.get_absolute_url()
    page.goto(address)  # fonts and scripts are cached from here on
    bare, smooth = open_and_scroll(page, address)
    add_highlights(long_text.latest, annotator, 5_000)
    full, frames = open_and_scroll(page, address)
    row("opening 1 MB in Chromium, no highlight", f"{bare:.2f} s")
    row("opening 1 MB, 5 000 highlights", f"{full:.2f} s = {full / bare:.2f} x without")
    for what, sample in (("no highlight", smooth), ("5 000 highlights", frames)):
        late = sum(frame > 50 for frame in sample)
        row(
            f"scrolling, {what}: ms a frame",
            f"median {statistics.median(sample):.1f}, 95 % {sample[int(len(sample) * 0.95)]:.1f},"
            f" longest {sample[-1]:.1f}; {late} of {len(sample)} over 50",
        )
