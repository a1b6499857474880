"""Citation keys: the pattern's language, romanising, and keys that are free."""

from typing import Any

import pytest

from sources.records.citation_keys import (
    PATTERN,
    InvalidPattern,
    check_pattern,
    free,
    propose,
)

PROPOSED: list[tuple[dict[str, Any], str, str]] = [
    ({"author": [{"family": "Kasimi", "given": "A."}]}, "1949-08-24", "kasimi1949"),
    ({"author": [{"family": "Петров"}]}, "1949~", "petrov1949"),
    ({"author": [{"literal": "The Xinjiang Daily"}]}, "1949", "the1949"),
    ({"author": [{"literal": "新疆日报"}]}, "1949", "xinjiangribao1949"),
    ({"author": [{"family": "قاسىمى"}]}, "", "qsamand"),
    ({"editor": [{"family": "O'Brien"}]}, "1986", "obrien1986"),
    ({"title": "A memoir"}, "-0044", "memoir0044"),
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


ARTICLE = {
    "type": "article-journal",
    "title": "The Crash of 1949, and what it meant: a study",
    "author": [
        {"family": "García Márquez", "given": "G."},
        {"family": "Ли", "given": "М."},
        {"family": "Tömür"},
    ],
    "container-title": "Annals of the Steppe",
    "volume": 12,
    "page": "120–131",
}
PATTERNS: list[tuple[str, str]] = [
    ("[auth][year]", "garciamarquez1949"),
    ("[auth:upper]", "GARCIAMARQUEZ"),
    ("[auth:capitalize]-[year]", "Garciamarquez-1949"),
    ("[auth3][shortyear]", "gar49"),
    ("[authors]", "garciamarquezlitomur"),
    ("[authors:abbr]", "glt"),
    ("[auth.etal:lower].[year]", "garciamarquez.etal.1949"),
    ("[title]", "crash1949whatitmeantstudy"),
    ("[shorttitle:capitalize]", "Crash1949What"),
    ("[veryshorttitle]", "crash"),
    ("[shorttitle:abbr:upper]", "C1W"),
    ("[title:truncate5]", "crash"),
    ("[journal:abbr]_[volume]:[firstpage]", "as_12:120"),
    ("[container]", "annalssteppe"),
    ("x.[type]", "x.articlejournal"),
    ("--[auth]", "garciamarquez"),
]


@pytest.mark.parametrize(("pattern", "key"), PATTERNS)
def test_patterns(pattern: str, key: str) -> None:
    check_pattern(pattern)
    assert propose(ARTICLE, "1949-08-24", pattern=pattern) == key
    assert PATTERN.match(key)


@pytest.mark.parametrize(("count", "key"), [(1, "a"), (2, "a.b"), (3, "a.etal")])
def test_two_authors_are_named_and_more_are_not(count: int, key: str) -> None:
    authors = [{"family": letter} for letter in "abc"][:count]
    assert propose({"author": authors}, "", pattern="[auth.etal]") == key


BAD_PATTERNS = [
    "", "plain", "[", "[]", "[auth", "auth]", "[nobody]", "[auth:shout]", "[auth:]", "[year4]",
    "[auth0]", "[auth] [year]", "[auth]ключ", "[auth:truncate]", "[Auth]", "{auth}", "[auth]\n",
]  # fmt: skip


@pytest.mark.parametrize("pattern", BAD_PATTERNS)
def test_what_no_pattern_may_be(pattern: str) -> None:
    with pytest.raises(InvalidPattern, match="cannot stand in a pattern"):
        check_pattern(pattern)


@pytest.mark.parametrize("pattern", [pattern for pattern, _key in PATTERNS])
@pytest.mark.parametrize("csl", [{}, {"title": "…"}, {"author": [{"literal": "…"}]}])
def test_a_pattern_makes_some_key_of_next_to_nothing(pattern: str, csl: dict[str, Any]) -> None:
    assert PATTERN.match(propose(csl, "", pattern=pattern))


def test_romanised_forms_go_before_what_a_library_makes_of_letters() -> None:
    csl = {"title": "شىنجاڭ گېزىتى", "author": [{"family": "تۆمۈر"}]}
    variants = {
        "title": [{"form": "romanised", "language": "ug-Latn", "text": "Shinjang Géziti"}],
        "author": [[{"form": "romanised", "language": "ug-Latn", "name": {"family": "Tömür"}}]],
    }
    pattern = "[auth]:[title]"
    assert propose(csl, "", pattern=pattern, variants=variants) == "tomur:shinjanggeziti"
    assert propose(csl, "", pattern=pattern) != "tomur:shinjanggeziti"


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (set(), "k1949"),
        ({"k1949"}, "k1949a"),
        ({"k1949", "k1949a"}, "k1949b"),
        ({"k1949a"}, "k1949"),
        ({"K1949"}, "k1949a"),
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
