"""Putting a document together from blocks that come one after the other.

Foreign text becomes normalised only here, so that marks and page breaks, which are placed in
the text as it came, move with it.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sources.texts.normalising import SEPARATOR, normalise
from sources.texts.structure import Block, BlockType, Direction, Document, Mark, MarkType


@dataclass
class Draft:
    """One block to be: its text as it came, with marks and page breaks placed in it.

    `image` is what the file calls the picture of a figure (see `pictures.keep`).
    """

    type: BlockType = BlockType.PARAGRAPH
    level: int | None = None
    label: str | None = None
    language: str | None = None
    direction: Direction | None = None
    image: str | None = None
    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    page_breaks: list[tuple[int, str]] = field(default_factory=list)
    #: What the page breaks are: pages, or times of a recording.
    marker: BlockType = BlockType.PAGE_BREAK
    length: int = 0

    def write(self, text: str) -> None:
        """Add text at the end."""
        self.parts.append(text)
        self.length += len(text)

    def mark(
        self,
        kind: MarkType,
        start: int,
        href: str | None = None,
        *,
        label: str | None = None,
        language: str | None = None,
    ) -> None:
        """Mark what was written since `start`."""
        if start < self.length:
            self.marks.append(Mark(kind, start, self.length, href, label, language))

    def break_page(self, label: str) -> None:
        """Begin a page here."""
        self.page_breaks.append((self.length, label))


def assemble(drafts: Iterable[Draft]) -> Document:
    """Return the document of the drafts. Blank lines inside one divide it; empty ones go."""
    texts: list[str] = []
    blocks: list[Block] = []
    marks: list[Mark] = []
    homeless_breaks: list[tuple[BlockType, str]] = []
    at = 0
    for draft in drafts:
        normal = _normalised(draft)
        pieces = list(_pieces(normal, at + len(SEPARATOR) if texts else 0))
        if not pieces:
            homeless_breaks += [(normal.marker, label) for _, label in normal.page_breaks]
            continue
        blocks += [_marker(kind, pieces[0].at, label) for kind, label in homeless_breaks]
        blocks += _blocks(normal, pieces)
        marks += _marks(normal, pieces)
        texts += [piece.text for piece in pieces]
        homeless_breaks, at = [], pieces[-1].at + len(pieces[-1].text)
    blocks += [_marker(kind, at, label) for kind, label in homeless_breaks]
    return Document(SEPARATOR.join(texts), tuple(blocks), tuple(marks))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a draft's text without blank lines: where it was there, and where it goes."""

    text: str
    start: int
    at: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def moved(self, place: int) -> int:
        """Return where a place in the draft is in the content, if need be at the piece's edge."""
        return self.at + min(max(place - self.start, 0), len(self.text))


def _pieces(draft: Draft, at: int) -> Iterator[_Piece]:
    """The runs of lines that are not blank, as blocks that follow each other from `at`."""
    lines: list[str] = []
    start = place = 0
    for line in [*"".join(draft.parts).split("\n"), ""]:
        if line.strip():
            start = start if lines else place
            lines.append(line)
        elif lines:
            yield (piece := _Piece("\n".join(lines), start, at))
            at += len(piece.text) + len(SEPARATOR)
            lines = []
        place += len(line) + 1


def _blocks(draft: Draft, pieces: list[_Piece]) -> list[Block]:
    later_label = "" if draft.type == BlockType.LIST_ITEM else None
    blocks = [
        Block(
            draft.type,
            piece.at,
            piece.at + len(piece.text),
            draft.level,
            later_label if number else draft.label,
            draft.language,
            draft.direction,
            None if number else draft.image,
        )
        for number, piece in enumerate(pieces)
    ]
    ends = [piece.end for piece in pieces]
    for place, label in draft.page_breaks:
        piece = pieces[min(bisect_left(ends, place), len(pieces) - 1)]
        blocks.append(_marker(draft.marker, piece.moved(place), label))
    return sorted(blocks, key=lambda block: (block.start, not block.is_marker))


def _marker(kind: BlockType, place: int, label: str) -> Block:
    return Block(kind, place, place, label=label)


def _marks(draft: Draft, pieces: list[_Piece]) -> Iterator[Mark]:
    ends = [piece.end for piece in pieces]
    for mark in draft.marks:
        number = bisect_right(ends, mark.start)
        while number < len(pieces) and pieces[number].start < mark.end:
            start, end = pieces[number].moved(mark.start), pieces[number].moved(mark.end)
            yield replace(mark, start=start, end=end)
            number += 1


def _normalised(draft: Draft) -> Draft:
    """Return the draft with normalised text, and its places moved with it."""
    raw = "".join(draft.parts)
    text = normalise(raw)
    if text == raw:
        return draft
    places = {place for mark in draft.marks for place in (mark.start, mark.end)}
    moved = _moved_places(raw, text, places | {place for place, _ in draft.page_breaks})
    marks = [replace(mark, start=moved[mark.start], end=moved[mark.end]) for mark in draft.marks]
    return replace(
        draft,
        parts=[text],
        marks=[mark for mark in marks if mark.start < mark.end],
        page_breaks=[(moved[place], label) for place, label in draft.page_breaks],
        length=len(text),
    )


def _moved_places(raw: str, text: str, places: set[int]) -> dict[int, int]:
    """Where each place of the raw text is in the normalised one.

    The parts between places are normalised apart; a place before a character that may be
    composed with what precedes it moves behind it.
    """
    moved: dict[int, int] = {}
    parts: list[str] = []
    last = length = 0
    for place in sorted(places):
        cut = max(place, last)
        while cut < len(raw) and _may_be_composed(raw[cut]):
            cut += 1
        parts.append(normalise(raw[last:cut]))
        length += len(parts[-1])
        moved[place], last = length, cut
    if "".join(parts) + normalise(raw[last:]) == text:
        return moved
    return {place: min(place, len(text)) for place in places}


def _may_be_composed(character: str) -> bool:
    """Whether NFC may join the character to one before it: a mark, or a Hangul jamo."""
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
