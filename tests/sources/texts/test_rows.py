"""Edited rows become a document."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from sources.texts.rows import read_rows
from sources.texts.structure import Document, StructureError
from tests.sources.texts.documents import documents

Row = dict[str, Any]


def rows_of(document: Document) -> list[Row]:
    """What `frontend/src/editor/rows.ts` makes of a text."""
    rows: list[Row] = []
    markers = [block for block in document.blocks if block.is_marker]

    def look(block: Any) -> Row:
        return {n: v for n, v in block.to_json().items() if n not in ("start", "end")}

    for block in document.text_blocks:
        place, part = block.start, look(block)
        while markers and markers[0].start <= block.end:
            marker = markers.pop(0)
            if marker.start > place:
                rows.append({**part, "text": document.content[place : marker.start]})
                part = {**look(block), "goes_on": True}
            place = max(marker.start, place)
            rows.append(look(marker))
        if place < block.end:
            rows.append({**part, "text": document.content[place : block.end]})
    return rows + [look(marker) for marker in markers]


def within(document: Document) -> list[tuple[int, str | None]]:
    """The page breaks that stand inside a block."""
    return [
        (marker.start, marker.label)
        for marker in document.blocks
        if marker.is_marker
        and any(block.start < marker.start < block.end for block in document.text_blocks)
    ]


@given(documents())
def test_rows_say_all_but_the_marks(document: Document) -> None:
    """Page breaks between two blocks come to stand before the second."""
    found = read_rows(rows_of(document))
    assert (found.content, found.text_blocks) == (document.content, document.text_blocks)
    assert within(found) == within(document)
    assert len(found.blocks) == len(document.blocks)
    assert read_rows(rows_of(found)) == found


PAGE = {"type": "page_break", "label": "2"}
GOES_ON = {"type": "quote", "text": "word", "goes_on": True}


@pytest.mark.parametrize(
    ("rows", "content", "blocks"),
    [
        ([], "", []),
        ([{"type": "paragraph", "text": " \n"}], "", []),
        ([{"type": "heading", "level": 1, "text": "One"}, {"type": "quote", "text": "Two"}],
         "One\n\nTwo", [("heading", 0, 3), ("quote", 5, 8)]),
        # A page within a block, between blocks, and at the end.
        ([{"type": "quote", "text": "Half a "}, PAGE, GOES_ON],
         "Half a word", [("quote", 0, 11), ("page_break", 7, 7)]),
        ([{"type": "quote", "text": "One"}, PAGE, {"type": "quote", "text": "Two"}],
         "One\n\nTwo", [("quote", 0, 3), ("page_break", 5, 5), ("quote", 5, 8)]),
        ([{"type": "quote", "text": "One"}, PAGE], "One", [("quote", 0, 3), ("page_break", 3, 3)]),
        # What was emptied goes; its page stays.
        ([PAGE, {"type": "quote", "text": ""}, {"type": "note", "text": "N"}], "N",
         [("page_break", 0, 0), ("note", 0, 1)]),
        # A blank line cuts, and a label stands once.
        ([{"type": "list_item", "label": "1.", "text": "One\n\n\nTwo"}], "One\n\nTwo",
         [("list_item", 0, 3), ("list_item", 5, 8)]),
        # Normalised, with the page where it was.
        ([{"type": "quote", "text": "cafe\u0301\r\n\r\n"}, PAGE, GOES_ON],
         "café\n\nword", [("quote", 0, 4), ("page_break", 6, 6), ("quote", 6, 10)]),
    ],
)  # fmt: skip
def test_rows(rows: list[Row], content: str, blocks: list[tuple[str, int, int]]) -> None:
    document = read_rows(rows)
    assert document.content == content
    found = [(block.type.value, block.start, block.end) for block in document.blocks]
    assert sorted(found, key=lambda block: block[1]) == sorted(blocks, key=lambda block: block[1])


@pytest.mark.parametrize(
    "rows",
    [
        {},
        [1],
        [{"text": "x"}],
        [{"type": "poem", "text": "x"}],
        [{"type": "quote", "text": 1}],
        [{"type": "quote", "text": "x", "goes_on": "yes"}],
        [{"type": "quote", "text": "x", "level": 100}],
        [{"type": "quote", "text": "x", "colour": "red"}],
        [{"type": "page_break", "label": "a\nb"}],
    ],
)
def test_rows_that_cannot_be(rows: Any) -> None:
    with pytest.raises(StructureError):
        read_rows(rows)
