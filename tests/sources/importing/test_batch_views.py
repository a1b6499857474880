"""Bringing many files in through the pages and the API."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from project.people.models import User, Workspace
from sources.importing import batches, services
from sources.importing.base import Options
from sources.importing.gathering import File
from sources.importing.models import Batch, Import
from sources.importing.option_fields import WORDS
from sources.importing.reports import as_csv
from sources.records.models import Source
from tests.rooms import at

HTMX = {"HX-Request": "true"}
ASKED = {"language": "ru", "kind": "transcription"}


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


@pytest.fixture
def programme(api: Callable[..., APIClient], annotator: User) -> APIClient:
    return api(annotator)


def files(count: int) -> list[File]:
    return [File(f"a/{n}.txt", f"Words {n}.".encode()) for n in range(count)]


def start(actor: User, workspace: Workspace, sent: list[File]) -> Batch:
    return batches.start_batch(actor=actor, workspace=workspace, files=sent, language="en")


def sent(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, f"Words of {name}.".encode()) for name in names]


def new(workspace: Workspace) -> str:
    return reverse("sources:new_batch", args=[workspace.uid])


def test_every_option_is_asked_for_in_words() -> None:
    assert set(WORDS) == set(Options.__dataclass_fields__)


def test_files_with_their_paths_a_table_and_options(
    as_annotator: Client, workspace: Workspace
) -> None:
    paths = json.dumps(["letters/a.txt", "letters/b/a.txt"])
    table = SimpleUploadedFile("t.csv", b"file,title\nb/a.txt,Told\n")
    given = {"folder": sent("a.txt", "a.txt"), "paths": paths, "table": table, "unwrap": "on"}
    response = as_annotator.post(new(workspace), {**ASKED, **given})
    batch = Batch.objects.get()
    assert response["Location"] == batch.get_absolute_url()
    assert batch.name == "letters"
    assert batch.options["unwrap"] is True
    told = {each.path: each.details for each in batch.imports.all()}
    assert told["letters/b/a.txt"]["csl"] == {"title": "Told"}
    assert told["letters/a.txt"] == {"csl": {"title": "Told"}}


@pytest.mark.parametrize("paths", ["", "not JSON", '["only one"]', "[1, 2]", '{"a": 1}'])
def test_paths_that_do_not_fit_are_left_out(
    as_annotator: Client, workspace: Workspace, paths: str
) -> None:
    given = {**ASKED, "files": sent("a.txt", "b.txt"), "paths": paths}
    assert as_annotator.post(new(workspace), given).status_code == 302
    assert {each.path for each in Import.objects.all()} == {"a.txt", "b.txt"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose one file at least."),
        ({"files": sent("a.zip", "b.txt")}, "Import a ZIP by itself"),
        ({"files": sent("a.txt", "b.txt", "c.txt")}, "At most 2 files"),
        ({"files": sent("a.txt"), "language": "not a tag"}, "is not a language tag"),
        ({"files": sent("a.txt"), "table": sent("t.csv")[0]}, "no column “file”"),
    ],
)
def test_bad_input_is_told_by_the_field(
    as_annotator: Client,
    workspace: Workspace,
    settings: Settings,
    fields: dict[str, Any],
    words: str,
) -> None:
    settings.IMPORT_MAX_FILES = 2
    response = as_annotator.post(new(workspace), {**ASKED, **fields})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Batch.objects.exists()


def test_scripts_hear_of_progress_and_read_the_report_at_last(
    as_annotator: Client, workspace: Workspace, annotator: User
) -> None:
    batch = start(annotator, workspace, files(2))
    url = batch.get_absolute_url()
    assert "Waiting for its turn" in as_annotator.get(url).content.decode()
    assert as_annotator.get(url, {"seen": "queued-0"}, headers=HTMX).status_code == 204
    batches.carry_out_batch(batch)
    answer = as_annotator.get(url, {"seen": "queued-0"}, headers=HTMX)
    assert answer["HX-Refresh"] == "true"
    assert "2 files are through." in as_annotator.get(url).content.decode()


def test_the_report_as_a_table(as_annotator: Client, workspace: Workspace, annotator: User) -> None:
    sources = [*files(1), File("=cmd.txt", b""), File("a/twin.txt", files(1)[0].data)]
    batch = start(annotator, workspace, sources)
    batches.carry_out_batch(batch)
    url = reverse("sources:batch_report", args=[workspace.uid, batch.uid])
    text = b"".join(as_annotator.get(url).streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row[:2] for row in rows[1:]] == [
        ["'=cmd.txt", "Failed"], ["a/0.txt", "Done"], ["a/twin.txt", "Here already"],
    ]  # fmt: skip
    assert "is empty" in rows[1][2]
    assert "was imported already" in rows[3][2]
    assert list(as_csv([])) == [text.partition("\n")[0] + "\n"]


def test_a_likely_double_is_told(as_annotator: Client, source: Source, annotator: User) -> None:
    title = source.title.upper()
    table = File("t.csv", f"file,title,date\na/0.txt,{title},{source.date}\n".encode())
    batch = batches.start_batch(
        actor=annotator, workspace=source.workspace, files=files(2), table=table, language="en"
    )
    batches.carry_out_batch(batch)
    page = as_annotator.get(batch.get_absolute_url()).content.decode()
    assert page.count("may be the same source") == 1
    assert source.citation_key in page


@pytest.mark.parametrize("page", ["sources:import_list", "sources:batch"])
def test_queries_do_not_grow_with_files(
    as_annotator: Client, workspace: Workspace, annotator: User, page: str
) -> None:
    counts = []
    for number in (1, 4):
        batch = start(
            annotator,
            workspace,
            [File(f"{number}-{n}.txt", b"x" * (n + number)) for n in range(number)],
        )
        batches.carry_out_batch(batch)
        url = (
            batch.get_absolute_url()
            if page == "sources:batch"
            else reverse(page, args=[workspace.uid])
        )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert as_annotator.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_report_is_deleted_with_what_was_refused_and_comes_back(
    as_annotator: Client, workspace: Workspace, annotator: User
) -> None:
    batch = start(annotator, workspace, [*files(1), File("empty.txt", b"")])
    delete = reverse("sources:delete_batch", args=[workspace.uid, batch.uid])
    as_annotator.post(delete)
    assert Batch.objects.existing().exists(), "it is still under way"
    batches.carry_out_batch(batch)
    as_annotator.post(delete)
    assert list(Import.objects.existing().values_list("state", flat=True)) == ["done"]
    as_annotator.post(reverse("sources:restore_batch", args=[workspace.uid, batch.uid]))
    assert Import.objects.existing().count() == 2
    assert as_annotator.get(batch.get_absolute_url()).status_code == 200


def test_a_file_that_is_here_already_is_offered_again(
    as_annotator: Client, source: Source, annotator: User
) -> None:
    data = b"The very same."
    first = services.start_import(
        actor=annotator, source=source, data=data, filename="a.txt", language="en"
    )
    services.carry_out(first)
    url = reverse("sources:new_text", args=[source.workspace.uid, source.uid])
    given = {**ASKED, "form_of_pasted": "plain", "direction": "", "title": ""}
    answer = as_annotator.post(url, {**given, "file": SimpleUploadedFile("b.txt", data)})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "was imported already, as the text" in page
    assert 'type="checkbox" name="again"' in page
    again = {**given, "file": SimpleUploadedFile("b.txt", data), "again": "on"}
    assert as_annotator.post(url, again).status_code == 302
    assert Import.objects.count() == 2


def test_cancelling_ends_a_running_import(source: Source, annotator: User) -> None:
    pending = services.start_import(
        actor=annotator, source=source, data=b"# Words", filename="a.md", language="en"
    )
    services.cancel(actor=annotator, pending=pending)
    assert services.carry_out(pending).state == Import.State.CANCELLED
    assert not pending.original.imports.filter(text__isnull=False).exists()


def test_one_file_over_the_api(programme: APIClient, source: Source) -> None:
    workspace = source.workspace
    body = {"source": source.uid, "language": "en", "file": SimpleUploadedFile("a.txt", b"Words.")}
    answer = programme.post(at(workspace, "imports"), {**body, "options": ["unwrap"]})
    assert answer.status_code == 202
    assert answer.json()["state"] == "queued"
    services.carry_out(Import.objects.get())
    done = programme.get(answer["Location"]).json()
    assert (done["state"], done["source"]) == ("done", str(source.uid))
    assert programme.get(at(workspace, f"texts/{done['text']}")).status_code == 200
    body["file"] = SimpleUploadedFile("a.txt", b"Words.")
    repeated = programme.post(at(workspace, "imports"), body)
    assert repeated.status_code == 422
    assert "already" in repeated.json()["errors"]["file"][0]


def test_a_batch_over_the_api(programme: APIClient, workspace: Workspace) -> None:
    body = {
        "language": "en",
        "files": [{"path": "a/b.txt", "content": "V29yZHM="}, {"path": "c.txt", "content": ""}],
        "table": "file,title\nb.txt,Told\n",
    }
    answer = programme.post(at(workspace, "batches"), body, format="json")
    assert answer.status_code == 202, answer.content
    batches.carry_out_batch(Batch.objects.get())
    found = programme.get(answer["Location"]).json()
    assert (found["state"], found["progress"]["counts"]) == ("done", {"done": 1, "failed": 1})
    report = programme.get(f"{answer['Location']}report/").json()
    assert [(each["path"], each["state"]) for each in report] == [
        ("a/b.txt", "done"), ("c.txt", "failed"),
    ]  # fmt: skip
    listed = programme.get(at(workspace, "imports"), {"batch": found["uid"], "state": "failed"})
    assert [each["path"] for each in listed.json()["results"]] == ["c.txt"]
    assert programme.post(f"{answer['Location']}retry/").status_code == 202
    assert programme.post(f"{answer['Location']}cancel/").json()["state"] == "cancelled"
    assert programme.delete(answer["Location"]).status_code == 204


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"content": "not base64!"}, "content"),
        ({"language": "not a tag"}, "language"),
        ({"options": ["everything"]}, "options"),
        ({"source": "01a205ff-2b6a-798f-a5e4-f0b7bb0c93a0"}, "source"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_bad_input_over_the_api(
    programme: APIClient, source: Source, fields: dict[str, Any], wrong: str
) -> None:
    body = {"source": source.uid, "language": "en", "filename": "a.txt", "content": "V29yZHM="}
    answer = programme.post(at(source.workspace, "imports"), {**body, **fields}, format="json")
    assert answer.status_code == 422
    assert wrong in answer.json()["errors"]
