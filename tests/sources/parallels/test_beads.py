"""Which blocks of two texts correspond: proposed, changed, carried over."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.parallels.beads import (
    BadBeads,
    Bead,
    carried,
    checked,
    merged,
    parted,
    read_beads,
    shifted,
    written,
)
from sources.parallels.proposing import propose
from sources.texts.structure import Block, BlockType, Document, from_plain
from tests.sources.texts.documents import documents

COUNTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()).filter(lambda b: b[0] + b[1]),
    max_size=12,
)


def beads_of(*counts: tuple[int, int]) -> list[Bead]:
    told = [[a, b, False] for a, b in counts]
    return read_beads(told, sum(a for a, _ in counts), sum(b for _, b in counts))


def covers(beads: list[Bead], originals: int, texts: int) -> bool:
    """Whether the beads cover both texts in order: what `read_beads` asks."""
    return read_beads(written(beads), originals, texts) == beads


@given(COUNTS)
def test_beads_are_read_as_they_were_written(counts: list[tuple[int, int, bool]]) -> None:
    sizes = sum(c[0] for c in counts), sum(c[1] for c in counts)
    beads = read_beads([list(c) for c in counts], *sizes)
    assert written(beads) == [list(c) for c in counts]


@pytest.mark.parametrize(
    "told",
    [None, {}, [1], [[1]], [[1, 1]], [[2, 1, 0, 0]], [[-1, 1]], [["2", 2]], [[2.0, 2]], [[True, 2]],
     [[0, 0], [2, 2]], [[2, 2], [1, 0]], [[2, 2, "yes"]]],
)  # fmt: skip
def test_beads_that_cannot_be(told: object) -> None:
    with pytest.raises(BadBeads):
        read_beads(told, 2, 2)


@given(COUNTS, st.integers(-1, 13), st.sampled_from(["original", "text"]), st.booleans())
def test_whatever_is_pressed_the_beads_cover_both_texts(
    counts: list[tuple[int, int, bool]], at: int, side: str, down: bool
) -> None:
    sizes = sum(c[0] for c in counts), sum(c[1] for c in counts)
    beads = read_beads([list(c) for c in counts], *sizes)
    for changed in (
        merged(beads, at),
        parted(beads, at),
        shifted(beads, at, side, down=down),
        checked(beads, at),
    ):
        assert covers(changed, *sizes)


def test_what_buttons_do() -> None:
    beads = beads_of((1, 2), (2, 1), (1, 1))
    assert [bead[:2] for bead in written(merged(beads, 0))] == [[3, 3], [1, 1]]
    assert [bead[:2] for bead in written(parted(beads, 1))] == [[1, 2], [1, 1], [1, 0], [1, 1]]
    down = shifted(beads, 0, "text", down=True)
    assert [bead[:2] for bead in written(down)] == [[1, 1], [2, 2], [1, 1]]
    up = shifted(beads, 0, "original", down=False)
    assert [bead[:2] for bead in written(up)] == [[2, 2], [1, 1], [1, 1]]
    assert [bead.is_checked for bead in up] == [True, True, False]


ENGLISH = [
    "The aircraft left Almaty on 24 August at dawn.",
    "Nobody saw it again.",
    "The witness, a pilot of long standing, had asked about the weather over the lake.",
    "Nine people were aboard.",
    "The end.",
]
RUSSIAN = [
    "Самолёт вылетел из Алма-Аты 24 августа на рассвете.",
    "Больше его никто не видел.",
    "Свидетель, лётчик с большим стажем, перед вылетом спрашивал о погоде над озером.",
    "На борту было девять человек. Конец.",
]


def text_of(paragraphs: list[str]) -> Document:
    return from_plain("\n\n".join(paragraphs))


def pairs(beads: list[Bead]) -> list[list[int]]:
    return [[len(bead.original), len(bead.text)] for bead in beads]


def test_lengths_tell_what_corresponds() -> None:
    found = propose(text_of(ENGLISH), text_of(RUSSIAN))
    assert pairs(found) == [[1, 1], [1, 1], [1, 1], [2, 1]]
    backwards = propose(text_of(RUSSIAN), text_of(ENGLISH))
    assert pairs(backwards) == [[1, 1], [1, 1], [1, 1], [1, 2]]


def with_headings(paragraphs: list[str], headings: set[int]) -> Document:
    document = text_of(paragraphs)
    blocks = [
        Block(BlockType.HEADING if n in headings else block.type, block.start, block.end)
        for n, block in enumerate(document.blocks)
    ]
    return Document(document.content, tuple(blocks))


def test_headings_hold_the_alignment_where_much_is_left_out() -> None:
    old = ["One", *["x" * 200] * 6, "Two", "y" * 100, "Three", "z" * 300]
    new = ["一", "x" * 60, "二", "y" * 30, "三", "z" * 90]
    found = propose(with_headings(old, {0, 7, 9}), with_headings(new, {0, 2, 4}))
    starts = {
        (bead.original.start, bead.text.start) for bead in found if bead.original and bead.text
    }
    assert {(0, 0), (7, 2), (9, 4)} <= starts


def test_most_of_a_translation_with_gaps_is_found() -> None:
    rnd = random.Random(7)
    old = [f"{n} " + "x" * rnd.randint(40, 900) for n in range(300)]
    new: list[str] = []
    truth = set()
    for n, paragraph in enumerate(old):
        if rnd.random() < 0.05:
            continue
        truth.add((n, len(new)))
        new.append("y" * max(int(len(paragraph) * rnd.gauss(0.9, 0.05)), 5))
    found = {
        (bead.original.start, bead.text.start)
        for bead in propose(text_of(old), text_of(new))
        if len(bead.original) == len(bead.text) == 1
    }
    assert len(found & truth) > 0.75 * len(truth)


@given(documents(), documents())
def test_a_proposal_covers_both_texts(original: Document, text: Document) -> None:
    found = propose(original, text)
    assert covers(found, len(original.text_blocks), len(text.text_blocks))


@given(documents())
def test_a_text_corresponds_to_itself(document: Document) -> None:
    found = carried(propose(document, document), (document, document), (document, document))
    assert pairs(found) == pairs(propose(document, document))


@given(documents(), documents(), documents(), documents())
def test_what_is_carried_over_covers_the_newer_texts(
    old: Document, new: Document, before: Document, after: Document
) -> None:
    found = carried(propose(old, before), (old, new), (before, after))
    assert covers(found, len(new.text_blocks), len(after.text_blocks))


def test_beads_go_on_in_newer_versions() -> None:
    original, text = text_of(ENGLISH), text_of(RUSSIAN)
    beads = checked(propose(original, text), -1)
    newer = text_of(
        [RUSSIAN[0].replace("24", "25"), "Добавлено здесь совсем другое.", *RUSSIAN[1:]]
    )
    found = carried(beads, (original, original), (text, newer))
    assert pairs(found) == [[1, 1], [0, 1], [1, 1], [1, 1], [2, 1]]
    assert [bead.is_checked for bead in found] == [True, False, True, True, True]
    split = text_of([*RUSSIAN[:3], "На борту было девять человек.", "Конец."])
    found = carried(beads, (original, original), (text, split))
    assert pairs(found) == [[1, 1], [1, 1], [1, 1], [2, 2]]
    assert not found[-1].is_checked
