"""PDFs to import, made by other programs: typst, reportlab, Chromium."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import typst
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]


def by_typst(markup: str) -> bytes:
    """A PDF of this markup, in the fonts that come with typst."""
    made = typst.compile(markup.encode(), ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def by_reportlab(
    *pages: Draw, size: tuple[float, float] = (400, 600), encrypt: StandardEncryption | None = None
) -> bytes:
    """A PDF with a page for each function that draws one."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=size, encrypt=encrypt, pageCompression=0)
    for draw in pages:
        canvas.setFont("Times-Roman", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(*texts: str, x: float = 50, y: float = 500, size: float = 10, leading: float = 12) -> Draw:
    """Draws lines one below the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", size)
        for number, text in enumerate(texts):
            canvas.drawString(x, y - number * leading, text)

    return draw


def together(*draws: Draw) -> Draw:
    """Draws everything on one page."""

    def draw(canvas: Canvas) -> None:
        for each in draws:
            each(canvas)

    return draw


def picture(x: float = 0, y: float = 0, width: float = 400, height: float = 600) -> Draw:
    """Draws a grey picture."""

    def draw(canvas: Canvas) -> None:
        from PIL import Image

        canvas.drawImage(ImageReader(Image.new("L", (8, 8), 128)), x, y, width, height)

    return draw


def wrapped(words: Sequence[str], width: int) -> list[str]:
    """Lines of at most so many characters."""
    made = [""]
    for word in words:
        if len(made[-1]) + len(word) >= width:
            made.append("")
        made[-1] = f"{made[-1]} {word}".strip()
    return made
