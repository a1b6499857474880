"""The questions of a comparison under their headings, page by page. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator

from annotations.disputes.comparison.arranging import Arrangement
from annotations.disputes.comparison.queries import Row

#: Cells on one page: as many whole rows as they make, but never fewer rows than these.
MOST_CELLS, FEWEST_ROWS = 1_000, 20


class Entry(NamedTuple):
    """What pages are made of: a row and the heading it stands under; of what is folded, the
    heading alone.
    """

    group: str
    row: Row | None


@dataclass(frozen=True)
class Section:
    """The questions under one heading that are on a page, unless they are folded.

    `number` is that of the heading among all; `fold_url` folds or unfolds it, and leads to the
    page where it begins.
    """

    number: int
    group: str
    rows: list[Row]
    count: int
    folded: bool
    fold_url: str


class ComparisonPages:
    """The pages of some rows, with so many cells in each row."""

    def __init__(self, rows: list[Row], arrangement: Arrangement, columns: int) -> None:
        self._arrangement = arrangement
        self._counts = Counter(row.question.group for row in rows)
        self._entries = list(_entries(rows, arrangement))
        self._size = max(MOST_CELLS // max(columns, 1), FEWEST_ROWS)

    def page(self, number: str | None, question: UUID | None) -> Page[Entry]:
        """The page of this number, or without one the page of a question, or the first."""
        rows = (row.question.uid if row else None for _, row in self._entries)
        place = next((n for n, uid in enumerate(rows) if uid and uid == question), 0)
        return Paginator(self._entries, self._size).get_page(number or place // self._size + 1)

    def sections(self, shown: Page[Entry]) -> list[Section]:
        """The rows of a page under their headings."""
        numbers = {group: number for number, group in enumerate(self._counts)}
        first: dict[str, int] = {}
        for place, entry in enumerate(self._entries):
            first.setdefault(entry.group, place)
        sections = []
        for group, entries in groupby(shown.object_list, key=lambda entry: entry.group):
            rows = [entry.row for entry in entries if entry.row]
            # Where a group begins is the same whether it is folded or not.
            begins = first[group] // self._size + 1
            url = self._arrangement.with_fold(group).query_with(page=begins)
            count = self._counts[group]
            sections.append(Section(numbers[group], group, rows, count, not rows, url))
        return sections

    def beside(self, shown: Page[Entry]) -> list[tuple[int | str, str]]:
        """The pages to go to, each with what it begins with; "…" for those left out."""
        if not shown.has_other_pages():
            return []
        numbers = shown.paginator.get_elided_page_range(shown.number)
        return [(n, self._beginning(n) if isinstance(n, int) else "") for n in numbers]

    def _beginning(self, number: int) -> str:
        group, row = self._entries[(number - 1) * self._size]
        return row.question.wording if row else group


def _entries(rows: list[Row], arrangement: Arrangement) -> Iterator[Entry]:
    for group, of_group in groupby(rows, key=lambda row: row.question.group):
        if group and group in arrangement.folded:
            yield Entry(group, None)
        else:
            yield from (Entry(group, row) for row in of_group)
