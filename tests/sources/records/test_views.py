"""Pages of sources."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims.models import Citation
from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces
from sources.importing.models import Import, Original
from sources.records import services
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain

SCRIPT = "<script>alert(1)</script>"
FORM = {"type": "book", "title": "Memoir of a pilot"}


def address(name: str, workspace: Workspace, *args: Any) -> str:
    return reverse(f"sources:{name}", args=[workspace.uid, *args])


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


def body(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


# Annotator, reader, outsider, anonymous.
PAGES = [
    ("source_list", False, (200, 200, 404, 404)),
    ("source", True, (200, 200, 404, 404)),
    ("new_source", False, (200, 403, 404, 302)),
    ("edit_source", True, (200, 403, 404, 302)),
    ("delete_source", True, (200, 403, 404, 302)),
    ("new_text", True, (200, 403, 404, 302)),
]


@pytest.mark.parametrize(("name", "of_source", "expected"), PAGES)
def test_who_opens_what(
    client: Client,
    source: Source,
    annotator: User,
    reader: User,
    outsider: User,
    name: str,
    expected: tuple[int, ...],
    *,
    of_source: bool,
) -> None:
    url = address(name, source.workspace, *([source.uid] if of_source else []))
    statuses = []
    for user in (annotator, reader, outsider, None):
        client.logout()
        if user:
            client.force_login(user)
        statuses.append(client.get(url).status_code)
    assert tuple(statuses) == expected


def test_a_source_of_another_workspace_is_not_at_this_address(
    client: Client, source: Source, other_workspace: Workspace, outsider: User
) -> None:
    client.force_login(outsider)
    assert client.get(address("source", other_workspace, source.uid)).status_code == 404


@pytest.mark.parametrize("name", ["delete_source", "restore_source", "edit_source"])
def test_readers_change_nothing(client: Client, source: Source, reader: User, name: str) -> None:
    client.force_login(reader)
    assert client.post(address(name, source.workspace, source.uid), FORM).status_code == 403
    source.refresh_from_db()
    assert (source.title, source.deleted_at) == ("Airfield report", None)


def test_a_public_workspace_is_read_without_an_account(
    client: Client, source: Source, owner: User
) -> None:
    workspaces.change_workspace(
        actor=owner,
        workspace=source.workspace,
        name="Open",
        description="",
        visibility="public",
    )
    page = body(client, source.get_absolute_url())
    assert "Airfield report" in page
    assert address("edit_source", source.workspace, source.uid) not in page


def test_deleting_asks_first_and_can_be_undone(as_annotator: Client, source: Source) -> None:
    url = address("delete_source", source.workspace, source.uid)
    assert "Airfield report" in body(as_annotator, url)
    response = as_annotator.post(url, follow=True)
    undo = address("restore_source", source.workspace, source.uid)
    assert undo in response.content.decode()
    assert as_annotator.get(source.get_absolute_url()).status_code == 404
    assert as_annotator.post(undo)["Location"] == source.get_absolute_url()
    assert as_annotator.get(source.get_absolute_url()).status_code == 200


def test_a_cited_source_is_not_deleted_and_it_is_said_why(
    as_annotator: Client, source: Source, citation: Citation
) -> None:
    response = as_annotator.post(address("delete_source", source.workspace, source.uid))
    assert response.status_code == 409
    assert "1 citation rests on this." in response.content.decode()
    assert as_annotator.get(source.get_absolute_url()).status_code == 200


# What finds the source by Petrov of 1949.
FOUND = ["", "petrov", "PETROV1949", "Airfield", "report airfield", "etro"]
MISSED = ["family", "type", "airfield memoir", "%", "_", "\\", "'", '"', "$", "1986", "literal"]


@pytest.mark.parametrize("q", FOUND)
def test_words_that_find(as_annotator: Client, source: Source, q: str) -> None:
    response = as_annotator.get(address("source_list", source.workspace), {"q": q})
    assert "Airfield report" in response.content.decode()


@pytest.mark.parametrize("q", MISSED)
def test_words_that_do_not(as_annotator: Client, source: Source, q: str) -> None:
    response = as_annotator.get(address("source_list", source.workspace), {"q": q})
    assert "Airfield report" not in response.content.decode()
    assert "Nothing found" in response.content.decode()


@pytest.mark.parametrize(("title", "q"), [("Акт КОМИССИИ", "комиссии"), ("ئەسلىمە", "سلىمە")])
def test_words_in_other_scripts_find(
    as_annotator: Client, workspace: Workspace, annotator: User, title: str, q: str
) -> None:
    services.create_source(
        actor=annotator, workspace=workspace, csl={"type": "book", "title": title}
    )
    response = as_annotator.get(address("source_list", workspace), {"q": q})
    assert title in response.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["b1", "c1", "petrov1949"]),
        ({"sort": "key"}, ["b1", "c1", "petrov1949"]),
        ({"sort": "title"}, ["petrov1949", "c1", "b1"]),
        ({"sort": "date"}, ["c1", "petrov1949", "b1"]),
        ({"type": "book"}, ["b1", "c1"]),
        ({"type": "nonsense"}, []),
        ({"sort": "nonsense", "page": "nonsense", "q": "\x00"}, ["b1", "c1", "petrov1949"]),
    ],
)
def test_order_and_type(
    as_annotator: Client,
    source: Source,
    annotator: User,
    query: dict[str, str],
    expected: list[str],
) -> None:
    for key, title, date in (("b1", "zebra", ""), ("c1", "Memoir", "1948")):
        services.create_source(
            actor=annotator,
            workspace=source.workspace,
            csl={"type": "book", "title": title},
            date=date,
            citation_key=key,
        )
    response = as_annotator.get(address("source_list", source.workspace), query)
    assert re.findall(r"<code>(.*?)</code>", response.content.decode()) == expected


def test_an_empty_list_says_what_to_do_first(
    as_annotator: Client, workspace: Workspace, reader: User
) -> None:
    assert "Add the first source" in body(as_annotator, address("source_list", workspace))
    as_annotator.force_login(reader)
    assert "Add the first source" not in body(as_annotator, address("source_list", workspace))


def test_the_page_tells_titles_languages_counts_and_files(
    as_annotator: Client, workspace: Workspace, annotator: User
) -> None:
    csl = {
        "type": "manuscript",
        "title": "ئەسلىمە",
        "language": "ug",
        "ISSN": "12-34",
        "URL": "javascript:alert(1)",
        "note": SCRIPT,
    }
    made = services.create_source(actor=annotator, workspace=workspace, csl=csl)
    page = body(as_annotator, made.get_absolute_url())
    assert re.search(r'<h1 lang="ug" dir="auto">ئەسلىمە</h1>', page)
    assert "ISSN" in page
    assert 'href="javascript:' not in page
    assert SCRIPT not in page
    assert "Nothing is marked in it yet." in page


def test_private_highlights_are_not_even_counted(
    client: Client,
    source: Source,
    citation: Citation,
    private_highlight: Highlight,
    annotator: User,
    reader: User,
) -> None:
    for user, count in ((annotator, "2 highlights"), (reader, "1 highlight<")):
        client.force_login(user)
        page = body(client, source.get_absolute_url())
        assert count in page
        assert "cited for 1 claim<" in page


def test_a_failed_import_is_shown_with_its_reason_and_file(
    as_annotator: Client, source: Source, failed_import: Import
) -> None:
    page = body(as_annotator, source.get_absolute_url())
    assert "This file is damaged." in page
    assert address("original", source.workspace, failed_import.original.uid) in page


@pytest.fixture
def failed_import(source: Source, annotator: User) -> Import:
    return add_import(source, annotator)


def add_import(source: Source, actor: User) -> Import:
    from project.people.history import attributed

    with attributed("test"):
        original = Original.objects.create(
            workspace=source.workspace,
            created_by=actor,
            filename="scan.docx",
            media_type="application/octet-stream",
            size=10,
            sha256="0" * 64,
            file="originals/00/0",
        )
        return Import.objects.create(
            workspace=source.workspace,
            created_by=actor,
            source=source,
            original=original,
            kind="transcription",
            language="en",
            state=Import.State.FAILED,
            error="This file is damaged.",
        )


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_queries_of_the_list_do_not_grow(
    as_annotator: Client, source: Source, text: Text, annotator: User
) -> None:
    url = address("source_list", source.workspace)
    before = queries(as_annotator, url)
    for n in range(5):
        services.create_source(
            actor=annotator,
            workspace=source.workspace,
            csl={"type": "book", "title": f"Source {n}", "author": [{"family": "A"}]},
            date="1949",
        )
    assert queries(as_annotator, url) == before


def test_queries_of_a_source_do_not_grow(
    as_annotator: Client, source: Source, text: Text, failed_import: Import, annotator: User
) -> None:
    before = queries(as_annotator, source.get_absolute_url())
    for n in range(3):
        more = texts.create_text(
            actor=annotator,
            source=source,
            document=from_plain("One."),
            language="ru",
            direction="ltr",
        )
        texts.edit_text(actor=annotator, text=more, content=f"One. {n}", based_on=1)
        add_import(source, annotator)
    assert queries(as_annotator, source.get_absolute_url()) == before


def test_the_list_is_paged_and_pages_keep_the_search(
    as_annotator: Client, workspace: Workspace, annotator: User
) -> None:
    for n in range(51):
        services.create_source(
            actor=annotator, workspace=workspace, csl={"type": "book", "title": f"Memoir {n}"}
        )
    response = as_annotator.get(address("source_list", workspace), {"q": "memoir"})
    page = response.content.decode()
    assert "Page 1 of 2" in page
    assert re.search(r'rel="next" href="\?q=memoir&amp;page=2"', page)
    second = as_annotator.get(address("source_list", workspace), {"q": "memoir", "page": "2"})
    assert len(re.findall(r"<code>", second.content.decode())) == 1
