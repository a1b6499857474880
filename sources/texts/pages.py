"""Where the pages of the printed or written original begin."""

from __future__ import annotations

from dataclasses import dataclass

from sources.texts.structure import Document


@dataclass(frozen=True, slots=True)
class Page:
    """A page that begins at `start` (code points); `anchor` is the id of its mark, unique."""

    label: str
    anchor: str
    start: int


def pages(document: Document) -> dict[int, Page]:
    """The pages of a text by the number of their block.

    The first page of a label has an address of its own, `#page-12`; one without a label, or
    with a label that came before, has its block's.
    """
    found: dict[int, Page] = {}
    taken: set[str] = set()
    for number, block in enumerate(document.blocks):
        if not block.is_page_break:
            continue
        label = block.label or ""
        # An id holds no white space.
        anchor = f"page-{'-'.join(label.split())}"
        if not label.strip() or anchor in taken:
            anchor = f"b{number}"
        taken.add(anchor)
        found[number] = Page(label, anchor, block.start)
    return found
