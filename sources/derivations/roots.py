"""Tells the known roots of sources: what they go back to, and nothing is known to lie behind.

Pure: no ORM. Sources are whatever is hashable and sorts, such as keys of rows.

- A source that depends on others has all of their roots, however far back. One that depends
  on two which depend on nothing has two roots, so roots may outnumber sources.
- Sources from the same witness stand together: they are one root where none of them depends
  on a further source, and else all have the roots of what any of them depends on.
- Should derivations lead in a circle, what lies on it stands together likewise.

So nothing is counted as independent of what it is said to hang together with. It may be in
truth dependent on more: roots are what is known, as asserted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

#: What nothing is known to lie behind: a source, or several from one witness, sorted.
Root = tuple[int, ...]


class Link(NamedTuple):
    """`source` depends on `origin`; or, symmetrically, both are from the same witness."""

    source: int
    origin: int
    is_same_witness: bool = False


@dataclass(frozen=True, slots=True)
class KnownRoots:
    """The roots of every source that some derivation names; any other is its own root."""

    by_source: Mapping[int, frozenset[Root]]

    def of(self, source: int) -> frozenset[Root]:
        """The roots of one source; never empty."""
        return self.by_source.get(source) or frozenset([(source,)])

    def behind(self, sources: Iterable[int]) -> dict[Root, set[int]]:
        """The roots of several sources in order, each with those that go back to it."""
        found: dict[Root, set[int]] = {}
        for source in sources:
            for root in self.of(source):
                found.setdefault(root, set()).add(source)
        return dict(sorted(found.items()))


def known_roots(links: Iterable[Link]) -> KnownRoots:
    """Find the roots of all sources that the links name, in time linear in their number
    but for sources with very many roots.
    """
    ahead: dict[int, list[int]] = {}
    for source, origin, is_same_witness in links:
        ahead.setdefault(source, []).append(origin)
        behind = ahead.setdefault(origin, [])
        if is_same_witness:
            behind.append(source)
    found: dict[int, frozenset[Root]] = {}
    for together in _standing_together(ahead):
        # What they depend on beyond each other was found before them.
        further = {origin for each in together for origin in ahead[each] if origin in found}
        roots = frozenset().union(*(found[origin] for origin in further))
        own = roots or frozenset([tuple(sorted(together))])
        found.update(dict.fromkeys(together, own))
    return KnownRoots(found)


def _standing_together(ahead: Mapping[int, Collection[int]]) -> Iterable[list[int]]:
    """Yield the strongly connected components, each after all those it leads to.

    Tarjan, Depth-first search and linear graph algorithms (1972), with a stack of its own
    instead of recursion, since chains of copies may be long.
    """
    number: dict[int, int] = {}
    lowest: dict[int, int] = {}
    # As a dict, to look in; in the order in which they were met.
    waiting: dict[int, None] = {}
    for start in ahead:
        path = [] if start in number else [(start, iter(ahead[start]))]
        while path:
            at, further = path[-1]
            if at not in number:
                number[at] = lowest[at] = len(number)
                waiting[at] = None
            to = next(further, None)
            if to is None:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[at])
                if lowest[at] == number[at]:
                    yield _taken(waiting, at)
            elif to not in number:
                path.append((to, iter(ahead[to])))
            elif to in waiting:
                lowest[at] = min(lowest[at], number[to])


def _taken(waiting: dict[int, None], first: int) -> list[int]:
    """Take out what was met since `first`."""
    taken = []
    while first in waiting:
        taken.append(waiting.popitem()[0])
    return taken
