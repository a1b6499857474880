"""Reading order, paragraphs, headings and notes of PDFs that typst sets."""

from __future__ import annotations

import pytest

from sources.texts.structure import BlockType, Document, MarkType
from tests.sources.importing.pdf.makers import (
    by_reportlab,
    by_typst,
    lines,
    page_breaks,
    read,
    texts,
)
from tests.sources.importing.pdf.makers import together as on_one_page

SENTENCES = (
    "In the night of 24 August an aircraft left Almaty for Beijing with delegates aboard.",
    "Nobody saw it again near the lake, and the newspapers wrote about fog over the mountains.",
    "The commission that came from Irkutsk searched the slopes and found parts of a wing.",
)


def paragraph(number: int) -> str:
    """A paragraph of some lines that no other is like."""
    said = [SENTENCES[(number + each) % 3] for each in range(2 + number % 3)]
    return " ".join([f"Paragraph {number} begins.", *said, f"It ends with {number}."])


def paragraphs(first: int, last: int) -> str:
    return "\n\n".join(paragraph(number) for number in range(first, last + 1))


def numbers(document: Document) -> list[int]:
    """The numbers of the paragraphs, in the order in which they are read."""
    found = [text for text in texts(document) if text.startswith("Paragraph ")]
    return [int(text.split()[1]) for text in found]


@pytest.fixture(scope="module")
def article() -> Document:
    markup = f"""
#set page(width: 16cm, height: 20cm, columns: 2, header: context [
  JOURNAL OF FOG #h(1fr) #counter(page).display()])
#counter(page).update(127)
#set text(size: 9pt, hyphenate: true, lang: "en")
#set par(justify: true, first-line-indent: 1em, spacing: .65em)
#place(top, scope: "parent", float: true)[#text(18pt)[The Crash at the Lake]

  #emph[Abstract.] {paragraph(0)[:-1]}]
= Introduction
{paragraphs(1, 6)}#footnote[The report of 1950 says otherwise, at some length, on its twelfth page.]
= The search
{paragraphs(7, 20)} They said#footnote[Or so it seems.] so.
"""
    return read(by_typst(markup), "strip_running", "dehyphenate")


def test_columns_are_read_one_after_the_other(article: Document) -> None:
    assert numbers(article) == list(range(1, 21))
    assert texts(article, BlockType.HEADING) == [
        "The Crash at the Lake", "Introduction", "The search",
    ]  # fmt: skip
    assert [b.level for b in article.blocks if b.type == BlockType.HEADING] == [1, 2, 2]


def test_paragraphs_run_on_over_columns_and_pages(article: Document) -> None:
    found = [text for text in texts(article) if text.startswith("Paragraph ")]
    assert found[6:19] == [paragraph(number) for number in range(7, 20)]
    assert len(page_breaks(article)) >= 2
    assert any(
        block.is_page_break and article.content[block.start - 1] == " " for block in article.blocks
    )


def test_pages_bear_their_printed_numbers(article: Document) -> None:
    labels = [label for label, _ in page_breaks(article)]
    assert labels == [str(127 + number) for number in range(len(labels))]
    assert "JOURNAL" not in article.content


def test_notes_go_with_their_references(article: Document) -> None:
    notes = [block for block in article.blocks if block.type == BlockType.NOTE]
    assert [note.label for note in notes] == ["1", "2"]
    assert texts(article, BlockType.NOTE) == [
        "The report of 1950 says otherwise, at some length, on its twelfth page.",
        "Or so it seems.",
    ]
    references = [mark for mark in article.marks if mark.type == MarkType.NOTE_REFERENCE]
    assert [article.content[mark.start : mark.end] for mark in references] == ["[1]", "[2]"]
    assert "It ends with 6.[1]" in article.content


def test_notes_stand_on_the_page_of_their_reference(article: Document) -> None:
    """Else they would be cited by a wrong page."""
    breaks = [block.start for block in article.blocks if block.is_page_break]
    notes = [block.start for block in article.blocks if block.type == BlockType.NOTE]
    references = [m.start for m in article.marks if m.type == MarkType.NOTE_REFERENCE]
    for note, reference in zip(notes, references, strict=True):
        assert sum(place <= note for place in breaks) == sum(p <= reference for p in breaks)


def test_a_note_of_a_page_that_one_paragraph_fills() -> None:
    markup = """
#set page(width: 9cm, height: 7cm, numbering: "1", footer: none)
#set par(justify: true)
#lorem(90) here#footnote[Said there.] #lorem(60)"""
    document = read(by_typst(markup))
    breaks = [block.start for block in document.blocks if block.is_page_break]
    note = next(block.start for block in document.blocks if block.type == BlockType.NOTE)
    place = document.content.index("here[1]")
    assert sum(at <= note for at in breaks) == sum(at <= place for at in breaks) == 2
    assert len(breaks) == 3


def test_emphasis_is_kept(article: Document) -> None:
    emphasis = [mark for mark in article.marks if mark.type == MarkType.EMPHASIS]
    assert [article.content[mark.start : mark.end] for mark in emphasis] == ["Abstract."]


def test_a_newspaper() -> None:
    markup = f"""
#set page(width: 26cm, height: 34cm, margin: 1cm)
#set text(size: 8pt, hyphenate: true, lang: "en")
#set par(justify: true, first-line-indent: 1em, spacing: .65em)
#align(center)[#text(30pt)[*The Lake Herald*]]
#grid(columns: (2fr, 1fr), gutter: 5mm)[
  #text(16pt)[An aircraft is missing]

  #columns(2, gutter: 5mm)[{paragraphs(1, 14)}]
][
  #text(14pt)[The weather]

  {paragraphs(15, 20)}
]
#text(16pt)[Letters to the editor from three towns]

#columns(3, gutter: 4mm)[{paragraphs(21, 35)}]
"""
    document = read(by_typst(markup))
    assert numbers(document) == list(range(1, 36))
    assert texts(document, BlockType.HEADING) == [
        "The Lake Herald", "An aircraft is missing", "The weather",
        "Letters to the editor from three towns",
    ]  # fmt: skip


def test_verse_bibliography_table_and_contents() -> None:
    markup = """
#set page(width: 12cm, height: 24cm)
#set text(size: 10pt)
= Contents
#box(width: 100%)[Preface #box(width: 1fr, repeat[.]) 1] \\
#box(width: 100%)[The search #box(width: 1fr, repeat[.]) 12]

= The fog
The fog came down upon the lake, \\
And nobody was left awake, \\
The wing lay broken in the snow \\
Where only hunters ever go.

They counted seven, then eleven, \\
And said the rest were gone to heaven; \\
But I have heard another word \\
From one who saw and one who heard.

#table(columns: (4cm, 2cm, 3cm), stroke: none,
  [Name], [Age], [Place], [Abdulkerim], [29], [Kashgar], [Luo Zhi], [30], [Urumchi])

#set par(hanging-indent: 2em)
Abbott, Anna. Fog and its Friends: A History of the Weather at the Lake. Irkutsk, 1950.

Brown, Boris. A Short Book. Moscow, 1951.

Clark, Cyril. Another Rather Long Title About Aircraft, Delegates and Fog. London, 1962.
"""
    document = read(by_typst(markup))
    found = texts(document, BlockType.PARAGRAPH)
    assert [text.rpartition(".")[2].strip() for text in found[:2]] == ["1", "12"]
    assert [text.count("\n") for text in found[2:4]] == [3, 3]
    assert texts(document, BlockType.TABLE_ROW) == [
        "Name\tAge\tPlace", "Abdulkerim\t29\tKashgar", "Luo Zhi\t30\tUrumchi",
    ]  # fmt: skip
    assert found[4:] == [
        "Abbott, Anna. Fog and its Friends: A History of the Weather at the Lake. Irkutsk, 1950.",
        "Brown, Boris. A Short Book. Moscow, 1951.",
        "Clark, Cyril. Another Rather Long Title About Aircraft, Delegates and Fog. London, 1962.",
    ]


FIRST = "First of the paragraphs, set without any space, as in most books that are printed,"


def test_lists_and_paragraphs_by_indent() -> None:
    page = on_one_page(
        lines("A list of things that were found there,", "and in what state:", y=540),
        lines("• a wing that lay broken in the snow and", y=500),
        lines("was carried away later", x=56, y=488),
        lines("• a shoe", y=476),
        lines(FIRST[:40], x=60, y=440),
        lines(FIRST[41:], "and with an indent.", y=428),
        lines("Second of the paragraphs, set just as the", x=60, y=404),
        lines("first one is.", y=392),
    )
    document = read(by_reportlab(page))
    assert [(block.type, document.text_of(block)) for block in document.text_blocks] == [
        ("paragraph", "A list of things that were found there, and in what state:"),
        ("list_item", "a wing that lay broken in the snow and was carried away later"),
        ("list_item", "a shoe"),
        ("paragraph", f"{FIRST} and with an indent."),
        ("paragraph", "Second of the paragraphs, set just as the first one is."),
    ]  # fmt: skip
