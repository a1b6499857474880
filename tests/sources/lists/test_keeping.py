"""Bulk acts, saved views and the reading list."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims.models import Citation
from project.people.models import User, Workspace
from sources.lists import services
from sources.lists.models import ReadingListEntry, SavedView
from sources.records import services as records
from sources.records.models import Source, SourceTag


def url(name: str, workspace: Workspace, *args: Any) -> str:
    return reverse(f"sources:{name}", args=[workspace.uid, *args])


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


@pytest.fixture
def book(workspace: Workspace, annotator: User) -> Source:
    return records.create_source(
        actor=annotator, workspace=workspace, csl={"type": "book", "title": "Lake Baikal"}
    )


# Anonymous, outsider, reader.
ADDRESSES = [
    ("bulk", "", (302, 404, 302)),
    ("restore_deleted", "", (302, 404, 403)),
    ("new_view", "", (302, 404, 422)),
    ("edit_view", "view", (302, 404, 404)),
    ("delete_view", "view", (302, 404, 404)),
    ("restore_view", "view", (302, 404, 404)),
    ("add_to_reading_list", "source", (302, 404, 302)),
    ("change_entry", "entry", (302, 404, 404)),
    ("delete_entry", "entry", (302, 404, 404)),
    ("restore_entry", "entry", (302, 404, 404)),
    ("change_source_tags", "source", (302, 404, 403)),
]


@pytest.mark.parametrize(("name", "about", "expected"), ADDRESSES)
def test_who_posts_what(
    client: Client,
    source: Source,
    annotator: User,
    reader: User,
    outsider: User,
    name: str,
    about: str,
    expected: tuple[int, ...],
) -> None:
    """What is the annotator's own does not exist for others."""
    workspace = source.workspace
    view = services.save_view(actor=annotator, workspace=workspace, name="Mine", query="")
    entry = services.add_to_reading_list(actor=annotator, source=source)
    uids = {"view": view.uid, "entry": entry.uid, "source": source.uid}
    address = url(name, workspace, *([uids[about]] if about else []))
    statuses = []
    for user in (None, outsider, reader):
        client.logout()
        if user:
            client.force_login(user)
        statuses.append(client.post(address).status_code)
    assert tuple(statuses) == expected


def test_tagging_the_ticked(as_annotator: Client, source: Source, book: Source) -> None:
    posted = {"act": "tag", "tags": "Flight,  air field ,", "source": [source.uid, "nonsense"]}
    as_annotator.post(url("bulk", source.workspace), posted)
    assert sorted(SourceTag.objects.values_list("tag__name", flat=True)) == ["Flight", "air field"]
    as_annotator.post(
        url("bulk", source.workspace), {"act": "untag", "tags": "flight", "source": [source.uid]}
    )
    assert list(SourceTag.objects.values_list("tag__name", flat=True)) == ["air field"]


def test_all_that_are_found(as_annotator: Client, source: Source, book: Source) -> None:
    posted = {"act": "tag", "tags": "x", "all": "1", "query": "type=book"}
    response = as_annotator.post(url("bulk", source.workspace), posted)
    assert response["Location"].endswith("?type=book")
    assert list(SourceTag.objects.values_list("source", flat=True)) == [book.pk]


def test_sources_of_another_workspace_are_not_touched(
    client: Client, source: Source, other_workspace: Workspace, outsider: User
) -> None:
    client.force_login(outsider)
    client.post(url("bulk", other_workspace), {"act": "tag", "tags": "x", "source": [source.uid]})
    assert not SourceTag.objects.exists()


EXPORTS = [
    ("csljson", "json", '"title": "Lake Baikal"'),
    ("bibtex", "bib", "title = {Lake {Baikal}}"),
    ("biblatex", "bib", "title = {Lake {Baikal}}"),
    ("ris", "ris", "TI  - Lake Baikal"),
    ("bibliography", "html", "<i>Lake Baikal</i>"),
    ("nonsense", "json", '"title": "Lake Baikal"'),
]


@pytest.mark.parametrize(("name", "extension", "words"), EXPORTS)
def test_export(
    client: Client, book: Source, reader: User, name: str, extension: str, words: str
) -> None:
    client.force_login(reader)
    posted = {"act": "export", "format": name, "source": [book.uid], "style": "apa"}
    response = client.post(url("bulk", book.workspace), posted)
    assert response["Content-Disposition"] == f'attachment; filename="sources.{extension}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert words.lower() in response.content.decode().replace("em>", "i>").lower()


def test_an_unknown_style_is_said(as_annotator: Client, book: Source) -> None:
    posted = {"act": "export", "format": "bibliography", "source": [book.uid], "style": "../x"}
    response = as_annotator.post(url("bulk", book.workspace), posted, follow=True)
    assert "There is no citation style" in response.content.decode()


def test_an_export_can_be_read_again(as_annotator: Client, source: Source) -> None:
    posted = {"act": "export", "format": "csljson", "source": [source.uid]}
    response = as_annotator.post(url("bulk", source.workspace), posted)
    assert json.loads(response.content) == [source.csl_item()]


def test_deleting_asks_and_can_be_undone(
    as_annotator: Client, source: Source, book: Source
) -> None:
    workspace = source.workspace
    posted = {"act": "delete", "source": [source.uid, book.uid]}
    assert "Delete 2 sources?" in as_annotator.post(url("bulk", workspace), posted).content.decode()
    assert Source.objects.existing().count() == 2
    response = as_annotator.post(url("bulk", workspace), {**posted, "sure": "1"}, follow=True)
    assert "2 sources deleted." in response.content.decode()
    assert not Source.objects.existing().exists()
    as_annotator.post(url("restore_deleted", workspace))
    assert Source.objects.existing().count() == 2
    as_annotator.post(url("restore_deleted", workspace))


def test_what_is_cited_stays(as_annotator: Client, citation: Citation, book: Source) -> None:
    assert citation.highlight
    cited = citation.highlight.text.source
    posted = {"act": "delete", "sure": "1", "source": [cited.uid, book.uid]}
    response = as_annotator.post(url("bulk", book.workspace), posted, follow=True)
    assert "1 source is cited and stays: Airfield report." in response.content.decode()
    assert list(Source.objects.existing()) == [cited]


@pytest.mark.parametrize("act", ["tag", "untag", "delete"])
def test_readers_change_nothing(client: Client, source: Source, reader: User, act: str) -> None:
    client.force_login(reader)
    posted = {"act": act, "tags": "x", "sure": "1", "source": [source.uid]}
    assert client.post(url("bulk", source.workspace), posted).status_code == 403


@pytest.mark.parametrize("posted", [{}, {"act": "export"}, {"source": ["nonsense"]}])
def test_nothing_selected_is_said(
    as_annotator: Client, source: Source, posted: dict[str, Any]
) -> None:
    response = as_annotator.post(url("bulk", source.workspace), posted, follow=True)
    assert "Select a source first." in response.content.decode()


def test_a_view_is_saved_opened_changed_and_deleted(as_annotator: Client, source: Source) -> None:
    workspace = source.workspace
    posted = {"name": "Reports", "query": "type=report&nonsense=1&page=3"}
    response = as_annotator.post(url("new_view", workspace), posted)
    view = SavedView.objects.get()
    assert (view.query, view.shared) == ("type=report", False)
    assert response["Location"] == f"{url('source_list', workspace)}?type=report"
    page = as_annotator.get(response["Location"]).content.decode()
    assert 'aria-current="page"><bdi>Reports</bdi>' in page
    proposed = as_annotator.get(f"{url('edit_view', workspace, view.uid)}?type=book")
    assert 'value="type=book"' in proposed.content.decode()
    changed = {"name": "Books", "query": "type=book", "shared": "on"}
    as_annotator.post(url("edit_view", workspace, view.uid), changed)
    view.refresh_from_db()
    assert (view.name, view.query, view.shared) == ("Books", "type=book", True)
    as_annotator.post(url("delete_view", workspace, view.uid))
    assert not SavedView.objects.existing().exists()
    as_annotator.post(url("restore_view", workspace, view.uid))
    assert SavedView.objects.existing().exists()


def test_a_name_is_given_once(as_annotator: Client, workspace: Workspace, annotator: User) -> None:
    services.save_view(actor=annotator, workspace=workspace, name="Mine", query="")
    response = as_annotator.post(url("new_view", workspace), {"name": "Mine"})
    assert response.status_code == 422
    assert "You have a view of this name here." in response.content.decode()


@pytest.mark.parametrize("shared", [True, False])
def test_views_of_others(
    client: Client, source: Source, annotator: User, reader: User, *, shared: bool
) -> None:
    workspace = source.workspace
    view = services.save_view(
        actor=annotator, workspace=workspace, name="Theirs", query="", shared=shared
    )
    client.force_login(reader)
    assert ("Theirs" in client.get(url("source_list", workspace)).content.decode()) == shared
    status = client.post(url("edit_view", workspace, view.uid), {"name": "Mine"}).status_code
    assert status == (403 if shared else 404)


def test_the_reading_list(client: Client, source: Source, reader: User) -> None:
    workspace = source.workspace
    client.force_login(reader)
    for _twice in range(2):
        client.post(url("add_to_reading_list", workspace, source.uid))
    entry = ReadingListEntry.objects.get()
    noted = {"note": "For the dates"}
    client.post(url("change_entry", workspace, entry.uid), noted)
    page = client.get(url("reading_list", workspace)).content.decode()
    assert "For the dates" in page
    assert "Mark as read" in page
    client.post(url("change_entry", workspace, entry.uid), {**noted, "read": "on"})
    assert "Mark as unread" in client.get(url("reading_list", workspace)).content.decode()
    client.post(url("delete_entry", workspace, entry.uid))
    assert "Nothing on your list" in client.get(url("reading_list", workspace)).content.decode()
    client.post(url("restore_entry", workspace, entry.uid))
    assert "For the dates" in client.get(url("reading_list", workspace)).content.decode()


def test_nobody_sees_anothers_list(
    client: Client, source: Source, annotator: User, reader: User
) -> None:
    services.add_to_reading_list(actor=annotator, source=source, note="Mine alone")
    client.force_login(reader)
    assert "Mine alone" not in client.get(url("reading_list", source.workspace)).content.decode()
    page = client.get(source.get_absolute_url()).content.decode()
    assert "Put on my reading list" in page


def test_queries_of_the_reading_list_do_not_grow(
    client: Client, source: Source, book: Source, reader: User
) -> None:
    client.force_login(reader)
    address = url("reading_list", source.workspace)
    services.add_to_reading_list(actor=reader, source=source)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    services.add_to_reading_list(actor=reader, source=book)
    with CaptureQueriesContext(connection) as two:
        client.get(address)
    assert len(two) == len(one)


def test_going_on_leads_nowhere_else(client: Client, source: Source, reader: User) -> None:
    client.force_login(reader)
    posted = {"next": "https://example.org/"}
    response = client.post(url("add_to_reading_list", source.workspace, source.uid), posted)
    assert response["Location"] == source.get_absolute_url()
