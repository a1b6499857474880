"""Divisions, headings, quotations, verse, plays and pictures."""

from __future__ import annotations

from lxml import etree

from sources.importing import xml
from sources.importing.tei.walking import DIVISIONS, Walker
from sources.texts.structure import BlockType, MarkType


class Blocks(Walker):
    """Elements that stand on lines of their own."""

    def on_division(self, element: etree._Element) -> None:
        """A part of the text; notes stand below the outermost ones."""
        is_part = xml.name(element) in ("front", "body", "back", "group")
        with self.block(depth=self.setting.depth + (not is_part)):
            self.inside(element)
        if self.setting.depth == 0 and not is_part:
            self.end_chapter()

    def end_chapter(self) -> None:
        """Put the notes that were gathered here."""
        self.writer.end()
        self.writer.drafts += self.notes
        self.notes = []

    def on_head(self, element: etree._Element) -> None:
        """A heading of a division; of a list, table or picture it is a line above."""
        parent = element.getparent()
        if parent is not None and xml.name(parent) in DIVISIONS | {"text", "lg"}:
            level = min(max(self.setting.depth, 1), 6)
            with self.block(type=BlockType.HEADING, level=level):
                self.inside(element)
        else:
            with self.block():
                self.inside(element)

    def on_quote(self, element: etree._Element) -> None:
        """A quotation, in the line or in a block of its own."""
        if self.is_inline(xml.name(element), element):
            self.inside(element)
            return
        depth = self.setting.quotes + 1
        with self.block(type=BlockType.QUOTE, level=depth, quotes=depth):
            self.inside(element)

    on_q = on_said = on_quote

    def on_lg(self, element: etree._Element) -> None:
        """Verse; each group of lines begins a stanza."""
        with self.block(type=BlockType.VERSE_LINE):
            self.stanza_begins = True
            self.inside(element)
        self.stanza_begins = True

    def on_l(self, element: etree._Element) -> None:
        """A line of verse."""
        with self.block(type=BlockType.VERSE_LINE):
            self.inside(element)

    def on_caesura(self, _element: etree._Element) -> None:
        """A pause within a line of verse."""
        self.text(" ")

    def on_speaker(self, element: etree._Element) -> None:
        """Who speaks in a play."""
        with self.block(type=BlockType.PARAGRAPH, level=None):
            with self.writer.marked(MarkType.SMALL_CAPS):
                self.inside(element)
        self.stanza_begins = True

    def on_stage(self, element: etree._Element) -> None:
        """A stage direction, in the line or on its own."""
        inline = self.is_inline("stage", element)
        with self.set() if inline else self.block(type=BlockType.PARAGRAPH, level=None):
            with self.writer.marked(MarkType.EMPHASIS):
                self.inside(element)

    def on_figure(self, element: etree._Element) -> None:
        """A picture: its heading is the caption, its description says what it shows."""
        graphics = [each for each in element.iter() if xml.name(each) == "graphic"]
        url = graphics[0].get("url", "") if graphics else ""
        shows = " ".join(
            " ".join("".join(each.itertext()).split())
            for each in element
            if xml.name(each) == "figDesc"
        )
        self.counts["graphic"] += bool(url)
        with self.block(type=BlockType.FIGURE, level=None):
            first = len(self.writer.drafts)
            self.inside(element)
            if len(self.writer.drafts) == first:
                self.text(shows or f"[{url.rsplit('/', 1)[-1] or 'image'}]")
            else:
                self.writer.drafts[first].label = shows[:200] or None
