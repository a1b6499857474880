"""Many things of which a page is made when it is asked for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")


class Slices(Sequence[Item]):
    """As many things as it is told, for paginators, which ask for their number and for slices.

    ``made`` takes an offset and a limit.
    """

    def __init__(self, count: int, made: Callable[[int, int], Sequence[Item]]) -> None:
        self._count = count
        self._made = made

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, asked: Any) -> Any:
        """Make a slice, or one thing."""
        if isinstance(asked, int):
            return self[asked : asked + 1][0]
        start, stop, _ = asked.indices(len(self))
        return self._made(start, stop - start)
