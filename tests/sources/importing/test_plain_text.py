import codecs

import pytest

from sources.importing.base import Options, UnreadableFile, import_document

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


WRAPPED = """\
Das Flugzeug verließ Alma-Ata am 24. August und ist auf dem Flug nach Irkutsk ver-
schollen. Am Nord- und Südufer des Sees suchte man, in der gut-gläubigen Hoff-
nung, Überlebende zu finden.
Ende

— Кто был на борту самолёта, вылетевшего той ночью? — спросил кто-
то из родственников, стоявших в тот день на аэро-
дроме у самого поля.

飞机在贝加尔湖附近失事，机上人员全部遇难。代表团原定前往北平参加会议，但是没有人
能够证实这一点。
"""


UNWRAPPED = """\
Das Flugzeug verließ Alma-Ata am 24. August und ist auf dem Flug nach Irkutsk verschollen. \
Am Nord- und Südufer des Sees suchte man, in der gut-gläubigen Hoffnung, Überlebende zu finden.

Ende

— Кто был на борту самолёта, вылетевшего той ночью? — спросил кто-то из родственников, \
стоявших в тот день на аэродроме у самого поля.

飞机在贝加尔湖附近失事，机上人员全部遇难。代表团原定前往北平参加会议，但是没有人能够证实这一点。"""


def test_lines_and_words_are_joined_on_request() -> None:
    options = Options(unwrap=True, dehyphenate=True)
    document = import_document(WRAPPED.encode(), filename="a.txt", options=options).document
    assert document.content == UNWRAPPED


def test_words_alone_are_joined_and_lines_stay() -> None:
    options = Options(dehyphenate=True)
    document = import_document(WRAPPED.encode(), filename="a.txt", options=options).document
    first, second, third = document.content.split("\n")[:3]
    assert first.endswith("auf dem Flug nach Irkutsk verschollen.")
    assert second == "Am Nord- und Südufer des Sees suchte man, in der gut-gläubigen Hoffnung,"
    assert third == "Überlebende zu finden."


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        # Compounds keep their hyphen: capitals, words that stand so elsewhere, Russian particles.
        ("flew from Alma-\nAta to Irkutsk", "flew from Alma-Ata to Irkutsk"),
        ("a well-known man\n\nthis well-\nknown man", "a well-known man\n\nthis well-known man"),
        ("он сказал это из-\nза погоды", "он сказал это из-за погоды"),
        ("ab\u00ad\nsturz", "absturz"),
        # Lists, dialogue and short lines stay.
        ("a list of many things:\n- one\n- two", "a list of many things:\n- one\n- two"),
        ("Roses are red\nx\nViolets are blue", "Roses are red x\nViolets are blue"),
    ],
)
def test_joining_is_careful(text: str, joined: str) -> None:
    options = Options(unwrap=True, dehyphenate=True)
    document = import_document(text.encode(), filename="a.txt", options=options).document
    assert document.content == joined


def test_what_nobody_asked_for_is_left_alone() -> None:
    document = import_document(WRAPPED.encode(), filename="a.txt").document
    assert document.content == WRAPPED.strip()
