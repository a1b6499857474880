"""Lays out which source depends on which: roots left, descendants right. Pure: no ORM.

In layers, after Sugiyama, Tagawa and Toda, Methods for visual understanding of hierarchical
system structures (1981): each source stands one column right of the last of its origins, long
edges pass through places of their own in between, and rows are ordered by the mean row of what
they hang together with.

Units are columns and rows, both from 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.derivations.roots import Link

#: How often rows are ordered from left to right and back.
_SWEEPS = 6

Point = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands. `paths` go from the origin to the source of each link."""

    places: Mapping[int, Point]
    paths: Mapping[Link, Sequence[Point]]
    columns: int
    rows: float


def laid_out(nodes: Sequence[int], links: Collection[Link]) -> Layout:
    """Lay out `nodes`, each group that hangs together below the one before, in order.

    Links whose ends are not both among the nodes are left out; directed ones never lead to
    the left, but where they lead in a circle, which services refuse.
    """
    places: dict[int, Point] = {}
    paths: dict[Link, Sequence[Point]] = {}
    columns, below = 0, 0.0
    for group, inside in together(nodes, links):
        layout = _group(group, inside)
        places |= {node: (x, y + below) for node, (x, y) in layout.places.items()}
        for link, path in layout.paths.items():
            paths[link] = [(x, y + below) for x, y in path]
        columns, below = max(columns, layout.columns), below + layout.rows
    return Layout(places, paths, columns, below)


def together(nodes: Sequence[int], links: Iterable[Link]) -> list[tuple[list[int], list[Link]]]:
    """The nodes that hang together, with the links between them; the largest groups first."""
    near: dict[int, list[Link]] = {node: [] for node in nodes}
    for link in links:
        if link.source in near and link.origin in near:
            near[link.source].append(link)
            near[link.origin].append(link)
    found: list[tuple[list[int], list[Link]]] = []
    met: set[int] = set()
    for node in nodes:
        if node not in met:
            group, inside = _hanging_on(node, near)
            met |= group
            found.append(([each for each in nodes if each in group], list(inside)))
    return sorted(found, key=lambda one: -len(one[0]))


def _hanging_on(node: int, near: Mapping[int, list[Link]]) -> tuple[set[int], dict[Link, None]]:
    group, inside, ahead = {node}, dict[Link, None](), [node]
    while ahead:
        for link in near[ahead.pop()]:
            inside[link] = None
            ahead += {link.source, link.origin} - group
            group |= {link.source, link.origin}
    return group, inside


def _group(nodes: Sequence[int], links: Sequence[Link]) -> Layout:
    column = _columns(nodes, [link for link in links if not link.is_same_witness])
    chains = _chains(links, column)
    rows = _rows(column, chains)
    places = {node: (column[node], rows[node]) for node in nodes}
    paths = {link: [(column[step], rows[step]) for step in chain] for link, chain in chains.items()}
    return Layout(places, paths, max(column.values()) + 1, max(rows.values()) + 1)


def _columns(nodes: Sequence[int], links: Sequence[Link]) -> dict[int, int]:
    """One right of the last of a node's origins. Whatever lies on a circle stands where its
    other origins put it.
    """
    waits = dict.fromkeys(nodes, 0)
    derived = defaultdict(list)
    for link in links:
        waits[link.source] += 1
        derived[link.origin].append(link.source)
    column = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if not waits[node]]
    for node in ready:
        for source in derived[node]:
            column[source] = max(column[source], column[node] + 1)
            waits[source] -= 1
            if not waits[source]:
                ready.append(source)
    return column


def _chains(links: Sequence[Link], column: dict[int, int]) -> dict[Link, list[int]]:
    """Each link as the steps it takes, one a column; those between are new, below 0, and are
    given their column.
    """
    chains: dict[Link, list[int]] = {}
    passing = -1
    for link in links:
        start, end = column[link.origin], column[link.source]
        between = []
        for at in range(min(start, end) + 1, max(start, end)):
            column[passing] = at
            between.append(passing)
            passing -= 1
        chains[link] = [link.origin, *(between if start < end else reversed(between)), link.source]
    return chains


def _rows(column: Mapping[int, int], chains: Mapping[Link, Sequence[int]]) -> dict[int, float]:
    """The row of each node and each step, no two of a column nearer than one row."""
    near: dict[int, list[int]] = defaultdict(list)
    for chain in chains.values():
        for one, two in pairwise(chain):
            near[one].append(two)
            near[two].append(one)
    layers: dict[int, list[int]] = defaultdict(list)
    for node, at in column.items():
        layers[at].append(node)
    rows = {node: float(row) for layer in layers.values() for row, node in enumerate(layer)}
    forth = sorted(layers)
    for sweep in range(_SWEEPS):
        for at in forth if sweep % 2 == 0 else reversed(forth):
            _arrange(layers[at], at + (1 if sweep % 2 else -1), column, near, rows)
    least = min(rows.values())
    return {node: row - least for node, row in rows.items()}


def _arrange(
    layer: list[int],
    towards: int,
    column: Mapping[int, int],
    near: Mapping[int, Sequence[int]],
    rows: dict[int, float],
) -> None:
    """Order a column by the mean row of neighbours in another, and set it as near to them as
    one row for each allows.
    """
    wanted = {}
    for node in layer:
        beside = [rows[other] for other in near[node] if column[other] == towards]
        wanted[node] = sum(beside) / len(beside) if beside else rows[node]
    layer.sort(key=lambda node: (wanted[node], rows[node]))
    row = float("-inf")
    for node in layer:
        row = rows[node] = max(row + 1, wanted[node])
    # Pushed apart they lean downwards: back by the mean of it.
    lean = sum(rows[node] - wanted[node] for node in layer) / len(layer)
    for node in layer:
        rows[node] -= lean
