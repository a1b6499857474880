from base64 import b64encode

import pytest

from sources.importing.base import Imported, Options, UnreadableFile, import_document
from tests.sources.importing.files import PNG, texts


def read(page: str, charset: str = "utf-8") -> Imported:
    return import_document(page.encode(charset), filename="page.html")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<h1>A</h1><p>b <i>c</i>\n d", [("heading", "A"), ("paragraph", "b c d")]),
        ("<p>a<br>b<br><br>c", [("paragraph", "a\nb"), ("paragraph", "c")]),
        ("<ol start=3><li>a<li>b</ol>", [("list_item", "a"), ("list_item", "b")]),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>",
         [("table_row", "a\tb"), ("table_row", "c\td")]),
        ("<table><tr><td><p>a<p>b<ul><li>c</ul><td>d</table>", [("table_row", "a b c\td")]),
        ("<pre>a\n  b</pre>", [("preformatted", "a\n  b")]),
        ("<blockquote><p>a</blockquote>", [("quote", "a")]),
        ("<style>p{}</style><script>x</script><!-- y --><p>a<svg><text>z</text></svg>",
         [("paragraph", "a")]),
        ("<p>a &lt;b&gt; &amp;amp; &nbsp;c", [("paragraph", "a <b> &amp; \u00a0c")]),
        ("<p>\U00010f70 e&#x301; \U00020bb7", [("paragraph", "\U00010f70 é \U00020bb7")]),
        ("<details><summary>a</summary>b</details><center>c</center>",
         [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
    ],
)  # fmt: skip
def test_blocks(page: str, expected: list[tuple[str, str]]) -> None:
    assert texts(read(page)) == expected


def test_the_page_states_title_language_and_direction() -> None:
    imported = read('<HTML LANG="ug" dir=RTL><title>A &amp;\n b</title><p>كۈن<p>x y')
    assert (imported.title, imported.language, imported.direction) == ("A & b", "ug", "rtl")
    assert [block.direction for block in imported.document.blocks] == [None, "ltr"]


@pytest.mark.parametrize(
    "element",
    ["<p {}>1</p>", "<h3 {}>1</h3>", "<blockquote {}>1</blockquote>", "<ul {}><li>1</ul>",
     "<ul><li {}>1</ul>", "<div {}><p>1</div>", "<table {}><tr><td>1</table>",
     "<section {}>1</section>", "<pre {}>1</pre>"],
)  # fmt: skip
def test_blocks_keep_language_and_direction(element: str) -> None:
    imported = read(f"<p>Text in English</p>{element.format('lang=ar dir=rtl')}<p>More of it")
    found = [(block.language, block.direction) for block in imported.document.blocks]
    assert found == [(None, None), ("ar", "rtl"), (None, None)]


@pytest.mark.parametrize(
    ("stated", "charset"),
    [('<meta charset="windows-1251">', "cp1251"), ("<meta charset=gb2312>", "gb18030"),
     ('<meta http-equiv="Content-Type" content="text/html; charset=KOI8-R">', "koi8-r"),
     ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
     ("<meta charset=utf-8>", "cp1251"), ("<meta charset=rot13>", "utf-8"), ("", "utf-16")],
)  # fmt: skip
def test_charset_is_as_stated_if_that_fits(stated: str, charset: str) -> None:
    imported = read(f"{stated}<p>Самолёт вылетел ночью из города</p>", charset)
    assert texts(imported) == [("paragraph", "Самолёт вылетел ночью из города")]


def test_links_that_lead_out_are_kept() -> None:
    imported = read(
        '<p><a href="https://a.org/?b&amp;c">x</a><a href="#y">y</a>'
        '<a href="javascript:alert(1)">z</a><a href="other.html">w</a>'
    )
    assert [mark.href for mark in imported.document.marks] == ["https://a.org/?b&c"]


@pytest.mark.parametrize("page", ["<div>" * 50_000 + "x", "<ul><li>" * 300 + "x", "<b><i>" * 900])
def test_intricate_pages_are_read_or_refused_in_words(page: str) -> None:
    try:
        assert "x" in read(page).document.content
    except UnreadableFile as refusal:
        assert refusal.reason.endswith(".")


PARAGRAPH = (
    "<p>Самолёт вылетел из Алма-Аты ночью, и больше его никто не видел, говорил свидетель.</p>"
)
WEB_PAGE = f"""
<html lang="ru"><title>Гибель</title><body><header><a href="/">Site</a></header>
<nav><ul><li><a href="/a">Menu</a></ul></nav>
<div class="content"><h1>Гибель</h1>{PARAGRAPH * 6}
<table><tr><th>day<th>hour<tr><td>24<td>23</table>
<p>See<sup id="r1"><a href="#n1">1</a></sup>.</p></div>
<div id="sidebar"><p><a href="/b">Related story</a></div>
<ol><li id="n1">A note <a href="#r1">^</a></ol>
<footer>All rights reserved</footer></body></html>
"""


def test_of_a_saved_web_page_the_article_is_taken_whole() -> None:
    imported = read(WEB_PAGE)
    assert [kind for kind, _ in texts(imported)] == [
        "heading", *["paragraph"] * 6, "table_row", "table_row", "paragraph", "note",
    ]  # fmt: skip
    assert texts(imported)[-2:] == [("paragraph", "See[1]."), ("note", "A note ")]
    assert imported.warnings[0].startswith("Of this page the article was taken")


def test_of_a_saved_web_page_all_is_taken_on_request() -> None:
    data = WEB_PAGE.encode()
    whole = import_document(data, filename="a.html", options=Options(whole_page=True))
    assert "Menu" in whole.document.content
    assert "All rights reserved" in whole.document.content
    assert whole.warnings == ()


def test_a_page_without_menus_is_taken_whole() -> None:
    imported = read(f"<h1>A</h1>{PARAGRAPH * 6}<p><a href='#x'>b</a> c</p>")
    assert imported.document.content.endswith("b c")
    assert imported.warnings == ()


#: As pandoc, Word, Wikipedia and EPUB write them.
NOTES = {
    "pandoc": """<p>a<a href="#fn1" role="doc-noteref" id="r1"><sup>1</sup></a></p><section><ol>
        <li id="fn1"><p>Note.<a href="#r1" role="doc-backlink">back</a></p></ol></section>""",
    "word": """<p>a<a href="#_ftn1" name="_ftnref1">[1]</a></p><div id="ftn1"><p>
        <a href="#_ftnref1" name="_ftn1">[1]</a> Note.</p></div>""",
    "wikipedia": """<p>a<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup></p><ol>
        <li id="cite_note-1"><b><a href="#cite_ref-1">^</a></b> <span>Note.</span></li></ol>""",
    "epub": """<p>a<a epub:type="noteref" href="#n">1</a></p>
        <aside epub:type="footnote" id="n">Note.</aside>""",
}


@pytest.mark.parametrize("page", NOTES.values(), ids=NOTES)
def test_notes_are_found_however_they_are_written(page: str) -> None:
    imported = read(page)
    assert [(kind, text.strip()) for kind, text in texts(imported)] == [
        ("paragraph", "a[1]"),
        ("note", "Note."),
    ]


def test_links_within_a_page_are_no_notes() -> None:
    imported = read('<p><a href="#c" id="t">1</a></p><h2 id="c">Chapter</h2><p id="d">2</p>')
    assert [kind for kind, _ in texts(imported)] == ["paragraph", "heading", "paragraph"]
    kept = read('<aside epub:type="footnote" id="n">A note that nothing refers to</aside>')
    assert kept.document.content == "A note that nothing refers to"


def test_pictures_in_the_page_are_kept_and_icons_are_not() -> None:
    source = f"data:image/png;base64,{b64encode(PNG).decode()}"
    imported = read(
        f'<p>a<img src="{source}" alt="Карта">b<img src="icon.png" alt="menu"></p>'
        '<figure><img src="lost.png"><figcaption>Caption</figcaption></figure>'
    )
    assert texts(imported) == [("paragraph", "ab"), ("figure", "Карта"), ("figure", "Caption")]
    assert [image.data for image in imported.images] == [PNG]


def test_words_of_other_languages_and_printed_pages() -> None:
    imported = read(
        '<p lang="ru">Слово <i lang="la">vide</i> <span lang="ug">ئۇ</span></p>'
        '<p>a<span role="doc-pagebreak" title="12"></span>b</p>'
    )
    assert [mark.language for mark in imported.document.marks if mark.language] == ["la", "ug"]
    assert [block.label for block in imported.document.blocks if block.is_page_break] == ["12"]
