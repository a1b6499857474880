"""A table (CSV) that says what the files of a batch are: one row for each file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.importing.base import UnreadableFile
from sources.importing.charsets import decode
from sources.records import citation_keys, edtf
from sources.records.csl import TYPES, can_be_kept
from sources.records.names import read_name
from sources.tags.services import LONGEST
from sources.texts.languages import validate_language_tag
from sources.texts.models import Text

#: A table is small, whatever it describes (bytes, rows).
MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 10_000
_SEPARATORS = ",;\t|"
_LONGEST_TITLE = 300


class UnreadableTable(ValidationError):
    """A table of which no row can be used; the message says what is missing. Field `table`."""

    def __init__(self, reason: str) -> None:
        super().__init__({"table": reason})


@dataclass
class Row:
    """What a table says of one file. With `problems` nothing of it is used.

    `number` is the row's as spreadsheets count, the header being row 1. `details` has, where the
    table tells them, `csl` (variables of the item), `date` (EDTF), `key` and `tags`.
    """

    number: int
    file: str = ""
    language: str = ""
    kind: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_table(data: bytes) -> list[Row]:
    """Return the rows of a CSV in any common charset, with comma, semicolon, tab or bar.

    Raises `UnreadableTable` where it has no column for the files.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableTable(_("This table is larger than 5 MB."))
    try:
        text = decode(data).text.removeprefix("\ufeff")
    except UnreadableFile as error:
        raise UnreadableTable(error.reason) from error
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        header, *lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (csv.Error, ValueError):
        raise UnreadableTable(_("This is not a table in CSV, or it is empty.")) from None
    columns = _columns(header)
    if len(lines) > MAX_ROWS:
        raise UnreadableTable(_("This table has more than %(most)s rows.") % {"most": MAX_ROWS})
    rows = [_row(n, columns, cells) for n, cells in enumerate(lines, start=2) if any(cells)]
    _refuse_repeated(rows)
    return rows


def template() -> str:
    """A table with all columns and one example, to be filled in. Excel needs the mark."""
    sink = io.StringIO()
    writer = csv.writer(sink)
    writer.writerow(COLUMNS)
    writer.writerow(each.example for each in COLUMNS.values())
    return "\ufeff" + sink.getvalue()


def _columns(header: list[str]) -> list[Column | None]:
    names = [re.sub(r"[\s_-]+", " ", cell.strip().lower()) for cell in header]
    found = [COLUMNS.get(_OTHER_NAMES.get(name, name)) for name in names]
    if COLUMNS["file"] not in found:
        raise UnreadableTable(
            _("This table has no column “file” in its first row; it found %(found)s.")
            % {"found": ", ".join(f"“{cell.strip()}”" for cell in header[:12] if cell.strip())}
        )
    return found


def _row(number: int, columns: list[Column | None], cells: list[str]) -> Row:
    row = Row(number)
    for column, cell in zip(columns, cells, strict=False):
        value = cell.strip()
        if column is None or not value:
            continue
        try:
            if not can_be_kept(value):
                raise ValueError(_("This holds a character that no database can keep."))
            column.read(row, value)
        except (ValueError, ValidationError) as error:
            words = error.messages if isinstance(error, ValidationError) else [str(error)]
            row.problems.append(_at(row, column.name, " ".join(words)))
    if not row.file:
        row.problems.append(_at(row, "file", _("There is no name of a file.")))
    return row


def _at(row: Row, column: str, problem: str) -> str:
    return _("Row %(row)s, column “%(column)s”: %(problem)s") % {
        "row": row.number,
        "column": column,
        "problem": problem,
    }


def _refuse_repeated(rows: list[Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if row.file and (earlier := seen.setdefault(row.file.lower(), row.number)) != row.number:
            problem = _("Row %(row)s is about this file already.") % {"row": earlier}
            row.problems.append(_at(row, "file", problem))


def _file(row: Row, value: str) -> None:
    row.file = value.replace("\\", "/").removeprefix("./")


def _language(row: Row, value: str) -> None:
    validate_language_tag(value)
    row.language = value
    row.details.setdefault("csl", {})["language"] = value


def _kind(row: Row, value: str) -> None:
    if value.lower() not in Text.Kind.values:
        raise ValueError(_("Write one of %(known)s.") % {"known": ", ".join(Text.Kind.values)})
    row.kind = value.lower()


def _type(row: Row, value: str) -> None:
    words = {str(word).lower(): code for code, word in TYPES.items()}
    words["letter"] = "personal_communication"
    code = value.lower() if value.lower() in TYPES else words.get(value.lower())
    if code is None:
        raise ValueError(
            _("“%(value)s” is no type of sources; write one such as book, letter, report.")
            % {"value": value}
        )
    row.details.setdefault("csl", {})["type"] = code


def _title(row: Row, value: str) -> None:
    if len(value) > _LONGEST_TITLE:
        raise ValueError(_("Write at most %(most)s characters.") % {"most": _LONGEST_TITLE})
    row.details.setdefault("csl", {})["title"] = value


def _names(variable: str, row: Row, value: str) -> None:
    names = [name for name in map(read_name, value.split(";")) if name]
    row.details.setdefault("csl", {})[variable] = names


def _date(row: Row, value: str) -> None:
    row.details["date"] = edtf.from_words(value)


def _key(row: Row, value: str) -> None:
    if not citation_keys.PATTERN.match(value) or len(value) > 80:
        raise ValueError(_("Begin with a letter or digit, then letters, digits and _ : . - only."))
    row.details["key"] = value


def _tags(row: Row, value: str) -> None:
    tags = [tag.strip() for tag in re.split("[;,]", value) if tag.strip()]
    if any(len(tag) > LONGEST for tag in tags):
        raise ValueError(_("A tag has at most %(most)s characters.") % {"most": LONGEST})
    row.details["tags"] = tags


def _variable(variable: str, row: Row, value: str) -> None:
    row.details.setdefault("csl", {})[variable] = value


@dataclass(frozen=True)
class Column:
    """One column: what it is called, how a cell of it is read, and an example."""

    name: str
    read: Callable[[Row, str], None]
    example: str = ""


def _column(name: str, read: Callable[[Row, str], None], example: str = "") -> tuple[str, Column]:
    return name, Column(name, read, example)


#: By the names that stand in the first row.
COLUMNS: dict[str, Column] = dict(
    (
        _column("file", _file, "letters/1949-08-24.docx"),
        _column("title", _title, "Letter to the commission"),
        _column("author", partial(_names, "author"), "Petrov, Ivan; Commission of Inquiry"),
        _column("date", _date, "1949-08-24"),
        _column("language", _language, "ru"),
        _column("citation key", _key, "petrov1949"),
        _column("kind", _kind, "transcription"),
        _column("type", _type, "letter"),
        _column("tags", _tags, "crash; weather"),
        _column("archive", partial(_variable, "archive"), "State archive"),
        _column("collection", partial(_variable, "archive_collection"), "Fond 7"),
        _column("shelfmark", partial(_variable, "archive_location"), "op. 1, d. 15, l. 3"),
        _column("editor", partial(_names, "editor")),
        _column("publisher", partial(_variable, "publisher")),
        _column("place", partial(_variable, "publisher-place")),
        _column("published in", partial(_variable, "container-title")),
        _column("doi", partial(_variable, "DOI")),
        _column("url", partial(_variable, "URL")),
        _column("note", partial(_variable, "note")),
    )
)
_OTHER_NAMES = {
    "filename": "file",
    "file name": "file",
    "path": "file",
    "authors": "author",
    "creator": "author",
    "key": "citation key",
    "citekey": "citation key",
    "lang": "language",
    "tag": "tags",
    "keywords": "tags",
    "editors": "editor",
    "signature": "shelfmark",
}
