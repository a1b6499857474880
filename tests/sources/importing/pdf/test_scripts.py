"""Texts of several scripts and directions, as different programs put them into a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from reportlab.pdfgen.canvas import Canvas

from sources.texts.structure import BlockType, Document
from tests.sources.importing.pdf.makers import (
    by_chromium,
    by_reportlab,
    by_typst,
    chinese,
    read,
    texts,
)  # fmt: skip

ARABIC = (
    "في الرابع والعشرين من أغسطس 1949 سقطت الطائرة (رقم 12) قرب بحيرة بايكال، ولا أحد نجا لأن"
    " الضباب كثيف. وقالت الصحف إن اللجنة وصلت وبحثت في السفوح أحد عشر يوما."
)
VOWELLED = "الْحَمْدُ لِلَّهِ رَبِّ الْعَالَمِينَ"
UYGHUR = (
    "بىز 1949-يىلى 8-ئاينىڭ 27-كۈنى ئالمۇتىدىن يولغا چىقتۇق (ئەخمەتجان قاسىمى)، ئۇيغۇر خەلقى بۇ"
    " كۈنلەرنى ھېچقاچان ئۇنتۇمايدۇ."
)
HEBREW = "המטוס (Il-12) המריא מאלמטי ב-24 באוגוסט 1949, וְאֵין נִצּוֹלִים."
MIXED = "In Hebrew שלום עולם means hello (world), in Uyghur قاسىمى is a name."
CHINESE = (
    "一九四九年八月二十四日夜，一架飞机从阿拉木图起飞前往北京，机上载有三区代表。此后再无人在湖边见到它，"
    "报纸报道了大雾。"
)
RUSSIAN = (
    "В ночь на 24 августа 1949 года самолёт вылетел из Алма-Аты в Пекин с делегатами на борту."
    " Комиссия одиннадцать дней обследовала склоны и нашла обломки крыла. "
)


@pytest.fixture(scope="module")
def printed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A web page printed by Chromium, which draws each Arabic letter by itself."""
    body = "".join(
        f'<p dir="{way}" lang="{language}">{text}</p>'
        for way, language, text in (
            ("rtl", "ar", ARABIC), ("rtl", "ar", VOWELLED), ("rtl", "ug", UYGHUR),
            ("rtl", "he", HEBREW), ("ltr", "en", MIXED), ("ltr", "zh", CHINESE),
        )
    )  # fmt: skip
    return read(by_chromium(browser, tmp_path_factory.mktemp("html"), body))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("number", "expected"),
    list(enumerate([ARABIC, VOWELLED, UYGHUR, HEBREW, MIXED, CHINESE])),
    ids=["Arabic", "vowelled", "Uyghur", "Hebrew", "mixed", "Chinese"],
)
def test_printed_by_chromium(printed: Document, number: int, expected: str) -> None:
    assert texts(printed)[number] == expected


@pytest.mark.browser
def test_arabic_columns_follow_from_the_right(browser: Browser, tmp_path: Path) -> None:
    body = "".join(f"<p>{number}. {ARABIC} {ARABIC}</p>" for number in range(1, 7))
    document = read(
        by_chromium(
            browser, tmp_path, f'<div dir="rtl" lang="ar" style="columns: 2">{body}</div>',
            "p { text-align: justify }",
        )
    )  # fmt: skip
    assert texts(document) == [f"{number}. {ARABIC} {ARABIC}" for number in range(1, 7)]


@pytest.mark.browser
def test_chinese_columns_from_top_to_bottom(browser: Browser, tmp_path: Path) -> None:
    body = f"<h2>飞机失事</h2><p>{CHINESE * 2}</p><p>{CHINESE}</p>"
    document = read(by_chromium(browser, tmp_path, body, "html { writing-mode: vertical-rl }"))
    assert texts(document, BlockType.HEADING) == ["飞机失事"]
    assert texts(document, BlockType.PARAGRAPH) == [CHINESE * 2, CHINESE]


def test_set_by_typst() -> None:
    markup = f"""
#set page(width: 12cm, height: 20cm)
#set text(size: 11pt)
#[#set text(lang: "he", dir: rtl)
{HEBREW} {HEBREW}]

#[#set text(lang: "ru", hyphenate: true)
#set par(justify: true)
{RUSSIAN * 3}]
"""
    document = read(by_typst(markup), "dehyphenate")
    assert texts(document) == [f"{HEBREW} {HEBREW}", (RUSSIAN * 3).strip()]


def test_chinese_paragraphs_by_indent() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(chinese(), 12)
        text = f"　　{CHINESE * 2}"
        for number, start in enumerate(range(0, len(text), 20)):
            canvas.drawString(60, 560 - 18 * number, text[start : start + 20])
            canvas.drawString(60, 300 - 18 * number, text[start : start + 20])

    assert texts(read(by_reportlab(draw))) == [CHINESE * 2, CHINESE * 2]
