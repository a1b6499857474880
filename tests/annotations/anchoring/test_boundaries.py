"""Cutting a text where another one is cut."""

from __future__ import annotations

import pytest

from annotations.anchoring.boundaries import Piece, beside_left, beside_right, between, whole


def piece(text: str) -> Piece:
    return Piece(text, 0, len(text))


# The bar is where the passage ends, or begins.
ENDS = [
    ("man| said", "man| said"),
    ("man| said", "men| said"),
    ("to live for|. But", "to live forever|. But"),
    ("sire|, he", "sire| — he"),
    ("чело|в", "чело|в"),
    ("Буланов|, Карп", "Булановъ|, Карпъ"),
    ("gone.|\nThen", "gone.|\n\n12\n\nThen"),
    ("gone…| Then", "gone...| Then"),
    ("now| in", "noiv| in"),
]
STARTS = [
    ("said |“Good", 'said |"Good'),
    ("the |misfortune", "the |rnisfortune"),
    ("end.\n|ـ نعم", "end.\n|— نعم"),
    ("he was |Agatha", "he was ‘|Agatha"),
    ("up. |The", "up.\n12 The Head\n|The"),
]


def _bar(marked: str) -> tuple[str, int]:
    return marked.replace("|", ""), marked.index("|")


@pytest.mark.parametrize(("old", "new"), ENDS)
def test_ends(old: str, new: str) -> None:
    (old, at), (new, expected) = _bar(old), _bar(new)
    assert new[: between(piece(old), at, piece(new), last=False)] == new[:expected]


@pytest.mark.parametrize(("old", "new"), STARTS)
def test_starts(old: str, new: str) -> None:
    (old, at), (new, expected) = _bar(old), _bar(new)
    assert new[between(piece(old), at, piece(new), last=True) :] == new[expected:]


def test_what_went_before_and_after_does_not_count_when_it_is_elsewhere() -> None:
    old, new = "Quite another thing. Good-bye, all", "Something else now! Goodbye, all"
    assert beside_right(piece(old), 21, piece(new)) == 20
    old, new = "all, good-bye. Quite another thing", "all, goodbye. Something else now!"
    assert beside_left(piece(old), 14, piece(new)) == 13


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("a👨\u200d👩\u200d👧b", (2, 4), (1, 6)),
        ("e\u0301e\u0301", (1, 2), (0, 2)),
        ("e" + "\u0301" * 700, (1, 300), (0, 701)),
        ("ab", (0, 1), (0, 1)),
        ("a\r\nb", (1, 2), (1, 3)),
        ("🇫🇷🇩🇪", (2, 3), (2, 4)),
        ("각각", (0, 1), (0, 1)),
    ],
    ids=["family", "marks", "many marks", "letters", "line ends", "flags", "hangul"],
)
def test_whole_characters(text: str, span: tuple[int, int], expected: tuple[int, int]) -> None:
    assert whole(text, *span) == expected
