import zipfile
from io import BytesIO

import pytest

from sources.importing.base import Imported, UnreadableFile, import_document
from tests.sources.importing.files import PNG, by_pandoc, texts

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip


def odt(body: str, styles: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument text as LibreOffice lays it out, with this body."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        target.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        target.writestr(
            "styles.xml",
            f"<office:document-styles {NAMESPACES}><office:styles>{RIGHT_TO_LEFT}</office:styles>"
            "</office:document-styles>",
        )
        for name, data in (extra or {}).items():
            target.writestr(name, data)
    return packed.getvalue()


RIGHT_TO_LEFT = (
    '<style:style style:name="Arabic" style:family="paragraph">'
    '<style:paragraph-properties style:writing-mode="rl-tb"/></style:style>'
)
STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Arabic"/>'
    '<style:style style:name="P2" style:family="paragraph">'
    '<style:paragraph-properties fo:break-before="page"/></style:style>'
)


def read(data: bytes) -> Imported:
    return import_document(data, filename="report.odt")


def test_paragraphs_run_as_their_styles_say() -> None:
    body = (
        "<text:p>Самолёт вылетел ночью из города</text:p>"
        '<text:p text:style-name="P1">1949 TASS</text:p>'
        '<text:p text:style-name="P1">שלום (1949) عرب</text:p>'
    )
    imported = read(odt(body, STYLES))
    assert [block.direction for block in imported.document.blocks] == [None, "rtl", "rtl"]
    assert texts(imported)[2] == ("paragraph", "שלום (1949) عرب")


def test_pages_as_libreoffice_saw_them() -> None:
    body = (
        "<text:p>One <text:soft-page-break/>two</text:p><text:soft-page-break/>"
        '<text:p>three</text:p><text:p text:style-name="P2">four</text:p>'
    )
    document = read(odt(body, STYLES)).document
    assert [
        (block.label, document.content[block.start :].split()[0])
        for block in document.blocks
        if block.is_page_break
    ] == [("1", "One"), ("2", "two"), ("3", "three"), ("4", "four")]


def test_what_was_deleted_or_remarked_is_left_out_and_that_is_told() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>a<office:annotation><text:p>remark</text:p></office:annotation>b</text:p>"
    )
    imported = read(odt(body))
    assert imported.document.content == "ab"
    assert [warning.split()[0:2] for warning in imported.warnings] == [
        ["1", "comment"],
        ["The", "file"],
    ]


def test_pictures_are_kept_with_their_place() -> None:
    imported = read(by_pandoc("Text\n\n![Карта](a.png)\n\nend", "odt", pictures=["a.png"]))
    assert [kind for kind, _ in texts(imported)] == [
        "paragraph", "figure", "paragraph", "paragraph",
    ]  # fmt: skip
    assert [image.data for image in imported.images] == [PNG]


ENCRYPTED = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt("<text:p>x</text:p>", extra=ENCRYPTED), "protected by a password"),
        (odt("<text:p>x</text:p>")[:300], "is damaged"),
        (odt("<text:p>x"), "is damaged"),
        (odt("<text:p/>"), "no text in this file"),
        (b"plain", "is not what its name says"),
        (by_pandoc("x", "docx"), "but it is a Word file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(data)
