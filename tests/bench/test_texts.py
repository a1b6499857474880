"""Long and awkward texts: rendering, sanitising, editing, reading a web page."""

from __future__ import annotations

import difflib

import pytest

from sources.importing.base import import_document
from sources.texts.editing import revise
from sources.texts.rendering import render_document
from sources.texts.sanitising import keep_structure
from sources.texts.structure import Block, BlockType, Document, Mark, MarkType, from_plain
from tests.bench.conftest import Row, growth, median, prose


def marked(content: str, every: int) -> Document:
    """The plain text with five code points in italics after each `every`."""
    starts = range(0, len(content) - 5, every)
    marks = tuple(Mark(MarkType.EMPHASIS, start, start + 5) for start in starts)
    return Document(content, from_plain(content).blocks, marks)


def edited(content: str) -> str:
    """The content with one insertion, one deletion and one addition."""
    third = len(content) // 3
    return content[:third] + "ЙЦУ" + content[third : 2 * third] + content[2 * third + 4 :] + " end"


def test_rendering_marks(row: Row) -> None:
    texts = {size: marked(prose(size), every=60) for size in (100_000, 1_000_000)}

    def render(size: int) -> None:
        render_document(texts[size], language="ug", direction="rtl")

    row("rendering 1 MB with 17 000 marks", growth(render, 100_000))


def test_rendering_one_long_row(row: Row) -> None:
    def render(cells: int) -> None:
        content = "x\t" * cells + "x"
        block = Block(BlockType.TABLE_ROW, 0, len(content))
        starts = range(0, len(content) - 7, 9)
        marks = tuple(Mark(MarkType.STRONG, start, start + 7) for start in starts)
        render_document(Document(content, (block,), marks), language="en", direction="ltr")

    row("rendering a table row of 150 000 marked cells", growth(render, 15_000))


@pytest.mark.parametrize("tag", ["<br>", "<p>x</p>", "<li>x", "<b><p>", "<table><tr><td>x"])
def test_keeping_structure(tag: str, row: Row) -> None:
    def clean(count: int) -> None:
        table, _, repeated = tag.rpartition("<table>")
        keep_structure(table + repeated * count)

    row(f"sanitising 10 000 times {tag}", growth(clean, 1_000))


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("paragraphs", "Paragraph {n} of the long report on the flight. " * 8 + "\n\n"),
        ("equal verse lines", "The same verse line again and again.\n\n"),
        ("one paragraph", "word{n} "),
        ("Chinese in one paragraph", "飞机在贝加尔湖附近失事没有人生还"),
        ("lines of one paragraph", "{n} строка одного длинного абзаца\n"),
    ],
)
def test_a_small_edit(name: str, piece: str, row: Row) -> None:
    def text(size: int) -> str:
        pieces = (piece.format(n=n) for n in range(size // len(piece)))
        return "".join(pieces).strip()

    texts = {size: marked(text(size), every=200) for size in (90_000, 900_000)}
    changes = {size: edited(document.content) for size, document in texts.items()}
    row(
        f"a small edit in 0.9 MB, {name}",
        growth(lambda size: revise(texts[size], changes[size]), 90_000),
    )


def test_a_small_edit_beside_difflib(row: Row) -> None:
    old = marked(prose(20_000), every=200)
    new = edited(old.content)
    ours = median(lambda: revise(old, new))
    matcher = median(
        lambda: difflib.SequenceMatcher(None, old.content, new, autojunk=False).get_opcodes(),
        runs=1,
    )
    row("a small edit in 20 kB", f"{ours:.4f} s = {ours / matcher:.4f} x difflib on characters")


def test_reading_a_web_page(row: Row) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in prose(1_000_000).split("\n\n"))
    page = f"<title>Report</title>{paragraphs}".encode()
    ours = median(lambda: import_document(page, filename="page.html"), runs=3)
    cleaning = median(lambda: keep_structure(page.decode()), runs=3)
    row("reading a web page of 1 MB", f"{ours:.2f} s = {ours / cleaning:.2f} x sanitising it")


@pytest.mark.parametrize("tag", ["<div>", "<ul><li>", "<b><i>"])
def test_reading_a_deep_web_page(tag: str, row: Row) -> None:
    def clean(depth: int) -> None:
        import_document((f"{tag * 20}x" + "</p><p>" * depth).encode(), filename="page.html")

    row(f"reading 10 000 paragraphs inside 20 times {tag}", growth(clean, 1_000))
