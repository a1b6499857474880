"""Bringing a text in through the pages."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from project.people import services as people
from project.people.models import User
from sources.importing import services
from sources.importing.models import Import
from sources.records.models import Source

PASTED = {
    "pasted": "Первый.\r\n\r\nВторой.",
    "form_of_pasted": "plain",
    "language": "ru",
    "direction": "",
    "kind": "transcription",
    "title": "Отчёт",
}
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


@pytest.fixture
def pending(source: Source, annotator: User) -> Import:
    return services.start_import(
        actor=annotator, source=source, data=b"Words.", filename="a.txt", language="en"
    )


def new_text(source: Source) -> str:
    return reverse("sources:new_text", args=[source.workspace.uid, source.uid])


def original_of(found: Import) -> str:
    return reverse("sources:original", args=[found.workspace.uid, found.original.uid])


def upload(data: bytes, name: str) -> dict[str, Any]:
    return {**PASTED, "pasted": "", "file": SimpleUploadedFile(name, data)}


@pytest.mark.parametrize(("format_", "name"), [("plain", "pasted.txt"), ("markdown", "pasted.md")])
def test_a_pasted_text_is_kept_as_a_file_too(
    as_annotator: Client, source: Source, format_: str, name: str
) -> None:
    response = as_annotator.post(new_text(source), {**PASTED, "form_of_pasted": format_})
    pending = Import.objects.get()
    assert response["Location"] == pending.get_absolute_url()
    assert pending.original.filename == name
    with pending.original.file.open("rb") as file:
        assert file.read().decode() == "Первый.\n\nВторой."
    assert (pending.language, pending.direction, pending.title) == ("ru", "", "Отчёт")


def test_an_uploaded_file_is_kept_as_it_came(as_annotator: Client, source: Source) -> None:
    as_annotator.post(new_text(source), upload(b"\xff\xfeA\x00\r\x00", "отчёт.txt"))
    pending = Import.objects.get()
    assert pending.original.filename == "отчёт.txt"
    with pending.original.file.open("rb") as file:
        assert file.read() == b"\xff\xfeA\x00\r\x00"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"pasted": ""}, "file", "Choose a file, or paste"),
        ({"pasted": " \r\n "}, "file", "Choose a file, or paste"),
        (upload(b"", "empty.txt"), "file", "empty"),
        (upload(b"x" * 101, "long.txt"), "file", "larger than"),
        ({"file": SimpleUploadedFile("a.txt", b"Words")}, "pasted", "one of the two"),
        ({"pasted": "ы" * 60}, "pasted", "larger than"),
        ({"language": ""}, "language", "This field is required."),
        ({"language": "not a tag"}, "language", "is not a language tag"),
        ({"direction": "up"}, "direction", "Select a valid choice"),
        ({"kind": "copy"}, "kind", "Select a valid choice"),
        ({"title": "t" * 301}, "title", "at most 300"),
        ({"pasted": "a\x00b"}, "pasted", "Null characters"),
    ],
)
def test_bad_input_is_told_by_the_field_and_nothing_is_lost(
    as_annotator: Client,
    source: Source,
    settings: Settings,
    fields: dict[str, Any],
    field: str,
    words: str,
) -> None:
    settings.IMPORT_MAX_BYTES = 100
    given = {**PASTED, **fields}
    response = as_annotator.post(new_text(source), given)
    page = response.content.decode()
    assert response.status_code == 422
    marked = re.search(r'<div class="field invalid">.*?</div>', page, re.DOTALL)
    assert marked
    assert words in marked[0]
    assert f'name="{field}"' in marked[0]
    assert given["title"] in page
    assert given["pasted"].split("\r")[0].strip("\x00").split("\x00")[0] in page
    assert not Import.objects.exists()


def test_the_form_knows_the_language_of_the_source_and_proposes_others(
    as_annotator: Client, source: Source
) -> None:
    page = as_annotator.get(new_text(source)).content.decode()
    assert '<option value="ug">Uyghur</option>' in page


def test_while_it_waits_scripts_ask_again_and_hear_when_it_changes(
    as_annotator: Client, pending: Import
) -> None:
    url = pending.get_absolute_url()
    page = as_annotator.get(url).content.decode()
    assert f'hx-get="{url}?state=queued"' in page
    assert f'<noscript><p><a href="{url}">' in page
    assert as_annotator.get(url, {"state": "queued"}, headers=HTMX).status_code == 204
    services.carry_out(pending)
    answer = as_annotator.get(url, {"state": "queued"}, headers=HTMX)
    assert pending.text is not None
    assert answer["HX-Redirect"] == pending.text.get_absolute_url()


def test_without_scripts_the_page_leads_to_the_text(as_annotator: Client, pending: Import) -> None:
    services.carry_out(pending)
    assert pending.text is not None
    response = as_annotator.get(pending.get_absolute_url())
    assert response["Location"] == pending.text.get_absolute_url()


def test_a_failure_is_told_in_words_with_the_file_and_another_try(
    as_annotator: Client, source: Source, annotator: User
) -> None:
    failed = services.start_import(
        actor=annotator, source=source, data=b"  ", filename="blank.txt", language="en"
    )
    services.carry_out(failed)
    url = failed.get_absolute_url()
    answer = as_annotator.get(url, {"state": "running"}, headers=HTMX).content.decode()
    assert failed.error
    assert failed.error.split(".")[0] in answer
    assert original_of(failed) in as_annotator.get(url).content.decode()
    assert as_annotator.post(url)["Location"] == url
    failed.refresh_from_db()
    assert failed.state == Import.State.QUEUED


def test_who_sees_and_tries_again(
    client: Client, pending: Import, reader: User, outsider: User
) -> None:
    url = pending.get_absolute_url()
    got, posted = [], []
    for user in (reader, outsider, None):
        client.logout()
        if user:
            client.force_login(user)
        got.append(client.get(url).status_code)
        posted.append(client.post(url).status_code)
    assert got == [200, 404, 404]
    assert posted == [403, 404, 404]


@pytest.mark.parametrize("name", ["page.html", "image.svg", "отчёт.txt"])
def test_an_original_is_only_ever_downloaded(
    as_annotator: Client, source: Source, annotator: User, name: str
) -> None:
    data = b"<script>alert(1)</script>"
    pending = services.start_import(
        actor=annotator, source=source, data=data, filename=name, language="en"
    )
    response = as_annotator.get(original_of(pending))
    assert b"".join(response.streaming_content) == data  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_outsiders_download_nothing(client: Client, pending: Import, outsider: User) -> None:
    assert client.get(original_of(pending)).status_code == 404
    client.force_login(outsider)
    assert client.get(original_of(pending)).status_code == 404


def test_an_original_goes_with_its_source(
    as_annotator: Client, pending: Import, source: Source, annotator: User
) -> None:
    address = reverse("sources:original", args=[pending.workspace.uid, pending.original.uid])
    people.delete(actor=annotator, row=source)
    assert as_annotator.get(address).status_code == 404
