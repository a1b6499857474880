"""Numbers of paragraphs and verses, counted in the order of the blocks."""

from __future__ import annotations

from collections.abc import Iterable

from sources.texts.structure import Block, BlockType

_PARAGRAPHS = {BlockType.PARAGRAPH, BlockType.QUOTE, BlockType.LIST_ITEM, BlockType.PREFORMATTED}


def paragraph_numbers(blocks: Iterable[Block]) -> dict[int, int]:
    """The number of each paragraph, by the number of its block.

    An item that goes on in a further block is one paragraph; headings, verses, rows of tables
    and notes are not counted.
    """
    numbers: dict[int, int] = {}
    for index, block in enumerate(blocks):
        goes_on = block.type == BlockType.LIST_ITEM and block.label == ""
        if block.type in _PARAGRAPHS and not goes_on:
            numbers[index] = len(numbers) + 1
    return numbers


def verse_numbers(blocks: Iterable[Block]) -> dict[int, int]:
    """The number of each verse within its poem, by the number of its block.

    A poem ends where any other text stands between its verses.
    """
    numbers: dict[int, int] = {}
    line = 0
    for index, block in enumerate(blocks):
        if block.is_marker:
            continue
        line = line + 1 if block.type == BlockType.VERSE_LINE else 0
        if line:
            numbers[index] = line
    return numbers
