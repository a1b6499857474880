"""Semantic HTML of a document for the reading page.

The element of every block that carries text (the leaf: `[data-block]`) has exactly the
block's text as its DOM text, line feeds included, so that a browser can count offsets:
`data-start` (code points) plus what precedes inside the leaf. Whatever is not the text,
such as markers and page labels, is an attribute or stands outside the leaves.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, takewhile

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sources.texts.directions import direction_within
from sources.texts.inline import (
    Insertions,
    Inside,
    cells_html,
    inline_html,
    insides,
    page_break_html,
)
from sources.texts.notes import NoteLinks, note_links
from sources.texts.numbering import paragraph_numbers, verse_numbers
from sources.texts.pages import pages
from sources.texts.structure import Block, BlockType, Document

_NUMBER = re.compile(r"\W*(\d{1,9})\W*")
_NOTHING = Inside()
_NONE: Insertions = {}
_NO_IMAGES: Mapping[str, str] = {}


def render_document(
    document: Document,
    *,
    language: str,
    direction: str,
    insertions: Insertions = _NONE,
    images: Mapping[str, str] = _NO_IMAGES,
) -> SafeString:
    """Render the whole text. Language and direction are the text's; blocks may have others.

    With `insertions`, safe HTML by its place, the leaves are no longer exactly their text.
    `images` are the addresses of the pictures that may be shown, by their SHA-256.
    """
    links = note_links(document)
    leaves = _Leaves(document, language, direction, insides(document, insertions, links))
    numbered = [item for item in enumerate(document.blocks) if not item[1].is_marker]
    if not numbered:
        return _safe(page_break_html(page) for page in pages(document).values())
    parts = _Parts(links, images)
    return _safe(parts.html(leaves.leaf(index, block) for index, block in numbered))


@dataclass(frozen=True, slots=True)
class _Leaf:
    block: Block
    html: str
    number: int


class _Leaves:
    """Writes the elements whose DOM text is a block's text."""

    def __init__(
        self, document: Document, language: str, direction: str, found: Mapping[int, Inside]
    ) -> None:
        self._content = document.content
        self._insides = found
        self._paragraphs = paragraph_numbers(document.blocks)
        self._verses = verse_numbers(document.blocks)
        self._language = language
        self._direction = direction

    def leaf(self, index: int, block: Block) -> _Leaf:
        tag, inline = _leaf_tag(block), self._inline(block)
        html = f"<{tag} {self._attributes(index, block)}>{inline}</{tag}>"
        return _Leaf(block, html, index)

    def _inline(self, block: Block) -> str:
        inside = self._insides.get(block.start, _NOTHING)
        if block.type == BlockType.TABLE_ROW:
            level = block.level
            return cells_html(self._content, block.start, block.end, inside, level=level)
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


class _Parts:
    """Puts leaves into the elements that hold several of them, or something beside them."""

    def __init__(self, links: NoteLinks, images: Mapping[str, str]) -> None:
        self._links = links
        self._images = images
        self._tables = 0

    def html(self, leaves: Iterable[_Leaf]) -> Iterator[str]:
        for kind, group in groupby(leaves, key=lambda leaf: leaf.block.type):
            if kind == BlockType.NOTE:
                yield from map(self._note, group)
            elif kind == BlockType.FIGURE:
                yield from map(self._figure, group)
            elif kind == BlockType.TABLE_ROW:
                yield from self._table(list(group))
            else:
                yield from _GROUPS.get(kind, _bare)(group)
            yield "\n"

    def _note(self, leaf: _Leaf) -> str:
        name = self._links.notes.get(leaf.number, "")
        # The leaf has the other ids that a note may go by.
        anchor = f' id="{name}"' if name.startswith("note-") else ""
        back = self._links.backs.get(leaf.number)
        role = "doc-footnote" if back else "note"
        label = self._note_label(leaf.block.label or "", back)
        return f'<aside class="note" role="{role}"{anchor}>{label}{leaf.html}</aside>'

    def _note_label(self, label: str, back: str | None) -> str:
        if not label:
            return ""
        shown: str = escape(label)
        if back:
            name = escape(_("Back to reference %(label)s in the text") % {"label": label})
            shown = f'<a href="#{back}" role="doc-backlink" aria-label="{name}">{shown}</a>'
        return f'<span class="note-label" data-not-text>{shown}</span>'

    def _figure(self, leaf: _Leaf) -> str:
        address = self._images.get(leaf.block.image or "")
        image = ""
        if address:
            shows = escape(leaf.block.label or "")
            image = f'<img src="{escape(address)}" alt="{shows}" loading="lazy">'
        kind = "" if image else " unseen"
        caption = f"<figcaption>{leaf.html}</figcaption>"
        return f'<figure class="picture{kind}">{image}{caption}</figure>'

    def _table(self, rows: list[_Leaf]) -> Iterator[str]:
        """In a box that scrolls, so that a broad table stays readable on a phone."""
        self._tables += 1
        name = escape(_("Table %(number)s") % {"number": self._tables})
        yield f'<div class="scroller" role="group" tabindex="0" aria-label="{name}"><table>'
        headings = len(list(takewhile(lambda row: row.block.level == 1, rows)))
        for tag, part in (("thead", rows[:headings]), ("tbody", rows[headings:])):
            if part:
                yield f"<{tag}>{''.join(row.html for row in part)}</{tag}>"
        yield "</table></div>"


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


_GROUPS: dict[BlockType, Callable[[Iterable[_Leaf]], Iterator[str]]] = {
    BlockType.LIST_ITEM: _list,
    BlockType.QUOTE: _quotes,
    BlockType.VERSE_LINE: _verse,
}


def _safe(parts: Iterable[str]) -> SafeString:
    """Every part above escapes the text and takes its tags from this module and `inline`."""
    return mark_safe("".join(parts))  # noqa: S308
