"""The list of sources: words, facets, orders, columns, pages."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims.models import Citation
from project.people import services as people
from project.people.models import User, Workspace
from sources.lists import views
from sources.lists.tagging import tag_sources
from sources.records import services
from sources.records.models import Source
from sources.tags import services as tags
from sources.tags.models import Tag
from sources.texts.models import Text

Make = Callable[..., Source]


@pytest.fixture
def make(workspace: Workspace, annotator: User) -> Make:
    """A source with this title; `csl` and the rest as the service takes them."""

    def made(title: str, *, csl: dict[str, Any] | None = None, **fields: Any) -> Source:
        item = {"type": "book", "title": title, **(csl or {})}
        return services.create_source(actor=annotator, workspace=workspace, csl=item, **fields)

    return made


@pytest.fixture
def as_reader(client: Client, reader: User) -> Client:
    client.force_login(reader)
    return client


def titles(client: Client, workspace: Workspace, query: str = "") -> list[str]:
    """The titles on the page, in order."""
    page = body(client, workspace, query)
    return re.findall(r'class="row-title"><a [^>]*>([^<]*)</a>', page)


def body(client: Client, workspace: Workspace, query: str = "") -> str:
    response = client.get(f"{reverse('sources:source_list', args=[workspace.uid])}?{query}")
    assert response.status_code == 200
    return response.content.decode()


def counts(client: Client, workspace: Workspace, facet: str, query: str = "") -> dict[str, int]:
    """The values that a facet offers, with their counts."""
    page = body(client, workspace, query)
    found = re.findall(
        rf'name="{facet}" value="([^"]*)"[^>]*> <bdi>[^<]*</bdi> <span class="count">(\d+)', page
    )
    return {value: int(count) for value, count in found}


FOUND = [
    ("baikal", True),
    ("BAIKAL winds", True),
    ("baikal nothing", False),
    ("tomur", True),
    ("Томур", True),
    ("hemit", True),
    ("kept2", True),
    ("Rossii", True),
    ("microfilm", True),
    ("Ṣhinjang", True),
    ("eastern press", True),
    ("family", False),
    ("book", False),
    ("100%", False),
    ("_", False),
    ("x\x00nowhere", False),
]


@pytest.mark.parametrize(("words", "is_found"), FOUND)
def test_words_are_found_wherever_they_stand(
    as_reader: Client, workspace: Workspace, make: Make, words: str, *, is_found: bool
) -> None:
    make(
        "Winds on Lake Baikal",
        csl={
            "author": [{"family": "Tömür", "given": "Hemit"}],
            "archive": "Gosudarstvennyj archiv Rossii",
            "publisher": "Eastern Press",
            "note": "On microfilm.",
            "language": "ru",
        },
        variants={
            "title": [{"form": "romanised", "language": "ug-Latn", "text": "Shinjang géziti"}],
            "author": [
                [{"form": "other", "language": "ru", "name": {"family": "Томур", "given": "Х."}}]
            ],
        },
        citation_key="kept2",
    )
    assert bool(titles(as_reader, workspace, urlencode({"q": words}))) == is_found


@pytest.fixture
def shelf(make: Make, text: Text, citation: Citation, owner: User, annotator: User) -> None:
    """Petrov's report of September 1949, cited, with a text; and three more."""
    workspace = text.source.workspace
    letter = make(
        "A letter", csl={"type": "personal_communication", "language": "ru"}, date="1949-08-24"
    )
    make("A memoir", csl={"language": "ru"}, date="1955/1962", originality="authored")
    make("No date", csl={"type": "map"})
    flight = tags.create_tag(actor=owner, workspace=workspace, name="flight")
    tags.create_tag(actor=owner, workspace=workspace, name="night flight", broader=flight)
    tag_sources(actor=annotator, workspace=workspace, sources=[letter], names=["night flight"])
    tag_sources(actor=annotator, workspace=workspace, sources=[text.source], names=["flight"])


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        ("type", {"report": 1, "personal_communication": 1, "book": 1, "map": 1}),
        ("language", {"ru": 2, "-": 2}),
        ("period", {"1940": 2, "1950": 1, "1960": 1, "-": 1}),
        ("cited", {"yes": 1, "no": 3}),
        ("text", {"yes": 1, "no": 3}),
        ("originality", {"authored": 1, "-": 3}),
    ],
)
def test_facets_count(
    as_reader: Client, workspace: Workspace, facet: str, expected: dict[str, int]
) -> None:
    assert counts(as_reader, workspace, facet) == expected


@pytest.mark.usefixtures("shelf")
def test_a_tag_counts_what_bears_narrower_ones(as_reader: Client, workspace: Workspace) -> None:
    uids = {tag.name: str(tag.uid) for tag in Tag.objects.filter(workspace=workspace)}
    assert counts(as_reader, workspace, "tag") == {
        uids["flight"]: 2,
        uids["night flight"]: 1,
        "-": 2,
    }
    found = titles(as_reader, workspace, f"tag={uids['flight']}")
    assert sorted(found) == ["A letter", "Airfield report"]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=map&type=book", ["No date", "A memoir"]),
        ("type=map&language=ru", []),
        ("period=1960", ["A memoir"]),
        ("period=-", ["No date"]),
        ("cited=yes", ["Airfield report"]),
        ("text=no&language=ru&originality=-", ["A letter"]),
        ("q=letter&type=map", []),
        ("type=nonsense", []),
        ("tag=nonsense", []),
        ("nonsense=1&sort=nonsense&page=nonsense", 4),
    ],
)
def test_facets_narrow(
    as_reader: Client, workspace: Workspace, query: str, expected: list[str] | int
) -> None:
    found = titles(as_reader, workspace, query)
    if isinstance(expected, int):
        assert len(found) == expected
    else:
        assert sorted(found) == sorted(expected)


@pytest.mark.usefixtures("shelf")
def test_a_facet_counts_what_the_others_leave(as_reader: Client, workspace: Workspace) -> None:
    query = "language=ru&type=book"
    # Its own choice does not narrow a facet, so that another value can be added.
    assert counts(as_reader, workspace, "type", query) == {"book": 1, "personal_communication": 1}
    assert counts(as_reader, workspace, "language", query) == {"ru": 1}
    assert counts(as_reader, workspace, "type", "q=memoir") == {}


@pytest.mark.usefixtures("shelf")
def test_a_private_highlight_cites_nothing_for_others(
    as_reader: Client, workspace: Workspace, citation: Citation
) -> None:
    citation.claim.refresh_from_db()
    assert counts(as_reader, workspace, "cited")["yes"] == 1
    people.delete(actor=citation.created_by, row=citation)
    assert counts(as_reader, workspace, "cited") == {}


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("title", "A letter", "No date"),
        ("-title", "No date", "A letter"),
        ("date", "A letter", "No date"),
        ("-date", "A memoir", "No date"),
        ("creators", "Airfield report", ""),
        ("added", "Airfield report", "No date"),
        ("-added", "No date", "Airfield report"),
    ],
)
def test_orders(as_reader: Client, workspace: Workspace, sort: str, first: str, last: str) -> None:
    found = titles(as_reader, workspace, f"sort={sort}")
    assert found[0] == first
    assert found[-1] == last or not last


def test_the_order_of_changes(as_reader: Client, make: Make, annotator: User) -> None:
    older = make("Older")
    make("Newer")
    services.change_source(
        actor=annotator, source=older, csl=older.csl, date="1950", citation_key=""
    )
    assert titles(as_reader, older.workspace, "sort=-changed") == ["Older", "Newer"]


def test_heads_say_how_they_are_sorted(as_reader: Client, source: Source) -> None:
    page = body(as_reader, source.workspace, "sort=title&type=report")
    assert re.search(r'aria-sort="ascending"><a href="\?type=report&amp;sort=-title">Title', page)
    assert page.count("aria-sort") == 1


def test_chips_take_one_filter_away(as_reader: Client, source: Source) -> None:
    page = body(as_reader, source.workspace, "q=report&type=report&text=no")
    assert 'href="?q=report&amp;text=no"' in page
    assert 'href="?type=report&amp;text=no"' in page


def test_columns_are_remembered(as_reader: Client, source: Source) -> None:
    url = reverse("sources:source_list", args=[source.workspace.uid])
    chosen = "columns=language&columns=added&columns=nonsense"
    response = as_reader.get(f"{url}?{chosen}&keep_columns=1&q=report")
    assert response["Location"] == f"{url}?q=report"
    page = body(as_reader, source.workspace)
    assert ">Language<" in page
    assert ">Citation key<" not in page
    # An address that names columns is followed, and forgotten.
    assert ">Archive<" in body(as_reader, source.workspace, "columns=archive")
    assert ">Language<" in body(as_reader, source.workspace)


def test_pages_keep_what_was_asked(
    as_reader: Client, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE_SIZE", 2)
    workspace = make("Book 0").workspace
    for title in ("Book 1", "Book 2"):
        make(title)
    page = body(as_reader, workspace, "type=book&sort=-title&page=2")
    assert "Page 2 of 2" in page
    assert "?type=book&amp;sort=-title&amp;page=1" in page
    assert titles(as_reader, workspace, "type=book&sort=-title&page=2") == ["Book 0"]


def test_queries_do_not_grow_with_rows(
    as_reader: Client, make: Make, workspace: Workspace, annotator: User
) -> None:
    sources = [make("First")]
    tag_sources(actor=annotator, workspace=workspace, sources=sources, names=["one"])
    body(as_reader, workspace)
    with CaptureQueriesContext(connection) as few:
        body(as_reader, workspace)
    sources += [make(f"Book {number}", csl={"type": "map"}, date="1949") for number in range(5)]
    tag_sources(actor=annotator, workspace=workspace, sources=sources, names=["two", "three"])
    with CaptureQueriesContext(connection) as more:
        body(as_reader, workspace)
    assert len(more) == len(few)


def test_an_empty_workspace_says_what_to_do(
    client: Client, workspace: Workspace, annotator: User, reader: User
) -> None:
    client.force_login(annotator)
    assert "Add the first source" in body(client, workspace)
    client.force_login(reader)
    assert "Nobody has added a source" in body(client, workspace)
