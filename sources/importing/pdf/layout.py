"""From pages to blocks: the whole way, pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sources.importing.building import Draft
from sources.importing.pdf.flow import Flow
from sources.importing.pdf.hyphens import Joiner
from sources.importing.pdf.labels import page_labels
from sources.importing.pdf.numerals import Number
from sources.importing.pdf.page import Line, Page
from sources.importing.pdf.paragraphs import Stretch, level_headings, stretches_of
from sources.importing.pdf.reading import lines_of
from sources.importing.pdf.rows import Row, rows_of
from sources.importing.pdf.running import NEAR, Edges, edges_of, running
from sources.importing.pdf.usual import usual_of

#: Below this share of characters with a meaning, a page is not legible.
_LEGIBLE = 0.6
#: The share of a page that a picture covers if it is worth a word, and if it is the page itself,
#: scanned, under recognised text.
_BIG, _WHOLE = 0.2, 0.8


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose: see `Options` of the same names."""

    dehyphenate: bool = False
    strip_running: bool = False
    one_column: bool = False


@dataclass
class Layout:
    """The blocks of a PDF, and which of its pages (from 1) are wanting.

    `empty` pages have neither letters nor pictures, `pictures` have pictures alone, `illustrated`
    a big one besides their letters, `illegible` have letters without a meaning.
    """

    drafts: list[Draft] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    illustrated: list[int] = field(default_factory=list)
    illegible: list[int] = field(default_factory=list)


@dataclass
class _Read:
    """What is kept of a page: its lines, what runs along its edges, and what is turned."""

    label: str
    lines: list[Line]
    head: list[Line]
    foot: list[Line]
    aside: list[Line]
    numbers: list[Number]


def lay_out(pages: Iterable[Page], count: int, choices: Choices) -> Layout:
    """Return the blocks of `count` pages."""
    layout = Layout()
    read = list(_read(_looked_at(pages, layout), count, columns=not choices.one_column))
    lines = [line for page in read for line in page.lines]
    usual = usual_of(lines)
    labels = page_labels([page.label for page in read], [page.numbers for page in read])
    joiner = Joiner((line.text for line in lines), dehyphenate=choices.dehyphenate)
    by_page = [stretches_of(page.lines, usual) for page in read]
    level_headings([stretch for stretches in by_page for stretch in stretches], usual)
    flow = Flow(joiner, usual.style)
    for page, label, stretches in zip(read, labels, by_page, strict=True):
        head, foot = ([], []) if choices.strip_running else (page.head, page.foot)
        aside = stretches_of(page.aside, usual) if page.aside else []
        flow.add_page(label, [*_alone(head), *stretches, *_alone(foot)], aside)
    layout.drafts = flow.drafts()
    return layout


def _alone(lines: list[Line]) -> list[Stretch]:
    return [Stretch([line]) for line in lines]


def _looked_at(pages: Iterable[Page], layout: Layout) -> Iterator[Page]:
    """Note which pages are wanting."""
    for number, page in enumerate(pages, start=1):
        letters = sum(len(glyph.text.strip()) for frame in page.frames for glyph in frame)
        if not letters:
            (layout.pictures if page.picture >= _BIG else layout.empty).append(number)
        elif page.legible < _LEGIBLE:
            layout.illegible.append(number)
        elif _BIG <= page.picture < _WHOLE:
            layout.illustrated.append(number)
        yield page


def _read(pages: Iterable[Page], count: int, *, columns: bool) -> Iterator[_Read]:
    """Turn glyphs into lines as soon as the pages near by are known, so that few are kept."""
    edges: list[Edges] = []
    waiting: deque[tuple[Page, list[Row]]] = deque()
    for page in pages:
        rows = rows_of(page.frames[0]) if page.frames else []
        edges.append(edges_of(rows))
        waiting.append((page, rows))
        if len(waiting) > NEAR:
            at = len(edges) - len(waiting)
            yield _lines(*waiting.popleft(), edges, at, count, columns=columns)
    while waiting:
        at = len(edges) - len(waiting)
        yield _lines(*waiting.popleft(), edges, at, count, columns=columns)


def _lines(
    page: Page, rows: list[Row], edges: list[Edges], at: int, count: int, *, columns: bool
) -> _Read:
    runs = running(edges, at, count, page.label)
    text = max(len(rows) - runs.foot, runs.head)
    aside = [
        line
        for frame in page.frames[1:]
        for line in lines_of(rows_of(frame), page=at, columns=columns)
    ]
    return _Read(
        page.label,
        lines_of(rows[runs.head : text], page=at, columns=columns),
        lines_of(rows[: runs.head], page=at, columns=False),
        lines_of(rows[text:], page=at, columns=False),
        aside,
        runs.numbers,
    )
