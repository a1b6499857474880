"""HTML that tries to run script, put wherever people can write: none of it runs in Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from annotations.claims import services as claims
from annotations.claims.models import Claim
from annotations.disputes import services as disputes
from annotations.highlights import services as highlights
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces
from sources.importing.base import UnreadableFile, import_document
from sources.records import services as records
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text

CASES = Path(__file__).parents[3] / "shared" / "cases" / "html-payloads.jsonl"
#: Says in the page that a script ran, whatever it called.
TRIPWIRE = """
  window.ran = [];
  for (const name of ["alert", "confirm", "prompt", "print"])
    window[name] = (...what) => { window.ran.push(name + " " + what.join()); };
"""


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    if not CASES.exists():
        pytest.skip(f"{CASES.name} lies outside the project and is not here")
    return [json.loads(line)["payload"] for line in CASES.read_text("utf-8").splitlines()]


@pytest.fixture
def public(workspace: Workspace, owner: User) -> Workspace:
    """The workspace, open to the anonymous browser of these tests."""
    return workspaces.change_workspace(
        actor=owner, workspace=workspace, name="Payloads", description="", visibility="public"
    )


@pytest.fixture
def watched(browser: Browser, live_server: LiveServer, quiet: None) -> Iterator[Page]:
    """A page that notes what runs and what it asks of other hosts.

    The content security policy is off: it is the second wall, and the first is tried here.
    """
    context = browser.new_context(base_url=live_server.url, bypass_csp=True)
    context.add_init_script(TRIPWIRE)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    yield page
    foreign = [url for url in asked if not url.startswith((live_server.url, "data:"))]
    context.close()
    assert foreign == []


def look(page: Page, address: str) -> None:
    """Open a page and poke at what is there, as payloads wait for it."""
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, address
    page.evaluate(
        """async () => {
          for (const each of document.querySelectorAll("main *")) {
            for (const kind of ["mouseover", "mouseenter", "focus", "pointerover"])
              each.dispatchEvent(new Event(kind, {bubbles: true}));
          }
          // What that, or the next frame, begins.
          await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
        }"""
    )
    assert page.evaluate("window.ran") == [], address
    scripts = page.evaluate(
        """() => [...document.querySelectorAll("main *")].flatMap(each =>
          [...each.attributes].filter(a => /^on/i.test(a.name)
            || /^\\s*(javascript|vbscript|data:text)/i.test(a.value)).map(a => each.outerHTML))"""
    )
    assert scripts == [], address


def pages(address: str, rows: int, per_page: int = 50) -> Iterator[str]:
    """The addresses of all pages of a list."""
    for number in range(1, -(-rows // per_page) + 1):
        yield f"{address}?page={number}"


def clean(payload: str, limit: int) -> str:
    """The payload as a field takes it: no NUL, which no database keeps, and not too long."""
    return payload.replace("\x00", "")[:limit].strip() or "empty"


def test_in_comments(
    watched: Page, public: Workspace, annotator: User, text: Text, payloads: list[str]
) -> None:
    version = text.latest
    for payload in payloads:
        highlights.create_highlight(
            actor=annotator, version=version, ranges=[(4, 12)], comment=clean(payload, 20_000)
        )
    url = text.get_absolute_url()
    for address in pages(f"{url}highlights/", len(payloads)):
        look(watched, address)
    look(watched, url)


def test_in_fields(
    watched: Page, public: Workspace, annotator: User, source: Source, payloads: list[str]
) -> None:
    with attributed("test"):
        # A service keeps a statement as it is; asked a thousand times, it takes a quarter minute.
        Claim.objects.bulk_create(
            Claim(workspace=public, created_by=annotator, statement=clean(payload, 2_000))
            for payload in payloads
        )
    for number, payload in enumerate(payloads):
        title = clean(payload, 300)
        records.create_source(
            actor=annotator,
            workspace=public,
            csl={"type": "book", "title": title, "author": [{"literal": title}], "note": title},
        )
        if number % 20 == 0:
            dispute = disputes.create_dispute(
                actor=annotator, workspace=public, title=title, description=title
            )
            disputes.create_account(
                actor=annotator, dispute=dispute, title=title[:200], holders=title
            )
            question = disputes.create_question(
                actor=annotator, dispute=dispute, wording=title, kind="text"
            )
            claims.create_claim(
                actor=annotator,
                workspace=public,
                statement=title,
                question=question,
                value={"kind": "text", "text": title},
            )
            look(watched, dispute.get_absolute_url())
    url = public.get_absolute_url()
    look(watched, url)
    look(watched, f"{url}disputes/")
    for address in pages(f"{url}sources/", len(payloads)):
        look(watched, address)
    for address in pages(f"{url}claims/", Claim.objects.count()):
        look(watched, address)
    for made in Source.objects.all()[::20]:
        look(watched, made.get_absolute_url())


@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_in_imported_files(
    watched: Page,
    public: Workspace,
    annotator: User,
    source: Source,
    payloads: list[str],
    suffix: str,
) -> None:
    opened = 0
    for start in range(0, len(payloads), 35):
        batch = payloads[start : start + 35]
        try:
            read = import_document(
                "\n\n".join(batch).encode("utf-8", "replace"), filename=f"payloads.{suffix}"
            )
        except UnreadableFile:
            continue  # said in words and nothing kept: that is safe as well
        made = texts.create_text(
            actor=annotator,
            source=source,
            document=read.document,
            language="en",
            direction="ltr",
        )
        look(watched, made.get_absolute_url())
        opened += 1
    assert opened > 10
