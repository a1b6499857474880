"""Canonical JSON, what changed, bounded quotes, rights: without a database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from annotations.editions.canonical import canonical
from annotations.editions.changes import KINDS, changes
from annotations.editions.quoting import CONTEXT, MOST_QUOTED, covered, shortened, trimmed
from annotations.editions.rights import says_open

EMPTY: dict[str, Any] = {kind: [] for kind in KINDS}


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.lists(st.booleans()), max_size=5))
def test_the_same_data_give_the_same_bytes(data: dict[str, Any]) -> None:
    assert canonical(data) == canonical(dict(reversed(data.items())))


def claim(uid: str, **fields: Any) -> dict[str, Any]:
    return {"id": uid, "statement": "So.", "citations": [], "reviews": [], **fields}


def citing(exact: str, after: str) -> dict[str, Any]:
    return claim("a", citations=[{"id": "c", "quote": {"exact": [exact], "after": after}}])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ([], [], []),
        ([], [claim("a")], [("claims", ["a"], [], 0)]),
        ([claim("a")], [], [("claims", [], [], 1)]),
        ([claim("a")], [claim("a", statement="Not so.")], [("claims", [], ["a"], 0)]),
        # The order, and what follows from other rows, is no change.
        ([claim("a"), claim("b")], [claim("b"), claim("a", roots={"roots": 2})], []),
        ([claim("a", shown="1949")], [claim("a", shown="1949 م")], []),
        ([claim("a")], [claim("a", citations=[{"id": "c"}])], [("citations", ["c"], [], 0)]),
        ([citing("It left", "on")], [citing("It left", "")], []),
        ([citing("It left", "on")], [citing("It", "on")], [("citations", [], ["c"], 0)]),
    ],
)
def test_what_changed(old: list[Any], new: list[Any], told: list[Any]) -> None:
    found = changes({**EMPTY, "claims": old}, {**EMPTY, "claims": new})
    assert [(c["kind"], c["added"], c["changed"], c["removed"]) for c in found] == told


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"blind": False, "dispute": "here"}, "· round 7"),
        ({"blind": True, "dispute": "here"}, "· blind round 7"),
        ({"blind": True, "dispute": "elsewhere"}, "· blind"),
        ({"blind": False, "dispute": "elsewhere"}, ""),
        # The first editions do not say of which dispute it is.
        ({"blind": False}, "· round 7"),
    ],
)
def test_a_round_is_numbered_where_it_is_of_this_dispute(told: dict[str, Any], said: str) -> None:
    content = {"dispute": {"id": "here"}}
    judgement = {
        "creator": "Ann",
        "at": datetime(2026, 1, 2, tzinfo=UTC),
        "round": {"number": 7} | told,
    }
    page = render_to_string("editions/_judgement.html", {"content": content, "each": judgement})
    soft = html.fragment_fromstring(page, create_parent=True).xpath("string(.//*[@class='soft'])")
    assert soft.partition("2026")[2].strip() == said


def test_nothing_changes_from_an_edition_to_itself() -> None:
    content = {**EMPTY, "claims": [claim("a", citations=[{"id": "c"}])]}
    assert changes(content, content) == []


@given(st.lists(st.text(min_size=1, max_size=3_000), min_size=1, max_size=4))
def test_a_quote_is_bounded_and_never_more_than_was_marked(exact: list[str]) -> None:
    kept = shortened(exact)
    assert sum(map(len, kept)) <= MOST_QUOTED
    assert "".join(exact).startswith("".join(kept))
    assert kept == exact or sum(map(len, kept)) == MOST_QUOTED


@pytest.mark.parametrize(
    ("context", "shown"),
    [
        ("", ""),
        ("It left on ", "It left on "),
        ("Another paragraph.\n\nIt left on ", "It left on "),
        ("x" + "a" * 98 + " " + "b" * (CONTEXT - 100), "…" + "b" * (CONTEXT - 100)),
        ("字" * CONTEXT, "…" + "字" * CONTEXT),
    ],
)
def test_context_is_of_the_paragraph_and_of_whole_words(context: str, shown: str) -> None:
    assert trimmed(context, CONTEXT) == shown


@pytest.mark.parametrize(("room", "shown"), [(12, "…early on "), (3, "…on "), (0, "")])
def test_context_may_have_less_room(room: int, shown: str) -> None:
    assert trimmed("It left early on ", room) == shown


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=8))
def test_what_stretches_cover_is_counted_once(drawn: list[tuple[int, int]]) -> None:
    stretches = [(start, start + length) for start, length in drawn]
    assert covered(stretches) == len({at for start, end in stretches for at in range(start, end)})


@pytest.mark.parametrize(
    ("rights", "is_open"),
    [
        ("CC BY-SA 4.0", True),
        ("CC0", True),
        ("https://creativecommons.org/licenses/by/4.0/", True),
        ("http://rightsstatements.org/vocab/NoC-US/1.0/", True),
        ("Public domain", True),
        ("Общественное достояние", True),
        ("© the archive, all rights reserved", False),
        ("http://rightsstatements.org/vocab/InC/1.0/", False),
        ("CCB archive", False),
        ("", False),
    ],
)
def test_rights_that_say_open(rights: str, is_open: bool) -> None:
    assert says_open(rights) is is_open
