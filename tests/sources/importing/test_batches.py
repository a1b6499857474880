"""Many files at once: each for itself, all told."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django.fixtures import Settings

from project.people.models import User, Workspace
from project.people.permissions import NotPermitted
from sources.importing import batches, services
from sources.importing.gathering import File
from sources.importing.models import Batch, Import
from sources.records.models import Source
from sources.texts.models import Text, TextVersion
from tests.sources.importing.files import by_pandoc

GOOD = [
    File("letters/русский.txt", "Самолёт вылетел.".encode()),
    File("letters/ئۇيغۇرچە.md", "# خەت\n\nئايروپىلان ئۇچتى.".encode()),
    File("letters/中文.html", "<h1>信</h1><p>飞机失事。</p>".encode()),
    File("letters/report.docx", by_pandoc("# Report\n\nWords[^1].\n\n[^1]: Note.", "docx")),
]
BAD = [
    File("letters/empty.txt", b""),
    File("letters/scan.pdf", b"PK\x03\x04 not a PDF"),
    File("letters/liar.docx", b"%PDF-1.7 whatever"),
    File("letters/photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(100)),
]
TABLE = """file;title;author;date;language;citation key;kind;type;tags
русский.txt;Письмо;"Петров, Иван";24 August 1949;ru;petrov1949;;letter;crash; weather
中文.html;;;1949-13-45;zh;;;;
report.docx;;;;en;petrov1949;translation;;
absent.txt;;;;;;;;
"""


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def start(actor: User, workspace: Workspace, **fields: Any) -> Batch:
    given = {"files": GOOD, "language": "en", **fields}
    return batches.start_batch(actor=actor, workspace=workspace, **given)


def carry_out(batch: Batch) -> dict[str, Import]:
    """The imports of a batch by the names of their files, after its job."""
    batches.carry_out_batch(batch)
    rows = batch.imports.select_related("original", "text__source", "same_as", "source")
    return {each.original.filename: each for each in rows}


def packed(files: list[File]) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files:
            archive.writestr(path, data)
    return sink.getvalue()


def test_each_file_becomes_a_source_with_a_text(workspace: Workspace, annotator: User) -> None:
    found = carry_out(start(annotator, workspace))
    assert {each.state for each in found.values()} == {"done"}
    titles = {name: each.text.source.title for name, each in found.items() if each.text}
    assert titles == {
        "русский.txt": "русский", "ئۇيغۇرچە.md": "خەت", "中文.html": "信", "report.docx": "Report",
    }  # fmt: skip
    contents = set(TextVersion.objects.values_list("content", flat=True))
    assert "Самолёт вылетел." in contents
    assert Text.objects.get(source__csl__title="خەت").direction == "rtl"
    assert len(set(Source.objects.values_list("citation_key", flat=True))) == 4
    batch = Batch.objects.get()
    assert (batch.state, batch.name) == ("done", "4 files")


def test_bad_files_are_told_kept_and_stop_nothing(workspace: Workspace, annotator: User) -> None:
    found = carry_out(start(annotator, workspace, files=[*BAD, *GOOD]))
    states = [found[Path(file.path).name].state for file in [*BAD, *GOOD]]
    assert states == ["failed"] * 4 + ["done"] * 4
    assert "is empty" in found["empty.txt"].error
    assert "it is a PDF" in found["liar.docx"].error
    assert "is a picture" in found["photo.txt"].error
    for path, data in BAD:
        refused = found[Path(path).name]
        assert refused.source is None
        with refused.original.file.open("rb") as file:
            assert file.read() == data


def test_a_table_says_what_the_files_are(workspace: Workspace, annotator: User) -> None:
    table = File("list.csv", TABLE.encode("utf-16"))
    batch = start(annotator, workspace, table=table)
    found = carry_out(batch)
    letter = found["русский.txt"].text
    assert letter, found["русский.txt"].error
    assert letter.source.csl == {
        "type": "personal_communication", "title": "Письмо", "language": "ru",
        "author": [{"family": "Петров", "given": "Иван"}],
    }  # fmt: skip
    assert (letter.source.citation_key, letter.source.date) == ("petrov1949", "1949-08-24")
    assert {tag.name for tag in letter.source.tags.all()} == {"crash"}
    translation = found["report.docx"].text
    assert translation
    assert (translation.source, translation.kind) == (letter.source, "translation")
    wrong = found["中文.html"]
    assert wrong.state == "failed"
    assert "Row 3, column “date”" in wrong.error
    assert Batch.objects.get().problems == ["Row 5: no file is called “absent.txt”."]
    assert batches.retry_batch(actor=annotator, batch=batch).state == "queued"
    assert carry_out(batch)["中文.html"].state == "failed"


def test_a_file_joins_the_source_that_has_its_key(source: Source, annotator: User) -> None:
    table = File("list.csv", f"file,citation key\nрусский.txt,{source.citation_key}\n".encode())
    found = carry_out(start(annotator, source.workspace, files=GOOD[:1], table=table))
    assert found["русский.txt"].source == source
    assert Source.objects.count() == 1


def test_a_zip_is_unpacked_with_the_table_in_it(workspace: Workspace, annotator: User) -> None:
    files = [*GOOD, *BAD[:1], File("letters/metadata.csv", b"file,title\nreport.docx,Told\n")]
    archive = File("letters.zip", packed([*files, File("__MACOSX/._x", b"x")]))
    batch = start(annotator, workspace, files=(), archive=archive)
    assert (batch.name, batch.imports.count()) == ("letters.zip", 0)
    found = carry_out(batch)
    assert len(found) == 5
    assert found["report.docx"].path == "letters/report.docx"
    assert found["report.docx"].text
    assert found["report.docx"].text.source.title == "Told"
    assert found["empty.txt"].state == "failed"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 broken", "damaged"),
        (packed([File("a.txt", b"0" * 20_000_000)]), "unpacks to more"),
        (packed([File(f"{n}.txt", b"x") for n in range(12)]), "more than 10 files"),
        (packed([File("a/" * 30 + "b.txt", b"x")]), "lie more than"),
        (packed([]), "no file in this archive"),
    ],
)
def test_a_bad_archive_is_refused_whole(
    workspace: Workspace, annotator: User, settings: Settings, data: bytes, words: str
) -> None:
    settings.IMPORT_MAX_FILES = 10
    batch = start(annotator, workspace, files=(), archive=File("a.zip", data))
    assert carry_out(batch) == {}
    batch.refresh_from_db()
    assert batch.state == "failed"
    assert words in batch.problems[0]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"files": []}, "files"),
        ({"files": [File(f"{n}.txt", b"x") for n in range(11)]}, "files"),
        ({"files": [File("a.txt", b"x" * 2_000_000)]}, "files"),
        ({"language": "not a tag"}, "language"),
        ({"language": ""}, "language"),
        ({"kind": "copy"}, "kind"),
        ({"table": File("a.csv", b"name,title\n")}, "table"),
        ({"table": File("a.csv", b"")}, "table"),
        ({"files": (), "archive": File("a.zip", b"")}, "files"),
    ],
)
def test_bad_input(
    workspace: Workspace,
    annotator: User,
    settings: Settings,
    fields: dict[str, Any],
    wrong: str,
) -> None:
    settings.IMPORT_MAX_FILES, settings.IMPORT_BATCH_MB = 10, 1
    with pytest.raises(ValidationError) as refused:
        start(annotator, workspace, **fields)
    assert wrong in refused.value.message_dict
    assert not Batch.objects.exists()


def test_files_that_are_here_already_are_left_out(workspace: Workspace, annotator: User) -> None:
    first = carry_out(start(annotator, workspace, files=GOOD[:1]))["русский.txt"]
    twice = [*GOOD[:2], File("copy.txt", GOOD[0].data), File("copy.md", GOOD[1].data)]
    second = carry_out(start(annotator, workspace, files=twice))
    assert second["русский.txt"].state == second["copy.txt"].state == "skipped"
    assert second["русский.txt"].same_as == second["copy.txt"].same_as == first
    assert second["copy.md"].same_as == second["ئۇيغۇرچە.md"]
    assert Source.objects.count() == 2
    third = carry_out(start(annotator, workspace, files=GOOD[:1], again=True))
    assert third["русский.txt"].state == "done"
    assert services.carry_out(
        services.try_again(actor=annotator, failed=second["copy.txt"])
    ).state == "done"  # fmt: skip


def test_what_is_cancelled_makes_no_more_texts(workspace: Workspace, annotator: User) -> None:
    batch = start(annotator, workspace)
    batches.cancel_batch(actor=annotator, batch=batch)
    assert {each.state for each in carry_out(batch).values()} == {"cancelled"}
    assert not Source.objects.exists()
    batches.retry_batch(actor=annotator, batch=batch)
    assert {each.state for each in carry_out(batch).values()} == {"done"}


def test_what_a_killed_worker_left_is_gone_on_with(workspace: Workspace, annotator: User) -> None:
    batch = start(annotator, workspace)
    waiting = list(batch.imports.order_by("pk"))
    services.carry_out(waiting[0])
    assert {each.state for each in carry_out(batch).values()} == {"done"}
    assert Text.objects.count() == 4
    batches.carry_out_batch(batch)
    assert Text.objects.count() == 4


def test_what_cannot_be_stored_does_not_stop_the_rest(
    workspace: Workspace, annotator: User
) -> None:
    batch = start(annotator, workspace)
    # As a change of the program between queueing and reading could leave it.
    batch.imports.filter(original__filename="report.docx").update(language="not a tag")
    found = carry_out(batch)
    assert found["report.docx"].state == "failed"
    assert sorted(each.state for each in found.values()) == ["done", "done", "done", "failed"]


def test_who_may(workspace: Workspace, annotator: User, reader: User, outsider: User) -> None:
    batch = start(annotator, workspace)
    for actor in (reader, outsider):
        for act in (batches.cancel_batch, batches.retry_batch):
            with pytest.raises(NotPermitted):
                act(actor=actor, batch=batch)
        with pytest.raises(NotPermitted):
            start(actor, workspace)
    assert Batch.objects.visible_to(reader).exists()
    assert not Batch.objects.visible_to(outsider).exists()
