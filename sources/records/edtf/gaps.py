"""The days within the bounds of a date that it leaves out: [1667,1669], 1949-XX-25."""

from collections.abc import Iterator

from sources.records.edtf.parsing import DateSet, EdtfDate
from sources.records.edtf.points import Point

#: Of patterns that fit more years than this the gaps are not sought.
_MOST_YEARS = 100

_PAST, _FUTURE = -(10**18), 10**18

Days = tuple[int, int]


def gaps(date: EdtfDate) -> list[Days]:
    """Each gap from the first day that is left out to the first that is meant again, in order;
    as wide as "~" leaves it.

    Of what lies between the ends of an interval nothing is left out.
    """
    found: list[Days] = []
    reached: int | None = None
    for first, last in sorted(_stretches(date)):
        if reached is not None and first > reached + 1:
            found.append((reached + 1, first))
        reached = last if reached is None else max(reached, last)
    return found


def _stretches(date: EdtfDate) -> Iterator[Days]:
    """What is meant, from day to day; in no order, and some of it twice."""
    match date.form:
        case Point():
            yield from _of_point(date.form)
        case DateSet():
            for member in date.form.members:
                if member.first and member.first == member.last:
                    yield from _of_point(member.first)
                else:
                    first, last = member.first, member.last
                    yield (
                        first.lower - first.margin if first else _PAST,
                        last.upper + last.margin if last else _FUTURE,
                    )


def _of_point(point: Point) -> Iterator[Days]:
    patterned = not point.contiguous and 10 ** point.year.count("X") <= _MOST_YEARS
    for first, last in point.stretches() if patterned else [(point.lower, point.upper)]:
        yield first - point.margin, last + point.margin
