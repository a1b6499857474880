"""PDFs to import, made by other programs: typst, reportlab, Chromium."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import typst
from playwright.sync_api import Browser
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from sources.importing.pdf.child import answer
from sources.importing.pdf.layout import Choices
from sources.texts.structure import BlockType, Document

Draw = Callable[[Canvas], None]

_FONTS = Path(__file__).parents[4] / "frontend/node_modules/@fontsource"
_STYLES = "".join(
    f'<link rel="stylesheet" href="{(_FONTS / name).as_uri()}">'
    for name in ("noto-naskh-arabic/400.css", "noto-serif-sc/400.css", "source-serif-4/400.css")
)


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
    canvas = Canvas(file, pagesize=size, encrypt=encrypt)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def by_chromium(browser: Browser, folder: Path, body: str, style: str = "") -> bytes:
    """A PDF of this HTML, in the fonts of the application."""
    file = folder / "page.html"
    file.write_text(
        f'<!doctype html><meta charset="utf-8"><title>Untitled</title>{_STYLES}<style>'
        f'body {{ font: 11pt "Noto Naskh Arabic", "Source Serif 4", "Noto Serif SC" }} {style}'
        f"</style>{body}",
        encoding="utf-8",
    )
    page = browser.new_page()
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    made = page.pdf(width="140mm", height="200mm", margin={"left": "15mm", "top": "15mm"})
    page.close()
    return made


def lines(
    *texts: str, x: float = 50, y: float = 500, size: float = 10, font: str = "Times-Roman"
) -> Draw:
    """Draws lines one below the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for number, text in enumerate(texts):
            canvas.drawString(x, y - number * 1.2 * size, text)

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
        canvas.drawInlineImage(_grey(), x, y, width, height)

    return draw


def _grey() -> object:
    from PIL import Image

    return Image.new("L", (8, 8), 128)


def chinese() -> str:
    """The name of a font for reportlab."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


def read(data: bytes, *chosen: str) -> Document:
    """What a PDF says, in this very process; `chosen` are names of choices."""
    found = answer(data, 1_000, Choices(**dict.fromkeys(chosen, True)))
    assert "refused" not in found, found
    return Document.from_json(found["content"], found["blocks"], found["marks"])


def texts(document: Document, *types: BlockType) -> list[str]:
    """The texts of its blocks, of these types if any are given."""
    return [
        document.text_of(block)
        for block in document.text_blocks
        if not types or block.type in types
    ]


def page_breaks(document: Document) -> list[tuple[str | None, str]]:
    """The labels of its pages, each with how the page begins."""
    return [
        (block.label, document.content[block.start :][:12])
        for block in document.blocks
        if block.is_page_break
    ]
