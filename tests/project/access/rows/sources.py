"""Addresses of sources and texts."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from project.people.permissions import Permission, may
from sources.importing.batches import cancel_batch, start_batch
from sources.importing.gathering import File
from sources.importing.models import Batch, Import
from sources.importing.services import cancel, start_import
from sources.texts.services import create_text
from sources.texts.structure import from_plain
from tests.project.access.table import Get, custom, row

READ, EDIT = Permission.READ, Permission.EDIT_SOURCES
#: What came in and what was refused is for members, in a public workspace too.
MEMBERS = custom(lambda user, workspace: may(user, workspace, Permission.EXPORT))

BOOK = {"type": "book", "title": "Lake Baikal"}
DETAILS = {"kind": "translation", "title": "", "language": "ru", "direction": "ltr"}


def _import(get: Get) -> Import:
    return start_import(
        actor=get("annotator"),
        source=get("source"),
        data=b"Words.",
        filename="words.txt",
        language="en",
    )


def _cancelled(get: Get) -> Import:
    return cancel(actor=get("annotator"), pending=_import(get))


def _batch(get: Get) -> Batch:
    return start_batch(
        actor=get("annotator"),
        workspace=get("workspace"),
        files=[File("a/words.txt", b"Words."), File("a/empty.txt", b"")],
        language="en",
    )


def _ended(get: Get) -> Batch:
    return cancel_batch(actor=get("annotator"), batch=_batch(get))


def _files(_get: Get) -> dict[str, Any]:
    return {
        "files": SimpleUploadedFile("words.txt", b"Words."),
        "language": "en",
        "kind": "transcription",
    }


def _import_body(get: Get) -> dict[str, Any]:
    file = {"filename": "words.txt", "content": "V29yZHM="}
    return {"source": get("source").uid, "language": "en", **file}


def _batch_body(_get: Get) -> dict[str, Any]:
    return {"files": [{"path": "a/words.txt", "content": "V29yZHM="}], "language": "en"}


def _text(get: Get) -> dict[str, Any]:
    return {"source": get("source").uid, "language": "en", "direction": "ltr", "content": "Words."}


def _edition(get: Get) -> dict[str, Any]:
    other = create_text(
        actor=get("annotator"),
        source=get("source"),
        document=from_plain("Other words."),
        language="en",
        direction="ltr",
    )
    return {"kind": "edition", "original": other.uid}


ROWS = [
    row("sources:source_list", GET=READ),
    row("sources:new_source", GET=EDIT, POST=(EDIT, BOOK)),
    row("sources:type_fields", POST=(EDIT, BOOK)),
    row("sources:source", at="source", GET=READ),
    row("sources:edit_source", at="source", GET=EDIT, POST=(EDIT, BOOK)),
    row("sources:delete_source", at="source", GET=EDIT, POST=EDIT),
    row("sources:restore_source", at="source", POST=EDIT),
    row(
        "sources:new_text",
        at="source",
        GET=EDIT,
        POST=(EDIT, {"pasted": "Words.", "form_of_pasted": "plain", **DETAILS}),
    ),
    row("sources:import", at=_import, GET=READ, POST=EDIT),
    row("sources:cancel_import", at=_import, POST=EDIT),
    row("sources:delete_import", at=_cancelled, POST=EDIT),
    row("sources:restore_import", at=_cancelled, POST=EDIT),
    row("sources:import_list", GET=READ),
    row("sources:new_batch", GET=EDIT, POST=(EDIT, _files)),
    row("sources:table_template", GET=READ),
    row("sources:batch", at=_batch, GET=MEMBERS),
    row("sources:batch_report", at=_ended, GET=MEMBERS),
    row("sources:cancel_batch", at=_batch, POST=EDIT),
    row("sources:retry_batch", at=_ended, POST=EDIT),
    row("sources:delete_batch", at=_ended, POST=EDIT),
    row("sources:restore_batch", at=_ended, POST=EDIT),
    row("sources:original", at=lambda get: _import(get).original, GET=READ),
    row(
        "sources:edit_text",
        at="text",
        GET=EDIT,
        POST=(EDIT, {"content": "Other words.", "based_on": 1}),
    ),
    row(
        "sources:correct_from_file",
        at="text",
        GET=EDIT,
        POST=(EDIT, lambda _: {"file": SimpleUploadedFile("words.txt", b"Other words.")}),
    ),
    row("sources:restore_version", at=lambda get: {"uid": get("text").uid, "number": 1}, GET=EDIT),
    row("sources:find_texts", GET=(READ, {"q": "report"})),
    row("sources:new_relation", at="text", GET=EDIT, POST=(EDIT, _edition)),
    row("sources:alignment", at="text_relation", GET=READ, POST=(EDIT, {"act": "check:0"})),
    row("sources:delete_relation", at="text_relation", POST=EDIT),
    row("sources:restore_relation", at="text_relation", POST=EDIT),
    row("sources:text_details", at="text", GET=EDIT, POST=(EDIT, DETAILS)),
    row("sources:delete_text", at="text", POST=EDIT),
    row("sources:restore_text", at="text", POST=EDIT),
    # The API
    row("api:source-list", GET=READ, POST=(EDIT, {"csl": BOOK})),
    row(
        "api:source-detail",
        at="source",
        GET=READ,
        PUT=(EDIT, {"csl": BOOK}),
        PATCH=(EDIT, {"date": "1950"}),
        DELETE=EDIT,
    ),
    row("api:import-list", GET=READ, POST=(EDIT, _import_body)),
    row("api:import-detail", at=_cancelled, GET=READ, DELETE=EDIT),
    row("api:import-cancel", at=_import, POST=EDIT),
    row("api:import-retry", at=_cancelled, POST=EDIT),
    row("api:batch-list", GET=READ, POST=(EDIT, _batch_body)),
    row("api:batch-detail", at=_ended, GET=MEMBERS, DELETE=EDIT),
    row("api:batch-report", at=_ended, GET=MEMBERS),
    row("api:batch-cancel", at=_batch, POST=EDIT),
    row("api:batch-retry", at=_ended, POST=EDIT),
    row("api:text-list", GET=READ, POST=(EDIT, _text)),
    row("api:text-detail", at="text", GET=READ, PATCH=(EDIT, {"title": "Another"}), DELETE=EDIT),
    row(
        "api:text-version-list",
        at=lambda get: {"text_uid": get("text").uid},
        GET=READ,
        POST=(EDIT, {"content": "Other words.", "based_on": 1}),
    ),
    row(
        "api:text-version-preview",
        at=lambda get: {"text_uid": get("text").uid},
        POST=(EDIT, {"content": "Other words.", "based_on": 1}),
    ),
    row(
        "api:text-relation-list",
        GET=READ,
        POST=(EDIT, lambda get: _edition(get) | {"text": get("text").uid}),
    ),
    row(
        "api:text-relation-detail",
        at="text_relation",
        GET=READ,
        PATCH=(EDIT, {"kind": "edition"}),
        DELETE=EDIT,
    ),
    row(
        "api:text-relation-alignment",
        at="text_relation",
        GET=READ,
        PUT=(EDIT, {"beads": [[1, 1], [2, 2]], "revision": 0}),
    ),
    row("api:version-detail", at=lambda get: get("text").latest, GET=READ),
]
