"""The main job, end to end: from a DOCX to a citation bundle fetched by a program."""

from __future__ import annotations

import hashlib
import io
import json
import re
import time
import urllib.request
import zipfile
from email.message import Message
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from project.people.models import User
from tests.journeys.conftest import SignIn
from tests.journeys.steps import add_source, add_text, drawn, make_docx, select_by_mouse, toolbar

REPORT = """
# Report of the airfield

The aircraft *left Almaty* on 24 August 1949, the log says. Talks in the town are said to have
run until midnight that day.

Nobody wrote down who was aboard.
"""


def test_from_a_docx_to_a_bundle(
    sign_in: SignIn, owner: User, tmp_path: Path, live_server: LiveServer
) -> None:
    page = sign_in(owner)
    new_workspace(page)
    workspace = page.url
    add_source(page, "Report of the airfield", author="Petrov, Ivan", date="1949-09")
    expect(page.get_by_text("petrov1949", exact=True).first).to_be_visible()
    add_text(page, file=make_docx(tmp_path, REPORT), language="en")
    reading = page.url

    highlight_by_mouse(page)
    highlight_by_keyboard(page)
    page.goto(workspace)
    dispute = new_dispute(page)
    page.goto(reading)
    cite_as_new_claim(page, "24 August 1949", "It left on 24 August.", "1949-08-24", "The log")
    cite_as_new_claim(
        page, "until midnight that day", "It left after midnight.", "1949-08-25/..", "The witness"
    )
    cite_against_existing(page, "until midnight that day", "It left on 24")
    compare(page, dispute)
    bundle = fetch_bundle(live_server.url, make_token(page), workspace, dispute)
    check_bundle(bundle)


def new_workspace(page: Page) -> None:
    page.get_by_role("link", name=re.compile("new workspace|create", re.IGNORECASE)).first.click()
    page.get_by_label("Name").fill("The 1949 crash")
    page.get_by_role("button", name=re.compile("create|make", re.IGNORECASE)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The 1949 crash")


def highlight_by_mouse(page: Page) -> None:
    select_by_mouse(page, "Talks in the town")
    toolbar(page).get_by_role("button", name="Comment").click()
    page.get_by_role("form", name="New note").get_by_label("Comment").fill("Who **says** so?")
    page.get_by_role("form", name="New note").get_by_role("combobox", name="Tags").fill("talks")
    page.get_by_role("button", name="Save").click()
    note = page.locator(".note", has_text="Who says so?")
    expect(note.locator("strong")).to_have_text("says")
    assert drawn(page) == {"Talks in the town"}


def highlight_by_keyboard(page: Page) -> None:
    page.reload()
    page.locator("#text").focus()
    page.keyboard.press("v")
    page.keyboard.press("Control+ArrowDown")  # past the heading
    for _ in range(2):
        page.keyboard.press("Control+ArrowRight")
    for _ in range(2):
        page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("h")
    expect(toolbar(page).get_by_role("button", name="Highlight")).to_be_focused()
    chosen = page.evaluate("getSelection().toString()").strip()
    assert chosen
    assert len(chosen.split()) in (1, 2)
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_have_count(2)
    page.reload()
    expect(page.locator(".note")).to_have_count(2)


def new_dispute(page: Page) -> str:
    page.get_by_role("navigation").get_by_role("link", name="Disputes").first.click()
    page.get_by_role("link", name=re.compile("dispute", re.IGNORECASE)).last.click()
    page.get_by_label("Title").fill("The crash of August 1949")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The crash of August 1949")
    address = page.url
    page.get_by_role("link", name="Add a question").first.click()
    page.locator("[name=wording]").fill("When did it leave?")
    page.locator("[name=kind][value=date]").check()
    page.locator("main form button[type=submit]").click()
    for account in ("The log", "The witness"):
        page.goto(address)
        page.get_by_role("link", name="Add an account").first.click()
        page.get_by_label("Title").fill(account)
        page.locator("main form button[type=submit]").click()
    return address


def cite_as_new_claim(page: Page, words: str, statement: str, value: str, account: str) -> None:
    select_by_mouse(page, words)
    toolbar(page).get_by_role("button", name="Cite").click()
    panel = page.get_by_role("dialog", name="Cite this passage")
    expect(panel.locator("mark")).to_have_text(words)
    panel.get_by_text("Or state a new claim").click()
    panel.locator("[name=statement]").fill(statement)
    panel.locator("[name=question]").select_option(index=1)
    panel.locator(".answer [name=value]").fill(value)
    panel.get_by_label(account).check()
    panel.get_by_role("button", name="Cite", exact=True).click()
    expect(panel).to_be_hidden()
    expect(page.locator(".note-citations", has_text=statement)).to_be_visible()


def cite_against_existing(page: Page, words: str, typed: str) -> None:
    note = page.locator(".note", has_text=words)
    note.get_by_role("link", name="Cite").click()
    panel = page.get_by_role("dialog", name="Cite this passage")
    panel.get_by_label("Claim", exact=True).fill(typed)
    option = panel.get_by_role("option").first
    expect(option).to_contain_text("It left on 24 August.")
    panel.get_by_label("Claim", exact=True).press("ArrowDown")
    panel.get_by_label("Claim", exact=True).press("Enter")
    panel.get_by_label("Strength").select_option("moderate")
    panel.get_by_label("Rationale").fill("Talks until midnight leave no time to depart.")
    panel.get_by_label("Contradicts").check()
    panel.get_by_label("Contradicts").press("Enter")
    expect(panel).to_be_hidden()
    expect(note.locator(".note-citations li")).to_have_count(2)


def compare(page: Page, dispute: str) -> None:
    page.goto(dispute)
    row = page.get_by_role("row").filter(has_text="When did it leave?")
    expect(row).to_contain_text("conflict")
    expect(row).to_contain_text("do not overlap")
    cell = row.get_by_role("gridcell").first
    expect(cell).to_contain_text("1 for")
    expect(cell).to_contain_text("1 against")
    cell.get_by_role("link").click()
    details = page.get_by_role("complementary", name="Details of a cell")
    quote = details.locator(".stance-group mark", has_text="24 August 1949")
    expect(quote).to_be_visible()
    details.get_by_role("link", name="To the passage").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Highlight")


def make_token(page: Page) -> str:
    page.goto("/tokens/")
    page.get_by_label("Name").fill("Export script")
    page.get_by_role("button", name="Make the token").click()
    secret = page.locator("#secret").inner_text()
    page.goto("/tokens/")
    expect(page.locator("#secret")).to_have_count(0)
    return secret


def call(url: str, token: str, *, method: str = "GET") -> tuple[int, Message, bytes]:
    request = urllib.request.Request(
        url, method=method, headers={"Authorization": f"Token {token}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.status, answer.headers, answer.read()


def fetch_bundle(host: str, token: str, workspace: str, dispute: str) -> bytes:
    """As a program does it: ask, wait, download."""
    uid = dispute.rstrip("/").split("/")[-1]
    workspace_uid = workspace.rstrip("/").split("/")[-1]
    base = f"{host}/api/v1/workspaces/{workspace_uid}"
    status, headers, _ = call(f"{base}/disputes/{uid}/bundles/", token, method="POST")
    assert status == 202
    state: dict[str, Any] = {}
    for _ in range(600):
        state = json.loads(call(headers["Location"], token)[2])
        if state["state"] in ("ready", "failed"):
            break
        time.sleep(0.2)
    assert state["state"] == "ready", state
    data = call(state["download"], token)[2]
    assert hashlib.sha256(data).hexdigest() == state["sha256"]
    return data


def check_bundle(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        names = set(bundle.namelist())
        assert names >= {
            "bundle.json",
            "sources.csl.json",
            "sources.bib",
            "highlights.jsonld",
            "comparison.csv",
            "report.html",
            "manifest-sha256.txt",
        }
        for line in bundle.read("manifest-sha256.txt").decode().splitlines():
            digest, name = line.split(maxsplit=1)
            assert hashlib.sha256(bundle.read(name)).hexdigest() == digest
        assert "petrov1949" in bundle.read("sources.bib").decode()
        assert json.loads(bundle.read("sources.csl.json"))[0]["id"] == "petrov1949"
        assert "until midnight that day" in bundle.read("highlights.jsonld").decode()
        assert "It left on 24 August." in bundle.read("report.html").decode()
