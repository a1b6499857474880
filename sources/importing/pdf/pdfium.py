"""What PDFium says of a PDF. Runs in a child alone (`child`).

PDFium reads the file, its fonts and its encodings; what belongs together is told elsewhere, from
the places of single characters (`characters`).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as pdfium

from sources.importing.pdf.characters import read_characters
from sources.importing.pdf.glyphs import frames_of
from sources.importing.pdf.page import Page
from sources.importing.pdf.spans import with_spans

#: Objects of a page among which its largest picture is looked for.
_MOST_OBJECTS = 2_000


class Refused(Exception):
    """A file that PDFium does not open; `why` is "password", "protection" or "damaged"."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class Pdf:
    """An open PDF."""

    def __init__(self, data: bytes) -> None:
        self._data = data  # PDFium reads it as it goes.
        self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            error = pdfium.FPDF_GetLastError()
            reasons = {pdfium.FPDF_ERR_PASSWORD: "password", pdfium.FPDF_ERR_SECURITY: "protection"}
            raise Refused(reasons.get(error, "damaged"))

    def __len__(self) -> int:
        return int(pdfium.FPDF_GetPageCount(self._document))

    def information(self, name: str) -> str:
        """Return what the file says of itself by one of its names for that: Title, Author."""

        def ask(buffer: object, length: int) -> int:
            return int(pdfium.FPDF_GetMetaText(self._document, name.encode(), buffer, length))

        return _string(ask)

    @property
    def language(self) -> str:
        """The language tag of the whole file, "" if it has none."""
        length = pdfium.FPDFCatalog_GetLanguage(self._document, None, 0)
        buffer = (ctypes.c_ushort * (length + 1))()
        pdfium.FPDFCatalog_GetLanguage(self._document, buffer, length)
        return bytes(buffer).decode("utf-16-le", "replace").split("\x00")[0]

    def pages(self) -> Iterator[Page]:
        """Yield the pages; one that cannot be opened is empty."""
        for number in range(len(self)):
            page = Page(label=self._label(number))
            handle = pdfium.FPDF_LoadPage(self._document, number)
            if handle:
                _read(handle, page)
                pdfium.FPDF_ClosePage(handle)
            yield page

    def _label(self, number: int) -> str:
        def ask(buffer: object, length: int) -> int:
            return int(pdfium.FPDF_GetPageLabel(self._document, number, buffer, length))

        return " ".join(_string(ask).split())


def _string(ask: object) -> str:
    """The UTF-16 that a function of PDFium writes into a buffer, asked for its length first."""
    assert callable(ask)
    length = ask(None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _read(handle: object, page: Page) -> None:
    page.picture = _largest_picture(handle)
    characters, page.legible = read_characters(handle)
    page.frames = frames_of(with_spans(handle, characters))


def _largest_picture(handle: object) -> float:
    """The share of the page that its largest picture covers."""
    size = pdfium.FPDF_GetPageWidthF(handle) * pdfium.FPDF_GetPageHeightF(handle)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    largest = 0.0
    for number in range(min(pdfium.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
        each = pdfium.FPDFPage_GetObject(handle, number)
        if pdfium.FPDFPageObj_GetType(each) == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFPageObj_GetBounds(each, left, bottom, right, top)
            area = abs((right.value - left.value) * (top.value - bottom.value))
            largest = max(largest, area / size if size else 0.0)
    return largest
