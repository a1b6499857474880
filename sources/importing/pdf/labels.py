"""What each page is called: as the file states, else as is printed on it, else by counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sources.importing.pdf.numerals import Number

#: The share of pages that must bear a number in a row of their own if the rest go by them.
_ENOUGH = 0.3
_NEAR = 4


def page_labels(stated: Sequence[str], printed: Sequence[Sequence[Number]]) -> list[str]:
    """Return one label a page.

    `stated` are the file's own, "" for none; `printed` the numbers in what runs along the edges
    of each page. Labels that only count from 1, as many programs write them, say nothing that
    printed numbers do not say better. Pages before the first printed number have their place in
    brackets, as is usual for pages without a number. Where each holds two pages of a book, it is
    called by both.
    """
    counted = [str(number) for number in range(1, len(stated) + 1)]
    if any(stated) and list(stated) != counted:
        return [label or f"[{number}]" for label, number in zip(stated, counted, strict=True)]
    if spreads := _spreads(printed):
        return spreads
    runs = [_run(page, printed) for page in range(len(printed))]
    known = [page for page, run in enumerate(runs) if run is not None]
    if len(known) < max(2, _ENOUGH * len(stated)):
        return counted
    return [_label(page, runs, known) for page in range(len(stated))]


def _spreads(printed: Sequence[Sequence[Number]]) -> list[str]:
    """`12–13`, `14–15`: the labels of pages on which most have two numbers that follow each other,
    and count by two; else none.
    """
    starts: Counter[Number] = Counter()
    for page, numbers in enumerate(printed):
        lefts = {each for each in numbers if Number(each.style, each.value + 1) in numbers}
        starts.update(Number(each.style, each.value - 2 * page) for each in lefts)
    start, pages = max(starts.items(), key=lambda each: each[1], default=(None, 0))
    if start is None or pages < 2 or 2 * pages <= len(printed):
        return []
    lefts_of = [start.value + 2 * page for page in range(len(printed))]
    return [_pair(start.style, left) or f"[{page}]" for page, left in enumerate(lefts_of, start=1)]


def _pair(style: str, left: int) -> str:
    return f"{Number(style, left).shown()}–{Number(style, left + 1).shown()}" if left > 0 else ""


def _run(page: int, printed: Sequence[Sequence[Number]]) -> Number | None:
    """Which number the first page would have, going by the number on this page.

    Of several, the one by which most pages near by go.
    """
    votes: Counter[Number] = Counter()
    for other in range(max(page - _NEAR, 0), min(page + _NEAR + 1, len(printed))):
        starts = {Number(each.style, each.value - other) for each in printed[other]}
        if other != page:
            votes.update(starts)
    own = {Number(each.style, each.value - page) for each in printed[page]}
    best = max(own, key=lambda start: votes[start], default=None)
    return best if best is not None and votes[best] else None


def _label(page: int, runs: Sequence[Number | None], known: Sequence[int]) -> str:
    """A page without a number goes by the last one before it that has one, else by the first."""
    near = max((each for each in known if each <= page), default=known[0])
    start = runs[near]
    assert start is not None
    value = start.value + page
    return Number(start.style, value).shown() if value > 0 else f"[{page + 1}]"
