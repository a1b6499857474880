"""Walking through the elements of a TEI text: settings, blocks and what runs through them.

Elements with an act of their own have a method `on_name` in one of the files beside this one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from lxml import etree

from sources.importing import xml
from sources.importing.base import Options
from sources.importing.building import Draft
from sources.importing.tei.writing import Writer
from sources.texts.structure import BlockType, MarkType, is_language_tag

_LEFT_OUT = {
    "teiHeader", "facsimile", "standOff", "xenoData", "fw", "rdg", "rdgGrp", "witDetail", "interp",
    "interpGrp", "index", "figDesc", "desc", "spanGrp", "linkGrp", "anchor", "damageSpan",
    "delSpan", "addSpan", "graphic", "binaryObject", "media",
}  # fmt: skip
DIVISIONS = {"div", *(f"div{level}" for level in range(8)), "front", "body", "back", "group"}
#: Elements that stand on lines of their own; any text within makes a paragraph.
_PARAGRAPHS = {
    "p", "ab", "byline", "dateline", "salute", "signed", "trailer", "titlePart", "docAuthor",
    "docImprint", "docDate", "docEdition", "imprimatur", "argument", "epigraph", "opener",
    "closer", "postscript", "bibl", "biblStruct", "cit", "castItem", "zone", "u", "entry", "sp",
    "titlePage", "docTitle", "listBibl", "castList", "text", "surface",
} | DIVISIONS  # fmt: skip
#: Of these a paragraph may hold one without being broken.
_ALSO_INLINE = {"bibl", "cit", "quote", "q", "said", "stage", "dateline", "signed", "salute"}
INLINE_PARENTS = {
    "p", "ab", "l", "head", "hi", "item", "cell", "note", "emph", "s", "seg", "foreign", "add",
    "byline", "opener", "closer", "cit", "quote", "q", "said", "title", "bibl", "label",
}  # fmt: skip
#: Elements that have a method of their own and stand on lines of their own.
_OWN_LINES = {
    "head", "lg", "l", "speaker", "list", "table", "figure", "quote", "q", "said", "stage",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """What blocks take from the elements around them."""

    type: BlockType = BlockType.PARAGRAPH
    level: int | None = None
    language: str | None = None
    depth: int = 0
    lists: int = 0
    quotes: int = 0


class Walker:
    """Reads one file; the text is in the drafts of its writer."""

    def __init__(self, root: etree._Element, options: Options) -> None:
        self.root = root
        self.options = options
        self.writer = Writer()
        self.setting = Setting()
        #: Notes of the chapter that is being read.
        self.notes: list[Draft] = []
        #: How many elements of each name were left out.
        self.counts: Counter[str] = Counter()
        self.stanza_begins = False

    def on_division(self, element: etree._Element) -> None:
        """A part of the text, of whatever name."""
        raise NotImplementedError

    def element(self, element: etree._Element) -> None:
        """Read an element where it stands."""
        name = xml.name(element)
        if name in _LEFT_OUT or not name:
            self.counts[name] += 1
            return
        stated = xml.language(element)
        if not stated or not is_language_tag(stated):
            self._named(name, element)
        elif self.is_inline(name, element):
            with self.writer.marked(MarkType.FOREIGN, language=stated):
                self._named(name, element)
        else:
            with self.set(language=stated):
                self._named(name, element)

    def _named(self, name: str, element: etree._Element) -> None:
        act = getattr(self, f"on_{name}", None)
        if act is not None:
            act(element)
        elif name in DIVISIONS:
            self.on_division(element)
        elif name in _PARAGRAPHS and not self.is_inline(name, element):
            with self.block():
                self.inside(element)
        else:
            self.inside(element)

    def inside(self, element: etree._Element) -> None:
        """Read what an element holds."""
        self.text(element.text)
        for child in element:
            self.element(child)
            self.text(child.tail)

    def text(self, text: str | None) -> None:
        """Write words where they stand."""
        if text:
            self.writer.write(text, self.begin)

    def begin(self) -> Draft:
        """A draft for text that comes now."""
        setting = self.setting
        level = setting.level
        if setting.type == BlockType.VERSE_LINE:
            level, self.stanza_begins = (1 if self.stanza_begins else None), False
        return Draft(type=setting.type, level=level, language=setting.language)

    @contextmanager
    def set(self, **changes: object) -> Iterator[None]:
        """Read what is within in another setting."""
        before, self.setting = self.setting, replace(self.setting, **changes)  # type: ignore[arg-type]
        yield
        self.setting = before

    @contextmanager
    def block(self, **changes: object) -> Iterator[None]:
        """Lines of their own, set as `changes` say."""
        self.writer.end()
        with self.set(**changes):
            yield
            self.writer.end()

    def is_inline(self, name: str, element: etree._Element) -> bool:
        """Whether an element runs on in the line that it stands in."""
        parent = element.getparent()
        inside = parent is not None and xml.name(parent) in INLINE_PARENTS
        if name in _ALSO_INLINE:
            return inside and not any(xml.name(each) in ("p", "lg", "l") for each in element)
        return name not in _PARAGRAPHS | _OWN_LINES
