import zipfile
from io import BytesIO

import pytest

from sources.importing.base import Imported, UnreadableFile, import_document
from tests.sources.importing.files import PNG, by_pandoc, texts

CONTAINER = (
    b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    b'<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)


def epub(
    *chapters: str, extra: dict[str, bytes] | None = None, spine: str = "", items: str = ""
) -> bytes:
    """A book with these chapters, their bodies given."""
    names = [f"c{number}" for number in range(len(chapters))]
    manifest = "".join(
        f'<item id="{name}" href="text/{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in names
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>Полёт</dc:title><dc:language>ru</dc:language></metadata>"
        f"<manifest>{manifest}{items}</manifest><spine {spine}>"
        + "".join(f'<itemref idref="{name}"/>' for name in names)
        + "</spine></package>"
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        target.writestr("META-INF/container.xml", CONTAINER)
        target.writestr("OPS/book.opf", package)
        for name, body in zip(names, chapters, strict=True):
            target.writestr(
                f"OPS/text/{name}.xhtml",
                '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"'
                f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head>{body}'
                "</html>",
            )
        for name, data in (extra or {}).items():
            target.writestr(name, data)
    return packed.getvalue()


def read(data: bytes) -> Imported:
    return import_document(data, filename="book.epub")


def pages(imported: Imported) -> list[tuple[str | None, str]]:
    document = imported.document
    return [(b.label, document.content[b.start]) for b in document.blocks if b.is_page_break]


def test_chapters_in_the_order_of_the_spine_with_printed_pages() -> None:
    imported = read(
        epub(
            '<body><h1><span epub:type="pagebreak" id="p12" title="xii"/>I</h1>'
            '<p>a<script>x</script><a role="doc-pagebreak" aria-label="13"/>b&nbsp;c</p></body>',
            '<body xml:lang="ug" dir="rtl"><p>ئۇيغۇر <i xml:lang="la">vide</i></p></body>',
        )
    )
    assert texts(imported) == [
        ("heading", "I"), ("paragraph", "ab\xa0c"), ("paragraph", "ئۇيغۇر vide"),
    ]  # fmt: skip
    assert pages(imported) == [("xii", "I"), ("13", "b")]
    assert (imported.title, imported.language) == ("Полёт", "ru")
    assert [block.language for block in imported.document.text_blocks] == [None, None, "ug"]
    assert [mark.language for mark in imported.document.marks if mark.language] == ["la"]


NAV = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    '<nav epub:type="page-list"><a href="text/c0.xhtml#x">7</a></nav></html>'
)
NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><pageList><pageTarget><navLabel>'
    '<text>7</text></navLabel><content src="text/c0.xhtml#x"/></pageTarget></pageList></ncx>'
)


@pytest.mark.parametrize(("name", "listed"), [("nav.xhtml", NAV), ("toc.ncx", NCX)])
def test_printed_pages_of_which_only_a_list_knows(name: str, listed: str) -> None:
    data = epub('<body><p>a <span id="x"/>b</p></body>', extra={f"OPS/{name}": listed.encode()})
    assert pages(read(data)) == [("7", "b")]


def test_notes_of_one_chapter_stand_in_another() -> None:
    imported = read(
        epub(
            '<body><p>Text<a epub:type="noteref" href="c1.xhtml#n1">1</a>, more'
            '<sup id="r2"><a href="c1.xhtml#n2">2</a></sup>.</p></body>',
            '<body><aside epub:type="footnote" id="n1"><p>One.</p></aside><ol><li id="n2"><p>Two.'
            ' <a href="c0.xhtml#r2">↩</a></p></li></ol></body>',
        )
    )
    assert texts(imported) == [
        ("paragraph", "Text[1], more[2]."), ("note", "One."), ("note", "Two. "),
    ]  # fmt: skip


def test_pictures_are_kept_with_their_place() -> None:
    imported = read(
        epub(
            '<body><figure><img src="../a%20b.png" alt="m"/><figcaption>Map</figcaption></figure>'
            "<p>x</p></body>",
            extra={"OPS/a b.png": PNG},
        )
    )
    assert texts(imported) == [("figure", "Map"), ("paragraph", "x")]
    assert [image.name for image in imported.images] == ["a b.png"]


def test_books_turned_to_the_right() -> None:
    data = epub("<body><p>1949</p></body>", spine='page-progression-direction="rtl"')
    assert read(data).direction == "rtl"


LOCKED = {"META-INF/encryption.xml": b'<CipherReference URI="OPS/text/c0.xhtml"/>'}
BOMB = '<!DOCTYPE html [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (epub("<body><p>x</p></body>", extra=LOCKED), "locked by the shop"),
        (epub("<body/>"), "no text in this file"),
        (epub("<body><p>x</p></body>")[:400], "is damaged"),
        (by_pandoc("x", "docx"), "but it is a Word file"),
        (epub("<body>" + "<div>" * 300 + "</div>" * 300 + "</body>"), "nested more than"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(data)
