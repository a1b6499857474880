"""What waits to be done in a workspace; apps add theirs, as they add parts to pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse

from project.people.models import Workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import StrPromise

    from project.people.models import User

    Anyone = User | AnonymousUser

#: Named on the home page; the others are on the page of their kind.
FIRST = 3


@dataclass(frozen=True)
class Line:
    """One thing that waits: what it is called, where it is, and a few words on it."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Waiting:
    """A kind of thing that waits."""

    #: In addresses.
    name: str
    title: StrPromise
    #: What one does about it.
    advice: StrPromise
    #: "3 sources without a text"
    counted: Callable[[int], str]
    #: All of a workspace that wait for `user`, or in it as far as `user` sees. A constant number
    #: of queries.
    rows: Callable[[Anyone, Workspace], QuerySet[Any] | Sequence[Any]]
    line: Callable[[Any], Line]
    #: Whether it waits for the user alone.
    is_mine: bool = False

    def lines(self, workspace: Workspace, rows: Sequence[Any]) -> list[Line]:
        """Some of the rows as lines; that they lie in `workspace` need not be asked again."""
        for row in rows:
            row.workspace = workspace
        return [self.line(row) for row in rows]


@dataclass(frozen=True)
class Summary:
    """How many of a kind wait, and the first few."""

    waiting: Waiting
    count: int
    first: list[Line]
    url: str

    @property
    def words(self) -> str:
        """The count in words."""
        return self.waiting.counted(self.count)


class Waitings:
    """What apps know to wait, in order."""

    def __init__(self) -> None:
        self._by_name: dict[str, tuple[int, Waiting]] = {}

    def add(self, *waitings: Waiting, position: int) -> None:
        """Tell of these too, the lowest `position` first. The same name replaces."""
        self._by_name |= {waiting.name: (position, waiting) for waiting in waitings}

    def get(self, name: str) -> Waiting | None:
        """The kind of this name."""
        _position, waiting = self._by_name.get(name, (0, None))
        return waiting

    def names(self) -> list[str]:
        """The names of all kinds."""
        return list(self._by_name)

    def of(self, user: Anyone, workspace: Workspace) -> list[Summary]:
        """What waits in a workspace, without what there is nothing of."""
        ordered = sorted(self._by_name.values(), key=lambda entry: entry[0])
        found = [_summary(waiting, user, workspace) for _, waiting in ordered]
        return [summary for summary in found if summary.count]


def _summary(waiting: Waiting, user: Anyone, workspace: Workspace) -> Summary:
    count, rows = _first(waiting.rows(user, workspace))
    url = reverse("people:waiting", args=[workspace.uid, waiting.name])
    return Summary(waiting, count, waiting.lines(workspace, rows), url)


def _first(rows: QuerySet[Any] | Sequence[Any]) -> tuple[int, Sequence[Any]]:
    """How many there are, and the first few; in one query."""
    if not isinstance(rows, QuerySet):
        return len(rows), rows[:FIRST]
    found = list(rows.annotate(count_of_all=Window(Count("*")))[:FIRST])
    return (found[0].count_of_all if found else 0), found


#: What waits in workspaces.
WAITING = Waitings()
