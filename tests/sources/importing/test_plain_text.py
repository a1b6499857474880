import codecs

import pytest

from sources.importing.base import UnreadableFile, import_document

RUSSIAN = "Самолёт вылетел из Алма-Аты ночью. Погода над Байкалом была плохой."
CHINESE = "飞机在贝加尔湖附近失事，机上人员全部遇难。代表团原定前往北平参加会议。"
TRADITIONAL = "飛機在貝加爾湖附近失事，機上人員全部遇難。代表團原定前往北平參加會議。"
UYGHUR = "ئايروپىلان ئالمۇتىدىن ئۇچۇپ كېتىپ كۆلگە يېقىن يەردە غايىب بولدى."
ARABIC = "سقطت الطائرة قرب البحيرة وكان الطقس سيئا في ذلك اليوم."
FRENCH = "L’avion s’est écrasé près du lac Baïkal à l’été 1949, d’après les témoins."
JAPANESE = "飛行機はバイカル湖の近くで墜落した。乗客は全員死亡した。"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        *((RUSSIAN, name) for name in ("utf-8", "cp1251", "koi8-r", "cp866", "mac-cyrillic")),
        *((RUSSIAN, name) for name in ("utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32")),
        *((CHINESE, name) for name in ("utf-8", "gb18030", "utf-16")),
        *((TRADITIONAL, name) for name in ("utf-8", "big5", "utf-16-be")),
        *((UYGHUR, name) for name in ("utf-8", "utf-16", "utf-16-le")),
        *((ARABIC, name) for name in ("utf-8", "cp1256")),
        *((JAPANESE, name) for name in ("cp932", "euc-jp")),
        (FRENCH, "cp1252"),
        ("Plain ASCII", "ascii"),
        ("\U00010f70\U00010f71 𠮷", "utf-8"),
    ],
)
def test_charsets(text: str, charset: str) -> None:
    data = f"{text}\r\n\r\n{text}\r\n".encode(charset)
    read = import_document(data, filename="report.txt")
    assert read.document.content == f"{text}\n\n{text}"
    if charset not in ("utf-16", "utf-8-sig", "utf-32", "ascii"):
        assert codecs.lookup(read.charset or "") == codecs.lookup(
            charset.replace("big5", "big5hkscs")
        )


def test_a_text_cut_inside_a_character_is_still_utf8() -> None:
    read = import_document(RUSSIAN.encode()[:-1] + "б".encode()[:1], filename="a.txt")
    assert read.charset == "utf-8"
    assert read.document.content.startswith(RUSSIAN[:-2])


def test_decomposed_letters_are_composed() -> None:
    assert import_document("и\u0306 e\u0301".encode(), filename="a.txt").document.content == "й é"


def test_form_feeds_are_pages() -> None:
    document = import_document(b"One\n\fTwo\n\nmore\n\n\fThree\n\f", filename="a.txt").document
    assert document.content == "One\nTwo\n\nmore\n\nThree"
    breaks = [(block.start, block.label) for block in document.blocks if block.is_page_break]
    assert breaks == [(0, "1"), (4, "2"), (15, "3")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a picture"),
        (b"\x00" * 500, "does not look like a text file"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        import_document(data, filename="a.txt")


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Heading\r\n" + "x" * 121 + "\r\nEnd", ["Heading", "x" * 121, "End"]),
        ("Heading\n" + "x" * 120 + "\nEnd", ["Heading\n" + "x" * 120 + "\nEnd"]),
        ("Verse\nlines\n\n" + "x" * 200 + "\nEnd", ["Verse\nlines", "x" * 200, "End"]),
        ("x" * 200 + "\fEnd", ["x" * 200 + "\nEnd"]),
    ],
)
def test_long_lines_are_paragraphs(text: str, paragraphs: list[str]) -> None:
    document = import_document(text.encode(), filename="a.txt").document
    assert [document.text_of(block) for block in document.text_blocks] == paragraphs
