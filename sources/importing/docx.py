"""Word files (.docx).

pandoc keeps neither page breaks nor the direction of paragraphs, so both are written into the
text as signals before it reads the file. Only what was unpacked and looked at here goes to
pandoc, packed anew: its limits are not put to the test by a file made to burst.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from lxml import etree

from sources.importing import pandoc
from sources.importing.base import DEFAULTS, Importer, Options, Reading, UnreadableFile
from sources.importing.markdown import first_heading
from sources.importing.pandoc_inlines import RIGHT_TO_LEFT, SIGNALS, page_signal

#: What the parts of a file may unpack to, and how many there may be.
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PARTS = 5_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_FORMATS = {
    b"%PDF": _(
        "This file is not a Word file (.docx) but a PDF. Open it, copy its text into a Word file or"
        " a .txt file and import that."
    ),
    b"{\\rtf": _(
        "This file is not a Word file (.docx) but a file in Rich Text Format. Open it in Word, save"
        " it as .docx and import that."
    ),
    b"<": _(
        "This file is not a Word file (.docx) but a web page or XML file. Rename it to end in .html"
        " and import that."
    ),
}
_MAIN_PART = re.compile(r"word/document\d*\.xml")
_PART_WITH_TEXT = re.compile(r"word/(document\d*|footnotes|endnotes)\.xml")
_LEFT_OUT = ("word/media/", "word/embeddings/", "word/fonts/", "docProps/thumbnail")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RENDERED_BREAK = f"{_W}lastRenderedPageBreak"
#: What zipfile and its decompressors raise on bytes that are no ZIP or a broken one.
_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, KeyError, OSError, OverflowError, ValueError,
)  # fmt: skip
_OFF = ("0", "false", "off")


class Docx(Importer):
    """Paragraphs with their direction, headings, lists, tables, notes, and pages from Word."""

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    extensions = (".docx",)

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it is no Word file or cannot be read."""
        _refuse_other_formats(data)
        try:
            packed = _repacked(data)
        except RuntimeError:  # A password of the ZIP, or a compression that Word never uses.
            raise UnreadableFile(_PROTECTED) from None
        except (*_ZIP_ERRORS, etree.LxmlError):
            raise UnreadableFile(pandoc.DAMAGED) from None
        document = pandoc.read(packed, "docx-auto_identifiers")
        return Reading(document, title=first_heading(document))


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(_OLE):
        raise UnreadableFile(_PROTECTED if _ENCRYPTED in data else _OLD_WORD)
    for magic, reason in _OTHER_FORMATS.items():
        if data.lstrip()[:8].startswith(magic):
            raise UnreadableFile(reason)
    if not data.startswith(b"PK"):
        raise UnreadableFile(_NOT_DOCX)


def _repacked(data: bytes) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        if not any(_MAIN_PART.fullmatch(name) for name in source.namelist()):
            raise UnreadableFile(_NOT_DOCX)
        for name, part in dict(_parts(source)).items():
            target.writestr(name, _signalled(part) if _PART_WITH_TEXT.fullmatch(name) else part)
    return packed.getvalue()


def _parts(source: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Unpack what makes up the text. What a part says of its size is not trusted."""
    left = MAX_UNPACKED_BYTES
    parts = [part for part in source.infolist() if not part.filename.startswith(_LEFT_OUT)]
    if len(parts) > MAX_PARTS:
        raise UnreadableFile(_BURSTING)
    for part in parts:
        with source.open(part) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise UnreadableFile(_BURSTING)
        yield part.filename, content


def _signalled(part: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(part, parser)
    doctype: str = root.getroottree().docinfo.doctype
    if doctype:
        raise UnreadableFile(pandoc.DAMAGED)  # Word writes none: its entities are an attack.
    for text in root.iter(f"{_W}t"):
        text.text = SIGNALS.sub("", text.text or "")
    _signal_pages(root)
    for paragraph in root.iter(f"{_W}p"):
        _signal_direction(paragraph)
    signalled: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return signalled


def _signal_pages(root: etree._Element) -> None:
    """Signal where Word last saw a page begin or, if it never did, where pages were broken."""
    body = root.find(f"{_W}body")
    if body is None:
        return
    breaks = list(body.iter(_RENDERED_BREAK)) or [
        each for each in body.iter(f"{_W}br") if each.get(f"{_W}type") == "page"
    ]
    for each in breaks:
        each.addprevious(_text(page_signal()))
    first_run = body.find(f".//{_W}r")
    if breaks and first_run is not None:
        first_run.addprevious(_run(page_signal()))


def _signal_direction(paragraph: etree._Element) -> None:
    stated = paragraph.find(f"{_W}pPr/{_W}bidi")
    if stated is None or stated.get(f"{_W}val") in _OFF:
        return
    first_run = paragraph.find(f".//{_W}r")
    if first_run is not None:
        first_run.addprevious(_run(RIGHT_TO_LEFT))


def _run(signal: str) -> etree._Element:
    run = etree.Element(f"{_W}r")
    run.append(_text(signal))
    return run


def _text(signal: str) -> etree._Element:
    text = etree.Element(f"{_W}t")
    text.text = signal
    return text


_PROTECTED = _(
    "This file is protected by a password. Open it in Word, remove the password "
    "(File, Info, Protect Document), save it and import that."
)
_OLD_WORD = _(
    "This file is in the old Word format (.doc). Open it in Word or LibreOffice, save it as "
    ".docx and import that."
)
_NOT_DOCX = _(
    "This file is not a Word file (.docx), whatever its name says. Open it in the program it was "
    "made with, save it as .docx or .txt and import that."
)
_BURSTING = _(
    "This file unpacks to more than is allowed. Open it in Word, copy its text into a new "
    "document, save that and import it."
)
