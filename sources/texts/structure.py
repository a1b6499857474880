"""The structure of a text: plain Unicode content with stand-off blocks and marks.

Content is NFC with LF line ends; every offset counts code points. Blocks are flat and in
order, and the content is exactly their texts joined by a blank line, so a single line feed
inside a block is a line break. A page break, like a time of a recording, is a block without
length at some position and takes no part in that join. Marks are ranges that may overlap.
"""

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self

from sources.texts.foreign_json import JsonObject, StructureError, items, member
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
    #: Cells are separated by a tab; level 1 is a row of column headings, level 2 a row whose
    #: first cell is its heading.
    TABLE_ROW = "table_row"
    #: A picture; the text is its caption, `label` what it shows for who does not see it, and
    #: `image` the SHA-256 of the file among the attachments of the source.
    FIGURE = "figure"
    #: Without length; `label` is the page that starts here.
    PAGE_BREAK = "page_break"
    #: Without length; `label` is the time of the recording ("0:12:05") at which this is said.
    TIME = "time"


#: Blocks without text: what they say begins at their place.
MARKERS = frozenset({BlockType.PAGE_BREAK, BlockType.TIME})


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
    #: What in the text leads to a note; `label` is the note's.
    NOTE_REFERENCE = "note_reference"
    #: Words in another `language` than those around them.
    FOREIGN = "foreign"


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
    image: str | None = None

    @property
    def is_page_break(self) -> bool:
        """Whether a page begins here."""
        return self.type == BlockType.PAGE_BREAK

    @property
    def is_marker(self) -> bool:
        """Whether this is without text: where a page begins, or a time of a recording."""
        return self.type in MARKERS

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
            image=item.optional("image", str),
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline formatting from `start` to before `end` (code points)."""

    type: MarkType
    start: int
    end: int
    href: str | None = None
    label: str | None = None
    language: str | None = None

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
            label=item.optional("label", str),
            language=item.optional("language", str),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its structure. Built by hand it is unchecked: call `check`."""

    content: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def text_blocks(self) -> tuple[Block, ...]:
        """The blocks that carry text: all but the markers."""
        return tuple(block for block in self.blocks if not block.is_marker)

    def text_of(self, block: Block) -> str:
        """Return the block's part of the content."""
        return self.content[block.start : block.end]

    def check(self) -> None:
        """Raise StructureError unless content, blocks and marks obey the rules above."""
        from sources.texts.rules import check

        check(self)

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
