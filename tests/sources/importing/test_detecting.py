"""What a file is, by its content, and what is refused before anything reads it."""

import zipfile
from io import BytesIO

import pytest
from pytest_django.fixtures import Settings

from sources.importing.archives import check_archive, members
from sources.importing.base import UnreadableFile, import_document
from sources.importing.detecting import check_xml
from sources.importing.tables import UnreadableTable, read_table, template

NUL = b"\0" * 10


def packed(**files: bytes) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("filename", "data", "reason"),
    [
        ("a.txt", b"\x89PNG\r\n" + NUL, "is a picture"),
        ("a.docx", b"\xff\xd8\xff\xe0" + NUL, "is a picture"),
        ("a.txt", b"ID3\x04" + NUL, "is a recording"),
        ("a.txt", b"\x1f\x8b\x08" + NUL, "is an archive"),
        ("a.txt", b"\x7fELF" + NUL, "is a program"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NUL, "old format of Microsoft Office"),
        ("a.txt", b"%PDF-1.7", "it is a PDF"),
        ("a.txt", packed(a=b"x"), "it is a ZIP archive"),
        ("a.docx", packed(xl__workbook=b"x"), "it is an Excel file"),
        ("letter", packed(word__document=b"x"), "Give it a name that ends in .docx"),
    ],
)
def test_liars_are_told_what_they_are(filename: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        import_document(data, filename=filename)


@pytest.mark.parametrize("text", ["ID3 is a format.", "RIFF, he said.", "BZh?", "MZ. Or not."])
def test_words_are_no_magic(text: str) -> None:
    assert import_document(text.encode(), filename="a.txt").document.content == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "declares abbreviations"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x/>', "declares abbreviations"),
        (b"<x>" * 201 + b"</x>" * 201, "more than 200 levels deep"),
    ],
)
def test_hostile_xml_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        check_xml(data)


def test_deep_and_broken_xml_is_left_to_its_reader() -> None:
    check_xml(b"<x>" * 200 + b"</x>" * 200)
    check_xml(b"<x><y></x>")


def test_what_an_archive_says_of_its_sizes_is_not_trusted(settings: Settings) -> None:
    settings.IMPORT_UNPACKED_MB = 1
    honest = packed(a=b"0" * 2_000_000)
    lying = bytearray(honest)
    for place in (honest.index(b"PK\x03\x04") + 22, honest.index(b"PK\x01\x02") + 24):
        lying[place : place + 4] = (1000).to_bytes(4, "little")
    for data in (honest, bytes(lying)):
        with pytest.raises(UnreadableFile):
            check_archive(data)


def test_names_in_charsets_of_old_are_read() -> None:
    data = packed(**{"письмо.txt": b"x"})
    [(name, _content)] = members(data, most=1)
    assert name == "письмо.txt"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "cp1251"])
def test_tables_of_any_kind(separator: str, charset: str) -> None:
    title = "Письмо комиссии, которая расследовала крушение самолёта у озера Байкал"
    lines = [["file", "title", "Citation Key"], ["a.txt", f'"{title}"', "key1"], ["", "", ""]]
    [row] = read_table("\r\n".join(map(separator.join, lines)).encode(charset))
    assert (row.number, row.file, row.problems) == (2, "a.txt", [])
    assert row.details == {"csl": {"title": title}, "key": "key1"}


def test_mistakes_are_told_by_row_and_column() -> None:
    table = (
        "file,language,kind,type,date,citation key\n"
        "a.txt,not a tag,copy,poem,24/8/1949,?\n"
        ",,,,,\n"
        ",ru,,,,\n"
        "A.TXT,,,,,\n"
    )
    wrong, nameless, repeated = read_table(table.encode())
    columns = ("language", "kind", "type", "date", "citation key")
    assert [problem.split(":")[0] for problem in wrong.problems] == [
        f"Row 2, column “{column}”" for column in columns
    ]
    assert nameless.problems == ["Row 4, column “file”: There is no name of a file."]
    assert repeated.problems == ["Row 5, column “file”: Row 2 is about this file already."]


def test_a_table_without_files_is_none() -> None:
    with pytest.raises(UnreadableTable, match="no column “file”"):
        read_table(b"name,title\na.txt,x\n")


def test_the_empty_table_can_be_read() -> None:
    [row] = read_table(template().encode())
    assert row.problems == []
    assert row.details["key"] == "petrov1949"
