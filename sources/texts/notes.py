"""Which note each reference leads to, and from where a note leads back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sources.texts.structure import Block, BlockType, Document, Mark, MarkType

_ANCHOR = re.compile(r"[\w-]+")
#: How links of texts that were read before there were note references name their note.
_EARLIER = "#note-"


@dataclass(frozen=True, slots=True)
class NoteLinks:
    """The ids of notes and references, and what leads where.

    `notes` are ids by the number of the block, `targets` the note's id and the reference's own
    by the number of the mark, `backs` the id of the first reference by the number of the block.
    """

    notes: Mapping[int, str] = field(default_factory=dict)
    targets: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    backs: Mapping[int, str] = field(default_factory=dict)


def note_links(document: Document) -> NoteLinks:
    """Lead references to the notes of their label.

    Where there are as many references of a label as notes, as where each chapter counts from
    1, they go together in their order; otherwise to the next such note, or the last one.
    """
    notes = _notes(document)
    names = _names(document)
    targets: dict[int, tuple[str, str]] = {}
    backs: dict[int, str] = {}
    for place, (mark, note) in enumerate(sorted(_pairs(document, notes)), start=1):
        own = f"noteref-{place}"
        targets[mark] = names[note], own
        backs.setdefault(note, own)
    return NoteLinks(names, targets, backs)


def reference_label(mark: Mark) -> str | None:
    """The label of the note that a mark refers to, if it does."""
    if mark.type == MarkType.NOTE_REFERENCE:
        return mark.label
    if mark.type == MarkType.LINK and mark.href and mark.href.startswith(_EARLIER):
        return mark.href.removeprefix(_EARLIER)
    return None


def _notes(document: Document) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(document.blocks):
        if block.type == BlockType.NOTE and block.label:
            found[block.label].append(number)
    return found


def _names(document: Document) -> dict[int, str]:
    """`note-7` for the first note of a label that may stand in an id, else the block's id."""
    taken: set[str] = set()
    names = {}
    for number, block in enumerate(document.blocks):
        if block.type == BlockType.NOTE:
            names[number] = _name(number, block, taken)
            taken.add(names[number])
    return names


def _name(number: int, block: Block, taken: set[str]) -> str:
    name = f"note-{block.label}"
    return name if block.label and _ANCHOR.fullmatch(name) and name not in taken else f"b{number}"


def _pairs(document: Document, notes: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    """The number of each reference's mark with the number of its note's block."""
    references: dict[str, list[int]] = defaultdict(list)
    for number, mark in enumerate(document.marks):
        label = reference_label(mark)
        if label is not None and label in notes:
            references[label].append(number)
    for label, marks in references.items():
        marks.sort(key=lambda number: document.marks[number].start)
        if len(marks) == len(notes[label]):
            yield from zip(marks, notes[label], strict=True)
            continue
        starts = [document.blocks[note].start for note in notes[label]]
        for number in marks:
            place = bisect_right(starts, document.marks[number].start)
            yield number, notes[label][min(place, len(starts) - 1)]
