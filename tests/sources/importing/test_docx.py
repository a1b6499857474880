import zipfile
from io import BytesIO

import pytest

from sources.importing.base import Imported, UnreadableFile, import_document
from tests.sources.importing.files import PNG, by_pandoc, paragraph, texts, word_file

PAGE = '<w:r><w:br w:type="page"/></w:r>'
SEEN = "<w:lastRenderedPageBreak/>"


def read(data: bytes) -> Imported:
    return import_document(data, filename="report.docx")


def breaks(imported: Imported) -> list[tuple[str | None, str]]:
    content = imported.document.content
    return [
        (block.label, content[block.start :][:3])
        for block in imported.document.blocks
        if block.is_page_break
    ]


def test_paragraphs_from_right_to_left_say_so() -> None:
    body = (
        paragraph("Самолёт вылетел ночью из города")
        + paragraph("1949", "<w:bidi/>")
        + paragraph("1950", '<w:bidi w:val="0"/>')
        + paragraph("سقطت الطائرة (1949) قرب")
        + "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>ئۇيغۇر</w:t></w:r></w:p>"
    )
    imported = read(word_file(body))
    directions = [block.direction for block in imported.document.blocks]
    assert directions == [None, "rtl", None, "rtl", "rtl"]
    assert imported.document.content.split("\n\n")[3:] == ["سقطت الطائرة (1949) قرب", "ئۇيغۇر"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("One") + f"<w:p>{PAGE}</w:p>" + paragraph("Two"), [("1", "One"), ("2", "Two")]),
        (f"<w:p><w:r><w:t>One</w:t></w:r>{PAGE}<w:r>{SEEN}<w:t>Two</w:t></w:r></w:p>",
         [("1", "One"), ("2", "Two")]),
        (paragraph("One") + f"<w:p><w:r>{SEEN}<w:t>Two</w:t></w:r></w:p>",
         [("1", "One"), ("2", "Two")]),
        (paragraph("One"), []),
    ],
)  # fmt: skip
def test_pages(body: str, expected: list[tuple[str, str]]) -> None:
    assert breaks(read(word_file(body))) == expected


def test_signals_in_the_file_itself_mean_nothing() -> None:
    imported = read(word_file(paragraph("a\ufdd0b\ufdd1c")))
    assert imported.document.content == "abc"
    assert breaks(imported) == []


def test_title_and_author_stay_in_the_text() -> None:
    imported = read(by_pandoc("---\ntitle: The *flight*\nauthor: N. N.\n---\n\ntext", "docx"))
    document = imported.document
    assert imported.title == "The flight"
    assert document.content == "The flight\n\nN. N.\n\ntext"
    assert document.blocks[0].type == "heading"


def test_footnotes_stand_at_the_end_with_their_labels() -> None:
    document = read(by_pandoc("In 1949[^1] left[^2].\n\n[^1]: *One*\n[^2]: Two", "docx")).document
    assert document.content == "In 1949[1] left[2].\n\nOne\n\nTwo"
    assert [block.label for block in document.blocks] == [None, "1", "2"]


def changed(data: bytes, name: str, content: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for part in source.namelist():
            target.writestr(part, content if part == name else source.read(part))
    return packed.getvalue()


def encrypted_zip(data: bytes) -> bytes:
    """Set the flag for encryption in every header."""
    marked = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            marked[place + offset] |= 1
            place = data.find(signature, place + 4)
    return bytes(marked)


WHOLE = word_file(paragraph("text " * 200))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Just text", "is not what its name says"),
        (b"%PDF-1.7 ...", "it is a PDF"),
        (b"{\\rtf1 ...}", "Rich Text Format"),
        (b"  <html>", "is not what its name says"),
        (OLE, "an old format of Microsoft Office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (encrypted_zip(WHOLE), "protected by a password"),
        (WHOLE[: len(WHOLE) // 2], "is damaged"),
        (WHOLE[:200] + bytes(200) + WHOLE[400:], "is damaged"),
        (by_pandoc("text", "odt"), "it is an OpenDocument text"),
        (changed(WHOLE, "word/document.xml", b"<w:document"), "is damaged"),
        (changed(WHOLE, "_rels/.rels", b"x"), "is damaged"),
        (word_file(paragraph("&c;"), doctype=ENTITIES), "declares abbreviations"),
        (word_file("<w:p>" * 5_000), "nested more than 200 levels"),
    ],
)  # fmt: skip
def test_what_is_no_sound_word_file_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(data)


def test_a_file_made_to_burst_is_refused() -> None:
    bomb = word_file(paragraph("x"), extra={"word/big.xml": b"0" * 2_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        read(bomb)


ROMAN = '<w:sectPr><w:pgNumType w:fmt="lowerRoman" w:start="5"/></w:sectPr>'
ARABIC = '<w:sectPr><w:pgNumType w:start="1"/></w:sectPr>'


def seen(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{SEEN}<w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        # A preface in Roman numbers from v on, then the text from 1 on.
        (paragraph("a") + seen("b", ROMAN) + seen("c") + seen("d") + ARABIC, ["v", "vi", "1", "2"]),
        (paragraph("a") + seen("b") + '<w:sectPr><w:pgNumType w:start="345"/></w:sectPr>',
         ["345", "346"]),
        # A section that goes on counting.
        (paragraph("a", "<w:sectPr/>") + seen("b") + "<w:sectPr/>", ["1", "2"]),
    ],
)  # fmt: skip
def test_pages_bear_the_numbers_that_word_prints(body: str, labels: list[str]) -> None:
    assert [label for label, _ in breaks(read(word_file(body)))] == labels


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BOX = (
    f'<w:p xmlns:mc="{MC}"><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
    "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>around</w:t></w:r></w:p>"
)


def test_boxes_of_text_stand_below_their_paragraph_once() -> None:
    assert read(word_file(BOX + paragraph("after"))).document.content == "around\n\nboxed\n\nafter"


def test_changes_are_accepted_and_comments_left_out_and_that_is_told() -> None:
    body = (
        '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
    )
    comments = b'<w:comments xmlns:w="x"><w:comment w:id="1"/></w:comments>'
    imported = read(word_file(body, extra={"word/comments.xml": comments}))
    assert imported.document.content == "new"
    assert imported.warnings == (
        "1 comment in the margin is left out.",
        "The file has tracked changes. They are read as if they were accepted.",
    )


def test_pictures_are_kept_with_their_place() -> None:
    data = by_pandoc(
        "# Озеро\n\n![Карта](map.png)\n\nText ![](map.png) here", "docx", pictures=["map.png"]
    )
    imported = read(data)
    assert texts(imported) == [
        ("heading", "Озеро"), ("figure", "Карта"), ("paragraph", "Text  here"),
        ("figure", "[rId9.png]"),
    ]  # fmt: skip
    (image,) = imported.images
    assert (image.media_type, image.data) == ("image/png", PNG)
    assert [b.image for b in imported.document.blocks if b.image] == [image.sha256] * 2
