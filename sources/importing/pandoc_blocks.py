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
from sources.texts.normalising import normalise
from sources.texts.structure import BlockType, Direction, is_language_tag

_SPACE: Element = {"t": "Space"}
_MAX_LEVEL = 99
_LEVELLED = {BlockType.HEADING, BlockType.LIST_ITEM, BlockType.QUOTE, BlockType.VERSE_LINE}
_HEADING_ROW, _HEADED_ROW = 1, 2
_MAX_COLUMNS = 200
_MAX_SHOWN = 200
#: What a paragraph with nothing but pictures holds.
_BARE = {"Image", "Space", "SoftBreak", "LineBreak"}


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
                self._figure(contents[1][1], contents[2], setting)
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
        self._pictures(setting)

    def _figure(self, caption: list[Element], content: list[Element], setting: _Setting) -> None:
        """A picture with its caption; of other things the caption stands below."""
        inlines = list(_inlines_of(content))
        if not all(inline["t"] in _BARE for inline in inlines):
            self.walk([*content, *caption], setting)
            return
        self._apparatus.images += [each["c"] for each in inlines if each["t"] == "Image"]
        self._pictures(setting, list(_inlines_of(caption))[:-1])

    def _pictures(self, setting: _Setting, caption: Iterable[Element] = ()) -> None:
        """The pictures put aside, below what they stand in; the first one has the caption."""
        images, self._apparatus.images = self._apparatus.images, []
        for _attributes, alternative, (target, _title) in images:
            draft = self._draft(replace(setting, type=BlockType.FIGURE))
            draft.image = target
            shows = _words(alternative)
            InlineWriter(draft, self._apparatus).write(caption or alternative)
            if not "".join(draft.parts).strip():
                # A block has text, and this is the least that says what stands there.
                draft.write(f"[{target.rsplit('/', 1)[-1][:100] or 'image'}]")
            draft.label = shows[:_MAX_SHOWN] if shows and caption else None
            caption = ()

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
        self._rows(head[1], row, _HEADING_ROW)
        for _, heading_columns, heading_rows, rows in bodies:
            self._rows(heading_rows, row, _HEADING_ROW)
            self._rows(rows, row, _HEADED_ROW if heading_columns else None)
        self._rows(foot[1], row)
        self._pictures(setting)

    def _rows(self, rows: list[Any], setting: _Setting, level: int | None = None) -> None:
        covered: dict[int, int] = {}
        for _, cells in rows:
            draft = self._draft(setting)
            draft.level = level
            self._cells(draft, cells, covered)

    def _cells(self, draft: Draft, cells: list[Any], covered: dict[int, int]) -> None:
        """Write cells, and empty ones for what cells beside or above them cover.

        `covered` has by column how many more rows a cell above covers.
        """
        writer = InlineWriter(draft, self._apparatus, in_cell=True)
        column = 0
        for _, _, rows, columns, blocks in cells:
            column = _past_covered(draft, column, covered)
            draft.write("\t" if column else "")
            writer.write(list(_inlines_of(blocks))[:-1])
            columns = min(columns, _MAX_COLUMNS)
            draft.write("\t" * (columns - 1))
            covered.update(dict.fromkeys(range(column, column + columns), rows - 1))
            column += columns
        _past_covered(draft, column, covered)


def _past_covered(draft: Draft, column: int, covered: dict[int, int]) -> int:
    """The next column that no cell from above covers; those that one covers are empty."""
    while covered.get(column, 0) > 0:
        draft.write("\t" if column else "")
        covered[column] -= 1
        column += 1
    return column


def _words(inlines: Iterable[Element]) -> str:
    """The bare text of some elements, in one line."""
    draft = Draft()
    InlineWriter(draft, Apparatus()).write(inlines)
    return " ".join(normalise("".join(draft.parts)).split())


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
