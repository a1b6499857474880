"""The whole way of a file: the child, what is refused, what is said of a text."""

from __future__ import annotations

import re

import pytest
from pytest_django.fixtures import Settings
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from sources.importing.base import Imported, Options, UnreadableFile, import_document
from tests.sources.importing.pdf.makers import (
    by_reportlab,
    by_typst,
    lines,
    page_breaks,
    picture,
    read,
    texts,
    together,
)  # fmt: skip

PLAIN = by_reportlab(lines("A report on the flight of 1949,", "which went to Beijing."))


def imported(data: bytes, **options: bool) -> Imported:
    return import_document(data, filename="report.pdf", options=Options(**options))


def test_a_book_with_pages_in_roman_and_arabic_numerals() -> None:
    markup = """
#set document(title: "The Flight", author: "N. N.")
#set page(width: 10cm, height: 8cm, numbering: "i")
#set text(lang: "ru", size: 10pt)
= Preface
#lorem(40)
#pagebreak()
#set page(numbering: "1")
#counter(page).update(127)
= The flight
#lorem(90)
"""
    found = imported(by_typst(markup), strip_running=True, dehyphenate=True)
    labels = [label for label, _ in page_breaks(found.document)]
    assert labels[:2] == ["i", "127"] and labels[-1] == str(125 + len(labels))
    assert (found.title, found.language, found.direction) == ("The Flight", "ru", "ltr")
    assert found.media_type == "application/pdf"
    assert found.warnings == ()


COLUMNS = together(
    lines("Oats grow in the west of it,", "barley in the east, and in", "the middle wheat grows."),
    lines(
        "Sheep are kept in the hills,", "cows by the river, and only", "goats near the lake.", x=220
    ),
)


@pytest.mark.parametrize(
    ("one_column", "begins"),
    [(False, "Oats grow in the west of it, barley"), (True, "Oats grow in the west of it,\tSheep")],
)
def test_columns_unless_somebody_says_there_are_none(one_column: bool, begins: str) -> None:
    found = imported(by_reportlab(COLUMNS), one_column=one_column)
    assert found.document.content.startswith(begins)


def draws_nonsense(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(50, 500, "nothing of this can be read by anybody")


def without_meaning() -> bytes:
    """Glyphs whose font says but names that mean nothing, as old programs made them."""
    names = " ".join(f"/g{number}" for number in range(32, 127))
    encoding = f"<< /Type /Encoding /Differences [32 {names}] >>".encode()
    data = by_reportlab(draws_nonsense)
    return re.sub(rb"/Encoding /WinAnsiEncoding", b"/Encoding " + encoding, data)


ENCRYPTED = by_reportlab(lines("Secret."), encrypt=StandardEncryption("word"))
FEW = by_reportlab(lines("One."), picture(), lines("Three."), picture(), picture())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ENCRYPTED, "protected by a password"),
        (by_reportlab(picture(), picture()), "pictures of pages only"),
        (by_reportlab(lines("")), "no text in this PDF"),
        (without_meaning(), "cannot be made out"),
        (b"%PDF-1.7\n" + b"nothing of the kind\n" * 99, "damaged or no PDF"),
        (PLAIN[:600], "damaged or no PDF"),
    ],
    ids=["password", "pictures", "empty", "without meaning", "nonsense", "cut off"],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        imported(data)


def test_too_many_pages(settings: Settings) -> None:
    settings.IMPORT_MAX_PAGES = 4
    with pytest.raises(UnreadableFile, match="more than 4 pages"):
        imported(FEW)


def test_pages_that_are_pictures_are_named() -> None:
    found = imported(FEW)
    assert found.warnings == (
        "Pages 2, 4–5 are pictures without text and were left out; have them recognised (OCR).",
    )
    assert [label for label, _ in page_breaks(found.document)[:3]] == ["1", "2", "3"]


def test_pictures_besides_text_are_named() -> None:
    page = together(picture(50, 50, 300, 200), lines("Under a picture."))
    assert imported(by_reportlab(page)).warnings == (
        "Page 1 has a picture besides its text; pictures of a PDF are not kept.",
    )


def test_text_recognised_under_a_picture_is_text() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(50, 500)
        text.setFont("Times-Roman", 10)
        text.setTextRenderMode(3)
        text.textOut("Recognised, and not seen.")
        canvas.drawText(text)

    found = imported(by_reportlab(together(picture(), draw)))
    assert (found.document.content, found.warnings) == ("Recognised, and not seen.", ())


def test_a_password_for_the_owner_alone_locks_nobody_out() -> None:
    data = by_reportlab(lines("Open."), encrypt=StandardEncryption("", "owner", canCopy=0))
    assert imported(data).document.content == "Open."


@pytest.mark.parametrize(
    ("title", "expected"),
    [("The  Flight", "The Flight"), ("Microsoft Word - flight.doc", None), ("flight.indd", None),
     ("untitled", None)],
)  # fmt: skip
def test_titles_that_programs_make_up(title: str, expected: str | None) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle(title)
        lines("Text.")(canvas)

    assert imported(by_reportlab(draw)).title == expected


def test_what_is_drawn_twice_is_there_once() -> None:
    draws = [lines("Bold, hammered; attitude", x=50 + shift) for shift in (0, 0.3, 0.6)]
    assert texts(read(by_reportlab(together(*draws)))) == ["Bold, hammered; attitude"]


def test_letters_set_wide_and_words_set_tight() -> None:
    def draw(canvas: Canvas) -> None:
        for y, space in ((500, 4), (450, -0.4)):
            text = canvas.beginText(50, y)
            text.setFont("Times-Roman", 10)
            text.setCharSpace(space)
            text.textOut("very wide words")
            canvas.drawText(text)

    assert texts(read(by_reportlab(draw))) == ["very wide words"] * 2


def test_turned_pages_and_turned_text() -> None:
    def turned_text(canvas: Canvas) -> None:
        canvas.translate(300, 50)
        canvas.rotate(90)
        lines("A table lies on its side", "and has two lines.", x=0, y=100)(canvas)

    def turned_page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        lines("The page is turned.")(canvas)

    document = read(by_reportlab(turned_text, turned_page))
    assert document.content == "A table lies on its side and has two lines.\n\nThe page is turned."


def test_what_was_cropped_away_is_not_there() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((40, 40, 360, 560))
        together(lines("Text."), lines("printer's mark", y=590))(canvas)

    assert texts(read(by_reportlab(draw))) == ["Text."]
