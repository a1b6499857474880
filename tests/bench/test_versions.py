"""Two versions of 1 MB compared; the editor with 1 MB in it; aligning two long texts."""

from __future__ import annotations

import random
import statistics
import time

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from project.people.models import User
from sources.parallels.proposing import propose
from sources.texts import services
from sources.texts.differences import Comparison
from sources.texts.merging import Merge
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.bench.conftest import SEED, Row, add_highlights, median, prose

#: Types 40 letters into the row that has the focus; gives the milliseconds of each.
TYPE = """() => {
  const times = [];
  for (let n = 0; n < 40; n += 1) {
    const start = performance.now();
    document.execCommand("insertText", false, "x");
    document.body.offsetHeight;
    times.push(performance.now() - start);
  }
  return times;
}"""


def corrected(content: str, share: float) -> str:
    """The content with that share of its words read otherwise."""
    rng = random.Random(SEED)
    return "\n\n".join(
        " ".join(word[::-1] + "x" if rng.random() < share else word for word in block.split(" "))
        for block in content.split("\n\n")
    )


@pytest.mark.parametrize("share", [0.001, 0.02, 0.3])
def test_comparing(share: float, row: Row) -> None:
    content = prose(1_000_000)
    old, new = from_plain(content), from_plain(corrected(content, share))
    seconds = median(lambda: Comparison(old, new).counts(), runs=3)
    row(f"comparing 1 MB, {share:.1%} of the words corrected", f"{seconds:.3f} s")


def test_merging(row: Row) -> None:
    base, texts = prose(1_000_000), []
    blocks = base.split("\n\n")
    for side in range(2):
        texts.append(
            "\n\n".join(b + " x" if n % 40 == side * 20 else b for n, b in enumerate(blocks))
        )
    documents = [from_plain(text) for text in (base, *texts)]
    seconds = median(lambda: Merge(*documents).document(), runs=2)
    row("bringing two corrections of 1 MB together", f"{seconds:.3f} s")


def test_aligning(row: Row) -> None:
    old = from_plain(prose(1_000_000))
    new = from_plain(prose(1_000_000).replace("e", ""))
    blocks = len(old.blocks)
    seconds = median(lambda: propose(old, new), runs=2)
    row(f"proposing an alignment of 1 MB, {blocks} blocks", f"{seconds:.3f} s")


def test_the_page(client: Client, annotator: User, long_text: Text, row: Row) -> None:
    add_highlights(long_text.latest, annotator, 1_000)
    content = corrected(long_text.latest.content, 0.02)
    services.edit_text(actor=annotator, text=long_text, content=content, based_on=1)
    client.force_login(annotator)
    ids = [long_text.workspace.uid, long_text.uid, 1, 2]
    address = reverse("annotations:compare_versions", args=ids)
    seconds = median(lambda: client.get(address), runs=3)
    size = len(client.get(address).content)
    row("page that compares 1 MB, 1 000 highlights", f"{seconds:.2f} s, {size / 1000:.0f} kB")


@pytest.mark.browser
def test_the_editor(
    browser: Browser,
    live_server: LiveServer,
    client: Client,
    annotator: User,
    long_text: Text,
    row: Row,
) -> None:
    client.force_login(annotator)
    context = browser.new_context(base_url=live_server.url)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    address = f"{long_text.get_absolute_url()}edit/"
    size = len(client.get(address).content)
    page.goto(address)  # fonts and scripts are cached from here on
    start = time.perf_counter()
    page.goto(address)
    page.locator(".edit-row .row-text").nth(300).click()
    opened = time.perf_counter() - start
    times = sorted(page.evaluate(TYPE))
    context.close()
    row("editor with 1 MB: opening it", f"{opened:.2f} s, {size / 1000:.0f} kB")
    row(
        "editor with 1 MB: a letter, ms",
        f"median {statistics.median(times):.1f}, longest {times[-1]:.1f}",
    )
