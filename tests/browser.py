"""A real Chromium for the tests marked `browser`, and what happens where there is none."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Chromium must neither call home nor need a sandbox that root does not have.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
#: Where this is set, a browser test that does not run is a failure.
REQUIRED = os.environ.get("TESTIMONIA_REQUIRE_BROWSER") == "1"


def chromium() -> str | None:
    """Return the path of a Chromium, or None where the machine has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_configure(config: pytest.Config) -> None:
    """Register the plugin below."""
    config.pluginmanager.register(BrowserTests(), "browser-tests")


@pytest.fixture(scope="package")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """One Chromium for all tests of a folder, whose conftest.py takes this fixture for its own.

    No longer than that: the tests that follow run without a loop in their thread.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in the tests' own thread, which Django takes for an async context.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        made = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield made
        made.close()
        # Inside that loop Django keeps connections apart; left open, they hold the database.
        connections.close_all()


class BrowserTests:
    """Pytest plugin: skips browser tests without Chromium, and never quietly."""

    def __init__(self) -> None:
        self.skipped: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Skip a browser test before its fixtures start where there is no browser."""
        if item.get_closest_marker("browser") and chromium() is None:
            pytest.skip("no Chromium on this machine")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember each browser test that was skipped, for whatever reason."""
        if report.skipped and "browser" in report.keywords:
            self.skipped.add(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run where browser tests were required and skipped."""
        if REQUIRED and self.skipped:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say it so that nobody overlooks it."""
        if not self.skipped:
            return
        colour = {"red": True} if REQUIRED else {"yellow": True}
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", **colour)
        why = "no Chromium was found" if chromium() is None else "see the reasons above"
        terminalreporter.line(f"{len(self.skipped)} browser tests were skipped: {why}.", **colour)
        terminalreporter.line("Install Chromium and run them before you trust this.", **colour)
