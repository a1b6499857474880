"""A text as it is edited block by block: rows that a browser holds and sends.

A row is a JSON object: what a block is (`type`, `level`, `label`, `language`, `direction` as in
`sources.texts.structure`) and its `text`. A page break is a row of its own; where it stands
within a block, the row after it says `"goes_on": true` and is of the same block as before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sources.texts.alignment import Alignment
from sources.texts.editing import second_part
from sources.texts.foreign_json import StructureError, items
from sources.texts.normalising import SEPARATOR, normalise
from sources.texts.structure import Block, BlockType, Document, from_plain


@dataclass
class _Group:
    """The rows of one block: its text as typed, and the page breaks within it by place."""

    block: Block
    text: str = ""
    breaks: list[tuple[int, Block]] = field(default_factory=list)


def read_rows(rows: object) -> Document:
    """The document of edited rows, without marks. Raises StructureError.

    Text is normalised; blank lines cut a block in two, and blocks without text are left out.
    """
    content, blocks = "", []
    waiting: list[Block] = []
    for group in _groups(rows):
        made, breaks = _made(group)
        if not made.blocks:
            waiting += [page for _, page in breaks]
            continue
        start = len(content) + len(SEPARATOR) if content else 0
        blocks += [_at(page, start) for page in waiting]
        blocks += [_at(page, start + place) for place, page in breaks]
        for number, part in enumerate(made.blocks):
            block = second_part(group.block) if number else group.block
            blocks.append(replace(block, start=start + part.start, end=start + part.end))
        content += (SEPARATOR if content else "") + made.content
        waiting = []
    blocks += [_at(page, len(content)) for page in waiting]
    # Sorting is stable: a page break stands before the block that begins at its place.
    document = Document(content, tuple(sorted(blocks, key=lambda block: block.start)))
    document.check()
    return document


def _groups(rows: object) -> Iterator[_Group]:
    """Rows by the block they are of. The last group may hold page breaks alone."""
    group: _Group | None = None
    waiting: list[Block] = []
    for row in items(rows, "rows"):
        block, text, goes_on = _read(row)
        if block.is_marker:
            waiting.append(block)
            continue
        if group is None or not goes_on:
            if group:
                yield group
            group = _Group(block)
        group.breaks += [(len(group.text), page) for page in waiting]
        group.text += text
        waiting = []
    if group:
        yield group
    if waiting:
        yield _Group(Block(BlockType.PARAGRAPH, 0, 0), breaks=[(0, page) for page in waiting])


def _read(row: object) -> tuple[Block, str, bool]:
    if not isinstance(row, Mapping):
        raise StructureError("Each row must be an object.")
    fields: dict[str, Any] = dict(row)
    text, goes_on = fields.pop("text", ""), fields.pop("goes_on", False)
    if not isinstance(text, str) or not isinstance(goes_on, bool):
        raise StructureError("A row needs a string as text, and true or false as goes_on.")
    return Block.from_json({**fields, "start": 0, "end": 0}), text, goes_on


def _made(group: _Group) -> tuple[Document, list[tuple[int, Block]]]:
    """The blocks of a group's text, and where its page breaks stand in them."""
    made = from_plain(group.text)
    if made.content == group.text:
        return made, group.breaks
    alignment = Alignment(normalise(group.text), made.content)
    shifts = [len(normalise(group.text[:place])) for place, _ in group.breaks]
    places = [min(alignment.place(shift), len(made.content)) for shift in shifts]
    return made, [(place, page) for place, (_, page) in zip(places, group.breaks, strict=True)]


def _at(page_break: Block, place: int) -> Block:
    return replace(page_break, start=place, end=place)
