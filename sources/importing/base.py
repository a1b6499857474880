"""What every importer is, and the one way in: `import_document`.

A new format is one file with one `Importer`, and a line in `FORMATS`.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from sources.texts.directions import guess_direction
from sources.texts.structure import Block, Direction, Document

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Files larger than this are refused unless the caller allows more (bytes).
MAX_BYTES = 50 * 1024 * 1024
UNKNOWN_MEDIA_TYPE = "application/octet-stream"
#: One format a line. Where formats share an ending, the first that recognises the content wins.
FORMATS = (
    "sources.importing.plain_text.PlainText",
    "sources.importing.markdown.Markdown",
    "sources.importing.html.Html",
    "sources.importing.docx.Docx",
    "sources.importing.opendocument.OpenDocument",
    "sources.importing.rtf.Rtf",
    "sources.importing.epub.Epub",
    "sources.importing.pdf.importer.Pdf",
    "sources.importing.latex.Latex",
    "sources.importing.tei.reading.Tei",
    "sources.importing.docbook.DocBook",
    "sources.importing.jats.Jats",
    "sources.importing.mediawiki.MediaWiki",
    "sources.importing.mediawiki.MediaWikiExport",
    "sources.importing.subtitles.SubRip",
    "sources.importing.subtitles.WebVtt",
)


class UnreadableFile(Exception):
    """A file that cannot be read; `reason` tells a historian why and what to do.

    `detail` is what the program that read it stumbled over, in its own words.
    """

    def __init__(self, reason: StrOrPromise, detail: str = "") -> None:
        self.reason = str(reason)
        self.detail = detail
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class Options:
    """What a person chose for a file; an importer looks at those that it names in `options`."""

    #: Lines that were broken at a margin are joined to paragraphs.
    unwrap: bool = False
    #: Words that were divided at the ends of lines are joined.
    dehyphenate: bool = False
    #: Of a saved web page all is taken, not the article proper alone.
    whole_page: bool = False
    #: What stands at the head or foot of many pages is left out, page numbers too.
    strip_running: bool = False
    #: Lines run over the whole width of a page, as in tables: columns are not looked for.
    one_column: bool = False
    #: Cues of subtitles that go on in each other are joined to paragraphs.
    join_cues: bool = False
    #: Of a transcription in TEI the words as they stand there are read, not as its editor
    #: corrected, expanded or regularised them.
    as_written: bool = False
    #: Words that were struck out stay, struck out.
    keep_deletions: bool = False

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Return the options that are set there; names that no importer knows are left out."""
        return cls(**{each.name: bool(value.get(each.name)) for each in fields(cls)})


DEFAULTS = Options()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a file. The figure whose `image` is its SHA-256 stands in its place."""

    name: str
    media_type: str
    data: bytes

    @property
    def sha256(self) -> str:
        """What a figure refers to it by."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """What an importer found in a file. Blocks have the directions that the file states.

    `warnings` are sentences on what could not be kept or should be looked at.
    """

    document: Document
    charset: str | None = None
    language: str | None = None
    direction: Direction | None = None
    title: str | None = None
    images: tuple[Image, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """A checked document; its direction is stated or guessed, its language stated or None."""

    document: Document
    media_type: str
    direction: Direction
    charset: str | None = None
    language: str | None = None
    title: str | None = None
    images: tuple[Image, ...] = ()
    warnings: tuple[str, ...] = ()


class Importer(ABC):
    """Reads one file format."""

    media_type: ClassVar[str]
    #: In lower case, with their dots.
    extensions: ClassVar[tuple[str, ...]]
    #: The fields of `Options` that this format has a use for.
    options: ClassVar[tuple[str, ...]] = ()

    def recognises(self, data: bytes) -> bool:
        """Whether the content can be of this format, judged by how it begins.

        Formats that share an ending (.xml) are told apart by this.
        """
        return True

    @abstractmethod
    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return what the file says; raise nothing but UnreadableFile."""


@cache
def importers() -> tuple[Importer, ...]:
    """Return one importer for each format that can be read."""
    return tuple(import_string(path)() for path in FORMATS)


def accepted_extensions() -> tuple[str, ...]:
    """Return the file name endings that can be read, with their dots."""
    return tuple(dict.fromkeys(extension for each in importers() for extension in each.extensions))


def media_type_of(filename: str) -> str:
    """Return the media type that the name of a file promises."""
    fitting = _by_name(filename)
    return fitting[0].media_type if fitting else UNKNOWN_MEDIA_TYPE


def options_of(filename: str) -> frozenset[str]:
    """Return the names of the options that the formats of this name have a use for."""
    return frozenset(name for each in _by_name(filename) for name in each.options)


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


def import_document(
    data: bytes, *, filename: str, max_bytes: int = MAX_BYTES, options: Options = DEFAULTS
) -> Imported:
    """Read a file by the format its name promises. Raises UnreadableFile alone."""
    check_size(len(data), max_bytes)
    importer = importer_of(data, filename)
    return finish(importer.read(data, options), importer.media_type)


def importer_of(data: bytes, filename: str) -> Importer:
    """Return what reads a file, by its name and by what it is. Raises UnreadableFile."""
    from sources.importing.detecting import refuse_unfit

    fitting = _by_name(filename)
    refuse_unfit(data, filename, fitting)
    return next(each for each in fitting if each.recognises(data))


def finish(reading: Reading, media_type: str) -> Imported:
    """Return a reading, checked and with its direction. Raises UnreadableFile for no text."""
    document = reading.document
    if not document.content:
        raise UnreadableFile(
            _(
                "There is no text in this file. If it holds pictures of pages, their text has to"
                " be recognised (OCR) first."
            )
        )
    pages = sum(block.is_page_break for block in document.blocks)
    if pages > settings.IMPORT_MAX_PAGES:
        raise UnreadableFile(
            _("This file has more than %(most)s pages. Split it and import the parts.")
            % {"most": settings.IMPORT_MAX_PAGES}
        )
    return _imported(reading, media_type)


def _by_name(filename: str) -> list[Importer]:
    extension = PurePath(filename).suffix.lower()
    return [each for each in importers() if extension in each.extensions]


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
        document,
        media_type,
        direction,
        reading.charset,
        reading.language,
        reading.title,
        reading.images,
        reading.warnings,
    )


def _within(block: Block, text: str, direction: Direction, language: str | None) -> Block:
    """Return a block that states its direction and language where the text's are others."""
    own = block.direction or guess_direction(text)
    return replace(
        block,
        direction=None if own == direction else own,
        language=None if block.language == language else block.language,
    )
