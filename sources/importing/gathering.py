"""The files of a batch as they come: kept, matched with what a table says, repeats left out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from project.people.models import User, Workspace
from sources.importing.base import media_type_of
from sources.importing.keeping import keep_file
from sources.importing.models import Batch, Import, Original
from sources.importing.repeats import earlier_imports
from sources.importing.services import in_words
from sources.importing.storing import path_of
from sources.importing.tables import Row, UnreadableTable, read_table

#: Files kept in one statement.
_AT_ONCE = 100
#: What the table may be called that lies in a ZIP or folder.
TABLE_NAME = "metadata.csv"
#: Sentences about the whole that are kept, at most.
_MOST_PROBLEMS = 200


class File(NamedTuple):
    """A file as it comes: its path in the folder or archive, and its bytes."""

    path: str
    data: bytes


def keep_all(
    actor: User, workspace: Workspace, files: Sequence[File], media_type: str = ""
) -> list[Original]:
    """Store files as they came, empty and endless ones too: what is refused is kept."""
    originals = []
    for file in files:
        sha256 = hashlib.sha256(file.data).hexdigest()
        keep_file(path_of(sha256), file.data)
        filename = PurePosixPath(file.path).name[-255:]
        originals.append(
            Original(
                workspace=workspace,
                created_by=actor,
                filename=filename,
                media_type=media_type or media_type_of(filename),
                size=len(file.data),
                sha256=sha256,
                file=path_of(sha256),
            )
        )
    return Original.objects.bulk_create(originals)


def gather(batch: Batch, files: Iterable[File], rows: Sequence[Row]) -> None:
    """Keep the files and what the table says of each."""
    pending = []
    for some in _portions(files):
        for file in [file for file in some if _is_table(file)]:
            some.remove(file)
            rows = rows or _table_among(batch, file)
        originals = keep_all(batch.created_by, batch.workspace, some)
        pending += [_pending(batch, *each) for each in zip(some, originals, strict=True)]
    unused = _tell(pending, rows)
    _leave_out_repeated(batch, pending)
    batch.problems = [*batch.problems, *unused][:_MOST_PROBLEMS]


def _portions(files: Iterable[File]) -> Iterator[list[File]]:
    """Some files at a time; ValidationError for too many, or more than may come in."""
    some: list[File] = []
    size = 0
    for number, file in enumerate(files, start=1):
        size += len(file.data)
        if number > settings.IMPORT_MAX_FILES:
            raise ValidationError(
                {
                    "files": _("At most %(most)s files can come in at once. Divide them.")
                    % {"most": settings.IMPORT_MAX_FILES}
                }
            )
        if size > settings.IMPORT_BATCH_MB * 1024 * 1024:
            raise ValidationError(
                {
                    "files": _("These files are more than %(most)s MB together. Divide them.")
                    % {"most": settings.IMPORT_BATCH_MB}
                }
            )
        some.append(file)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _is_table(file: File) -> bool:
    path = PurePosixPath(file.path)
    return path.name.lower() == TABLE_NAME and len(path.parts) <= 2


def _table_among(batch: Batch, file: File) -> list[Row]:
    batch.table = keep_all(batch.created_by, batch.workspace, [file], "text/csv")[0]
    batch.save(update_fields=["table"])
    try:
        return read_table(file.data)
    except UnreadableTable as error:
        batch.problems.append(f"{file.path}: {in_words(error)}")
        return []


def _pending(batch: Batch, file: File, original: Original) -> Import:
    return Import(
        workspace=batch.workspace,
        created_by=batch.created_by,
        batch=batch,
        original=original,
        path=file.path[-500:],
        kind=batch.kind,
        language=batch.language,
        options=batch.options,
        again=batch.again,
    )


def _tell(pending: Sequence[Import], rows: Sequence[Row]) -> list[str]:
    """Give each file what the table says of it; return what the table says of no file."""
    by_path = {row.file.lower(): row for row in rows if row.file}
    by_name = {PurePosixPath(path).name: row for path, row in by_path.items()}
    used = set()
    for each in pending:
        # With the folder that was chosen, without it, or by its name alone.
        path = each.path.lower()
        below = path.partition("/")[2]
        row = by_path.get(path) or by_path.get(below) or by_name.get(PurePosixPath(path).name)
        if row is None:
            continue
        used.add(row.number)
        each.details = row.details
        each.language = row.language or each.language
        each.kind = row.kind or each.kind
        if row.problems:
            each.state = Import.State.FAILED
            each.error = " ".join(row.problems)
            each.details = {"problem": True}
    unused = [row for row in rows if row.number not in used]
    return [
        " ".join(row.problems)
        or _("Row %(row)s: no file is called “%(file)s”.") % {"row": row.number, "file": row.file}
        for row in unused
    ]


def _leave_out_repeated(batch: Batch, pending: list[Import]) -> None:
    hashes = {each.original.sha256 for each in pending}
    known = {} if batch.again else earlier_imports(batch.created_by, batch.workspace, hashes)
    Import.objects.bulk_create(pending)
    repeated = []
    for each in pending:
        first = known.setdefault(each.original.sha256, each)
        if first is not each and each.state == Import.State.QUEUED and not batch.again:
            each.state, each.same_as = Import.State.SKIPPED, first
            repeated.append(each)
    Import.objects.bulk_update(repeated, ["state", "same_as"])
