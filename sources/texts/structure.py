"""The structure of a text: plain Unicode content with stand-off blocks and marks.

Content is NFC with LF line ends; every offset counts code points. Blocks are flat and in
order, and the content is exactly their texts joined by a blank line, so a single line feed
inside a block is a line break. A page break is a block without length at some position and
takes no part in that join. Marks are ranges that may overlap.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import pairwise
from typing import Any, Self

from sources.texts.foreign_json import JsonObject, StructureError, items, member, shown
from sources.texts.normalising import SEPARATOR, normalise, split_blocks

__all__ = [
    "Block",
    "BlockType",
    "Direction",
    "Document",
    "Mark",
    "MarkType",
    "StructureError",
    "from_plain",
    "normalise",
]

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_MAX_LEVEL = 99
_MAX_LABEL = 200
_MAX_HREF = 4000


class BlockType(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    #: `label` is the marker as printed ("3."); none is a bullet, "" continues the item before.
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    #: Level 1 begins a stanza.
    VERSE_LINE = "verse_line"
    #: A footnote, endnote or marginal note; `label` is what refers to it.
    NOTE = "note"
    PREFORMATTED = "preformatted"
    #: Cells are separated by a tab; level 1 is a row of column headings.
    TABLE_ROW = "table_row"
    #: Without length; `label` is the page that starts here.
    PAGE_BREAK = "page_break"


class MarkType(StrEnum):
    """How marked words are set."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    UNDERLINE = "underline"
    STRIKEOUT = "strikeout"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    SMALL_CAPS = "small_caps"
    CODE = "code"
    LINK = "link"


class Direction(StrEnum):
    """The way a line runs."""

    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, slots=True)
class Block:
    """One block, from `start` to before `end` (code points)."""

    type: BlockType
    start: int
    end: int
    level: int | None = None
    label: str | None = None
    language: str | None = None
    direction: Direction | None = None

    @property
    def is_page_break(self) -> bool:
        """Whether this is a marker without text."""
        return self.type == BlockType.PAGE_BREAK

    def to_json(self) -> dict[str, Any]:
        """Return the members that are known."""
        return _present_fields(self)

    @classmethod
    def from_json(cls, value: object) -> Self:
        """Return a block from foreign JSON; its place in the text is not checked."""
        item = JsonObject("block", value, {field.name for field in fields(cls)})
        direction = item.optional("direction", str)
        return cls(
            type=member(BlockType, item.required("type", str), "block type"),
            start=item.required("start", int),
            end=item.required("end", int),
            level=item.optional("level", int),
            label=item.optional("label", str),
            language=item.optional("language", str),
            direction=None if direction is None else member(Direction, direction, "direction"),
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline formatting from `start` to before `end` (code points)."""

    type: MarkType
    start: int
    end: int
    href: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the members that are known."""
        return _present_fields(self)

    @classmethod
    def from_json(cls, value: object) -> Self:
        """Return a mark from foreign JSON; its place in the text is not checked."""
        item = JsonObject("mark", value, {field.name for field in fields(cls)})
        return cls(
            type=member(MarkType, item.required("type", str), "mark type"),
            start=item.required("start", int),
            end=item.required("end", int),
            href=item.optional("href", str),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its structure. Built by hand it is unchecked: call `check`."""

    content: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def text_blocks(self) -> tuple[Block, ...]:
        """The blocks that carry text: all but the page breaks."""
        return tuple(block for block in self.blocks if not block.is_page_break)

    def text_of(self, block: Block) -> str:
        """Return the block's part of the content."""
        return self.content[block.start : block.end]

    def check(self) -> None:
        """Raise StructureError unless content, blocks and marks obey the rules above."""
        if normalise(self.content) != self.content:
            raise StructureError("The text is not normalised: it must be NFC with LF line ends.")
        for block in self.blocks:
            _check_block(block, len(self.content))
        _check_order(self.blocks)
        _check_join(self)
        for mark in self.marks:
            _check_mark(mark, len(self.content))
        _check_links(self.marks)

    def blocks_json(self) -> list[dict[str, Any]]:
        """Return the blocks as `from_json` reads them."""
        return [block.to_json() for block in self.blocks]

    def marks_json(self) -> list[dict[str, Any]]:
        """Return the marks as `from_json` reads them."""
        return [mark.to_json() for mark in self.marks]

    @classmethod
    def from_json(cls, content: object, blocks: object, marks: object) -> Self:
        """Return a checked document from foreign JSON; StructureError says what is wrong."""
        if not isinstance(content, str):
            raise StructureError("The content must be a string.")
        document = cls(
            content,
            tuple(Block.from_json(value) for value in items(blocks, "blocks")),
            tuple(Mark.from_json(value) for value in items(marks, "marks")),
        )
        document.check()
        return document


def is_language_tag(value: str) -> bool:
    """Whether the string has the form of a BCP 47 tag (whether it is registered is not asked)."""
    return len(value) <= 35 and _LANGUAGE.fullmatch(value) is not None


def from_plain(text: str) -> Document:
    """Paragraphs at the blank lines of any string."""
    paragraphs = split_blocks(normalise(text))
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(BlockType.PARAGRAPH, start, start + len(paragraph)))
        start += len(paragraph) + len(SEPARATOR)
    return Document(SEPARATOR.join(paragraphs), tuple(blocks))


def _present_fields(item: Block | Mark) -> dict[str, Any]:
    values = {field.name: getattr(item, field.name) for field in fields(item)}
    return {
        name: str(value) if isinstance(value, StrEnum) else value
        for name, value in values.items()
        if value is not None
    }


def _check_block(block: Block, length: int) -> None:
    _check_range("block", block, length)
    if block.is_page_break != (block.start == block.end):
        raise StructureError(
            f"The {block.type} at {block.start} has the wrong length: page breaks, and no "
            "other blocks, are without length."
        )
    if block.level is not None and not 0 <= block.level <= _MAX_LEVEL:
        raise StructureError(f"The level of a block must lie between 0 and {_MAX_LEVEL}.")
    if block.label is not None and not _is_clean(block.label, _MAX_LABEL):
        raise StructureError(
            f"The label of a block must be one line of at most {_MAX_LABEL} characters."
        )
    if block.language is not None and not is_language_tag(block.language):
        raise StructureError(f"{shown(block.language)} is not a BCP 47 language tag.")


def _check_order(blocks: Sequence[Block]) -> None:
    for before, after in pairwise(blocks):
        if after.start < before.start:
            raise StructureError(f"The block at {after.start} stands after a later one.")


def _check_join(document: Document) -> None:
    position = 0
    for number, block in enumerate(document.text_blocks):
        if number:
            position += len(SEPARATOR)
        if block.start != position:
            raise StructureError(
                f"The block at {block.start} should start at {position}: blocks follow each "
                "other with one blank line between them and do not overlap."
            )
        position = block.end
    if position != len(document.content):
        raise StructureError(f"The blocks end at {position}, the text at {len(document.content)}.")
    if [document.text_of(block) for block in document.text_blocks] != split_blocks(
        document.content
    ):
        raise StructureError("Blank lines must stand between blocks, and nowhere else.")


def _check_mark(mark: Mark, length: int) -> None:
    _check_range("mark", mark, length)
    if mark.start == mark.end:
        raise StructureError(f"The mark at {mark.start} is empty.")
    if (mark.href is not None) != (mark.type == MarkType.LINK):
        raise StructureError("A link, and no other mark, needs an href.")
    if mark.href is not None and not _is_clean(mark.href, _MAX_HREF):
        raise StructureError(
            f"The href of a link must be one line of at most {_MAX_HREF} characters."
        )


def _check_links(marks: Iterable[Mark]) -> None:
    links = sorted((mark.start, mark.end) for mark in marks if mark.type == MarkType.LINK)
    for before, after in pairwise(links):
        if after[0] < before[1]:
            raise StructureError(f"The link at {after[0]} overlaps another link.")


def _check_range(noun: str, item: Block | Mark, length: int) -> None:
    if not 0 <= item.start <= item.end <= length:
        raise StructureError(f"A {noun} from {item.start} to {item.end} lies outside the text.")


def _is_clean(value: str, longest: int) -> bool:
    return len(value) <= longest and not _CONTROL.search(value)
