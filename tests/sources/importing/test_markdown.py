import pytest

from sources.importing.base import UnreadableFile, import_document
from sources.texts.structure import Document


def read(text: str) -> Document:
    return import_document(text.encode(), filename="a.md").document


def texts(document: Document) -> list[tuple[str, str]]:
    return [(block.type.value, document.text_of(block)) for block in document.text_blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo  \nthree", [("paragraph", "one two\nthree")]),
        ("飞机在\n贝加尔湖", [("paragraph", "飞机在贝加尔湖")]),
        ("| first line\n| second\n\nend",
         [("verse_line", "first line"), ("verse_line", "second"), ("paragraph", "end")]),
        ("> a\n>\n> > b", [("quote", "a"), ("quote", "b")]),
        ("    code\n\n    more", [("preformatted", "code"), ("preformatted", "more")]),
        ("- a\n\n  b\n\n- c", [("list_item", "a"), ("list_item", "b"), ("list_item", "c")]),
        ("term\n:   meaning", [("paragraph", "term"), ("paragraph", "meaning")]),
        ("a[^1] b[^2]\n\n[^1]: x\n\n    y\n[^2]: z",
         [("paragraph", "a[1] b[2]"), ("note", "x"), ("note", "y"), ("note", "z")]),
        # What somebody typed stays as typed.
        ('"Mr. X" said -- on $5 and $6... @smith',
         [("paragraph", '"Mr. X" said -- on $5 and $6... @smith')]),
        ("A. Smith left", [("paragraph", "A. Smith left")]),
        ("(@) x", [("paragraph", "(@) x")]),
        (r"\foo{x}", [("paragraph", r"\foo{x}")]),
        ("---\ntitle: x\n---\n\ntext", [("heading", "title: x"), ("paragraph", "text")]),
        ("% title\n\ntext", [("paragraph", "% title"), ("paragraph", "text")]),
        ("lost <gap/> <unclear>word</unclear>",
         [("paragraph", "lost <gap/> <unclear>word</unclear>")]),
        ("a <b>c</b><br>d <!-- e -->", [("paragraph", "a c\nd ")]),
        ("<script>alert(1)</script>\n\ntext", [("paragraph", "text")]),
        ("![map](map.png)\n\ntext", [("figure", "map"), ("paragraph", "text")]),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert texts(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* **b** ~~c~~ x^2^ H~2~ `d`",
         [("emphasis", "a"), ("strong", "b"), ("strikeout", "c"), ("superscript", "2"),
          ("subscript", "2"), ("code", "d")]),
        ("[a](https://example.org/) [b](javascript:x) [c](other.md) <a@example.org>",
         [("link", "a"), ("link", "a@example.org")]),
        ("*caf*\u0301*e*\u0301", [("emphasis", "caf\u0301"), ("emphasis", "é")]),
        ("*a\\\nb*", [("emphasis", "a\nb")]),
        ("[x]{.smallcaps} [y]{.underline}", [("small_caps", "x"), ("underline", "y")]),
    ],
)  # fmt: skip
def test_marks(text: str, expected: list[tuple[str, str]]) -> None:
    document = read(text)
    found = [(mark.type.value, document.content[mark.start : mark.end]) for mark in document.marks]
    assert found == expected


def test_divs_give_language_and_direction() -> None:
    document = read("::: {lang=ug dir=rtl}\n1949\n:::\n\n# ملاحظة {lang=ar}\n\nEnd of the text")
    assert [(b.language, b.direction) for b in document.blocks] == [
        ("ug", "rtl"),
        ("ar", "rtl"),
        (None, None),
    ]


def test_ordered_lists_keep_their_numbers() -> None:
    assert [block.label for block in read("7. a\n8. b").blocks] == ["7.", "8."]


def test_deep_nesting_is_read_or_refused() -> None:
    with pytest.raises(UnreadableFile):
        read("> " * 3_000 + "x")


def test_stanzas_begin_where_an_empty_line_or_a_new_block_of_verse_says_so() -> None:
    document = read("| one\n| two\n|\n| three\n\n| four\n\nend")
    found = [(document.text_of(block), block.level) for block in document.text_blocks]
    assert found == [("one", 1), ("two", None), ("three", 1), ("four", 1), ("end", None)]
