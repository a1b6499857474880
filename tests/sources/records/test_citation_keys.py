"""Citation keys: author and year."""

from typing import Any

import pytest

from sources.records.citation_keys import PATTERN, free, propose

PROPOSED: list[tuple[dict[str, Any], str, str]] = [
    ({"author": [{"family": "Kasimi", "given": "A."}]}, "1949-08-24", "kasimi1949"),
    ({"author": [{"family": "Петров"}]}, "1949~", "petrov1949"),
    ({"author": [{"literal": "The Xinjiang Daily"}]}, "1949", "the1949"),
    ({"author": [{"literal": "新疆日报"}]}, "1949", "xinjiangribao1949"),
    ({"author": [{"family": "قاسىمى"}]}, "", "qsamand"),
    ({"editor": [{"family": "O'Brien"}]}, "1986", "o1986"),
    ({"title": "A memoir"}, "-0044", "a0044"),
    ({"title": "…"}, "", "sourcend"),
    ({}, "194X", "sourcend"),
]


@pytest.mark.parametrize(("csl", "date", "key"), PROPOSED)
def test_proposed(csl: dict[str, Any], date: str, key: str) -> None:
    proposed = propose(csl, date)
    assert proposed == key
    assert PATTERN.match(proposed)


def test_a_long_name_leaves_room_for_year_and_suffix() -> None:
    assert len(propose({"author": [{"family": "x" * 500}]}, "1949")) == 44


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (set(), "k1949"),
        ({"k1949"}, "k1949a"),
        ({"k1949", "k1949a"}, "k1949b"),
        ({"k1949a"}, "k1949"),
        ({"k1949", *(f"k1949{c}" for c in "abcdefghijklmnopqrstuvwxyz")}, "k1949aa"),
    ],
)
def test_free(taken: set[str], expected: str) -> None:
    assert free("k1949", taken) == expected


def test_free_never_gives_a_key_twice() -> None:
    taken: set[str] = set()
    for _ in range(1000):
        taken.add(free("k", taken))
    assert len(taken) == 1000


@pytest.mark.parametrize("key", ["", "-a", "a b", "a,b", "a{b", "ключ", "a\n", "a%", "_a"])
def test_what_no_key_may_be(key: str) -> None:
    assert not PATTERN.match(key)
