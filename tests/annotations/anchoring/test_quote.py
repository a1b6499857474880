from __future__ import annotations

import pytest

from annotations.anchoring.anchored import Status
from annotations.anchoring.quote import Quote, find, ranges

TEXT = "They left on the 24th. The talks ran on. They left on the 25th, some say."


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (Quote("talks", "They left on the 24th. The ", " ran on."), [(27, 32)]),
        (Quote("They left", "", " on the 24th"), [(0, 9)]),
        (Quote("They left", "ran on. ", " on the 25th"), [(41, 50)]),
        (Quote("say.", ", some ", ""), [(69, 73)]),
        (Quote("talks"), [(27, 32)]),
        (Quote("midnight", "until ", "."), []),
        (Quote(""), []),
    ],
    ids=["unique", "start", "by context", "end", "no context", "absent", "empty"],
)
def test_finds_by_words_and_context(quote: Quote, expected: list[tuple[int, int]]) -> None:
    assert ranges(TEXT, quote) == expected


def test_a_choice_between_equals_is_not_sure() -> None:
    place = find("one two one", Quote("one", start=9))
    assert (place.start, place.end, place.status) == (8, 11, Status.UNCERTAIN)


def test_offsets_are_code_points_beyond_the_bmp() -> None:
    assert ranges("𐽰𐽱 😀 رەسىم 24", Quote("رەسىم")) == [(5, 10)]
