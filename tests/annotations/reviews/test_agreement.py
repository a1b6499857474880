"""Alpha against worked examples, and the cases in which there is none."""

from __future__ import annotations

import pytest

from annotations.reviews.agreement import Undefined, agreement


def coded(*rows: str) -> list[tuple[str, int, str]]:
    """One row of letters a reviewer, one column a unit; a dot is missing."""
    return [
        (f"r{n}", unit, letter)
        for n, row in enumerate(rows)
        for unit, letter in enumerate(row)
        if letter != "."
    ]


#: Worked by hand from coincidences: 1 - (n - 1) (what differs) / (products of different totals).
CASES = [
    # 15 times 0 and 5 times 1; three units differ.
    (("0100000000", "1110010000"), 1 - 19 * 6 / (2 * 15 * 5)),
    # 4 a, 6 b, 6 c, 5 d, 3 e; four units differ.
    (("aabbdcccedda", "babbbccceedd"), 1 - 23 * 8 / (24**2 - 16 - 36 - 36 - 25 - 9)),
    # One unit of three verdicts, one of two, and one of a single one, which counts for nothing.
    (("ab.", "ab.", "b.a"), 1 - 4 * 2 / (2 * 2 * 3)),
    (("aabb", "aabb"), 1.0),
    (("ab", "ba"), -0.5),
]


@pytest.mark.parametrize(("rows", "alpha"), CASES)
def test_alpha(rows: tuple[str, ...], alpha: float) -> None:
    assert agreement(coded(*rows)).alpha == pytest.approx(alpha)


def test_what_it_rests_on() -> None:
    found = agreement(coded("ab.", "ab.", "b.a"))
    assert (found.reviewers, found.units, found.shared_units) == (3, 3, 2)
    assert (found.pairable, found.missing) == (5, 3)


UNDEFINED = [
    ((), Undefined.FEW_REVIEWERS),
    (("ab",), Undefined.FEW_REVIEWERS),
    (("a.", ".b"), Undefined.NO_PAIRS),
    (("aa", "aa"), Undefined.NO_VARIATION),
    (("aab", "aa."), Undefined.NO_VARIATION),
]


@pytest.mark.parametrize(("rows", "why"), UNDEFINED)
def test_undefined(rows: tuple[str, ...], why: Undefined) -> None:
    found = agreement(coded(*rows))
    assert (found.alpha, found.undefined) == (None, why)
    assert why.label
