"""Semantic HTML of a document for the reading page.

The element of every block that carries text (the leaf: `[data-block]`) has exactly the
block's text as its DOM text, line feeds included, so that a browser can count offsets:
`data-start` (code points) plus what precedes inside the leaf. Whatever is not the text,
such as markers and page labels, is an attribute or stands outside the leaves.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from sources.texts.directions import direction_within
from sources.texts.inline import (
    Insertions,
    Inside,
    cells_html,
    inline_html,
    insides,
    page_break_html,
)
from sources.texts.numbering import paragraph_numbers, verse_numbers
from sources.texts.pages import pages
from sources.texts.structure import Block, BlockType, Document

_NUMBER = re.compile(r"\W*(\d{1,9})\W*")
_NOTE_ANCHOR = re.compile(r"[\w-]+")
_NOTHING = Inside()
_NONE: Insertions = {}


def render_document(
    document: Document, *, language: str, direction: str, insertions: Insertions = _NONE
) -> SafeString:
    """Render the whole text. Language and direction are the text's; blocks may have others.

    With `insertions`, safe HTML by its place, the leaves are no longer exactly their text.
    """
    leaves = _Leaves(document, language, direction, insertions)
    numbered = [item for item in enumerate(document.blocks) if not item[1].is_page_break]
    if not numbered:
        return _safe(page_break_html(page) for page in pages(document).values())
    return _safe(_groups_html(leaves.leaf(index, block) for index, block in numbered))


@dataclass(frozen=True, slots=True)
class _Leaf:
    block: Block
    html: str


class _Leaves:
    """Writes the elements whose DOM text is a block's text."""

    def __init__(
        self, document: Document, language: str, direction: str, insertions: Insertions
    ) -> None:
        self._content = document.content
        self._insides = insides(document, insertions)
        self._paragraphs = paragraph_numbers(document.blocks)
        self._verses = verse_numbers(document.blocks)
        self._language = language
        self._direction = direction

    def leaf(self, index: int, block: Block) -> _Leaf:
        tag, inline = _leaf_tag(block), self._inline(block)
        return _Leaf(block, f"<{tag} {self._attributes(index, block)}>{inline}</{tag}>")

    def _inline(self, block: Block) -> str:
        inside = self._insides.get(block.start, _NOTHING)
        if block.type == BlockType.TABLE_ROW:
            headings = block.level == 1
            return cells_html(self._content, block.start, block.end, inside, headings=headings)
        return inline_html(self._content, block.start, block.end, inside)

    def _attributes(self, index: int, block: Block) -> str:
        language = escape(block.language or self._language)
        text = self._content[block.start : block.end]
        direction = escape(block.direction or direction_within(text, self._direction))
        return (
            f'id="b{index}" data-block data-start="{block.start}"'
            f' lang="{language}" dir="{direction}"{self._number(index)}'
        )

    def _number(self, index: int) -> str:
        if index in self._paragraphs:
            return f' data-number="{self._paragraphs[index]}"'
        return f' data-verse="{self._verses[index]}"' if index in self._verses else ""


def _leaf_tag(block: Block) -> str:
    if block.type == BlockType.HEADING:
        return f"h{min(max(block.level or 1, 1) + 1, 6)}"  # The page's h1 is the title.
    return {BlockType.PREFORMATTED: "pre", BlockType.TABLE_ROW: "tr"}.get(block.type, "p")


def _groups_html(leaves: Iterable[_Leaf]) -> Iterator[str]:
    note_labels: set[str] = set()
    for kind, group in groupby(leaves, key=lambda leaf: leaf.block.type):
        if kind == BlockType.NOTE:
            yield from (_note(leaf, note_labels) for leaf in group)
        else:
            yield from _GROUPS.get(kind, _bare)(group)
        yield "\n"


def _bare(leaves: Iterable[_Leaf]) -> Iterator[str]:
    return (leaf.html for leaf in leaves)


def _verse(leaves: Iterable[_Leaf]) -> Iterator[str]:
    """Each stanza in an element of its own."""
    stanzas = 0
    for leaf in leaves:
        if not stanzas or leaf.block.level == 1:
            yield "</div>" * bool(stanzas) + '<div class="verse">'
            stanzas += 1
        yield leaf.html
    yield "</div>"


def _table(leaves: Iterable[_Leaf]) -> Iterator[str]:
    yield "<table><tbody>"
    yield from _bare(leaves)
    yield "</tbody></table>"


def _quotes(leaves: Iterable[_Leaf]) -> Iterator[str]:
    depth = 0
    for leaf in leaves:
        level = max(leaf.block.level or 1, 1)
        yield "<blockquote>" * (level - depth) + "</blockquote>" * (depth - level)
        yield leaf.html
        depth = level
    yield "</blockquote>" * depth


def _list(leaves: Iterable[_Leaf]) -> Iterator[str]:
    """Nested lists by level; an item labelled "" goes on in the item before it."""
    open_lists: list[tuple[int, str]] = []
    for leaf in leaves:
        level, tag = leaf.block.level or 1, "ol" if leaf.block.label else "ul"
        while open_lists and open_lists[-1][0] > level:
            yield f"</li></{open_lists.pop()[1]}>"
        goes_on = bool(open_lists) and open_lists[-1][0] == level
        if goes_on and leaf.block.label == "":
            yield leaf.html
            continue
        if goes_on and open_lists[-1][1] == tag:
            yield "</li>"
        else:
            yield f"</li></{open_lists.pop()[1]}>" if goes_on else ""
            yield f"<{tag}>"
            open_lists.append((level, tag))
        yield f"<li{_item_attributes(leaf.block)}>{leaf.html}"
    yield from (f"</li></{tag}>" for _, tag in reversed(open_lists))


def _item_attributes(block: Block) -> str:
    if not block.label:
        return ""
    number = _NUMBER.fullmatch(block.label)
    value = f' value="{int(number[1])}"' if number else ""
    return f'{value} data-label="{escape(block.label)}"'


def _note(leaf: _Leaf, labels: set[str]) -> str:
    label = leaf.block.label or ""
    anchor = ""
    if _NOTE_ANCHOR.fullmatch(label) and label not in labels:
        labels.add(label)
        anchor = f' id="note-{label}"'
    shown = f'<span class="note-label" data-not-text>{escape(label)}</span>' if label else ""
    return f'<aside class="note" role="note"{anchor}>{shown}{leaf.html}</aside>'


_GROUPS: dict[BlockType, Callable[[Iterable[_Leaf]], Iterator[str]]] = {
    BlockType.LIST_ITEM: _list,
    BlockType.QUOTE: _quotes,
    BlockType.VERSE_LINE: _verse,
    BlockType.TABLE_ROW: _table,
}


def _safe(parts: Iterable[str]) -> SafeString:
    """Every part above escapes the text and takes its tags from this module and `inline`."""
    return mark_safe("".join(parts))  # noqa: S308
