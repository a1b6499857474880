"""Numbers of a workspace as plots that also read as tables; apps add theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from project.people.models import Workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import StrOrPromise

    from project.people.models import User

    Anyone = User | AnonymousUser

#: Units of the drawing: a column and the room after it, the highest column, the longest bar.
STEP, COLUMN, HEIGHT, LENGTH = 10, 8, 60, 100


@dataclass(frozen=True)
class Value:
    """One number and what it counts; `colour` names a class of the style sheet."""

    label: str
    count: int
    colour: str = ""


@dataclass(frozen=True)
class Mark:
    """One value as drawn: place and size in units of the drawing."""

    value: Value
    x: int
    y: float
    height: float
    length: float


@dataclass(frozen=True)
class Plot:
    """Several numbers of one kind, in order."""

    name: str
    title: StrOrPromise
    #: What the labels are: "Week", "Type".
    labelled: StrOrPromise
    #: What is counted: "Highlights".
    counted: StrOrPromise
    values: Sequence[Value]
    #: Columns side by side, for what happens in time; else bars, one to a row of the table.
    is_in_time: bool = False

    @property
    def total(self) -> int:
        """The sum of all."""
        return sum(value.count for value in self.values)

    @property
    def most(self) -> int:
        """The greatest number."""
        return max((value.count for value in self.values), default=0)

    @property
    def width(self) -> int:
        """Width of the drawing of columns."""
        return STEP * len(self.values)

    @property
    def marks(self) -> Iterator[Mark]:
        """The values as they are drawn."""
        for position, value in enumerate(self.values):
            share = value.count / self.most if self.most else 0
            height = round(share * HEIGHT, 2)
            yield Mark(value, position * STEP, HEIGHT - height, height, round(share * LENGTH, 2))

    @property
    def description(self) -> str:
        """The plot in a sentence, for those who do not see it."""
        greatest = max(self.values, key=lambda value: value.count)
        return _(
            "%(title)s: %(total)d in all, from %(first)s to %(last)s; most, %(most)d, in %(peak)s."
        ) % {
            "title": self.title,
            "total": self.total,
            "first": self.values[0].label,
            "last": self.values[-1].label,
            "most": greatest.count,
            "peak": greatest.label,
        }  # fmt: skip


class Plots:
    """What apps plot, in order."""

    def __init__(self) -> None:
        self._makers: dict[str, tuple[int, Callable[[Anyone, Workspace], Plot]]] = {}

    def add(self, name: str, make: Callable[[Anyone, Workspace], Plot], *, position: int) -> None:
        """Draw this too, the lowest `position` first. The same name replaces."""
        self._makers[name] = (position, make)

    def of(self, user: Anyone, workspace: Workspace) -> list[Plot]:
        """The plots of a workspace, without those that count nothing."""
        makers = sorted(self._makers.values(), key=lambda entry: entry[0])
        plots = [make(user, workspace) for _position, make in makers]
        return [plot for plot in plots if plot.total]


#: The plots on the home page of a workspace.
PLOTS = Plots()
