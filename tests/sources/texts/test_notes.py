from dataclasses import replace

import lxml.html
import pytest
from hypothesis import given

from sources.texts.notes import note_links
from sources.texts.rendering import render_document
from sources.texts.structure import Block, BlockType, Document, Mark, MarkType
from tests.sources.texts.documents import documents

NOTE = MarkType.NOTE_REFERENCE


def text_with(*parts: str) -> Document:
    """Parts "a1" are paragraphs that refer to note 1, parts "=1" are notes of that label."""
    blocks, marks, start = [], [], 0
    for part in parts:
        kind = BlockType.NOTE if part[0] == "=" else BlockType.PARAGRAPH
        label = part[1:]
        blocks.append(
            Block(kind, start, start + len(part), label=label if kind == BlockType.NOTE else None)
        )
        if kind == BlockType.PARAGRAPH and label:
            marks.append(Mark(NOTE, start + 1, start + len(part), label=label))
        start += len(part) + 2
    return Document("\n\n".join(parts), tuple(blocks), tuple(marks))


@pytest.mark.parametrize(
    ("parts", "notes"),
    [
        (["a1", "b2", "=1", "=2"], [2, 3]),
        (["a2", "b1", "=1", "=2"], [3, 2]),
        # Each chapter counts from 1, with its notes below it, or all of them at the end.
        (["a1", "=1", "b1", "=1"], [1, 3]),
        (["a1", "b1", "=1", "=1"], [2, 3]),
        # One note referred to twice; a note lost; a reference lost.
        (["a1", "b1", "=1"], [2, 2]),
        (["a1", "=1", "b1", "c1", "=1"], [1, 4, 4]),
        (["a1", "=1", "b", "=1"], [1]),
        (["a7", "=1"], []),
        (["a*", "=*"], [1]),
    ],
)
def test_references_lead_to_the_notes_of_their_label(parts: list[str], notes: list[int]) -> None:
    links = note_links(text_with(*parts))
    found = {name: number for number, name in links.notes.items()}
    assert [found[links.targets[mark][0]] for mark in sorted(links.targets)] == notes
    assert set(links.backs) == set(notes)


@pytest.mark.parametrize(
    "mark", [Mark(NOTE, 1, 2, label="1"), Mark(MarkType.LINK, 1, 2, "#note-1")]
)
def test_text_and_note_link_to_each_other(mark: Mark) -> None:
    document = replace(text_with("a1", "=1"), marks=(mark,))
    html = render_document(document, language="en", direction="ltr")
    root = lxml.html.fragment_fromstring(html, create_parent="main")
    (reference,) = root.xpath(".//a[@role='doc-noteref']")
    (note,) = root.xpath(".//aside[@role='doc-footnote']")
    (back,) = root.xpath(".//a[@role='doc-backlink']")
    assert (reference.get("href"), back.get("href")) == ("#note-1", "#noteref-1")
    assert (note.get("id"), reference.get("id")) == ("note-1", "noteref-1")
    assert back.get("aria-label") == "Back to reference 1 in the text"


@given(documents())
def test_ids_are_unique_and_links_within_the_text_lead_somewhere(text: Document) -> None:
    html = render_document(text, language="en", direction="ltr")
    root = lxml.html.fragment_fromstring(html, create_parent="main")
    ids = root.xpath(".//@id")
    assert len(set(ids)) == len(ids)
    within = root.xpath(".//a[@role]/@href")
    assert {href[1:] for href in within} <= set(ids)
