"""Addresses of the list of sources, of what is kept of it, and of what hangs on a source."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from project.people.permissions import Permission
from sources.attachments.models import Attachment
from sources.attachments.services import attach
from sources.derivations.services import add_derivation
from sources.lists.models import ReadingListEntry, SavedView
from sources.lists.services import add_to_reading_list, save_view
from sources.records import merging
from sources.records.models import Derivation, Source
from sources.records.services import create_source
from tests.project.access.table import Get, own, row
from tests.sources.importing.files import PNG

READ, EDIT, KEEP = Permission.READ, Permission.EDIT_SOURCES, Permission.KEEP_LISTS
OWN = own("annotator", KEEP)
BOOK = {"type": "book", "title": "Lake Baikal"}
BIBTEX = "@book{baikal, title = {Lake Baikal}, year = {1950}}"
VIEW = {"name": "Undated", "query": "", "shared": ""}


def _other(get: Get) -> Source:
    return create_source(actor=get("annotator"), workspace=get("workspace"), csl=BOOK)


def _pair(get: Get) -> dict[str, Any]:
    return {"uid": get("source").uid, "other": _other(get).uid}


def _merged(get: Get) -> Source:
    other, source = _other(get), get("source")
    merging.merge(
        actor=get("annotator"), merged=other, survivor=source, csl=source.csl, date=source.date
    )
    return other


def _picture(get: Get) -> Attachment:
    return attach(actor=get("annotator"), source=get("source"), data=PNG, filename="Plan.png")


def _attachment(get: Get) -> Attachment:
    found = Attachment.objects.filter(source=get("source")).first()
    return found or attach(
        actor=get("annotator"), source=get("source"), data=b"Recto", filename="recto.txt"
    )


def _derivation(get: Get) -> Derivation:
    return add_derivation(
        actor=get("annotator"), source=get("source"), origin=_other(get), kind="copy"
    )


def _view(get: Get) -> SavedView:
    name = f"View {SavedView.objects.count()}"
    return save_view(actor=get("annotator"), workspace=get("workspace"), name=name, query="")


def _entry(get: Get) -> ReadingListEntry:
    return add_to_reading_list(actor=get("annotator"), source=get("source"))


def _one_ticked(get: Get) -> dict[str, Any]:
    return {"source": get("source").uid, "act": "tag", "tags": "letters"}


ROWS = [
    row("sources:bulk", POST=(EDIT, _one_ticked)),
    row("sources:restore_deleted", POST=EDIT),
    row("sources:find_sources", GET=READ),
    row("sources:quick_add", GET=EDIT, POST=(EDIT, {"content": BIBTEX, "format": "bibtex"})),
    row("sources:new_view", GET=KEEP, POST=(KEEP, VIEW)),
    row("sources:edit_view", at=_view, GET=OWN, POST=(OWN, VIEW)),
    row("sources:delete_view", at=_view, POST=OWN),
    row("sources:restore_view", at=_view, POST=OWN),
    row("sources:reading_list", GET=KEEP),
    row("sources:add_to_reading_list", at="source", POST=KEEP),
    row("sources:change_entry", at=_entry, GET=OWN, POST=(OWN, {"note": "Soon", "read": "on"})),
    row("sources:delete_entry", at=_entry, POST=OWN),
    row("sources:restore_entry", at=_entry, POST=OWN),
    row("sources:attachment", at=_attachment, GET=READ),
    row("sources:picture", at=_picture, GET=READ),
    row("sources:edit_attachment", at=_attachment, GET=EDIT, POST=(EDIT, {"label": "Recto"})),
    row("sources:delete_attachment", at=_attachment, POST=EDIT),
    row("sources:restore_attachment", at=_attachment, POST=EDIT),
    row(
        "sources:attach",
        at="source",
        GET=EDIT,
        POST=(EDIT, lambda _: {"files": SimpleUploadedFile("verso.txt", b"Verso")}),
    ),
    row(
        "sources:new_derivation",
        at="source",
        GET=EDIT,
        POST=(EDIT, lambda get: {"kind": "copy", "origin": _other(get).uid}),
    ),
    row(
        "sources:edit_derivation",
        at=_derivation,
        GET=EDIT,
        POST=(
            EDIT,
            lambda get: {"kind": "summary", "origin": _other(get).uid, "revision": 1},
        ),
    ),
    row("sources:delete_derivation", at=_derivation, POST=EDIT),
    row("sources:restore_derivation", at=_derivation, POST=EDIT),
    row("sources:version_changes", at=lambda get: get("text").latest, GET=READ),
    row("sources:date_check", GET=(EDIT, {"date": "1949~"})),
    row("sources:propose_key", POST=(EDIT, BOOK)),
    row("sources:duplicates", GET=READ),
    row("sources:merge_sources", at=_pair, GET=EDIT, POST=EDIT),
    row("sources:unmerge_source", at=_merged, POST=EDIT),
    # A style that is not there: setting one takes a second each time.
    row("sources:reference", at="source", GET=(READ, {"style": "none"})),
    row("sources:change_source_tags", at="source", POST=(EDIT, {"tags": "letters"})),
]
