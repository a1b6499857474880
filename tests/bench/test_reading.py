"""A text of 1 MB with 5 000 highlights: the page, a new version, and the browser."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from project.people.models import User
from sources.texts.models import Text
from sources.texts.rendering import render_document
from tests.bench.conftest import Row, add_highlights, median


def test_reading_page(client: Client, annotator: User, long_text: Text, row: Row) -> None:
    client.force_login(annotator)
    url = long_text.get_absolute_url()
    bare = median(lambda: client.get(url))
    add_highlights(long_text.latest, annotator, 5_000)
    with CaptureQueriesContext(connection) as queries:
        size = len(client.get(url).content)
    count = len(queries)  # before further requests empty the log
    full = median(lambda: client.get(url))
    row("reading page, 1 MB, no highlight", f"{bare:.3f} s")
    row(
        "reading page, 1 MB, 5 000 highlights",
        f"{full:.3f} s = {full / bare:.2f} x without; {size / 1e6:.1f} MB, {count} queries",
    )


def test_rendering(long_text: Text, row: Row) -> None:
    document = long_text.latest.document
    ours = median(lambda: render_document(document, language="en", direction="ltr"))
    parsing = median(lambda: long_text.latest.document)
    split = median(lambda: "".join(f"<p>{p}</p>" for p in document.content.split("\n\n")))
    row("rendering 1 MB", f"{ours:.3f} s = {ours / split:.0f} x joining paragraphs by hand")
    row("reading the stored document", f"{parsing:.3f} s = {parsing / ours:.2f} x rendering it")
