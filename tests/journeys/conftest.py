"""A real Chromium, a real server and a real worker, for whole flows."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, expect
from procrastinate.contrib.django import app
from pytest_django.live_server_helper import LiveServer

from project.people.models import User
from tests.browser import browser as browser  # one of this folder's own: see there
from tests.cast import PASSWORD

SignIn = Callable[..., Page]

# A page on a busy machine may take its time; what never comes fails all the same.
expect.set_options(timeout=30_000)
#: Seconds that threads get to come to their end.
PATIENCE = 120
#: Nobody clicks before the scripts of a page listen, as people are never that quick.
UNREADY = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { pointer-events: none !important }");
  document.adoptedStyleSheets = [sheet];
  document.addEventListener("DOMContentLoaded", () => { document.adoptedStyleSheets = []; });
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs the browser."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def quiet(transactional_db: None) -> Iterator[None]:
    """Let requests end that a closed page left behind, before the database is emptied."""
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE)


@pytest.fixture
def context(browser: Browser, live_server: LiveServer, worker: None) -> Iterator[BrowserContext]:
    """A browser session of its own; what the page reports as an error fails the test."""
    problems: list[str] = []
    made = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    made.on("weberror", lambda error: problems.append(str(error.error)))
    made.set_default_timeout(30_000)
    made.add_init_script(f"({UNREADY})()")
    yield made
    made.close()
    assert problems == []


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, worker: None) -> Iterator[BrowserContext]:
    """A telephone: narrow, without a mouse."""
    problems: list[str] = []
    made = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    )
    made.on("weberror", lambda error: problems.append(str(error.error)))
    made.set_default_timeout(30_000)
    made.add_init_script(f"({UNREADY})()")
    yield made
    made.close()
    assert problems == []


@pytest.fixture
def sign_in(context: BrowserContext) -> SignIn:
    """Signs a person in through the form and gives back the page."""

    def enter(user: User, page: Page | None = None) -> Page:
        page = page or context.new_page()
        page.goto("/sign-in/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.wait_for_url("/")
        return page

    return enter


@pytest.fixture
def worker(quiet: None) -> Iterator[None]:
    """The job worker on the test's database, as `make run` has it in a process of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=_work, args=[loop, task := _Task()])
    thread.start()
    task.started.wait(PATIENCE)
    yield
    task.stop(loop)
    thread.join(PATIENCE)
    assert not thread.is_alive()


class _Task:
    """The worker's asyncio task, so that it can be cancelled from the test's thread."""

    def __init__(self) -> None:
        self.started = threading.Event()
        self.task: asyncio.Task[Any] | None = None

    def stop(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.task is not None:
            loop.call_soon_threadsafe(self.task.cancel)


def _work(loop: asyncio.AbstractEventLoop, handle: _Task) -> None:
    async def run() -> None:
        worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        async with worker_app.open_async():
            handle.task = asyncio.current_task()
            handle.started.set()
            await worker_app.run_worker_async(
                install_signal_handlers=False, fetch_job_polling_interval=0.2, concurrency=1
            )

    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(run())
    except asyncio.CancelledError:
        pass
    finally:
        # Django's own calls run in a thread of their own, which would hold its connection.
        loop.run_until_complete(sync_to_async(connections.close_all)())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
