from __future__ import annotations

import pytest

from annotations.anchoring.quote import SURE, Place, Quote, find, occurrences

TEXT = "They left on the 24th. The talks ran on. They left on the 25th, some say."


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (Quote("talks", "They left on the 24th. The ", " ran on."), Place(27, 32, 1.0)),
        (Quote("They left", "", " on the 24th"), Place(0, 9, 1.0)),
        (Quote("They left", "ran on. ", " on the 25th"), Place(41, 50, 1.0)),
        (Quote("say.", ", some ", ""), Place(69, 73, 1.0)),
        (Quote("talks"), Place(27, 32, 1.0)),
        (Quote("midnight", "until ", "."), None),
        (Quote(""), None),
    ],
    ids=["unique", "start", "by context", "end", "no context", "absent", "empty"],
)
def test_finds_by_words_and_context(quote: Quote, expected: Place | None) -> None:
    assert find(TEXT, quote) == expected


def test_a_choice_between_equals_is_not_sure() -> None:
    place = find("one two one", Quote("one", start=9))
    assert place == Place(8, 11, 0.5)
    assert place.confidence < SURE


def test_changed_context_lowers_confidence() -> None:
    place = find("all of it new: midnight, all of it", Quote("midnight", "until ", " came"))
    assert place is not None
    assert place.confidence == 1 / 11  # the space before it agrees, nothing else


def test_offsets_are_code_points_beyond_the_bmp() -> None:
    text = "𐽰𐽱 😀 رەسىم 24"
    assert find(text, Quote("رەسىم")) == Place(5, 10, 1.0)


def test_overlapping_occurrences() -> None:
    assert list(occurrences("aaaa", "aa")) == [0, 1, 2]
