"""The list of 10 000 sources, and a thousand references added by pasting."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from project.people.history import attributed
from project.people.models import User, Workspace
from sources.lists.tagging import tag_sources
from sources.quick_add.formats import Format
from sources.quick_add.likely import Shelf
from sources.quick_add.reading import read
from sources.quick_add.services import add_entries
from sources.records.models import Source
from tests.bench.conftest import SEED, Row, median, prose

COUNT = 10_000


@pytest.fixture
def many(workspace: Workspace, annotator: User) -> Workspace:
    """Ten thousand sources of some types, languages, dates and tags."""
    rng = random.Random(SEED)
    words = prose(20_000).split()
    with attributed(str(annotator.uid)):
        sources = Source.objects.bulk_create(
            Source(
                workspace=workspace,
                created_by=annotator,
                citation_key=f"key{number}",
                date=f"{rng.randint(1850, 1990)}-{rng.randint(1, 12):02}",
                csl={
                    "type": rng.choice(["book", "report", "manuscript", "map", "interview"]),
                    "title": " ".join(rng.choices(words, k=8)),
                    "language": rng.choice(["ru", "zh", "ug", "en"]),
                    "author": [{"family": rng.choice(words), "given": rng.choice(words)}],
                    "archive": rng.choice(words),
                    "note": " ".join(rng.choices(words, k=20)),
                },
            )
            for number in range(COUNT)
        )
    for name in ("one", "two", "three"):
        chosen = rng.sample(sources, COUNT // 4)
        tag_sources(actor=annotator, workspace=workspace, sources=chosen, names=[name])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return workspace


@pytest.mark.parametrize(
    ("what", "query"),
    [
        ("all of them", ""),
        ("two facets", "type=book&type=map&language=ru"),
        ("a word", "q=ab"),
        ("two words and a facet, by creators", "q=ab+er&type=book&sort=creators"),
        ("by date, the last page", "sort=-date&page=200"),
        ("last changed first", "sort=-changed"),
    ],
)
def test_list(
    client: Client, many: Workspace, annotator: User, row: Row, what: str, query: str
) -> None:
    client.force_login(annotator)
    url = f"{reverse('sources:source_list', args=[many.uid])}?{query}"
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    count = len(queries)  # before further requests empty the log
    row(
        f"list of {COUNT} sources: {what}",
        f"{median(lambda: client.get(url), 3):.3f} s, {count} queries",
    )


def test_quick_add(many: Workspace, annotator: User, row: Row) -> None:
    content = "\n".join(
        f"@book{{k{n}, author={{Forbes, A. and Benson, L.}}, title={{The {n}th report of {n}}},"
        f" year={1000 + n}, keywords={{one, two}}}}"
        for n in range(1_000)
    )
    entries = read(content, Format.BIBTEX)
    row("1 000 references read", f"{median(lambda: read(content, Format.BIBTEX), 2):.2f} s")
    broken = content.replace("title={The 500th", "title=,{The 500th")
    row("the same, one of them broken", f"{median(lambda: read(broken, Format.BIBTEX), 2):.2f} s")
    shelf = Shelf(annotator, many)
    finding = median(lambda: [shelf.like(entry) for entry in entries], 1)
    row(f"1 000 references compared with {COUNT} sources", f"{finding:.2f} s")

    def add() -> None:
        add_entries(actor=annotator, workspace=many, entries=entries, keep_tags=True)

    row("1 000 references added with tags", f"{median(add, 1):.2f} s")
