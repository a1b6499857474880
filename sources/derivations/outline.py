"""What depends on what as a nested list: roots first, below each what depends on it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sources.derivations.roots import Link


@dataclass(slots=True)
class Entry:
    """A line of the list: a node, and the link by which it depends on the one it is below.

    What depends on several stands below each, and in full only the first time.
    """

    node: int
    level: int
    link: Link | None = None
    is_repeated: bool = False
    #: Nodes from the same witness.
    beside: Sequence[int] = ()
    #: Whether a list opens below it, and how many end after it.
    opens: bool = False
    closes: int = 0


def outlined(nodes: Sequence[int], links: Collection[Link]) -> list[Entry]:
    """All nodes in lines, in order; links whose ends are not both among them are left out."""
    here = set(nodes)
    derived: dict[int, list[Link]] = defaultdict(list)
    beside: dict[int, list[int]] = defaultdict(list)
    depends: set[int] = set()
    for link in links:
        if link.source not in here or link.origin not in here:
            continue
        if link.is_same_witness:
            beside[link.source].append(link.origin)
            beside[link.origin].append(link.source)
        else:
            derived[link.origin].append(link)
            depends.add(link.source)
    # Of a circle, which services refuse, no node is a root: the rest begins where it stands.
    roots = [node for node in nodes if node not in depends]
    entries: list[Entry] = []
    met: set[int] = set()
    for node in [*roots, *nodes]:
        if node not in met:
            entries += _below(node, derived, beside, met)
    levels = [*(entry.level for entry in entries[1:]), 0]
    for entry, level in zip(entries, levels, strict=False):
        entry.opens = level > entry.level
        entry.closes = max(0, entry.level - level)
    return entries


def _below(
    root: int,
    derived: dict[int, list[Link]],
    beside: dict[int, list[int]],
    met: set[int],
) -> Iterator[Entry]:
    """A node and all below it, depth first, without recursion: chains may be long."""
    ahead: list[tuple[int, int, Link | None]] = [(root, 0, None)]
    while ahead:
        node, level, link = ahead.pop()
        yield Entry(node, level, link, node in met, beside[node])
        if node not in met:
            met.add(node)
            ahead += [(each.source, level + 1, each) for each in reversed(derived[node])]
