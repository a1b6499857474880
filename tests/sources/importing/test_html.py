import pytest

from sources.importing.base import Imported, UnreadableFile, import_document


def read(page: str, charset: str = "utf-8") -> Imported:
    return import_document(page.encode(charset), filename="page.html")


def texts(imported: Imported) -> list[tuple[str, str]]:
    document = imported.document
    return [(block.type.value, document.text_of(block)) for block in document.text_blocks]


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
