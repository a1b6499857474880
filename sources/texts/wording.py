"""The words for what blocks are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sources.texts.structure import BlockType

BLOCK_TYPES = {
    BlockType.PARAGRAPH: _("Paragraph"),
    BlockType.HEADING: _("Heading"),
    BlockType.LIST_ITEM: _("List item"),
    BlockType.QUOTE: _("Quotation"),
    BlockType.VERSE_LINE: _("Verse line"),
    BlockType.NOTE: _("Note"),
    BlockType.PREFORMATTED: _("Preformatted"),
    BlockType.TABLE_ROW: _("Table row"),
    BlockType.FIGURE: _("Figure"),
    BlockType.PAGE_BREAK: _("Page"),
    BlockType.TIME: _("Time"),
}
