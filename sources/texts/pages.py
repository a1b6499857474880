"""Where the pages of the original begin, or the times of a recording."""

from __future__ import annotations

from dataclasses import dataclass

from sources.texts.structure import BlockType, Document

_PREFIX = {BlockType.PAGE_BREAK: "page", BlockType.TIME: "time"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that begins at `start` (code points); `anchor` is the id of its mark, unique.

    The `kind` of a time that a recording was at is another.
    """

    label: str
    anchor: str
    start: int
    kind: BlockType = BlockType.PAGE_BREAK


def pages(document: Document) -> dict[int, Page]:
    """The pages and times of a text by the number of their block.

    The first page of a label has an address of its own, `#page-12`, the first time `#time-0:12`;
    one without a label, or with a label that came before, has its block's.
    """
    found: dict[int, Page] = {}
    taken: set[str] = set()
    for number, block in enumerate(document.blocks):
        if not block.is_marker:
            continue
        label = block.label or ""
        # An id holds no white space.
        anchor = f"{_PREFIX[block.type]}-{'-'.join(label.split())}"
        if not label.strip() or anchor in taken:
            anchor = f"b{number}"
        taken.add(anchor)
        found[number] = Page(label, anchor, block.start, block.type)
    return found
