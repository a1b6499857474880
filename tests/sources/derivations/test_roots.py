"""What sources go back to, as far as derivations tell."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.derivations.roots import Link, known_roots


def links(text: str) -> list[Link]:
    """ "1>2 2=3": 1 depends on 2; 2 and 3 are from the same witness."""
    pairs = [(pair, pair.replace("=", ">").split(">")) for pair in text.split()]
    return [Link(int(one), int(two), "=" in pair) for pair, (one, two) in pairs]


@pytest.mark.parametrize(
    ("recorded", "source", "expected"),
    [
        ("", 1, {(1,)}),
        ("1>2", 1, {(2,)}),
        ("1>2", 2, {(2,)}),
        ("1>2 2>3 3>4", 1, {(4,)}),
        ("1>2 1>3", 1, {(2,), (3,)}),
        ("1>2 1>3 2>4 3>4", 1, {(4,)}),
        ("1>2 3>2", 3, {(2,)}),
        ("1=2", 1, {(1, 2)}),
        ("1=2 2=3", 3, {(1, 2, 3)}),
        ("3>1 1=2", 3, {(1, 2)}),
        # One of the same witness is known to be a copy: so is the other, in effect.
        ("1=2 2>3", 1, {(3,)}),
        # A copy and its origin, said to be from one witness, are one root.
        ("1>2 2=1", 1, {(1, 2)}),
        ("1>2 2=1 2>3", 1, {(3,)}),
        # In a circle, which services refuse: one root, never none.
        ("1>2 2>3 3>1", 2, {(1, 2, 3)}),
        ("1>2 2>1 2>4", 1, {(4,)}),
    ],
)
def test_roots(recorded: str, source: int, expected: set[tuple[int, ...]]) -> None:
    assert known_roots(links(recorded)).of(source) == expected


def test_roots_come_with_the_sources_that_go_back_to_them() -> None:
    found = known_roots(links("1>9 2>9 3>8 3>9")).behind([3, 1, 2, 7])
    assert found == {(7,): {7}, (8,): {3}, (9,): {1, 2, 3}}
    assert list(found) == [(7,), (8,), (9,)]


def test_a_long_chain_of_copies_is_no_trouble() -> None:
    chain = [Link(number, number + 1) for number in range(20_000)]
    assert known_roots(chain).of(0) == {(20_000,)}


some_links = st.lists(
    st.builds(Link, st.integers(0, 7), st.integers(0, 7), st.booleans()).filter(
        lambda link: link.source != link.origin
    ),
    max_size=14,
)


def reached(recorded: Iterable[Link], source: int) -> set[int]:
    """Everything that a source leads to, itself too, by going round until nothing is new."""
    found = {source}
    while True:
        new = {link.origin for link in recorded if link.source in found}
        new |= {link.source for link in recorded if link.is_same_witness and link.origin in found}
        if new <= found:
            return found
        found |= new


@given(some_links)
def test_a_root_leads_nowhere_but_to_itself(recorded: list[Link]) -> None:
    found = known_roots(recorded)
    for source in range(8):
        behind = reached(recorded, source)
        expected = {
            tuple(sorted(reached(recorded, each)))
            for each in behind
            if all(each in reached(recorded, other) for other in reached(recorded, each))
        }
        assert found.of(source) == expected


@given(some_links, st.randoms())
def test_the_order_of_derivations_does_not_matter(recorded: list[Link], random: Random) -> None:
    shuffled = random.sample(recorded, len(recorded))
    assert known_roots(shuffled) == known_roots(recorded)


@given(some_links, st.integers(0, 7), st.integers(0, 7))
def test_a_further_derivation_of_a_root_never_adds_roots(
    recorded: list[Link], source: int, origin: int
) -> None:
    before = known_roots(recorded).behind(range(8))
    root = known_roots(recorded).of(source)
    if source != origin and any(source in each for each in root):
        after = known_roots([*recorded, Link(source, origin)]).behind(range(8))
        assert len(after) <= len(before)
