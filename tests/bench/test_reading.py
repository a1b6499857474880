"""A text of 1 MB with 5 000 highlights: the page, a new version, and the browser."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from project.people.models import User
from sources.texts import services as texts
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


def test_saving_a_version(annotator: User, long_text: Text, row: Row) -> None:
    first = long_text.latest
    add_highlights(first, annotator, 5_000)
    quotes = [passage.exact for h in long_text.highlights.all() for passage in h.passages.all()]
    numbers = iter(range(1, 100))

    def save() -> None:
        number = next(numbers)
        content = f"Correction {number}. {first.content}"
        texts.edit_text(actor=annotator, text=long_text, content=content, based_on=number)

    saving = median(save, runs=3)
    finding = median(lambda: [first.content.find(quote) for quote in quotes])
    row(
        "saving a version, 1 MB, 5 000 passages placed anew",
        f"{saving:.2f} s = {saving / finding:.1f} x str.find of every quote",
    )
