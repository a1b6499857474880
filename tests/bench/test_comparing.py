"""Many answers to one question, and the conflicts among them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from annotations.claims.values import Value, from_json
from annotations.disputes.conflicts.garbage import uncollected
from annotations.disputes.relations.comparing import RelatedAnswers, compare_answers
from annotations.disputes.relations.reasons import relate
from annotations.disputes.relations.relating import Answer, Relation
from sources.records.edtf import iso_day, parse
from tests.bench.conftest import Row, growth, median

Make = Callable[[int], Value]


def a_day(number: int) -> Value:
    return from_json({"kind": "date", "edtf": iso_day(700_000 + number)})


def five_hundred_years(number: int) -> Value:
    """All of them overlap."""
    first, last = iso_day(400_000 + number), iso_day(600_000 + number)
    return from_json({"kind": "date", "edtf": f"{first}/{last}"})


def two_days(number: int) -> Value:
    """Two of 10 000 days, far apart, each of them in many sets."""
    one = number % 10_000
    other = (one + 1_000 + 701 * (number // 10_000)) % 10_000
    days = ",".join(iso_day(400_000 + day) for day in sorted([one, other]))
    return from_json({"kind": "date", "edtf": f"{{{days}}}"})


def a_name(number: int) -> Value:
    """Every other one is in company, always the same."""
    company = ["Ahmetjan Qasimi"] if number % 2 else []
    return from_json({"kind": "person", "names": [f"Witness {number}", *company]})


def a_place(number: int) -> Value:
    return from_json({"kind": "place", "name": f"Village {number}"})


def an_amount(number: int) -> Value:
    return from_json({"kind": "number", "lower": str(number), "upper": str(number + 40)})


MANY: list[tuple[str, Make]] = [
    ("distinct days", a_day),
    ("overlapping intervals of 500 years", five_hundred_years),
    ("sets of two days", two_days),
    ("names, half of them in the same company", a_name),
    ("places", a_place),
    ("ranges of numbers", an_amount),
]


def answers(make: Make, count: int) -> Iterator[Answer]:
    """As many answers, made from what is stored while they are compared."""
    return (Answer(str(number), make(number)) for number in range(count))


def test_distinct_days(row: Row) -> None:
    some = compare_answers(answers(a_day, 300), "exclusive").answers

    def all_pairs() -> None:
        for one, two in itertools.combinations(some, 2):
            relate(one, two, "exclusive")

    ours = median(lambda: compare_answers(answers(a_day, 300), "exclusive", limit=5))
    pairs = median(all_pairs, runs=3)
    row("comparing 300 distinct days", f"{ours:.4f} s = {ours / pairs:.3f} x relating all pairs")


@pytest.mark.parametrize(("words", "make"), MANY, ids=[words for words, _ in MANY])
def test_conflicts_among_many(row: Row, words: str, make: Make) -> None:
    def compared(count: int) -> None:
        # Dates are kept once they were read, but not 100 000 of them: so none is.
        parse.cache_clear()
        with uncollected():
            compare_answers(answers(make, count), "exclusive", limit=20)

    small = median(lambda: compared(1_000), runs=3)
    large = median(lambda: compared(100_000), runs=1)
    row(
        f"conflicts among 100 000 {words}",
        f"{large:.2f} s = {large / small:.0f} x those among 1 000",
    )


def test_every_relation_among_intervals(row: Row) -> None:
    def counted(count: int) -> None:
        related = RelatedAnswers(answers(five_hundred_years, count), "exclusive")
        for relation in Relation:
            related.count(relation)
            related.pairs(relation, offset=1_000_000, limit=50)

    row(
        "counting every relation among 100 000 intervals, with a page of each",
        growth(counted, 10_000),
    )
