"""What differs between two states of a text."""

import pytest

from sources.texts.differences import MOST_WORDS, Change, Piece, changes

CASES = [
    ("", "", []),
    ("One.\n\nTwo.", "One.\n\nTwo.", []),
    (
        "One.\n\nIt left on 24 August.",
        "One.\n\nIt left on 25 August.",
        [
            (3, ["It left on ", "-24 ", "+25 ", "August."]),
        ],
    ),
    ("One.", "One.\n\nTwo.", [(2, ["+Two."])]),
    ("飞机于二十四日离开", "飞机于二十五日离开", [(1, ["飞机于二十", "-四", "+五", "日离开"])]),
    ("<b>A</b> b", "<i>A</i> b", [(1, ["-<b>A</b> ", "+<i>A</i> ", "b"])]),
    ("ئەسلىمە بىر", "ئەسلىمە ئىككى", [(1, ["ئەسلىمە ", "-بىر", "+ئىككى"])]),
]


def shown(change: Change) -> tuple[int, list[str]]:
    signs = {(True, True): "", (True, False): "-", (False, True): "+"}
    return change.line, [signs[p.in_old, p.in_new] + p.text for p in change.pieces]


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_changes(old: str, new: str, expected: list[tuple[int, list[str]]]) -> None:
    assert [shown(change) for change in changes(old, new)] == expected


@pytest.mark.parametrize(("old", "new"), [case[:2] for case in CASES])
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    for change in changes(old, new):
        before = "".join(piece.text for piece in change.pieces if piece.in_old)
        after = "".join(piece.text for piece in change.pieces if piece.in_new)
        assert before in old
        assert after in new


def test_very_long_passages_are_replaced_whole() -> None:
    old = " ".join(f"w{n}" for n in range(MOST_WORDS + 1))
    (change,) = changes(old, old + " more")
    assert change.pieces == (Piece(old, in_new=False), Piece(old + " more", in_old=False))
