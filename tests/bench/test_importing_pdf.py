"""Reading a book of 300 pages, beside what PDFium itself takes for its plain text."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from sources.importing.base import Options, import_document
from tests.bench.conftest import Row, median, prose

PAGES = 300
LINES = 40
#: Letters of a line, whose words lie in two columns or in one.
WIDTH = 84


def book(*, columns: int) -> bytes:
    """A book with running heads and page numbers, about 3 000 letters a page."""
    words = prose(PAGES * LINES * WIDTH).split()
    file = BytesIO()
    canvas = Canvas(file, pagesize=(460, 660))
    for page in range(1, PAGES + 1):
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(50, 630, f"A book of fog {page + 126}")
        for column in range(columns):
            for line in range(LINES):
                text, width = "", WIDTH // columns - columns
                while words and len(text) + len(words[-1]) < width:
                    text = f"{text} {words.pop()}".strip()
                canvas.drawString(50 + column * 190, 600 - 14 * line, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def plain_text(data: bytes) -> None:
    """The text of every page as PDFium puts it together."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def test_a_book(row: Row) -> None:
    for columns in (1, 2):
        data = book(columns=columns)
        options = Options(strip_running=True, dehyphenate=True)

        def read(data: bytes = data, options: Options = options) -> None:
            import_document(data, filename="book.pdf", options=options)

        ours = median(read, runs=2)
        plain = median(lambda data=data: plain_text(data), runs=2)  # type: ignore[misc]
        row(
            f"a PDF of {PAGES} pages in {columns} column{'s' * (columns > 1)}",
            f"{1000 * ours / PAGES:.1f} ms a page = {ours / plain:.1f} x PDFium's plain text",
        )
