"""How words are set, and whose names they are."""

from __future__ import annotations

import re

from lxml import etree

from sources.importing import xml
from sources.importing.base import Options
from sources.importing.tei.walking import Walker
from sources.texts.structure import MarkType

_LONGEST_NAME = 100
_RENDERED = (
    (re.compile(r"ital|cursive|(^|\b)it?(\b|$)|slant|spaced|gesperrt|oblique"), MarkType.EMPHASIS),
    (re.compile(r"bold|(^|\b)b(\b|$)"), MarkType.STRONG),
    (re.compile(r"underl|(^|\b)ul?(\b|$)"), MarkType.UNDERLINE),
    (re.compile(r"strike|line-through|struck"), MarkType.STRIKEOUT),
    (re.compile(r"super|(^|\b)sup(\b|$)"), MarkType.SUPERSCRIPT),
    (re.compile(r"subscript|(^|\b)sub(\b|$)"), MarkType.SUBSCRIPT),
    (re.compile(r"small-?_?caps|(^|\b)sc(\b|$)"), MarkType.SMALL_CAPS),
)


class Words(Walker):
    """Marks, and names with what they are names of."""

    def __init__(self, root: etree._Element, options: Options) -> None:
        super().__init__(root, options)
        #: What kind of name each is, by its words.
        self.names: dict[str, str] = {}

    def on_hi(self, element: etree._Element) -> None:
        """Words set in another way."""
        look = " ".join(element.get(name, "") for name in ("rend", "rendition", "style")).lower()
        kinds = [kind for pattern, kind in _RENDERED if pattern.search(look)]
        self._in_marks(element, kinds if look.strip() else [MarkType.EMPHASIS])

    def on_emph(self, element: etree._Element) -> None:
        """Emphasis."""
        self._in_marks(element, [MarkType.EMPHASIS])

    def on_title(self, element: etree._Element) -> None:
        """The title of a book or journal; those of articles are set plainly."""
        self._in_marks(element, [] if element.get("level") in ("a", "u") else [MarkType.EMPHASIS])

    def on_code(self, element: etree._Element) -> None:
        """Code."""
        self._in_marks(element, [MarkType.CODE])

    def _in_marks(self, element: etree._Element, kinds: list[MarkType]) -> None:
        if not kinds:
            self.inside(element)
            return
        with self.writer.marked(kinds[0]):
            self._in_marks(element, kinds[1:])

    def on_persName(self, element: etree._Element) -> None:  # noqa: N802 (as TEI calls it)
        """A name of somebody or something, to become an authority one day."""
        words = " ".join("".join(element.itertext()).split())
        if 0 < len(words) <= _LONGEST_NAME:
            self.names.setdefault(words, xml.name(element))
        self.inside(element)

    on_placeName = on_orgName = on_geogName = on_persName  # noqa: N815
