"""Lays dated answers out along an axis of time, one lane an account. Pure: no ORM."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from annotations.disputes.timeline.axis import Axis, Bar, Tick
from annotations.disputes.timeline.stretches import Reach
from sources.records.edtf import EdtfDate


@dataclass(frozen=True, slots=True)
class Dated:
    """One answer: whose (its place among the lanes), what it is, and where it leads."""

    lane: int
    date: EdtfDate
    shown: str
    claim: str
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """An answer as it is drawn, in a row of its own."""

    dated: Dated
    bars: tuple[Bar, ...]
    #: How far it may reach where it is approximate.
    near: Bar | None
    #: From the first to the last bar of a set.
    whole: Bar
    is_open_before: bool
    is_open_after: bool

    @property
    def is_vague(self) -> bool:
        """Whether it is uncertain or approximate, or some days in between are not meant."""
        date = self.dated.date
        gaps = not date.contiguous and len(self.bars) == 1
        return date.uncertain or date.approximate or gaps

    @property
    def label_at(self) -> float:
        """Where its words stand: at its start, or in the right half at its end."""
        return self.whole.end if self.label_ends else self.whole.x

    @property
    def label_ends(self) -> bool:
        """Whether its words end there rather than begin."""
        return self.whole.x > 55

    @property
    def label_is_midway(self) -> bool:
        """Whether there is little room on either side of where its words begin."""
        return 33 < self.whole.x <= 55


@dataclass(frozen=True, slots=True)
class Lane:
    """The answers of one account."""

    number: int
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything in its place."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]


def timeline(answers: Iterable[Dated]) -> Timeline:
    """Lay answers out: lanes in the order of their numbers, in each the earliest first.

    The axis reaches a little beyond all that is known; what is open runs to its end.
    """
    found = sorted(((each, Reach.of(each.date)) for each in answers), key=_place)
    axis = Axis.around(stretch for _, reach in found for stretch in (*reach.stretches, reach.near))
    lanes = (
        Lane(number, tuple(_drawn(axis, *item) for item in own))
        for number, own in groupby(found, key=lambda item: item[0].lane)
    )
    return Timeline(tuple(lanes), tuple(axis.ticks()))


def _place(item: tuple[Dated, Reach]) -> tuple[int, tuple[float, float], str]:
    dated, reach = item
    return dated.lane, reach.whole.bounds, dated.claim


def _drawn(axis: Axis, dated: Dated, reach: Reach) -> Drawn:
    whole, wider = axis.bar(reach.whole), axis.bar(reach.near)
    return Drawn(
        dated=dated,
        bars=tuple(axis.bar(stretch) for stretch in reach.stretches),
        near=wider if wider != whole else None,
        whole=whole,
        is_open_before=reach.whole.start is None,
        is_open_after=reach.whole.end is None,
    )
