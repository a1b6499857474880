"""Files kept, read as jobs, and tried again."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from project.people.models import User
from project.people.permissions import NotPermitted, Role
from project.people.workspaces import services as workspaces
from sources.importing import services
from sources.importing.models import Import, Original
from sources.records.models import Source
from sources.texts.models import Text

WORDS = "Самолёт вылетел.\n\nПогода была плохая.".encode()


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def start(actor: User, source: Source, **fields: Any) -> Import:
    given = {"data": WORDS, "filename": "report.txt", "language": "ru", **fields}
    return services.start_import(actor=actor, source=source, **given)


def test_the_file_is_kept_byte_for_byte_and_a_job_waits(source: Source, annotator: User) -> None:
    pending = start(annotator, source)
    assert pending.state == Import.State.QUEUED
    assert pending.original.sha256 == hashlib.sha256(WORDS).hexdigest()
    assert pending.original.size == len(WORDS)
    with pending.original.file.open("rb") as file:
        assert file.read() == WORDS
    job = ProcrastinateJob.objects.get()
    assert job.args == {"import_id": pending.pk}


def test_the_same_bytes_are_stored_once(source: Source, annotator: User, tmp_path: Path) -> None:
    first, second = start(annotator, source), start(annotator, source, filename="other.txt")
    assert first.original != second.original
    assert first.original.file.name == second.original.file.name
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("/abs/report.txt", "report.txt"),
        ("отчёт.txt", "отчёт.txt"),
        ("n" * 300 + ".txt", ("n" * 300 + ".txt")[-255:]),
    ],
)
def test_names_of_files_lead_nowhere(
    source: Source, annotator: User, tmp_path: Path, name: str, kept: str
) -> None:
    original = start(annotator, source, filename=name).original
    assert original.filename == kept
    assert Path(original.file.path).resolve().is_relative_to(tmp_path.resolve())


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"data": b""}, "file"),
        ({"data": b"x" * 101}, "file"),
        ({"language": ""}, "language"),
        ({"language": "x" * 36}, "language"),
        ({"direction": "up"}, "direction"),
        ({"kind": "copy"}, "kind"),
        ({"title": "t" * 301}, "title"),
    ],
)
def test_bad_input(
    source: Source,
    annotator: User,
    settings: Settings,
    fields: dict[str, Any],
    wrong: str,
) -> None:
    settings.IMPORT_MAX_BYTES = 100
    with pytest.raises(ValidationError) as refused:
        start(annotator, source, **fields)
    assert wrong in refused.value.message_dict
    assert not Import.objects.exists()
    assert not Original.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_only_those_who_may_edit(source: Source, reader: User, outsider: User) -> None:
    for actor in (reader, outsider):
        with pytest.raises(NotPermitted):
            start(actor, source)
    assert not Original.objects.exists()


def test_an_import_that_is_carried_out_makes_a_text(source: Source, annotator: User) -> None:
    done = services.carry_out(start(annotator, source, title="Отчёт", kind="edition"))
    assert (done.state, done.error) == (Import.State.DONE, "")
    assert done.text is not None
    assert done.text.latest.content == WORDS.decode()
    assert (done.text.title, done.text.kind) == ("Отчёт", "edition")
    assert (done.text.language, done.text.direction) == ("ru", "ltr")


@pytest.mark.parametrize(
    ("content", "asked", "expected"),
    [("ئايروپىلان ئۇچتى.", "", "rtl"), ("ئايروپىلان.", "ltr", "ltr"), ("Words.", "", "ltr")],
)
def test_the_direction_is_guessed_unless_it_is_given(
    source: Source, annotator: User, content: str, asked: str, expected: str
) -> None:
    pending = start(annotator, source, data=content.encode(), direction=asked)
    text = services.carry_out(pending).text
    assert text is not None
    assert text.direction == expected


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"PK\x03\x04 not a document", "broken.docx"),
        (b"   \n \n", "blank.txt"),
        (b"%PDF-1.7 whatever", "scan.pdf"),
    ],
)
def test_what_cannot_be_read_fails_in_words_and_keeps_the_file(
    source: Source, annotator: User, data: bytes, filename: str
) -> None:
    failed = services.carry_out(start(annotator, source, data=data, filename=filename))
    assert failed.state == Import.State.FAILED
    assert failed.error.endswith(".")
    assert "Traceback" not in failed.error
    assert not Text.objects.exists()
    with failed.original.file.open("rb") as file:
        assert file.read() == data


def test_who_lost_the_role_imports_nothing(source: Source, annotator: User, owner: User) -> None:
    pending = start(annotator, source)
    workspaces.set_role(actor=owner, workspace=source.workspace, user=annotator, role=Role.READER)
    failed = services.carry_out(Import.objects.get(pk=pending.pk))
    assert failed.state == Import.State.FAILED
    assert "annotator or above" in failed.error
    assert not Text.objects.exists()


def test_a_failed_import_can_be_tried_again_once(source: Source, annotator: User) -> None:
    failed = services.carry_out(start(annotator, source, data=b"  ", filename="a.txt"))
    ProcrastinateJob.objects.all()
    jobs = ProcrastinateJob.objects.count()
    again = services.try_again(actor=annotator, failed=failed)
    assert (again.state, again.error) == (Import.State.QUEUED, "")
    services.try_again(actor=annotator, failed=failed)
    assert ProcrastinateJob.objects.count() == jobs + 1


def test_only_those_who_may_edit_try_again(source: Source, annotator: User, reader: User) -> None:
    failed = services.carry_out(start(annotator, source, data=b"  ", filename="a.txt"))
    with pytest.raises(NotPermitted):
        services.try_again(actor=reader, failed=failed)
