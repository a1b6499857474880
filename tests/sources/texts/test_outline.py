"""What leads through a text: its pages, contents and numbers."""

from __future__ import annotations

from typing import Any

import pytest

from sources.texts.contents import Section, contents
from sources.texts.numbering import paragraph_numbers, verse_numbers
from sources.texts.pages import pages
from sources.texts.structure import Block, BlockType, Document, from_plain


def document(content: str, *members: dict[str, Any]) -> Document:
    """Blocks at the blank lines of the content, with the members given for each."""
    blocks = from_plain(content).blocks
    given = [
        {"type": "paragraph", "start": block.start, "end": block.end} | more
        for block, more in zip(blocks, members, strict=True)
    ]
    return Document.from_json(content, given, [])


def page_breaks(*labels: str | None) -> Document:
    """A word with pages that begin at its letters."""
    breaks = [Block(BlockType.PAGE_BREAK, n, n, label=label) for n, label in enumerate(labels)]
    word = Block(BlockType.PARAGRAPH, 0, 10)
    return Document("0123456789", (breaks[0], word, *breaks[1:]))


@pytest.mark.parametrize(
    ("labels", "anchors"),
    [
        (("12", "13"), ["page-12", "page-13"]),
        (("12", "12"), ["page-12", "b2"]),
        ((None, "", " "), ["b0", "b2", "b3"]),
        (("127 v", "127-v"), ["page-127-v", "b2"]),
        (("١٢", "ix"), ["page-١٢", "page-ix"]),
    ],
)
def test_pages_have_addresses_by_their_labels(
    labels: tuple[str | None, ...], anchors: list[str]
) -> None:
    found = list(pages(page_breaks(*labels)).values())
    assert [page.anchor for page in found] == anchors
    assert [page.label for page in found] == [label or "" for label in labels]
    assert [page.start for page in found] == list(range(len(labels)))


def shape(sections: list[Section]) -> list[Any]:
    return [[section.title, *shape(section.sections)] for section in sections]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], []),
        ([1, 2, 2, 1], [["a", ["b"], ["c"]], ["d"]]),
        ([2, 1, 3], [["a"], ["b", ["c"]]]),
        ([1, 3, 2], [["a", ["b"], ["c"]]]),
        ([None, 2], [["a", ["b"]]]),
    ],
)
def test_sections_nest_by_level(levels: list[int | None], expected: list[Any]) -> None:
    headings = [
        {"type": "heading"} | ({} if level is None else {"level": level}) for level in levels
    ]
    content = "\n\n".join("abcd"[: len(levels)])
    assert shape(contents(document(content, *headings), language="en")) == expected


def test_sections_know_their_element_and_language() -> None:
    text = document(
        "One\ntwo\n\nx\n\nئۈچ", {"type": "heading"}, {}, {"type": "heading", "language": "ug"}
    )
    found = contents(text, language="en")
    assert [(s.title, s.anchor, s.language) for s in found] == [
        ("One two", "b0", "en"),
        ("ئۈچ", "b2", "ug"),
    ]


def test_paragraphs_are_counted_in_their_order() -> None:
    kinds: list[dict[str, Any]] = [
        {"type": "heading"},
        {},
        {"type": "list_item", "label": "1."},
        {"type": "list_item", "label": ""},
        {"type": "note"},
        {"type": "quote"},
        {"type": "table_row"},
        {},
    ]
    text = document("\n\n".join("abcdefgh"), *kinds)
    assert paragraph_numbers(text.blocks) == {1: 1, 2: 2, 5: 3, 7: 4}


def test_verses_are_counted_within_their_poem() -> None:
    verse = {"type": "verse_line"}
    text = document("\n\n".join("abcde"), verse, verse, {}, verse, verse)
    page = Block(BlockType.PAGE_BREAK, 3, 3, label="2")
    blocks = (text.blocks[0], page, *text.blocks[1:])
    assert verse_numbers(blocks) == {0: 1, 2: 2, 4: 1, 5: 2}
