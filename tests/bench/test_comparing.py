"""Many answers to one question."""

from __future__ import annotations

import itertools

from annotations.claims.values import from_input
from annotations.disputes.comparison import Answer, compare_answers, relate
from sources.records.edtf import iso_day
from tests.bench.conftest import Row, growth, median


def days(count: int) -> list[Answer]:
    """As many answers, each another day."""
    return [
        Answer(str(day), from_input("date", iso_day(700_000 + day), options=()))
        for day in range(count)
    ]


def test_distinct_days(row: Row) -> None:
    answers = {count: days(count) for count in (300, 10_000, 100_000)}
    some = compare_answers(answers[300], "exclusive").answers

    def all_pairs() -> None:
        for one, two in itertools.combinations(some, 2):
            relate(one, two, "exclusive")

    ours = median(lambda: compare_answers(answers[300], "exclusive", limit=5))
    pairs = median(all_pairs, runs=3)
    row("comparing 300 distinct days", f"{ours:.4f} s = {ours / pairs:.3f} x relating all pairs")
    # More than the cache of parsed dates holds, even in the small case.
    row(
        "comparing 100 000 distinct days",
        growth(lambda count: compare_answers(answers[count], "exclusive", limit=5), 10_000),
    )
