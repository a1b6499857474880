from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sources.importing.base import (
    Imported,
    Importer,
    UnreadableFile,
    accepted_extensions,
    import_document,
    importers,
    media_type_of,
)
from tests.sources.importing.files import by_pandoc, paragraph, word_file

MARKDOWN = """\
# Отчёт о вылете

Самолёт вылетел *ночью* из **Алма-Аты**.[^1]

ئايروپىلان كېچىدە ئۇچۇپ كەتتى.

سقطت الطائرة قرب البحيرة.

飞机在**贝加尔湖**附近失事。

1.  first

    - inner

2.  second

> as told by a witness

| day | hour |
|-----|------|
| 24  | 23   |

[^1]: A note on the *hour*.
"""
TEXTS = [
    ("heading", "Отчёт о вылете"),
    ("paragraph", "Самолёт вылетел ночью из Алма-Аты.[1]"),
    ("paragraph", "ئايروپىلان كېچىدە ئۇچۇپ كەتتى."),
    ("paragraph", "سقطت الطائرة قرب البحيرة."),
    ("paragraph", "飞机在贝加尔湖附近失事。"),
    ("list_item", "first"),
    ("list_item", "inner"),
    ("list_item", "second"),
    ("quote", "as told by a witness"),
    ("table_row", "day\thour"),
    ("table_row", "24\t23"),
    ("note", "A note on the hour."),
]
WORD_FILE = word_file(paragraph("Самолёт вылетел ночью."))


def texts(imported: Imported) -> list[tuple[str, str]]:
    document = imported.document
    return [(block.type.value, document.text_of(block)) for block in document.text_blocks]


def marked(imported: Imported) -> list[tuple[str, str]]:
    content = imported.document.content
    marks = sorted(imported.document.marks, key=lambda mark: (mark.start, mark.end, mark.type))
    return [(mark.type.value, content[mark.start : mark.end]) for mark in marks]


@pytest.fixture(scope="module", params=["md", "docx"])
def read(request: pytest.FixtureRequest) -> Imported:
    data = MARKDOWN.encode() if request.param == "md" else by_pandoc(MARKDOWN, "docx")
    return import_document(data, filename=f"Report.{request.param.upper()}")


def test_every_structured_format_gives_the_same_blocks(read: Imported) -> None:
    assert texts(read) == TEXTS
    assert read.title == "Отчёт о вылете"


def test_and_the_same_marks(read: Imported) -> None:
    assert marked(read) == [
        ("emphasis", "ночью"),
        ("strong", "Алма-Аты"),
        ("note_reference", "[1]"),
        ("superscript", "[1]"),
        ("strong", "贝加尔湖"),
        ("emphasis", "hour"),
    ]


def test_and_the_same_directions_levels_and_labels(read: Imported) -> None:
    assert read.direction == "ltr"
    blocks = read.document.text_blocks
    assert [block.direction for block in blocks] == [None, None, "rtl", "rtl"] + [None] * 8
    assert [(b.level, b.label) for b in blocks if b.type == "list_item"] == [
        (1, "1."),
        (2, None),
        (1, "2."),
    ]
    assert [b.label for b in blocks if b.type == "note"] == ["1"]
    assert [mark.label for mark in read.document.marks if mark.label] == ["1"]


def test_a_text_mostly_from_right_to_left_says_so() -> None:
    read = import_document("ئايروپىلان ئالمۇتىدىن\n\nAlmaty\n\n1949".encode(), filename="a.txt")
    assert read.direction == "rtl"
    assert [block.direction for block in read.document.blocks] == [None, "ltr", None]


@pytest.mark.parametrize(
    ("filename", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\r\n", "no text in this file"),
        ("a.md", b"<!-- nothing -->", "no text in this file"),
        ("a.html", b"<script>alert(1)</script>", "no text in this file"),
        ("a.docx", word_file("<w:p/>"), "no text in this file"),
        ("a.txt", b"x" * 2_000_001, "larger than 1.91 MB. Split it"),
        ("a.xls", b"x", "cannot be imported. Save it as one of .txt"),
        ("noname", b"x", "cannot be imported"),
        ("a.txt", bytes(range(256)) * 20, "does not look like a text file"),
        ("a.txt", WORD_FILE, "ends in .txt, but it is a Word file. If"),
        ("a.md", WORD_FILE, "it is a Word file.* a name that ends in .docx"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(filename: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as refusal:
        import_document(data, filename=filename, max_bytes=2_000_000)
    assert refusal.value.reason == str(refusal.value)
    assert refusal.value.reason.endswith(".")


@pytest.mark.parametrize(
    ("filename", "media_type"),
    [("a.TXT", "text/plain"), ("b.c.md", "text/markdown"), ("x.htm", "text/html"),
     ("x.exe", "application/octet-stream"), ("", "application/octet-stream")],
)  # fmt: skip
def test_media_type_of(filename: str, media_type: str) -> None:
    assert media_type_of(filename) == media_type


def test_formats_that_share_an_ending_are_told_apart_by_their_content() -> None:
    extensions = accepted_extensions()
    assert len(set(extensions)) == len(extensions)
    for extension in extensions:
        fitting = [each for each in importers() if extension in each.extensions]
        own = [type(each).recognises is not Importer.recognises for each in fitting]
        assert len(fitting) == 1 or all(own)


def _cut_and_changed(draw: Any, data: bytes) -> bytes:
    changed = bytearray(data[: draw(st.integers(0, len(data)))])
    for _ in range(draw(st.integers(0, 3)) if changed else 0):
        changed[draw(st.integers(0, len(changed) - 1))] = draw(st.integers(0, 255))
    return bytes(changed)


#: Sound files, by the ending of each format.
SOUND = {
    ".txt": [MARKDOWN.encode()],
    ".md": [MARKDOWN.encode()],
    ".html": [
        b"""<html lang=ug dir=rtl><meta charset="gb2312"><nav>m</nav><p lang="ru">a<br><b>b</i>
        <sup><a href="#n" id=r>1</a></sup><table><td rowspan=2>c</table><li id=n><a href="#r">^"""
    ],
    ".docx": [WORD_FILE],
    ".odt": [by_pandoc(MARKDOWN, "odt")],
    ".epub": [by_pandoc(MARKDOWN, "epub")],
    ".rtf": [
        by_pandoc(MARKDOWN, "rtf"),
        rb"{\rtf1\ansicpg1251 \'cf{\f1\u-10179?}{\pict\pngblip 89}}",
    ],
    ".tex": [by_pandoc(MARKDOWN, "latex")],
    ".xml": [by_pandoc(MARKDOWN, to) for to in ("tei", "jats", "docbook4")],
    ".wiki": [by_pandoc(MARKDOWN, "mediawiki")],
    ".srt": ["1\n00:00:01,0 --> 00:00:02,0\n<i>а</i>\n\n2\n00:00:02,0 --> 0:00:03,0\nb".encode()],
}


@st.composite
def nearly_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Bytes at random, and files cut short or changed in places, with the ending of a format."""
    extension = draw(st.sampled_from(list(SOUND)))
    changed = st.sampled_from(SOUND[extension]).flatmap(
        lambda data: st.composite(_cut_and_changed)(data)
    )
    return extension, draw(st.binary(max_size=300) | changed)


@hypothesis_settings(max_examples=400, deadline=None)
@given(file=nearly_files())
def test_reading_raises_nothing_but_unreadable_file(file: tuple[str, bytes]) -> None:
    extension, data = file
    try:
        read = import_document(data, filename=f"file{extension}")
    except UnreadableFile as refusal:
        assert refusal.reason.endswith(".")
        return
    read.document.check()
    assert read.document.content
