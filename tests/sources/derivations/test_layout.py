"""How derivations are laid out, and told as a list."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from project.people.models import Workspace
from sources.derivations.drawing import HEIGHT, LABEL_HEIGHT, LABEL_LETTERS, MARGIN, Graph, drawn
from sources.derivations.layout import laid_out
from sources.derivations.outline import outlined
from sources.derivations.roots import Link, known_roots
from sources.records.models import Derivation, Source

NODES = list(range(9))

#: Without circles: what depends has the lower number.
some_links = st.lists(
    st.builds(Link, st.integers(0, 8), st.integers(0, 8), st.booleans()).filter(
        lambda link: link.source < link.origin
    ),
    max_size=16,
    unique=True,
)


@given(some_links)
def test_no_derivation_leads_to_the_left(links: list[Link]) -> None:
    places = laid_out(NODES, links).places
    for link in links:
        if not link.is_same_witness:
            assert places[link.origin][0] < places[link.source][0]


@given(some_links)
def test_roots_stand_left(links: list[Link]) -> None:
    places = laid_out(NODES, links).places
    directed = [link for link in links if not link.is_same_witness]
    for root in {node for node in NODES for (node,) in known_roots(directed).of(node)}:
        assert places[root][0] == 0


@given(some_links)
def test_nothing_stands_on_anything_else(links: list[Link]) -> None:
    layout = laid_out(NODES, links)
    assert sorted(layout.places) == NODES
    taken = sorted(layout.places.values())
    for (column, row), (next_column, next_row) in itertools.pairwise(taken):
        assert column != next_column or next_row - row >= 0.999
    assert all(0 <= column < layout.columns for column, _ in taken)
    assert all(-0.001 <= row <= layout.rows - 0.999 for _, row in taken)


@given(some_links)
def test_paths_lead_from_origin_to_source_column_by_column(links: list[Link]) -> None:
    layout = laid_out(NODES, links)
    assert set(layout.paths) == set(links)
    for link, path in layout.paths.items():
        assert (path[0], path[-1]) == (layout.places[link.origin], layout.places[link.source])
        columns = [column for column, _ in path]
        steps = {two - one for one, two in itertools.pairwise(columns)}
        assert steps in ({1}, {-1}, {0})
        assert link.is_same_witness or steps == {1}


def test_circles_are_drawn_too() -> None:
    circle = [Link(1, 2), Link(2, 3), Link(3, 1), Link(4, 1)]
    assert sorted(laid_out([1, 2, 3, 4], circle).places) == [1, 2, 3, 4]
    assert [entry.node for entry in outlined([1, 2, 3, 4], circle) if not entry.is_repeated] == [
        1, 3, 2, 4,
    ]  # fmt: skip


def test_a_long_chain_is_no_trouble() -> None:
    chain = [Link(number, number + 1) for number in range(1_500)]
    nodes = list(range(1_501))
    assert laid_out(nodes, chain).columns == 1_501
    assert len(outlined(nodes, chain)) == 1_501


def test_groups_stand_below_each_other() -> None:
    places = laid_out([1, 2, 3, 4, 5], [Link(1, 2), Link(3, 4), Link(3, 5)]).places
    assert max(places[node][1] for node in (3, 4, 5)) < min(places[node][1] for node in (1, 2))


def test_a_list_tells_each_derivation_once() -> None:
    links = [Link(3, 1), Link(4, 3), Link(4, 2), Link(1, 2, is_same_witness=True)]
    told = [
        (entry.node, entry.level, entry.is_repeated, entry.opens, entry.closes)
        for entry in outlined([1, 2, 3, 4, 5], links)
    ]
    assert told == [
        (1, 0, False, True, 0),
        (3, 1, False, True, 0),
        (4, 2, False, False, 2),
        (2, 0, False, True, 0),
        (4, 1, True, False, 1),
        (5, 0, False, False, 0),
    ]
    assert outlined([1, 2], links)[0].beside == [2]


@given(some_links)
def test_lists_open_and_close(links: list[Link]) -> None:
    entries = outlined(NODES, links)
    directed = [link for link in links if not link.is_same_witness]
    assert sorted(entry.link for entry in entries if entry.link) == sorted(directed)
    assert sum(entry.opens for entry in entries) == sum(entry.closes for entry in entries)
    assert {entry.node for entry in entries if not entry.is_repeated} == set(NODES)


def test_nothing_is_drawn_of_nothing() -> None:
    assert (laid_out([], []).columns, outlined([], [])) == (0, [])


def test_a_label_stays_between_the_boxes() -> None:
    one, two = (Source(pk=key, csl={"title": f"Source {key}"}) for key in (1, 2))
    both = [
        Derivation(source=one, origin=two, kind=kind, certainty=Derivation.Certainty.POSSIBLE)
        for kind in (Derivation.Kind.TRANSLATION, Derivation.Kind.UNKNOWN)
    ]
    (line,) = drawn(Graph(Workspace(), {1: one, 2: two}, both)).lines
    assert line.label == ["translation,", "not known", "how\N{NO-BREAK SPACE}?"]
    assert max(map(len, line.label)) <= LABEL_LETTERS


def test_a_line_strikes_nothing_of_its_label_out() -> None:
    one, two = (Source(pk=key, csl={"title": f"Source {key}"}) for key in (1, 2))
    for kinds in (["copy"], ["copy", "translation"], ["copy", "translation", "summary"]):
        links = [Derivation(source=one, origin=two, kind=kind) for kind in kinds]
        (line,) = drawn(Graph(Workspace(), {1: one, 2: two}, links)).lines
        assert len(line.label) == len(kinds)
        for row in range(len(line.label)):
            # Letters reach from 9 above their base line to 3 below it.
            base = line.label_y + row * LABEL_HEIGHT
            assert base - 9 >= 0
            assert not base - 9 <= MARGIN + HEIGHT // 2 <= base + 3


def test_labels_of_lines_that_cross_are_apart() -> None:
    sources = {key: Source(pk=key, csl={"title": f"Source {key}"}) for key in range(4)}
    crossing = [
        Derivation(source=sources[one], origin=sources[two], kind=Derivation.Kind.COPY)
        for one in (0, 1)
        for two in (2, 3)
    ]
    labels = sorted(
        (line.label_x, line.label_y) for line in drawn(Graph(Workspace(), sources, crossing)).lines
    )
    assert len(labels) == 4
    for (x, y), (other_x, other_y) in itertools.pairwise(labels):
        assert x != other_x or other_y - y >= LABEL_HEIGHT
