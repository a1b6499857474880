"""Lists and tables."""

from __future__ import annotations

import re

from lxml import etree

from sources.importing import xml
from sources.importing.tei.walking import Walker
from sources.texts.structure import BlockType, MarkType

_ORDERED = re.compile(r"order|number|decimal")


class Lists(Walker):
    """Items with their numbers, rows with their cells."""

    def on_list(self, element: etree._Element) -> None:
        """A list, with the numbers of its items or the terms that it explains."""
        depth = self.setting.lists + 1
        kind = f"{element.get('type', '')} {element.get('rend', '')}"
        is_ordered = bool(_ORDERED.search(kind))
        with self.block(type=BlockType.LIST_ITEM, level=depth, lists=depth):
            number = 0
            for child in element:
                if xml.name(child) == "item":
                    number += 1
                    label = child.get("n") or (f"{number}." if is_ordered else None)
                    self._item(child, label)
                elif xml.name(child) == "label":
                    with self.writer.marked(MarkType.STRONG):
                        self.inside(child)
                    self.text(" ")
                elif xml.name(child) == "head":
                    with self.block(type=BlockType.PARAGRAPH, level=None):
                        self.inside(child)
                else:
                    self.element(child)

    def _item(self, element: etree._Element, label: str | None) -> None:
        first = len(self.writer.drafts) - self.writer.is_open
        depth = self.setting.lists
        self.inside(element)
        self.writer.end()
        own = [
            draft
            for draft in self.writer.drafts[first:]
            if draft.type == BlockType.LIST_ITEM and draft.level == depth
        ]
        for number, draft in enumerate(own):
            draft.label = "" if number else label

    def on_table(self, element: etree._Element) -> None:
        """A table, row by row."""
        with self.block(type=BlockType.TABLE_ROW, level=None):
            covered: dict[int, int] = {}
            for child in element:
                if xml.name(child) == "row":
                    self._row(child, covered)
                elif xml.name(child) == "head":
                    with self.block(type=BlockType.PARAGRAPH):
                        self.inside(child)
                else:
                    self.element(child)

    def _row(self, row: etree._Element, covered: dict[int, int]) -> None:
        cells = [cell for cell in row if xml.name(cell) == "cell"]
        level = 1 if row.get("role") == "label" else None
        if level is None and cells and cells[0].get("role") == "label":
            level = 2
        with self.block(level=level), self.writer.in_row(self.begin):
            column = 0
            for cell in cells:
                while covered.get(column, 0) > 0:
                    covered[column] -= 1
                    column = self.writer.next_cell(column)
                self.inside(cell)
                rows, columns = _count(cell.get("rows")), _count(cell.get("cols"))
                for _each in range(columns):
                    covered[column] = rows - 1
                    column = self.writer.next_cell(column)


def _count(value: str | None) -> int:
    return min(int(value), 50) if value and value.isdigit() and int(value) else 1
