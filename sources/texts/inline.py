"""Inline HTML of one block: its text, its marks properly nested, what is inserted."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sources.texts.notes import NoteLinks, reference_label
from sources.texts.pages import Page, pages
from sources.texts.sanitising import LINK_REL, safe_href
from sources.texts.structure import BlockType, Document, Mark, MarkType

#: Outermost first. Their order makes the nesting of overlapping marks the same everywhere.
_TAGS = {
    MarkType.LINK: "a",
    MarkType.NOTE_REFERENCE: "a",
    MarkType.FOREIGN: "span",
    MarkType.STRONG: "strong",
    MarkType.EMPHASIS: "em",
    MarkType.UNDERLINE: "u",
    MarkType.STRIKEOUT: "s",
    MarkType.SUPERSCRIPT: "sup",
    MarkType.SUBSCRIPT: "sub",
    MarkType.SMALL_CAPS: "span",
    MarkType.CODE: "code",
}
_RANKS = {kind: rank for rank, kind in enumerate(_TAGS)}
_CELL_END = "\t"

#: HTML that stands in the text at some places (code points) without being of it.
Insertions = Mapping[int, SafeString]

#: What a mark looks like, apart from where it is: its rank in `_TAGS` and, of a link, a safe
#: href, of a reference the ids of its note and its own, of foreign words their language.
Look = tuple[int, str]


@dataclass
class Inside:
    """What lies inside one block: positions are code points of the content."""

    opened: dict[int, list[Look]] = field(default_factory=lambda: defaultdict(list))
    closed: dict[int, list[Look]] = field(default_factory=lambda: defaultdict(list))
    inserted: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def positions(self) -> list[int]:
        """Return where anything begins or ends, in order."""
        return sorted(self.opened.keys() | self.closed.keys() | self.inserted.keys())


def insides(document: Document, insertions: Insertions, links: NoteLinks) -> dict[int, Inside]:
    """Return what lies inside each block that has marks or anything inserted, by its start."""
    found: dict[int, Inside] = defaultdict(Inside)
    starts = [block.start for block in document.text_blocks]
    ends = [block.end for block in document.text_blocks]
    for look, start, end in _merged(document.marks, links):
        number = max(bisect_right(ends, start), 0)
        while number < len(starts) and starts[number] < end:
            inside = found[starts[number]]
            inside.opened[max(start, starts[number])].append(look)
            inside.closed[min(end, ends[number])].append(look)
            look = _without_id(look)
            number += 1
    if starts:
        _insert(document, insertions, found)
    return found


def _insert(document: Document, insertions: Insertions, found: dict[int, Inside]) -> None:
    starts = [block.start for block in document.text_blocks]
    ends = [block.end for block in document.text_blocks]
    for place, html in insertions.items():
        start = starts[min(bisect_left(ends, place), len(starts) - 1)]
        found[start].inserted[max(place, start)].append(html)
    for page in pages(document).values():
        start = starts[min(bisect_left(ends, page.start), len(starts) - 1)]
        html = page_break_html(page, begins=page.start <= start)
        found[start].inserted[max(page.start, start)].append(html)


def page_break_html(page: Page, *, begins: bool = True) -> SafeString:
    """Return a marker without text, so that it may stand inside a leaf.

    It `begins` a leaf where no text stands before it.
    """
    return format_html(
        '<span id="{}" class="page-break{}{}" role="separator" aria-label="{}"'
        ' data-label="{}"></span>',
        page.anchor,
        " time" if page.kind == BlockType.TIME else "",
        " begins" if begins else "",
        _name(page),
        page.label,
    )


def _name(page: Page) -> str:
    if page.kind == BlockType.TIME:
        return _("Time %(label)s") % {"label": page.label}
    return _("Page %(label)s") % {"label": page.label} if page.label else _("New page")


def inline_html(content: str, start: int, end: int, inside: Inside) -> str:
    """Return the HTML of content[start:end]; its DOM text is exactly that."""
    return _write(_Writer(), content, start, end, inside)


def cells_html(content: str, start: int, end: int, inside: Inside, *, level: int | None) -> str:
    """Return a table row's cells. The tabs stay between them, where a browser shows nothing.

    `level` is the row's: 1 for column headings, 2 where the first cell is a heading.
    """
    return _write(_CellWriter(level), content, start, end, inside)


def _write(writer: "_Writer", content: str, start: int, end: int, inside: Inside) -> str:
    active: set[Look] = set()
    position = start
    for place in inside.positions():
        writer.text(content[position:place], active)
        position = place
        active.difference_update(inside.closed.get(place, ()))
        active.update(inside.opened.get(place, ()))
        writer.parts.extend(inside.inserted.get(place, ()))
    writer.text(content[position:end], active)
    writer.end()
    return "".join(writer.parts)


class _Writer:
    """Writes text in the marks it wears, opening and closing as few tags as it must."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._worn: list[Look] = []
        self._identified: set[Look] = set()

    def text(self, text: str, looks: Iterable[Look]) -> None:
        if text:
            self.wear(sorted(looks))
            self.parts.append(escape(text))

    def end(self) -> None:
        self.wear([])

    def wear(self, looks: list[Look]) -> None:
        kept = 0
        while kept < min(len(looks), len(self._worn)) and looks[kept] == self._worn[kept]:
            kept += 1
        self.parts.extend(_closing(look) for look in reversed(self._worn[kept:]))
        for look in looks[kept:]:
            # Where other marks divide a reference, its first part has its id.
            self.parts.append(_opening(_without_id(look) if look in self._identified else look))
            self._identified.add(look)
        self._worn = looks


class _CellWriter(_Writer):
    """A writer whose marks end with each cell: no tag may hold a part of a row."""

    def __init__(self, level: int | None) -> None:
        super().__init__()
        tag, opening = _CELLS.get(level, _CELL)
        self._tag, self.parts = tag, [opening]
        self._next = _CELLS[1] if level == 1 else _CELL

    def text(self, text: str, looks: Iterable[Look]) -> None:
        looks = list(looks)
        first, *others = text.split(_CELL_END)
        super().text(first, looks)
        for cell in others:
            self.wear([])
            self.parts.append(f"</{self._tag}>{_CELL_END}{self._next[1]}")
            self._tag = self._next[0]
            super().text(cell, looks)

    def end(self) -> None:
        super().end()
        self.parts.append(f"</{self._tag}>")


#: The name and opening tag of a cell, of a row's first one by the row's level.
_CELL = ("td", "<td>")
_CELLS: dict[int | None, tuple[str, str]] = {
    1: ("th", '<th scope="col">'),
    2: ("th", '<th scope="row">'),
}
_LINK = _RANKS[MarkType.LINK]
_REFERENCE = _RANKS[MarkType.NOTE_REFERENCE]
_FOREIGN = _RANKS[MarkType.FOREIGN]
_ELEMENTS = list(_TAGS.values())
_SMALL_CAPS = _RANKS[MarkType.SMALL_CAPS]


def _opening(look: Look) -> str:
    rank, value = look
    if rank == _LINK:
        return f'<a href="{escape(value)}" rel="{LINK_REL}">'
    if rank == _REFERENCE:
        note, _space, own = value.partition(" ")
        identity = f' id="{own}"' if own else ""
        return f'<a{identity} href="#{escape(note)}" role="doc-noteref">'
    if rank == _FOREIGN:
        return f'<span lang="{escape(value)}">'
    if rank == _SMALL_CAPS:
        return '<span class="small-caps">'
    return f"<{_ELEMENTS[rank]}>"


def _without_id(look: Look) -> Look:
    return (look[0], look[1].partition(" ")[0]) if look[0] == _REFERENCE else look


def _closing(look: Look) -> str:
    return f"</{_ELEMENTS[look[0]]}>"


def _merged(marks: Iterable[Mark], links: NoteLinks) -> Iterable[tuple[Look, int, int]]:
    """Yield marks as ranges that, of one look, neither touch nor overlap; no unsafe links."""
    by_look: dict[Look, list[tuple[int, int]]] = defaultdict(list)
    for number, mark in enumerate(marks):
        look = _look(mark, links.targets.get(number))
        if look is not None:
            by_look[look].append((mark.start, mark.end))
    for look, ranges in by_look.items():
        yield from ((look, start, end) for start, end in _union(ranges))


def _look(mark: Mark, target: tuple[str, str] | None) -> Look | None:
    """None for a link that is not safe, and for a reference to a note that is not there."""
    if target is not None:
        return _REFERENCE, " ".join(target)
    if reference_label(mark) is not None:
        return None
    value = safe_href(mark.href or "") if mark.type == MarkType.LINK else mark.language or ""
    return None if value is None else (_RANKS[MarkType(mark.type)], value)


def _union(ranges: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
