"""What scribes and editors changed, read in one way."""

from __future__ import annotations

from lxml import etree

from sources.importing import xml
from sources.importing.base import Options
from sources.importing.tei.walking import Walker
from sources.texts.structure import MarkType

_AS_EDITED = ("corr", "expan", "reg", "seg")
_AS_WRITTEN = ("sic", "abbr", "orig", "seg")


class Changes(Walker):
    """Corrections, abbreviations, deletions, witnesses, gaps and rare letters."""

    def __init__(self, root: etree._Element, options: Options) -> None:
        super().__init__(root, options)
        #: What rare letters are written as, by their id.
        self._glyphs = {
            xml.identifier(each): "".join(each.itertext()).strip()
            for each in root.iter("{*}mapping", "{*}char", "{*}glyph")
        }

    def on_choice(self, element: etree._Element) -> None:
        """One of several readings of the same place."""
        order = _AS_WRITTEN if self.options.as_written else _AS_EDITED
        by_name = {xml.name(each): each for each in reversed(element)}
        chosen = next((by_name[name] for name in order if name in by_name), None)
        if chosen is None and len(element):
            chosen = element[0]
        if chosen is not None:
            self.element(chosen)

    def on_app(self, element: etree._Element) -> None:
        """The reading of the edition; those of other witnesses are counted."""
        lemma = next((each for each in element if xml.name(each) == "lem"), None)
        chosen = lemma if lemma is not None else next(iter(element), None)
        self.counts["rdg"] += max(len(element) - 1, 0)
        if chosen is not None:
            self.inside(chosen)

    def on_del(self, element: etree._Element) -> None:
        """What was struck out, where that is wanted or it was restored."""
        parent = element.getparent()
        restored = parent is not None and xml.name(parent) == "restore"
        if restored:
            self.inside(element)
        elif self.options.keep_deletions:
            with self.writer.marked(MarkType.STRIKEOUT):
                self.inside(element)

    on_surplus = on_del

    def on_ex(self, element: etree._Element) -> None:
        """Letters that an editor added to an abbreviation."""
        if not self.options.as_written:
            self.inside(element)

    def on_am(self, element: etree._Element) -> None:
        """The sign of an abbreviation."""
        if self.options.as_written:
            self.inside(element)

    def on_supplied(self, element: etree._Element) -> None:
        """What an editor supplied stands in brackets where the text is as written."""
        if self.options.as_written:
            self.text("[")
        self.inside(element)
        if self.options.as_written:
            self.text("]")

    def on_gap(self, _element: etree._Element) -> None:
        """A gap, as most editions show it."""
        self.text("[…]")

    def on_space(self, _element: etree._Element) -> None:
        """A space left in the original."""
        self.text(" ")

    def on_g(self, element: etree._Element) -> None:
        """A letter that Unicode may lack."""
        shown = "".join(element.itertext()).strip()
        self.text(shown or self._glyphs.get(element.get("ref", "").lstrip("#"), "") or "\ufffd")
