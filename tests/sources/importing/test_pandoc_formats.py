"""Formats that pandoc reads and writes: the same text in each, in several scripts."""

import pytest

from sources.importing.base import Imported, UnreadableFile, import_document
from tests.sources.importing.files import by_pandoc, texts

MARKDOWN = """\
# Отчёт о вылете

Самолёт вылетел *ночью* из Алма-Аты.[^1]

ئايروپىلان كېچىدە ئۇچۇپ كەتتى.

سقطت الطائرة (1949) قرب البحيرة.

飞机在**贝加尔湖**附近失事。

- first
- second

| day | hour |
|-----|------|
| 24  | 23   |

[^1]: Примечание.
"""
EXPECTED = [
    ("heading", "Отчёт о вылете"),
    ("paragraph", "Самолёт вылетел ночью из Алма-Аты.[1]"),
    ("paragraph", "ئايروپىلان كېچىدە ئۇچۇپ كەتتى."),
    ("paragraph", "سقطت الطائرة (1949) قرب البحيرة."),
    ("paragraph", "飞机在贝加尔湖附近失事。"),
    ("list_item", "first"),
    ("list_item", "second"),
    ("table_row", "day\thour"),
    ("table_row", "24\t23"),
    ("note", "Примечание."),
]
WRITERS = {
    "a.odt": "odt", "a.rtf": "rtf", "a.tex": "latex", "a.dbk": "docbook5", "b.xml": "docbook4",
    "a.jats": "jats", "c.xml": "jats", "a.wiki": "mediawiki", "a.html": "html", "a.tei": "tei",
    "a.epub": "epub",
}  # fmt: skip


@pytest.mark.parametrize("filename", WRITERS)
def test_a_text_in_four_scripts_comes_back_from_each_format(filename: str) -> None:
    imported = import_document(by_pandoc(MARKDOWN, WRITERS[filename]), filename=filename)
    # pandoc writes the lists of RTF as plain paragraphs.
    expected = [each for each in EXPECTED if filename != "a.rtf" or each[0] != "list_item"]
    assert [each for each in texts(imported) if each in expected] == expected
    directions = [b.direction for b in imported.document.blocks if b.direction]
    assert directions == ["rtl", "rtl"]
    labels = [mark.label for mark in imported.document.marks if mark.type == "note_reference"]
    assert labels == ["1"]


def read(text: str, filename: str) -> Imported:
    return import_document(text.encode(), filename=filename)


def test_latex_without_its_settings() -> None:
    imported = read(
        r"\documentclass{article}\newcommand{\ship}[1]{\emph{#1}}\begin{document}"
        r"The \ship{Il-12}, \cite[12]{petrov} \vspace{2em} \unknown ``left'' \input{/etc/passwd}"
        r"\end{document}",
        "a.tex",
    )
    assert imported.document.content == "The Il-12, [petrov, 12] “left”"


def test_latex_in_the_code_page_that_it_names() -> None:
    text = r"\usepackage[cp1251]{inputenc}\begin{document}Полёт\end{document}"
    imported = import_document(text.encode("cp1251"), filename="a.tex")
    assert (imported.document.content, imported.charset) == ("Полёт", "cp1251")


def test_jats_keeps_its_references() -> None:
    imported = read(
        '<article xml:lang="ru"><front><article-meta><title-group><article-title>Полёт'
        "</article-title></title-group></article-meta></front><body><p>Text</p></body><back>"
        "<ref-list><title>Sources</title><ref><label>1</label><mixed-citation>Petrov <i>A</i>"
        "</mixed-citation></ref></ref-list></back></article>",
        "a.xml",
    )
    assert (imported.title, imported.language) == ("Полёт", "ru")
    assert [text for _, text in texts(imported)] == ["Полёт", "Text", "Sources", "1 Petrov A"]


def test_docbook_keeps_its_pages() -> None:
    imported = read(
        '<article lang="de"><articleinfo><title>T</title></articleinfo>'
        '<para>a<beginpage pagenum="12"/>b</para></article>',
        "a.xml",
    )
    assert [(b.label, b.start) for b in imported.document.blocks if b.is_page_break] == [("12", 4)]


WIKI = """\
{{Infobox|a={{b}}|c=d}}
'''Flight''' {{lang|ug|ئۇيغۇر}}<ref name="x">One</ref> left<ref name="x" />.
{{page break|12}}
<poem>
line 1
line 2
</poem>
[[File:Map.jpg|thumb|The map]]
{| class="wikitable"
! a !! b
|-
| rowspan="2" | 1 || 2
|-
| 3
|}
<references/>
[[Category:Crashes]]
"""


def test_wikitext_without_what_only_its_wiki_can_show() -> None:
    imported = read(WIKI, "a.wiki")
    assert texts(imported) == [
        ("paragraph", "Flight ئۇيغۇر[1] left[2]. "), ("paragraph", "line 1\nline 2"),
        ("figure", "The map"), ("table_row", "a\tb"), ("table_row", "1\t2"), ("table_row", "\t3"),
        ("note", "One"), ("note", "One"),
    ]  # fmt: skip
    assert imported.warnings[0].startswith("2 templates")
    assert [b.label for b in imported.document.blocks if b.is_page_break] == ["12"]


def test_an_export_of_a_wiki() -> None:
    imported = read(
        "<mediawiki><page><title>Полёт</title><revision><text>''a''</text></revision></page>"
        "</mediawiki>",
        "a.xml",
    )
    assert texts(imported) == [("heading", "Полёт"), ("paragraph", "a")]


@pytest.mark.parametrize(
    ("filename", "text", "reason"),
    [
        ("a.xml", "<unknown/>", "is not what its name says"),
        ("a.xml", "just text", "not what its name"),
        ("a.jats", "<article><p>", "is not sound XML"),
        ("a.dbk", "<html><p>x</p></html>", "is not what its name says"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(filename: str, text: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(text, filename)
