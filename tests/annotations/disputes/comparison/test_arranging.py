from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.http import QueryDict

from annotations.disputes.comparison.arranging import Arrangement, moved
from annotations.disputes.comparison.quotes_compared import Words, differences

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))


@dataclass
class Column:
    uid: UUID


COLUMNS = [Column(ONE), Column(TWO), Column(THREE)]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "conflicts=1",
        "group=The+journey&stance=contradicts",
        f"hide={ONE}&hide={TWO}",
        f"conflicts=1&fold=Aboard&fold=The+journey&hide={TWO}&order={THREE}&order={ONE}",
    ],
)
def test_an_address_is_read_and_written(query: str) -> None:
    assert Arrangement.read(QueryDict(query)).query == f"?{query}"


def test_what_is_no_uid_is_passed_over() -> None:
    found = Arrangement.read(QueryDict(f"hide=x&hide={ONE}&order=%00&conflicts=yes"))
    assert found == Arrangement(hidden=frozenset([ONE]))


def test_accounts_that_are_not_named_come_last() -> None:
    found = Arrangement(order=(THREE,), hidden=frozenset([ONE]))
    assert [each.uid for each in found.ordered(COLUMNS)] == [THREE, ONE, TWO]
    assert [each.uid for each in found.columns(COLUMNS)] == [THREE, TWO]


@pytest.mark.parametrize(
    ("uid", "by", "order"),
    [
        (ONE, 1, [TWO, ONE, THREE]),
        (ONE, -1, [ONE, TWO, THREE]),
        (THREE, 1, [ONE, TWO, THREE]),
        (THREE, -1, [ONE, THREE, TWO]),
        (UUID(int=9), 1, [ONE, TWO, THREE]),
    ],
)
def test_accounts_are_moved(uid: UUID, by: int, order: list[UUID]) -> None:
    assert moved([ONE, TWO, THREE], uid, by) == order


def test_the_usual_columns_need_no_words_in_the_address() -> None:
    usual = [ONE, TWO, THREE]
    whole = Arrangement().with_columns(usual, order=usual, shown=usual)
    assert whole == Arrangement()
    other = Arrangement().with_columns(usual, order=[TWO, UUID(int=9)], shown=[TWO, THREE])
    assert other == Arrangement(order=(TWO, ONE, THREE), hidden=frozenset([ONE]))


def test_a_group_is_folded_and_unfolded() -> None:
    folded = Arrangement().with_fold("Aboard")
    assert folded.folded == {"Aboard"}
    assert folded.with_fold("Aboard") == Arrangement()


def only(words: list[Words]) -> list[str]:
    return [each.text.strip() for each in words if not each.shared]


@pytest.mark.parametrize(
    ("one", "two", "left", "right"),
    [
        ("left on 24 August", "left on 24 August", [], []),
        ("it left on 24 August", "it left on 27 August", ["24"], ["27"]),
        ("it left\n\non 24 August", "it left on 24 August", [], []),
        ("1949年8月24日离开", "1949年8月27日离开", ["24"], ["27"]),
        ("fog over the lake", "nobody was aboard", ["fog over the lake"], ["nobody was aboard"]),
    ],
)
def test_words_of_one_quote_alone_are_told(
    one: str, two: str, left: list[str], right: list[str]
) -> None:
    ours, theirs = differences(one, two)
    assert only(ours) == left
    assert only(theirs) == right
    assert "".join(each.text for each in ours).split() == one.split()
    assert "".join(each.text for each in theirs).split() == two.split()


def test_very_long_quotes_are_not_compared() -> None:
    ours, theirs = differences("a " * 20_000, "b")
    assert not only(ours)
    assert not only(theirs)
