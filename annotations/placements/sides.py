"""Old and new words of a passage side by side, in context. Pure: offsets are code points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from annotations.highlights.placing import Span
from sources.texts.alignment import Alignment
from sources.texts.structure import Document

#: Code points shown before and after the old passage, and of a long passage itself; and before
#: and after a place in the new text.
OLD_AROUND, LONGEST, NEW_AROUND = 700, 4_000, 3_000
#: Code points of context whose differences are shown.
COMPARED = 200
#: Longer passages are not compared word by word.
MOST_COMPARED = 20_000
#: How far from a lost passage words are looked for that are left, and how many at once.
FAR, STEP = 4_000, 40
#: Places with the same words that are proposed.
MOST_PROPOSED = 6


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words: part of the passage or not, in both versions or in this one alone."""

    text: str
    is_marked: bool
    is_odd: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block, or what of it is shown, from `start`."""

    start: int
    language: str
    direction: str
    segments: list[Segment]


@dataclass(frozen=True)
class Side:
    """A part of a version. `earlier` and `later` are the middles of the parts beside it."""

    paragraphs: list[Paragraph]
    earlier: int | None
    later: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place that reads alike, between what stands around it."""

    start: int
    end: int
    before: str
    exact: str
    after: str


def old_side(document: Document, stood: Span, odd: Sequence[Span]) -> Side:
    """A passage where it stood."""
    start, end = stood
    low, high = start - OLD_AROUND, min(end, start + LONGEST) + OLD_AROUND
    return _side(document, low, high, stood, odd)


def new_side(document: Document, centre: int, place: Span | None, odd: Sequence[Span]) -> Side:
    """What stands around `centre`, with the place proposed marked."""
    return _side(document, centre - NEW_AROUND, centre + NEW_AROUND, place, odd)


def _side(
    document: Document, low: int, high: int, marked: Span | None, odd: Sequence[Span]
) -> Side:
    content = document.content
    low, high = _cut(content, low), _cut(content, high)
    paragraphs = []
    for block in document.text_blocks:
        start, end = max(block.start, low), min(block.end, high)
        if start < end:
            segments = list(_segments(content, start, end, marked, odd))
            paragraphs.append(
                Paragraph(start, block.language or "", block.direction or "", segments)
            )
    return Side(
        paragraphs,
        max(0, low - NEW_AROUND) if low > 0 else None,
        min(len(content), high + NEW_AROUND) if high < len(content) else None,
    )


def differences(old: str, stood: Span, new: str, place: Span) -> tuple[list[Span], list[Span]]:
    """The stretches of a passage and its context that one of the two versions alone has."""
    if max(stood[1] - stood[0], place[1] - place[0]) > MOST_COMPARED:
        return [], []
    (i, i_end), (j, j_end) = _around(old, stood), _around(new, place)
    shared = Alignment(old[i:i_end], new[j:j_end], by_words=True).runs
    gone = _between([(i + run.old_start, i + run.old_end) for run in shared], i, i_end)
    come = _between([(j + run.new_start, j + run.new_end) for run in shared], j, j_end)
    return _inside(gone, i, i_end, old), _inside(come, j, j_end, new)


def near(old: str, new: str, start: int) -> int:
    """About where a place of `old` would be in `new`: beside the nearest words that are left."""
    for distance in range(0, FAR, STEP):
        for at in (start - distance - STEP, start + distance):
            words = old[at : at + STEP] if at >= 0 else ""
            found = new.find(words) if len(words) == STEP else -1
            if found >= 0:
                return min(len(new), max(0, found + start - at))
    return start * len(new) // max(1, len(old))


def alike(content: str, words: str, most: int = MOST_PROPOSED) -> list[Proposal]:
    """Where `words` stand, whatever the white space and the case, from the first on."""
    terms = words.split()
    if not terms:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, terms)), re.IGNORECASE)
    return [proposal(content, *match.span()) for match in islice(pattern.finditer(content), most)]


def proposal(content: str, start: int, end: int) -> Proposal:
    """A place with a little of what stands around it, from its own paragraph."""
    before = content[max(0, start - 60) : start].rpartition("\n\n")[2]
    after = content[end : end + 60].partition("\n\n")[0]
    return Proposal(start, end, before, content[start:end], after)


def _segments(
    content: str, start: int, end: int, marked: Span | None, odd: Sequence[Span]
) -> Iterator[Segment]:
    spans = [*odd, marked] if marked else [*odd]
    edges = {start, end, *(edge for span in spans for edge in span if start < edge < end)}
    ordered = sorted(edges)
    for first, last in pairwise(ordered):
        yield Segment(
            content[first:last],
            marked is not None and marked[0] <= first < marked[1],
            any(one <= first < other for one, other in odd),
        )


def _around(content: str, span: Span) -> Span:
    start, end = span
    return _cut(content, start - COMPARED), _cut(content, end + COMPARED)


def _between(shared: list[Span], start: int, end: int) -> list[Span]:
    """What the shared stretches leave of start to end."""
    ends = [start, *(last for _, last in shared)]
    starts = [*(first for first, _ in shared), end]
    return [(a, b) for a, b in zip(ends, starts, strict=True) if a < b]


def _inside(spans: list[Span], start: int, end: int, content: str) -> list[Span]:
    """Without what differs because the two contexts were cut at other words."""
    return [span for span in spans if not (span[0] == start > 0 or span[1] == end < len(content))]


def _cut(content: str, offset: int) -> int:
    """The offset, moved on to the next space where one is near."""
    if not 0 < offset < len(content):
        return min(max(offset, 0), len(content))
    space = re.compile(r"\s").search(content, offset, offset + 40)
    return space.end() if space else offset
