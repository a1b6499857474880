import pytest

from sources.importing.base import Imported, UnreadableFile, import_document
from tests.sources.importing.files import PNG, by_pandoc, texts


def read(data: bytes) -> Imported:
    return import_document(data, filename="report.rtf")


def escaped(text: str, codec: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(codec))


FONTS = (
    r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}{\f2\fcharset178 Arabic;}"
    r"{\f3\fcharset134 SimSun;}{\f4\fcharset177 David;}}"
)


def rtf(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    return f"{{\\rtf1{head}{FONTS} {body}}}".encode("latin-1")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"caf\'e9 {\f1 " + escaped("Полёт", "cp1251") + r"}\par", "café Полёт"),
        (r"\f2 " + escaped("سقطت", "cp1256") + r"\par", "سقطت"),
        (r"\f4 " + escaped("שלום", "cp1255") + r"\par", "שלום"),
        (r"\f3 " + escaped("飞机失事", "gb18030") + r"\par", "飞机失事"),
        # The second byte of a letter may be a plain sign; so may be those of old files.
        (r"\f3 \'83@\'95z\par", "傽晍"),
        (r"\rtlch\af2 " + escaped("عرب", "cp1256") + r"\ltrch\f0 x\par", "عربx"),
        # Unicode with what stands for it in old programs.
        (r"\uc1\u1055\'3f\u1086? \uc2\u1076\'3f\'3f\uc0\u1099 .\par", "По ды."),
        (r"\u-10179?\u-8704?\par", "\U0001f600"),
    ],
)
def test_letters_of_all_code_pages(body: str, expected: str) -> None:
    assert read(rtf(body)).document.content == expected


def test_the_code_page_of_the_whole_file() -> None:
    body = escaped("Полёт", "cp1251")
    assert read(rtf(body, r"\ansi\ansicpg1251")).document.content == "Полёт"
    raw = b"{\\rtf1\\ansi\\ansicpg1251 " + "Полёт".encode("cp1251") + b"\\par}"
    assert read(raw).document.content == "Полёт"


def test_pages_directions_and_what_is_about_the_file() -> None:
    body = (
        r"{\info{\title Microsoft Word - x}{\author A}}One\page two\par "
        r"\pard\rtlpar 1949 TASS\par\sect three\par"
    )
    document = read(rtf(body)).document
    assert document.content == "Onetwo\n\n1949 TASS\n\nthree"
    assert [
        (block.label, document.content[block.start :][:3])
        for block in document.blocks
        if block.is_page_break
    ] == [("1", "One"), ("2", "two"), ("3", "thr")]
    assert [block.direction for block in document.text_blocks] == [None, "rtl", None]


@pytest.mark.parametrize(
    "note", [r"{\super\chftn}{\*\footnote\chftn A note.}", r"{\footnote A note.}"]
)
def test_notes_of_several_programs(note: str) -> None:
    imported = read(rtf(rf"Text{note} end\par"))
    assert [kind for kind, _ in texts(imported)] == ["paragraph", "note"]
    assert texts(imported)[0][1].startswith("Text[1]")


def test_pictures_are_kept_with_their_place() -> None:
    imported = read(rtf(rf"One\par {{\pict\pngblip\picw1\pich1 {PNG.hex()}}}\par two\par"))
    assert [kind for kind, _ in texts(imported)] == ["paragraph", "figure", "paragraph"]
    assert [image.data for image in imported.images] == [PNG]


def test_tables_and_lists_as_pandoc_writes_them() -> None:
    imported = read(by_pandoc("| a | b |\n|---|---|\n| 1 | بىر |\n\nПосле *того*", "rtf"))
    assert texts(imported) == [
        ("table_row", "a\tb"), ("table_row", "1\tبىر"), ("paragraph", "После того"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"plain", "is not what its name says"), (rb"{\rtf1\ansi }", "no text in this file")],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(data)
