"""What a document must obey, and the sentence that says where it does not."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sources.texts.foreign_json import StructureError, shown
from sources.texts.normalising import SEPARATOR, normalise, split_blocks
from sources.texts.structure import Block, BlockType, Document, Mark, MarkType, is_language_tag

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_SHA256 = re.compile("[0-9a-f]{64}")
_MAX_LEVEL = 99
_MAX_LABEL = 200
_MAX_HREF = 4000
#: Marks that become links: they can not stand in one another.
_LEADING = {MarkType.LINK: "link", MarkType.NOTE_REFERENCE: "note reference"}


def check(document: Document) -> None:
    """Raise StructureError unless content, blocks and marks obey the rules of the structure."""
    if normalise(document.content) != document.content:
        raise StructureError("The text is not normalised: it must be NFC with LF line ends.")
    for block in document.blocks:
        _check_block(block, len(document.content))
    _check_order(document.blocks)
    _check_join(document)
    for mark in document.marks:
        _check_mark(mark, len(document.content))
    _check_links(document.marks)


def _check_block(block: Block, length: int) -> None:
    _check_range("block", block, length)
    if block.is_marker != (block.start == block.end):
        raise StructureError(
            f"The {block.type} at {block.start} has the wrong length: page breaks and times, and "
            "no other blocks, are without length."
        )
    if block.level is not None and not 0 <= block.level <= _MAX_LEVEL:
        raise StructureError(f"The level of a block must lie between 0 and {_MAX_LEVEL}.")
    _check_label("block", block.label)
    _check_language(block.language)
    if block.image is None:
        return
    if block.type != BlockType.FIGURE or not _SHA256.fullmatch(block.image):
        raise StructureError(
            "The image of a block must be the SHA-256 of a file, and the block a figure."
        )


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
    if (mark.label is not None) != (mark.type == MarkType.NOTE_REFERENCE):
        raise StructureError("A note reference, and no other mark, needs a label.")
    if (mark.language is not None) != (mark.type == MarkType.FOREIGN):
        raise StructureError("A mark of foreign words, and no other mark, needs a language.")
    if mark.href is not None and not _is_clean(mark.href, _MAX_HREF):
        raise StructureError(
            f"The href of a link must be one line of at most {_MAX_HREF} characters."
        )
    _check_label("mark", mark.label)
    _check_language(mark.language)


def _check_links(marks: Iterable[Mark]) -> None:
    leading = sorted(
        (mark.start, mark.end, _LEADING[mark.type]) for mark in marks if mark.type in _LEADING
    )
    for before, after in pairwise(leading):
        if after[0] < before[1]:
            raise StructureError(f"The {after[2]} at {after[0]} overlaps another {before[2]}.")


def _check_range(noun: str, item: Block | Mark, length: int) -> None:
    if not 0 <= item.start <= item.end <= length:
        raise StructureError(f"A {noun} from {item.start} to {item.end} lies outside the text.")


def _check_label(noun: str, label: str | None) -> None:
    if label is not None and not _is_clean(label, _MAX_LABEL):
        raise StructureError(
            f"The label of a {noun} must be one line of at most {_MAX_LABEL} characters."
        )


def _check_language(language: str | None) -> None:
    if language is not None and not is_language_tag(language):
        raise StructureError(f"{shown(language)} is not a BCP 47 language tag.")


def _is_clean(value: str, longest: int) -> bool:
    return len(value) <= longest and not _CONTROL.search(value)
