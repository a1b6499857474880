"""Which sources may be one and the same, and why."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from project.people.models import User, Workspace
from sources.deleting import delete
from sources.records import services
from sources.records.duplicates import Traits, compare, find, pairs
from sources.records.models import Source

BOOK: dict[str, Any] = {
    "type": "book",
    "title": "The Crash at Lake Baikal",
    "author": [{"family": "Petrov", "given": "Ivan"}],
}
UYGHUR = {"type": "book", "title": "بايقال كۆلىدىكى ۋەقە", "author": [{"family": "تۆمۈر"}]}
ROMANISED = {
    "title": [{"form": "romanised", "language": "ug-Latn", "text": "Bayqal kölidiki weqe"}],
    "author": [[{"form": "romanised", "language": "ug-Latn", "name": {"family": "Tömür"}}]],
}
Case = tuple[dict[str, Any], str, dict[str, Any], str, list[str] | None]


def changed(**fields: Any) -> dict[str, Any]:
    return {**BOOK, **fields}


CASES: list[Case] = [
    (BOOK, "1949", BOOK, "1949", ["title 100 % alike", "creators 100 % alike", "same year"]),
    (BOOK, "1949-08", changed(title="Crash at the Lake Baikal"), "", ["title", "creators"]),
    (BOOK, "1949", BOOK, "1986", None),
    (BOOK, "1949", changed(author=[{"family": "Schmidt", "given": "Eva"}]), "1949", None),
    (BOOK, "1949", changed(title="Something else altogether"), "1949", None),
    (changed(DOI="10.1000/ABC"), "", {"type": "map", "title": "x",
     "DOI": "https://doi.org/10.1000/abc"}, "", ["same DOI"]),
    (changed(ISBN="0-306-40615-2"), "", {"type": "book", "title": "x", "ISBN": "9780306406157"},
     "", ["same ISBN"]),
    (changed(ISBN="0306406152", type="chapter", **{"container-title": "B"}), "",
     {"type": "chapter", "title": "x", "ISBN": "0306406152", "container-title": "B"}, "", None),
    (changed(URL="https://www.example.org/a/"), "", {"type": "webpage", "title": "x",
     "URL": "http://example.org/a#top"}, "", ["same web address"]),
    ({"type": "periodical", "title": "Pravda", "ISSN": "1234-5678"}, "",
     {"type": "periodical", "title": "Правда", "ISSN": "12345678"}, "", ["same ISSN"]),
    ({"type": "article-journal", "title": "One", "ISSN": "1234-5678"}, "",
     {"type": "article-journal", "title": "Another", "ISSN": "1234-5678"}, "", None),
    ({"type": "book", "title": "Правда"}, "", {"type": "book", "title": "Pravda"}, "", ["title"]),
    ({"type": "book", "title": "Telegram one"}, "", {"type": "book", "title": "Telegram two"}, "",
     None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "date", "other", "other_date", "reasons"), CASES)
def test_alike(
    one: dict[str, Any],
    date: str,
    other: dict[str, Any],
    other_date: str,
    reasons: list[str] | None,
) -> None:
    first, second = Traits(one, date, {}), Traits(other, other_date, {})
    match = compare(first, second)
    assert match == compare(second, first)
    if reasons is None:
        assert match is None
    else:
        assert match is not None
        assert len(match[0]) == len(reasons)
        assert all(said.startswith(words) for said, words in zip(match[0], reasons, strict=True))


def test_both_scripts_are_compared() -> None:
    both = Traits(UYGHUR, "1949", ROMANISED)
    latin = {
        "type": "book",
        "title": "Bayqal Kölidiki Weqe",
        "author": [{"family": "Tömür"}],
    }
    assert compare(both, Traits(latin, "1949", {})) is not None
    assert compare(both, Traits(UYGHUR, "1949", {})) is not None
    assert compare(Traits(UYGHUR, "1949", {}), Traits(latin, "1950", {})) is None


@pytest.fixture
def book(workspace: Workspace, annotator: User) -> Source:
    return services.create_source(actor=annotator, workspace=workspace, csl=BOOK, date="1949")


def test_candidates_are_those_one_may_see(
    book: Source, source: Source, reader: User, outsider: User, annotator: User
) -> None:
    workspace = book.workspace
    (found,) = find(workspace, reader, changed(title="Crash at Lake Baikal"), "1949-08")
    assert found.source == book
    assert find(workspace, reader, BOOK, "1949", but=book) == []
    assert find(workspace, outsider, BOOK, "1949") == []
    (same_key,) = find(workspace, reader, {"type": "map", "title": "x"}, citation_key="petrov1949")
    assert same_key.reasons == ("same citation key",)
    delete(actor=annotator, row=book)
    assert find(workspace, reader, BOOK, "1949") == []


def test_pairs_of_a_workspace_likeliest_first(
    workspace: Workspace, annotator: User, outsider: User, other_workspace: Workspace
) -> None:
    def make(key: str, date: str = "", **fields: Any) -> Source:
        return services.create_source(
            actor=annotator,
            workspace=workspace,
            csl=changed(**fields),
            date=date,
            citation_key=key,
        )

    for key in ("undated", "dated"):
        make(key, "1949" if key == "dated" else "")
    make("other", "1949", title="Nothing like the others", DOI="10.1/x")
    make("doi", "1950", title="Elsewhere", DOI="doi:10.1/X")
    services.create_source(actor=outsider, workspace=other_workspace, csl=BOOK)
    found = [(p.first.citation_key, p.second.citation_key) for p in pairs(workspace, annotator)]
    assert found == [("other", "doi"), ("undated", "dated")]


def address(workspace: Workspace) -> str:
    return reverse("sources:duplicates", args=[workspace.uid])


def test_saving_asks_first_and_saves_anyway(client: Client, book: Source, annotator: User) -> None:
    client.force_login(annotator)
    url = reverse("sources:new_source", args=[book.workspace.uid])
    form = {"type": "book", "title": "Crash at Lake Baikal", "author-0-family": "Petrov, Ivan"}
    response = client.post(url, form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "This may be here already" in page
    assert book.get_absolute_url() in page
    assert "creators 100 % alike" in page
    assert 'value="Crash at Lake Baikal"' in page or ">Crash at Lake Baikal<" in page.replace(
        "\n", ""
    )
    assert Source.objects.count() == 1
    assert client.post(url, {**form, "save_anyway": "1"}).status_code == 302
    assert Source.objects.count() == 2


def test_an_edit_asks_only_where_something_telling_changed(
    client: Client, book: Source, annotator: User
) -> None:
    twin = services.create_source(actor=annotator, workspace=book.workspace, csl=BOOK)
    client.force_login(annotator)
    url = reverse("sources:edit_source", args=[book.workspace.uid, twin.uid])
    form = {"type": "book", "title": BOOK["title"], "author-0-family": "Petrov",
            "author-0-given": "Ivan"}  # fmt: skip
    assert client.post(url, {**form, "archive": "State archive"}).status_code == 302
    assert client.post(url, {**form, "title": "The Crash at Baikal Lake"}).status_code == 409


def test_the_page_of_duplicates(
    client: Client, book: Source, annotator: User, reader: User, outsider: User
) -> None:
    workspace = book.workspace
    client.force_login(annotator)
    assert "None found" in client.get(address(workspace)).content.decode()
    twin = services.create_source(actor=annotator, workspace=workspace, csl=BOOK, date="1949")
    merge = reverse("sources:merge_sources", args=[workspace.uid, book.uid, twin.uid])
    for user, status, offered in ((annotator, 200, True), (reader, 200, False)):
        client.force_login(user)
        response = client.get(address(workspace))
        assert (response.status_code, merge in response.content.decode()) == (status, offered)
    client.force_login(outsider)
    assert client.get(address(workspace)).status_code == 404
    client.logout()
    assert client.get(address(workspace)).status_code == 404


def test_queries_do_not_grow(client: Client, workspace: Workspace, annotator: User) -> None:
    client.force_login(annotator)

    def count() -> int:
        services.create_source(actor=annotator, workspace=workspace, csl=BOOK, date="1949")
        with CaptureQueriesContext(connection) as captured:
            client.get(address(workspace))
        return len(captured)

    count()
    assert len({count() for _ in range(3)}) == 1
