"""What every importer is, and the one way in: `import_document`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _

from sources.texts.directions import guess_direction
from sources.texts.structure import Block, Direction, Document

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Files larger than this are refused unless the caller allows more (bytes).
MAX_BYTES = 50 * 1024 * 1024
UNKNOWN_MEDIA_TYPE = "application/octet-stream"


class UnreadableFile(Exception):
    """A file that cannot be read; `reason` tells a historian why and what to do.

    `detail` is what the program that read it stumbled over, in its own words.
    """

    def __init__(self, reason: StrOrPromise, detail: str = "") -> None:
        self.reason = str(reason)
        self.detail = detail
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an importer found in a file. Blocks have the directions that the file states."""

    document: Document
    charset: str | None = None
    language: str | None = None
    direction: Direction | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A checked document; its direction is stated or guessed, its language stated or None."""

    document: Document
    media_type: str
    direction: Direction
    charset: str | None = None
    language: str | None = None
    title: str | None = None


class Importer(ABC):
    """Reads one file format."""

    media_type: ClassVar[str]
    #: In lower case, with their dots.
    extensions: ClassVar[tuple[str, ...]]

    @abstractmethod
    def read(self, data: bytes) -> Reading:
        """Return what the file says; raise nothing but UnreadableFile."""


def importers() -> tuple[Importer, ...]:
    """Return one importer for each format that can be read."""
    from sources.importing.docx import Docx
    from sources.importing.html import Html
    from sources.importing.markdown import Markdown
    from sources.importing.plain_text import PlainText

    return PlainText(), Markdown(), Html(), Docx()


def accepted_extensions() -> tuple[str, ...]:
    """Return the file name endings that can be read, with their dots."""
    return tuple(extension for each in importers() for extension in each.extensions)


def media_type_of(filename: str) -> str:
    """Return the media type that the name of a file promises."""
    importer = _importer_of(filename)
    return importer.media_type if importer else UNKNOWN_MEDIA_TYPE


def check_size(size: int, max_bytes: int) -> None:
    """Raise UnreadableFile for a file of no bytes, or of more than may come in."""
    if not size:
        raise UnreadableFile(_("This file is empty. Choose one with some text in it."))
    if size > max_bytes:
        limit = max_bytes / (1024 * 1024)
        raise UnreadableFile(
            _("This file is larger than %(limit)s MB. Split it and import the parts.")
            % {"limit": f"{limit:.3g}"}
        )


def import_document(data: bytes, *, filename: str, max_bytes: int = MAX_BYTES) -> Imported:
    """Read a file by the format its name promises. Raises UnreadableFile alone."""
    importer = _importer_of(filename)
    if importer is None:
        known = ", ".join(accepted_extensions())
        raise UnreadableFile(
            _("Files of this kind cannot be imported. Save it as one of %(known)s and try again.")
            % {"known": known}
        )
    check_size(len(data), max_bytes)
    reading = importer.read(data)
    if not reading.document.content:
        raise UnreadableFile(
            _(
                "There is no text in this file. If it holds pictures of pages, their text has to"
                " be recognised (OCR) first."
            )
        )
    return _imported(reading, importer.media_type)


def _importer_of(filename: str) -> Importer | None:
    extension = PurePath(filename).suffix.lower()
    return next((each for each in importers() if extension in each.extensions), None)


def _imported(reading: Reading, media_type: str) -> Imported:
    direction = reading.direction or guess_direction(reading.document.content) or Direction.LTR
    document = replace(
        reading.document,
        blocks=tuple(
            _within(block, reading.document.text_of(block), direction, reading.language)
            for block in reading.document.blocks
        ),
    )
    document.check()
    return Imported(
        document, media_type, direction, reading.charset, reading.language, reading.title
    )


def _within(block: Block, text: str, direction: Direction, language: str | None) -> Block:
    """Return a block that states its direction and language where the text's are others."""
    own = block.direction or guess_direction(text)
    return replace(
        block,
        direction=None if own == direction else own,
        language=None if block.language == language else block.language,
    )
