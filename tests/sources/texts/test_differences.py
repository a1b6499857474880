"""What differs between two states of a text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.texts.differences import Comparison, Kind, Piece
from sources.texts.showing import Fold, Line, Mark, Showing
from sources.texts.structure import Block, BlockType, Document, MarkType, from_plain
from sources.texts.structure import Mark as DocumentMark
from tests.sources.texts.documents import documents

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
CASES = [
    ("", "", []),
    ("One.\n\nTwo.", "One.\n\nTwo.", [(SAME, ["One."]), (SAME, ["Two."])]),
    (
        "One.\n\nIt left on 24 August.",
        "One.\n\nIt left on 25 August.",
        [(SAME, ["One."]), (CHANGED, ["It left on ", "-24", "+25", " August."])],
    ),
    ("One.", "One.\n\nTwo.", [(SAME, ["One."]), (ADDED, ["+Two."])]),
    ("One.\n\nTwo.", "Two.", [(REMOVED, ["-One."]), (SAME, ["Two."])]),
    ("二十四日离开", "二十五日离开", [(CHANGED, ["二十", "-四", "+五", "日离开"])]),
    ("<b>A word", "<i>A word", [(CHANGED, ["<", "-b", "+i", ">A word"])]),
    ("ئەسلىمە بىر", "ئەسلىمە ئىككى", [(CHANGED, ["ئەسلىمە ", "-بىر", "+ئىككى"])]),
    (
        "The first part of it. The second part.",
        "The first part of it.\n\nThe second part.",
        [(CHANGED, ["The first part of it.", "- ", "+\n\n", "The second part."])],
    ),
    # A full stop is no reason to hold on to.
    (
        "One.\n\nIt was founded in 1945. It grew.\n\nThree foot.",
        "One.\n\nNew here. It was founded in 1945. It grew.\n\nThree words.",
        [
            (SAME, ["One."]),
            (CHANGED, ["+New here. ", "It was founded in 1945. It grew."]),
            (CHANGED, ["Three ", "-foot", "+words", "."]),
        ],
    ),
    # What stands alone between longer changes is a coincidence.
    ("We saw colour and flavour there.", "We saw weather and mountain there.",
     [(CHANGED, ["We saw ", "-colour and flavour", "+weather and mountain", " there."])]),
]  # fmt: skip


def signed(piece: Piece) -> str:
    signs = {(True, True): "", (True, False): "-", (False, True): "+"}
    return signs[piece.in_old, piece.in_new] + piece.text


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_units(old: str, new: str, expected: list[tuple[str, list[str]]]) -> None:
    comparison = Comparison(from_plain(old), from_plain(new))
    found = [(u.kind.value, [signed(p) for p in comparison.pieces(u)]) for u in comparison.units]
    assert found == expected


@given(documents(), documents())
def test_the_units_make_up_both_texts(old: Document, new: Document) -> None:
    comparison = Comparison(old, new)
    for side, document in (("old", old), ("new", new)):
        found = [n for unit in comparison.units for n in getattr(unit, side)]
        assert found == list(range(len(document.text_blocks)))
    for unit in comparison.units:
        pieces = comparison.pieces(unit)
        for document, numbers, inside in ((old, unit.old, "in_old"), (new, unit.new, "in_new")):
            blocks = document.text_blocks
            text = "".join(piece.text for piece in pieces if getattr(piece, inside))
            start = blocks[numbers.start].start if numbers else 0
            end = blocks[numbers.stop - 1].end if numbers else 0
            assert text == document.content[start:end]


@given(documents())
def test_a_text_does_not_differ_from_itself(document: Document) -> None:
    comparison = Comparison(document, document)
    assert {unit.kind for unit in comparison.units} <= {Kind.SAME}
    assert not comparison.counts().any


PARAGRAPHS = [f"Paragraph {n} says something of its own, number {n * 7919}." for n in range(12)]


def text_of(*numbers: int) -> Document:
    return from_plain("\n\n".join(PARAGRAPHS[n] for n in numbers))


def test_a_paragraph_that_goes_elsewhere_is_moved() -> None:
    comparison = Comparison(text_of(*range(12)), text_of(*range(1, 11), 0, 11))
    kinds = [unit.kind for unit in comparison.units if unit.kind != Kind.SAME]
    assert kinds == [Kind.MOVED_AWAY, Kind.MOVED_HERE]
    counts = comparison.counts()
    assert (counts.moved, counts.added, counts.removed, counts.words_added) == (1, 0, 0, 0)


@pytest.mark.parametrize("what", ["type", "mark"])
def test_the_same_words_may_be_set_otherwise(what: str) -> None:
    old = from_plain("A heading.\n\nAnd more.")
    if what == "type":
        new = replace(old, blocks=(replace(old.blocks[0], type=BlockType.HEADING), old.blocks[1]))
    else:
        new = replace(old, marks=(DocumentMark(MarkType.STRONG, 2, 9),))
    comparison = Comparison(old, new)
    assert [unit.kind.value for unit in comparison.units] == ["reset", "same"]
    assert comparison.counts().reset == 1


def test_labels_of_pages_are_compared() -> None:
    old = from_plain("Words.")
    new = replace(old, blocks=(Block(BlockType.PAGE_BREAK, 0, 0, label="2"), *old.blocks))
    counts = Comparison(old, new).counts()
    assert counts.markers
    assert counts.any


def test_what_is_unchanged_is_folded_and_unfolds() -> None:
    new = from_plain("\n\n".join([*PARAGRAPHS[:6], PARAGRAPHS[6] + " More.", *PARAGRAPHS[7:]]))
    comparison = Comparison(text_of(*range(12)), new)
    lines = Showing(comparison).lines()
    assert [line.count if isinstance(line, Fold) else line.number for line in lines] == [
        5,
        5,
        6,
        7,
        4,
    ]
    unfolded = Showing(comparison, unfolded=[8]).lines()
    assert [line.number for line in unfolded if isinstance(line, Line) and line.fold == 8] == [
        8,
        9,
        10,
        11,
    ]


def test_marks_of_both_versions_are_drawn_over_the_words() -> None:
    old, new = from_plain("It left on 24 August."), from_plain("It left on 25 August.")
    showing = Showing(
        Comparison(old, new),
        old_marks=[Mark(11, 20, "old")],
        new_marks=[Mark(0, 7, "new")],
    )
    (line,) = showing.lines()
    assert isinstance(line, Line)
    found = [(s.text, s.mark.look if s.mark else "") for s in line.segments]
    assert found == [
        ("It left", "new"),
        (" on ", ""),
        ("24", "old"),
        ("25", ""),
        (" August", "old"),
        (".", ""),
    ]
    assert "".join(segment.text for segment in line.left) == old.content
    assert "".join(segment.text for segment in line.right) == new.content


@given(st.integers(1, 450))
def test_pages_show_every_change_once(count: int) -> None:
    old = from_plain("\n\n".join(f"w{n}" for n in range(count)))
    new = from_plain("\n\n".join(f"x{n}" for n in range(count)))
    showing = Showing(Comparison(old, new))
    numbers = [
        line.number
        for page in range(1, showing.pages + 1)
        for line in showing.lines(page)
        if isinstance(line, Line)
    ]
    assert sorted(set(numbers)) == list(range(len(showing.comparison.units)))
