"""Files attached to sources."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from project.people import services as people
from project.people.models import User, Workspace
from sources.attachments import services
from sources.attachments.models import Attachment
from sources.importing.models import Original
from sources.records import services as records
from sources.records.models import Source

HTML = b"<script>alert(1)</script>"


def url(name: str, workspace: Workspace, *args: Any) -> str:
    return reverse(f"sources:{name}", args=[workspace.uid, *args])


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


@pytest.fixture
def attachment(source: Source, annotator: User) -> Attachment:
    return services.attach(
        actor=annotator, source=source, data=HTML, filename="План №1.html", label="Plan"
    )


# Anonymous, outsider, reader.
ADDRESSES = [
    ("get", "attach", "source", (302, 404, 403)),
    ("post", "attach", "source", (302, 404, 403)),
    ("get", "attachment", "attachment", (404, 404, 200)),
    ("post", "edit_attachment", "attachment", (302, 404, 403)),
    ("post", "delete_attachment", "attachment", (302, 404, 403)),
    ("post", "restore_attachment", "attachment", (302, 404, 403)),
]


@pytest.mark.parametrize(("method", "name", "about", "expected"), ADDRESSES)
def test_who_may(
    client: Client,
    attachment: Attachment,
    reader: User,
    outsider: User,
    method: str,
    name: str,
    about: str,
    expected: tuple[int, ...],
) -> None:
    uid = attachment.source.uid if about == "source" else attachment.uid
    statuses = []
    for user in (None, outsider, reader):
        client.logout()
        if user:
            client.force_login(user)
        response = getattr(client, method)(url(name, attachment.workspace, uid))
        if response.streaming:
            list(response)  # which closes the file
        statuses.append(response.status_code)
    assert tuple(statuses) == expected


def test_several_at_once(as_annotator: Client, source: Source) -> None:
    files = [SimpleUploadedFile("a.pdf", b"%PDF-a"), SimpleUploadedFile("b.tar.gz", b"zip")]
    response = as_annotator.post(
        url("attach", source.workspace, source.uid), {"files": files, "label": "Scan"}
    )
    assert response.status_code == 302
    first, second = Attachment.objects.select_related("original").order_by("pk")
    assert (first.label, first.original.media_type, first.original.size) == (
        "Scan",
        "application/pdf",
        6,
    )
    assert first.original.sha256 == hashlib.sha256(b"%PDF-a").hexdigest()
    assert second.original.media_type == "application/octet-stream"
    page = as_annotator.get(source.get_absolute_url()).content.decode()
    assert first.original.sha256 in page
    assert "application/pdf" in page


def test_it_is_only_ever_downloaded(as_annotator: Client, attachment: Attachment) -> None:
    response = as_annotator.get(attachment.get_absolute_url())
    assert b"".join(response.streaming_content) == HTML  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD%20%E2%84%961.html"
    )
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    again = as_annotator.get(attachment.get_absolute_url(), HTTP_IF_NONE_MATCH=response["ETag"])
    assert again.status_code == 304


def test_the_same_file_is_noticed(
    as_annotator: Client, attachment: Attachment, annotator: User
) -> None:
    source = attachment.source
    files = [SimpleUploadedFile("new.txt", b"new"), SimpleUploadedFile("copy.html", HTML)]
    response = as_annotator.post(url("attach", source.workspace, source.uid), {"files": files})
    assert response.status_code == 422
    assert "is attached already, as “Plan”" in response.content.decode()
    # All or none.
    assert Attachment.objects.count() == 1


def test_the_same_file_elsewhere_is_told(
    as_annotator: Client, attachment: Attachment, annotator: User
) -> None:
    other = records.create_source(
        actor=annotator,
        workspace=attachment.workspace,
        csl={"type": "book", "title": "Another source"},
    )
    services.attach(actor=annotator, source=other, data=HTML, filename="copy.html")
    page = as_annotator.get(attachment.source.get_absolute_url()).content.decode()
    assert "The same file is attached to" in page
    assert "Another source" in page


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "This field is required."),
        ([("empty.txt", b"")], "empty"),
        ([("large.bin", b"x" * 101)], "larger than"),
    ],
)
def test_what_cannot_be_kept(
    as_annotator: Client,
    source: Source,
    settings: Any,
    files: list[tuple[str, bytes]],
    words: str,
) -> None:
    settings.IMPORT_MAX_BYTES = 100
    posted = {"files": [SimpleUploadedFile(*file) for file in files]}
    response = as_annotator.post(url("attach", source.workspace, source.uid), posted)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Attachment.objects.exists()


def test_label_delete_and_restore(as_annotator: Client, attachment: Attachment) -> None:
    workspace = attachment.workspace
    as_annotator.post(url("edit_attachment", workspace, attachment.uid), {"label": "Map"})
    attachment.refresh_from_db()
    assert attachment.label == "Map"
    as_annotator.post(url("delete_attachment", workspace, attachment.uid))
    assert as_annotator.get(attachment.get_absolute_url()).status_code == 404
    as_annotator.post(url("restore_attachment", workspace, attachment.uid))
    assert Attachment.objects.existing().exists()


def test_the_original_is_seen_with_its_attachment(
    attachment: Attachment, reader: User, outsider: User, annotator: User
) -> None:
    assert Original.objects.visible_to(reader).exists()
    assert not Original.objects.visible_to(outsider).exists()
    people.delete(actor=annotator, row=attachment)
    assert not Original.objects.visible_to(reader).exists()
