"""A text edited as plain text keeps the structure it had."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sources.texts.alignment import Alignment
from sources.texts.normalising import SEPARATOR
from sources.texts.structure import Block, BlockType, Document, Mark, MarkType, from_plain

#: A block goes on as the old one if they share this much of both, or of the new one alone
#: (a block that was split).
_SAME_SHARE = 0.5
_SPLIT_SHARE = 0.6
#: A mark stays while at least this much of what it marked is left.
_MARKED_SHARE = 0.5


def revise(old: Document, content: str) -> Document:
    """Return the old document with new content, whose blank lines are the block boundaries.

    The content is normalised first. Blocks keep type, level, label, language and direction,
    and text its marks, where they stayed or were lightly edited; other blocks are paragraphs.
    Page breaks stay where they were in what is left.
    """
    new = from_plain(content)
    alignment = Alignment(old.content, new.content)
    blocks = _revised_blocks(old, new, alignment)
    page_breaks = [
        replace(block, start=(place := alignment.place(block.start)), end=place)
        for block in old.blocks
        if block.is_marker
    ]
    return Document(
        new.content,
        # Sorting is stable: a page break stands before the block that begins at its place.
        tuple(sorted([*page_breaks, *blocks], key=lambda block: block.start)),
        tuple(_revised_marks(old, new, alignment)),
    )


def carry_marks(old: Document, new: Document) -> Document:
    """Return `new` with the marks that `old` has on what is left of its text."""
    alignment = Alignment(old.content, new.content)
    return replace(new, marks=tuple(_revised_marks(old, new, alignment)))


def apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks without those that lead somewhere and overlap an earlier one."""
    kept: list[Mark] = []
    end = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if mark.type in (MarkType.LINK, MarkType.NOTE_REFERENCE):
            if mark.start < end:
                continue
            end = mark.end
        kept.append(mark)
    return tuple(kept)


def _revised_blocks(old: Document, new: Document, alignment: Alignment) -> Iterator[Block]:
    former_blocks = old.text_blocks
    origins = _origins(former_blocks, new.blocks, alignment)
    used: set[int] = set()
    for number, block in enumerate(new.blocks):
        origin = origins.get(number)
        if origin is None:
            yield block
            continue
        kept = replace(former_blocks[origin], start=block.start, end=block.end)
        yield second_part(kept) if origin in used else kept
        used.add(origin)


def second_part(block: Block) -> Block:
    """Return a block split off another: what had a label has it once."""
    if block.type == BlockType.LIST_ITEM and block.label:
        return replace(block, label="")
    if block.type == BlockType.FIGURE:
        return replace(block, type=BlockType.PARAGRAPH, label=None, image=None)
    return block if block.label is None else replace(block, label=None)


def _origins(
    old: tuple[Block, ...], new: tuple[Block, ...], alignment: Alignment
) -> dict[int, int]:
    """The number of the old text block that each new block goes on from, if any."""
    origins = {}
    for number, lengths in _shared_lengths(old, new, alignment).items():
        origin, length = lengths.most_common(1)[0]
        old_length = old[origin].end - old[origin].start
        new_length = new[number].end - new[number].start
        same = 2 * length >= _SAME_SHARE * (old_length + new_length)
        if same or length >= _SPLIT_SHARE * new_length:
            origins[number] = origin
    return origins


def _shared_lengths(
    old: Iterable[Block], new: tuple[Block, ...], alignment: Alignment
) -> dict[int, Counter[int]]:
    """How many characters each new block has from each old one: new number, old number."""
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    new_ends = [block.end for block in new]
    for origin, block in enumerate(old):
        for run in alignment.within(block.start, block.end):
            number = bisect_right(new_ends, run.new_start)
            while number < len(new) and new[number].start < run.new_end:
                start = max(new[number].start, run.new_start)
                shared[number][origin] += min(new[number].end, run.new_end) - start
                number += 1
    return shared


def _revised_marks(old: Document, new: Document, alignment: Alignment) -> Iterator[Mark]:
    for mark in old.marks:
        left = alignment.within(mark.start, mark.end)
        if sum(run.length for run in left) < _MARKED_SHARE * (mark.end - mark.start):
            continue
        start, end = left[0].new_start, left[-1].new_end
        # What replaced the first or last letters of the marked words is marked like them.
        before = alignment.within(mark.start - 1, mark.start)
        if before and SEPARATOR not in new.content[before[0].new_end : start]:
            start = start if left[0].old_start == mark.start else before[0].new_end
        after = alignment.within(mark.end, mark.end + 1)
        if after and SEPARATOR not in new.content[end : after[0].new_start]:
            end = end if left[-1].old_end == mark.end else after[0].new_start
        yield replace(mark, start=start, end=end)
