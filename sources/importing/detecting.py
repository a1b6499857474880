"""What a file is, by its content: a name may lie, and what it hides is refused in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.importing.base import UnreadableFile, accepted_extensions

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from sources.importing.base import Importer

#: How much of a file tells what it is (bytes).
HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ROOT = re.compile(
    rb"""\A\s*(?:<\?xml[^>]*>)?\s*(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*|<\?.*?\?>\s*)*
    <(?:[\w.-]+:)?([\w.-]+)""",
    re.DOTALL | re.VERBOSE,
)


class Kind(NamedTuple):
    """A kind of file: what it is, in words, and its usual ending ("" where we read none)."""

    words: StrOrPromise
    ending: str = ""


_PICTURE = gettext_lazy(
    "This file is a picture. Its text has to be recognised (OCR) first; attach the picture itself"
    " to the source."
)
_RECORDING = gettext_lazy(
    "This file is a recording. Attach it to the source, and import a transcript of it."
)
_ARCHIVE = gettext_lazy("This file is an archive. Unpack it, or save it as ZIP, and import that.")
_PROGRAM = gettext_lazy("This file is a program, not a text.")
#: What no importer reads, by how it begins.
_NEVER: tuple[tuple[bytes, StrOrPromise], ...] = (
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x00\x00\x00\x0cjP  ", _PICTURE),
    (b"AT&TFORM", _PICTURE),
    (b"ID3", _RECORDING),
    (b"OggS", _RECORDING),
    (b"fLaC", _RECORDING),
    (b"RIFF", _RECORDING),
    (b"\x1a\x45\xdf\xa3", _RECORDING),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"\x7fELF", _PROGRAM),
    (b"MZ\x90", _PROGRAM),
)
_PDF = Kind(gettext_lazy("a PDF"), ".pdf")
_RTF = Kind(gettext_lazy("a file in Rich Text Format"), ".rtf")
_ZIP = Kind(gettext_lazy("a ZIP archive"), ".zip")
#: What a ZIP is, by a name that stands in it.
_PACKED = (
    (b"word/document", Kind(gettext_lazy("a Word file"), ".docx")),
    (b"xl/workbook", Kind(gettext_lazy("an Excel file"))),
    (b"ppt/presentation", Kind(gettext_lazy("a PowerPoint file"))),
    (b"mimetypeapplication/epub+zip", Kind(gettext_lazy("an EPUB book"), ".epub")),
    (
        b"mimetypeapplication/vnd.oasis.opendocument.text",
        Kind(gettext_lazy("an OpenDocument text"), ".odt"),
    ),
    (b"mimetypeapplication/vnd.oasis", Kind(gettext_lazy("an OpenDocument file"))),
)


def packed_kind(data: bytes) -> Kind | None:
    """What a file is that says so beyond doubt: PDF, RTF or a kind of ZIP; else None."""
    start = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return _PDF
    if start.startswith(b"{\\rtf"):
        return _RTF
    if not data.startswith(b"PK"):
        return None
    # The names of a ZIP stand at its end too, the first ones at its beginning.
    names = data[:HEAD] + data[-64 * 1024 :]
    return next((kind for name, kind in _PACKED if name in names), _ZIP)


def xml_root(data: bytes) -> str:
    """The name of the element that an XML or HTML file consists of, in lower case; else empty."""
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = data[: 2 * HEAD].decode("utf-16", "ignore").encode()
    found = _ROOT.match(head)
    return found[1].decode("ascii", "replace").lower() if found else ""


def refuse_unfit(data: bytes, filename: str, fitting: Sequence[Importer]) -> None:
    """Raise UnreadableFile for what is not what its name says, or is nothing that can be read.

    `fitting` are the importers of its name.
    """
    _refuse_never(data)
    kind = packed_kind(data)
    if not fitting:
        _refuse_name(kind)
    ending = PurePath(filename).suffix.lower()
    if kind is _ZIP and ending in {packed.ending for _name, packed in _PACKED}:
        pass  # Broken, or without the part that tells: its importer knows better words.
    elif kind and kind.ending != ending:
        _refuse_lie(kind, ending)
    if not any(each.recognises(data) for each in fitting):
        _refuse_lie(kind, ending)


def _refuse_never(data: bytes) -> None:
    if data.startswith(_OLE):
        raise UnreadableFile(_PROTECTED if _ENCRYPTED in data else _OLD_OFFICE)
    # A text may begin with letters that happen to mean something; it has no zero bytes.
    if b"\0" in data[:HEAD]:
        for magic, reason in _NEVER:
            if data.startswith(magic):
                raise UnreadableFile(reason)


def _refuse_name(kind: Kind | None) -> None:
    if kind and kind.ending in accepted_extensions():
        raise UnreadableFile(
            _("This file is %(kind)s. Give it a name that ends in %(ending)s and import that.")
            % {"kind": kind.words, "ending": kind.ending}
        )
    raise UnreadableFile(
        _("Files of this kind cannot be imported. Save it as one of %(known)s and try again.")
        % {"known": ", ".join(dict.fromkeys(accepted_extensions()))}
    )


def _refuse_lie(kind: Kind | None, ending: str) -> None:
    if kind and kind.ending in accepted_extensions():
        raise UnreadableFile(
            _(
                "The name of this file ends in %(named)s, but it is %(kind)s. If that is what you"
                " meant, give it a name that ends in %(ending)s and import that."
            )
            % {"named": ending, "kind": kind.words, "ending": kind.ending}
        )
    if kind:
        raise UnreadableFile(
            _(
                "The name of this file ends in %(named)s, but it is %(kind)s. Save its text in one"
                " of the formats that can be read, and import that."
            )
            % {"named": ending, "kind": kind.words}
        )
    raise UnreadableFile(
        _(
            "This file is not what its name says (%(named)s). Open it in the program it was made"
            " with, save it again and import that."
        )
        % {"named": ending}
    )


def check_xml(data: bytes) -> None:
    """Raise UnreadableFile for XML that declares entities, or is nested too deep.

    What is not well-formed is left to who reads it.
    """
    parser = expat.ParserCreate()
    depth = 0

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > settings.IMPORT_MAX_DEPTH:
            raise UnreadableFile(
                _("This file is nested more than %(most)s levels deep, which no text is.")
                % {"most": settings.IMPORT_MAX_DEPTH}
            )

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_declaration: object) -> None:
        raise UnreadableFile(_ENTITIES)

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return


_PROTECTED = gettext_lazy(
    "This file is protected by a password. Open it in the program it was made with, remove the"
    " password, save it and import that."
)
_OLD_OFFICE = gettext_lazy(
    "This file is in an old format of Microsoft Office (.doc, .xls, .ppt). Open it in Word or"
    " LibreOffice, save it as .docx and import that."
)
_ENTITIES = gettext_lazy(
    "This file declares abbreviations of its own (entities), by which a small file can become an"
    " endless one. Save it with its entities resolved, and import that."
)
