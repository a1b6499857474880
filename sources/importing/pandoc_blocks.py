"""From pandoc's document (its JSON AST) to drafts of blocks.

The elements are those of pandoc-types 1.23 (https://hackage.haskell.org/package/pandoc-types);
each is {"t": name, "c": contents}.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sources.importing.building import Draft
from sources.importing.list_markers import marker
from sources.importing.pandoc_inlines import Apparatus, Element, InlineWriter, text_of_raw
from sources.texts.structure import BlockType, Direction, is_language_tag

_SPACE: Element = {"t": "Space"}
_MAX_LEVEL = 99
_LEVELLED = {BlockType.HEADING, BlockType.LIST_ITEM, BlockType.QUOTE, BlockType.VERSE_LINE}
_HEADING_ROW = 1


def drafts_of(document: Mapping[str, Any]) -> list[Draft]:
    """Return a document's blocks in order, its notes after them.

    What pandoc takes out of the text as title, author and date stands before them.
    """
    walker = _Walker()
    walker.front_matter(document["meta"])
    walker.walk(document["blocks"], _Setting())
    walker.notes()
    return walker.drafts


@dataclass(frozen=True, slots=True)
class _Setting:
    """What blocks take from the elements around them."""

    type: BlockType = BlockType.PARAGRAPH
    level: int | None = None
    label: str | None = None
    language: str | None = None
    direction: Direction | None = None
    lists: int = 0
    quotes: int = 0

    def with_attributes(self, attributes: list[Any]) -> "_Setting":
        """Return the setting with the language and direction of [id, classes, pairs]."""
        named = dict(attributes[2])
        language, direction = named.get("lang", ""), named.get("dir", "").lower()
        return replace(
            self,
            language=language if is_language_tag(language) else self.language,
            direction=Direction(direction) if direction in ("ltr", "rtl") else self.direction,
        )


class _Walker:
    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._apparatus = Apparatus()

    def front_matter(self, meta: Mapping[str, Element]) -> None:
        title = _Setting(type=BlockType.HEADING, level=1)
        for name in ("title", "subtitle", "author", "date", "abstract"):
            for inlines in _meta_inlines(meta.get(name)):
                self._leaf(inlines, title if name == "title" else _Setting())

    def notes(self) -> None:
        for number in count():
            if number == len(self._apparatus.notes):
                return
            first = len(self.drafts)
            self.walk(self._apparatus.notes[number], _Setting())
            for draft in self.drafts[first:]:
                draft.type, draft.level, draft.label = BlockType.NOTE, None, None
            if first < len(self.drafts):
                self.drafts[first].label = str(number + 1)

    def walk(self, blocks: Iterable[Element], setting: _Setting) -> None:
        for block in blocks:
            self._block(block["t"], block.get("c"), setting)

    def _block(self, name: str, contents: Any, setting: _Setting) -> None:
        match name:
            case "Para" | "Plain":
                self._leaf(contents, setting)
            case "Header":
                heading = replace(setting, type=BlockType.HEADING, level=contents[0], label=None)
                self._leaf(contents[2], heading.with_attributes(contents[1]))
            case "CodeBlock":
                self._text(contents[1], replace(setting, type=BlockType.PREFORMATTED))
            case "RawBlock":
                self._text(text_of_raw(*contents), setting)
            case "LineBlock":
                self._verses(contents, replace(setting, type=BlockType.VERSE_LINE))
            case "Div":
                self.walk(contents[1], setting.with_attributes(contents[0]))
            case "Figure":
                self.walk([*contents[2], *contents[1][1]], setting)
            case "Table":
                self._table(contents, setting)
            case _:
                self._nested(name, contents, setting)

    def _verses(self, lines: list[list[Element]], setting: _Setting) -> None:
        """Lines of verse; an empty one ends a stanza."""
        begins = True
        for line in lines:
            self._leaf(line, replace(setting, level=1 if begins else None))
            begins = not line

    def _nested(self, name: str, contents: Any, setting: _Setting) -> None:
        match name:
            case "BlockQuote":
                depth = min(setting.quotes + 1, _MAX_LEVEL)
                quote = replace(setting, type=BlockType.QUOTE, level=depth, quotes=depth)
                self.walk(contents, replace(quote, label=None))
            case "BulletList":
                for item in contents:
                    self._item(item, None, setting)
            case "OrderedList":
                (start, style, delimiter), items = contents
                for number, item in enumerate(items, start):
                    self._item(item, marker(number, style["t"], delimiter["t"]), setting)
            case "DefinitionList":
                for term, definitions in contents:
                    self._leaf([{"t": "Strong", "c": term}], setting)
                    for definition in definitions:
                        self.walk(definition, setting)

    def _item(self, blocks: list[Element], label: str | None, setting: _Setting) -> None:
        depth = min(setting.lists + 1, _MAX_LEVEL)
        first = len(self.drafts)
        item = replace(setting, type=BlockType.LIST_ITEM, level=depth, label=label, lists=depth)
        self.walk(blocks, item)
        own = [
            draft
            for draft in self.drafts[first:]
            if draft.type == BlockType.LIST_ITEM and draft.level == depth
        ]
        for draft in own[1:]:
            draft.label = ""

    def _leaf(self, inlines: Iterable[Element], setting: _Setting) -> None:
        InlineWriter(self._draft(setting), self._apparatus).write(inlines)

    def _text(self, text: str, setting: _Setting) -> None:
        self._leaf([{"t": "Str", "c": text}], setting)

    def _draft(self, setting: _Setting) -> Draft:
        has_level = setting.type in _LEVELLED
        self.drafts.append(
            Draft(
                type=setting.type,
                level=setting.level if has_level else None,
                label=setting.label if setting.type == BlockType.LIST_ITEM else None,
                language=setting.language,
                direction=setting.direction,
            )
        )
        return self.drafts[-1]

    def _table(self, contents: list[Any], setting: _Setting) -> None:
        _, caption, _, head, bodies, foot = contents
        row = replace(setting, type=BlockType.TABLE_ROW, label=None)
        self.walk(caption[1], setting)
        self._rows(head[1], row, is_heading=True)
        for _, _, heading_rows, rows in bodies:
            self._rows(heading_rows, row, is_heading=True)
            self._rows(rows, row)
        self._rows(foot[1], row)

    def _rows(self, rows: list[Any], setting: _Setting, *, is_heading: bool = False) -> None:
        for _, cells in rows:
            draft = self._draft(setting)
            draft.level = _HEADING_ROW if is_heading else None
            writer = InlineWriter(draft, self._apparatus, in_cell=True)
            for number, (_, _, _, columns, blocks) in enumerate(cells):
                draft.write("\t" if number else "")
                writer.write(list(_inlines_of(blocks))[:-1])
                draft.write("\t" * (min(columns, _MAX_LEVEL) - 1))


def _inlines_of(value: Any) -> Iterator[Element]:
    """All text of some blocks, a space after each."""
    if isinstance(value, list):
        for each in value:
            yield from _inlines_of(each)
        return
    match value:
        case {"t": "Para" | "Plain", "c": inlines} | {"t": "Header", "c": [_, _, inlines]}:
            yield from inlines
            yield _SPACE
        case {"t": "CodeBlock", "c": [_, text]}:
            yield {"t": "Str", "c": text}
            yield _SPACE
        case {"t": "LineBlock", "c": lines}:
            for line in lines:
                yield from [*line, _SPACE]
        case {"t": str(), "c": contents}:
            yield from _inlines_of(contents)


def _meta_inlines(value: Element | None) -> Iterator[Iterable[Element]]:
    match value:
        case {"t": "MetaInlines", "c": inlines}:
            yield inlines
        case {"t": "MetaString", "c": text}:
            yield [{"t": "Str", "c": text}]
        case {"t": "MetaBlocks", "c": blocks}:
            yield list(_inlines_of(blocks))[:-1]
        case {"t": "MetaList", "c": values}:
            for each in values:
                yield from _meta_inlines(each)
