"""The parts of which two texts are laid side by side."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring import filling
from annotations.anchoring.alignment import Alignment
from annotations.anchoring.chains import heaviest, trimmed
from annotations.anchoring.confidence import Evidence, of_place
from annotations.anchoring.grams import Runs, unique_runs
from annotations.anchoring.normalising import Codes, letters
from annotations.anchoring.spelling import agreeing

from .prose import prose


def codes(text: str) -> Codes:
    return np.array([ord(c) for c in text], np.uint32)


def runs_of(found: list[tuple[int, int, int]]) -> Runs:
    return Runs(*np.array(found, np.int64).reshape(-1, 3).T)


@given(st.text("abc", max_size=30), st.text("abc", max_size=30))
def test_grams_that_occur_once_in_each_text(old: str, new: str) -> None:
    here = [np.zeros(len(text), np.int64) for text in (old, new)]
    found = unique_runs(codes(old), codes(new), 4, here[0], here[1])
    i, j = found.positions()
    assert all(old[a] == new[b] for a, b in zip(i, j, strict=True))
    grams = [[text[at : at + 4] for at in range(len(text) - 3)] for text in (old, new)]
    single = [gram for gram in grams[0] if grams[0].count(gram) == grams[1].count(gram) == 1]
    pairs = set(zip(i.tolist(), j.tolist(), strict=True))
    assert {(old.index(gram), new.index(gram)) for gram in single} <= pairs
    assert bool(pairs) == bool(single)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=8))
def test_the_heaviest_chain(places: list[tuple[int, int]]) -> None:
    runs = runs_of([(10 * at, new, length) for at, (new, length) in enumerate(places)])
    chain = heaviest(runs).tolist()
    assert all(places[a][0] < places[b][0] for a, b in itertools.pairwise(chain))
    best = max(
        sum(places[at][1] for at in subset)
        for size in range(len(places) + 1)
        for subset in itertools.combinations(range(len(places)), size)
        if all(places[a][0] < places[b][0] for a, b in itertools.pairwise(subset))
    )
    assert sum(places[at][1] for at in chain) == best


def test_runs_of_a_chain_do_not_overlap() -> None:
    clean = trimmed(runs_of([(0, 0, 10), (8, 20, 5), (9, 21, 3), (30, 24, 9)]))
    assert list(zip(*map(np.ndarray.tolist, clean), strict=True)) == [
        (0, 0, 10),
        (10, 22, 3),
        (31, 25, 8),
    ]


@pytest.mark.parametrize("cells", [0, filling.CELLS], ids=["edlib", "rapidfuzz"])
def test_exact_alignment_by_either_library(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "CELLS", cells)
    text = "".join(chr(0x4E00 + at) for at in range(400))  # more signs than edlib tells apart
    old, new = codes(text), codes(text[:100] + text[110:200] + "xy" + text[202:])
    i, j = filling.pairs(old, new)
    assert (i[:100] == j[:100]).all()
    assert (i - j)[-150:].tolist() == [10] * 150
    assert len(i) == 390


def test_long_texts_with_nothing_in_common_are_left_alone() -> None:
    rng = np.random.default_rng(1949)
    old, new = (rng.integers(low, low + 20, 3_000).astype(np.uint32) for low in (0, 20))
    assert len(filling.pairs(old, new)[0]) == 0


def test_spelling_is_what_recurs() -> None:
    old, new = codes("ababab" + "abx"), codes("cbcbcb" + "cby")
    assert agreeing(old, new).tolist() == [True] * 8 + [False]
    assert not agreeing(codes("aaaaab"), codes("aaaacb"))[4]


def test_a_block_that_moved_is_told_apart() -> None:
    one, two, three = prose(3)
    short = three[:150]
    laid = Alignment(letters(one + short + two), letters(one + two + short))
    assert laid.same.all()
    moved = len(letters(one)), len(letters(one + short))
    assert laid.block[moved[0] + 10 : moved[1] - 10].min() > 0
    assert laid.block[: moved[0] - 10].max() == laid.block[moved[1] + 10 :].max() == 0


def test_what_chance_explains_is_forgotten() -> None:
    """In the place of a paragraph stands another one, of which no letter is the old one's."""
    one, two, three, other = prose(4)
    laid = Alignment(letters(one + two + three), letters(one + other + three))
    gone = slice(len(letters(one)) + 10, len(letters(one + two)) - 10)
    assert laid.same[gone].mean() < 0.05
    assert laid.same[: gone.start - 20].all()


def test_less_evidence_is_less_sure() -> None:
    best = Evidence(100, 1.0, (1.0, 1.0), (True, True), moved=False)
    worse = [
        Evidence(100, 0.5, (1.0, 1.0), (True, True), moved=False),
        Evidence(100, 1.0, (1.0, 0.0), (True, True), moved=False),
        Evidence(100, 1.0, (1.0, 1.0), (True, False), moved=False),
        Evidence(100, 1.0, (1.0, 1.0), (True, True), moved=True),
    ]
    assert all(0 < of_place(evidence) < of_place(best) < 1 for evidence in worse)
    assert of_place(Evidence(4, 1.0, (1.0, 1.0), (True, True), moved=True)) < of_place(worse[3])
