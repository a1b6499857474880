import pytest

from sources.importing.base import Imported, Options, UnreadableFile, import_document

HEADER = """
<teiHeader><fileDesc>
  <titleStmt><title type="main">Отчёт о вылете</title><title type="sub">Kopie</title>
    <author>Анна Петрова</author></titleStmt>
  <sourceDesc><bibl>ЦГА РК, ф. 1, л. 12</bibl></sourceDesc>
</fileDesc><profileDesc><langUsage><language ident="ru"/></langUsage></profileDesc></teiHeader>
"""


def tei(body: str, header: str = "", attributes: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}'
        f"<text {attributes}>{body}</text></TEI>"
    ).encode()


def read(body: str, header: str = "", attributes: str = "", **options: bool) -> Imported:
    return import_document(
        tei(body, header, attributes), filename="a.xml", options=Options(**options)
    )


def blocks(imported: Imported) -> list[tuple[object, ...]]:
    """Type, text, level, label; pages as their label and the letter behind them."""
    document = imported.document
    return [
        (block.label, document.content[block.start])
        if block.is_marker
        else tuple(
            value
            for value in (block.type.value, document.text_of(block), block.level, block.label)
            if value is not None
        )
        for block in document.blocks
    ]


def marks(imported: Imported) -> list[tuple[str, str]]:
    content = imported.document.content
    found = sorted(imported.document.marks, key=lambda mark: (mark.start, mark.type))
    return [(mark.type.value, content[mark.start : mark.end]) for mark in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<body><div><head>I</head><p>a\n  b</p><div><head>II</head><p>c</p></div></div></body>",
         [("heading", "I", 1), ("paragraph", "a b"), ("heading", "II", 2), ("paragraph", "c")]),
        (("<front><titlePage><docTitle><titlePart>T</titlePart></docTitle></titlePage></front>"
         "<body><p>x</p></body><back><div><p>z</p></div></back>"),
         [("paragraph", "T"), ("paragraph", "x"), ("paragraph", "z")]),
        # Verse in stanzas, a play in verse and prose.
        ("<body><lg><lg><l>سۇ</l><l>b</l></lg><lg><l>c</l></lg></lg></body>",
         [("verse_line", "سۇ", 1), ("verse_line", "b"), ("verse_line", "c", 1)]),
        (("<body><sp><speaker>Ана</speaker><p>x</p></sp>"
         "<sp><speaker>B</speaker><l>y</l></sp></body>"),
         [("paragraph", "Ана"), ("paragraph", "x"), ("paragraph", "B"), ("verse_line", "y", 1)]),
        (('<body><list rend="numbered"><head>H</head><item>a<list><item>b</item></list></item>'
         "<item><p>c</p><p>d</p></item></list></body>"),
         [("paragraph", "H"), ("list_item", "a", 1, "1."), ("list_item", "b", 2),
          ("list_item", "c", 1, "2."), ("list_item", "d", 1, "")]),
        ("<body><list><label>1949</label><item>Absturz</item></list></body>",
         [("list_item", "1949 Absturz", 1)]),
        (('<body><table><head>T</head><row role="label"><cell>a</cell><cell>b</cell></row>'
         '<row><cell role="label" rows="2">c</cell><cell>d\n e</cell></row>'
         '<row><cell>f</cell></row><row><cell cols="2">g</cell></row></table></body>'),
         [("paragraph", "T"), ("table_row", "a\tb", 1), ("table_row", "c\td e", 2),
          ("table_row", "\tf"), ("table_row", "g\t")]),
        (('<body><figure><graphic url="img/map.jpg"/><head>Карта</head><figDesc>A map</figDesc>'
         '</figure><figure><graphic url="img/b.jpg"/></figure></body>'),
         [("figure", "Карта", "A map"), ("figure", "[b.jpg]")]),
        ("<body><p>He wrote:<quote>short</quote></p><quote><p>long</p><p>er</p></quote></body>",
         [("paragraph", "He wrote:short"), ("quote", "long", 1), ("quote", "er", 1)]),
        ("<body><p>a<lb/>b <lb/> c auf-<lb break='no'/>gehen</p></body>",
         [("paragraph", "a\nb\nc aufgehen")]),
        ('<body><pb n="12"/><p>ab<pb n="13"/>cd</p><pb/><p>e</p></body>',
         [("12", "a"), ("paragraph", "abcd"), ("13", "c"), ("", "e"), ("paragraph", "e")]),
        ('<body><pb n="1r"/><cb n="a"/><p>x</p><cb n="b"/><p>y</p></body>',
         [("1r", "x"), ("1ra", "x"), ("paragraph", "x"), ("1rb", "y"), ("paragraph", "y")]),
        ('<body><pb ed="A" n="1"/><pb ed="A" n="2"/><pb ed="B" n="9"/><p>x</p></body>',
         [("1", "x"), ("2", "x"), ("paragraph", "x")]),
        ("<body><fw>running head</fw><p>a<gap/>b</p></body>", [("paragraph", "a[…]b")]),
    ],
)  # fmt: skip
def test_blocks(body: str, expected: list[tuple[object, ...]]) -> None:
    assert blocks(read(body)) == expected


CHANGED = (
    "<body><p><choice><sic>sie</sic><corr>Sie</corr></choice> <choice><abbr>Hr<am>.</am></abbr>"
    "<expan>H<ex>er</ex>r</expan></choice> <choice><orig>ſah</orig><reg>sah</reg></choice> "
    "<subst><del>drei</del><add>zwei</add></subst> <supplied>Flug</supplied>zeuge</p></body>"
)


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({}, "Sie Herr sah zwei Flugzeuge"),
        ({"as_written": True}, "sie Hr. ſah zwei [Flug]zeuge"),
        ({"keep_deletions": True}, "Sie Herr sah dreizwei Flugzeuge"),
    ],
)
def test_one_reading_is_chosen(options: dict[str, bool], text: str) -> None:
    imported = read(CHANGED, "", "", **options)
    assert imported.document.content == text
    assert marks(imported) == ([("strikeout", "drei")] if "keep_deletions" in options else [])


def test_lines_are_joined_on_request() -> None:
    assert read("<body><p>a<lb/>b</p></body>", unwrap=True).document.content == "a b"


def test_notes_are_linked_and_stand_below_their_chapter() -> None:
    imported = read(
        '<body><div><p>One<note place="foot" n="1">A <hi rend="italic">note</hi>.</note>, two<note>'
        '<p>Second.</p></note>.</p></div><div><p>End <ref target="#n9">*</ref>.</p></div></body>'
        '<back><div><note xml:id="n9">Ninth.</note></div></back>'
    )
    assert blocks(imported) == [
        ("paragraph", "One[1], two[2]."),
        ("note", "A note.", "1"),
        ("note", "Second.", "2"),
        ("paragraph", "End [*]."),
        ("note", "Ninth.", "*"),
    ]
    references = [mark.label for mark in imported.document.marks if mark.type == "note_reference"]
    assert references == ["1", "2", "*"]


def test_marks_languages_and_names() -> None:
    imported = read(
        '<body><p>In <placeName>Alma-Ata</placeName> <hi rend="bold italic">sagte</hi> '
        '<persName>A. Petrova</persName> <foreign xml:lang="ug">بىر <emph>ئۇ</emph></foreign>, '
        '<ref target="https://a.org">hier</ref>.</p><p xml:lang="ar">سقطت</p></body>',
        HEADER,
        'xml:lang="de"',
    )
    assert imported.document.content.startswith("In Alma-Ata sagte A. Petrova بىر ئۇ, hier.")
    assert marks(imported) == [
        ("emphasis", "sagte"), ("strong", "sagte"), ("foreign", "بىر ئۇ"), ("emphasis", "ئۇ"),
        ("link", "hier"),
    ]  # fmt: skip
    assert [block.language for block in imported.document.blocks] == [None, "ar"]
    assert (imported.language, imported.title) == ("de", "Отчёт о вылете")
    assert imported.warnings == (
        "The file names as its author: Анна Петрова.",
        "The file describes its source so: ЦГА РК, ф. 1, л. 12",
        "Names that are marked in the file: Alma-Ata; A. Petrova",
    )


def test_what_is_left_out_is_told() -> None:
    imported = read(
        '<body><pb ed="A" n="1"/><pb ed="B" n="2"/>'
        "<p>a <app><lem>b</lem><rdg>c</rdg></app></p></body>"
    )
    assert imported.document.content == "a b"
    assert [warning.split(".")[0] for warning in imported.warnings] == [
        "Other readings of the witnesses are left out: 1",
        "Pages of more than one edition are marked",
    ]


def test_pages_of_a_transcription_without_text() -> None:
    data = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><sourceDoc><surface n="1r"><zone><line>a</line>'
        "<line>b</line></zone></surface></sourceDoc></TEI>"
    )
    imported = import_document(data.encode(), filename="a.tei")
    assert imported.document.content == "a\nb"
    assert [block.label for block in imported.document.blocks] == ["1r", None]


BOMB = '<!DOCTYPE TEI [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (tei("<body><p>x</body>"), "is not sound XML: line 2, column"),
        (BOMB.encode() + tei("<body><p>&c;</p></body>")[39:], "declares abbreviations"),
        (tei("<body>" + "<div>" * 300 + "</div>" * 300 + "</body>"), "nested more than"),
        (tei("<body><p> </p></body>"), "no text in this file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        import_document(data, filename="a.xml")


def test_entities_of_html_are_known_and_others_reach_nothing() -> None:
    assert read("<body><p>a&nbsp;b&mdash;c &amp; d</p></body>").document.content == "a\xa0b—c & d"
    declared = b'<!DOCTYPE TEI SYSTEM "file:///etc/passwd">' + tei("<body><p>x</p></body>")[39:]
    assert import_document(declared, filename="a.xml").document.content == "x"
