"""From pandoc's inline elements to the text and marks of a draft.

Elements are {"t": name, "c": contents} as in pandoc-types 1.23.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sources.importing.building import Draft
from sources.texts.sanitising import DROPPED_TAGS, PROTOCOLS, STRUCTURE_TAGS, safe_href
from sources.texts.structure import Direction, MarkType, is_language_tag

Element = Mapping[str, Any]

#: Noncharacters by which an importer says, inside text, what pandoc's elements cannot. What
#: stands between the first two is the page's label; a page without one is counted.
PAGE_BREAK = "\ufdd0"
PAGE_END = "\ufdd2"
RIGHT_TO_LEFT = "\ufdd1"
#: The range that `page_signal` takes its characters from; files may hold some of their own.
SIGNALS = re.compile("[\ufdd0-\ufdef]")

_SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
_MARKS = {
    "Emph": MarkType.EMPHASIS,
    "Strong": MarkType.STRONG,
    "Underline": MarkType.UNDERLINE,
    "Strikeout": MarkType.STRIKEOUT,
    "Superscript": MarkType.SUPERSCRIPT,
    "Subscript": MarkType.SUBSCRIPT,
    "SmallCaps": MarkType.SMALL_CAPS,
}
#: Classes of spans that say how words are set.
_CLASSES = {"smallcaps": MarkType.SMALL_CAPS, "underline": MarkType.UNDERLINE}
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)|<!--")
_HTML_TAGS = STRUCTURE_TAGS | DROPPED_TAGS | {"img", "font", "big", "body", "html", "head", "meta"}
_PARTS = re.compile(f"({PAGE_BREAK}[^{PAGE_END}]*{PAGE_END}|{RIGHT_TO_LEFT})")
_MAX_HREF = 2000
_MAX_LABEL = 40


def page_signal(label: str = "") -> str:
    """Return what says that a page begins, to write into a text before pandoc reads it."""
    # One word, so that it stays in one element.
    words = "\u00a0".join(SIGNALS.sub("", label).split())[:_MAX_LABEL]
    return f"{PAGE_BREAK}{words}{PAGE_END}"


@dataclass
class Apparatus:
    """What is gathered through a whole document: its notes, pages and pictures."""

    notes: list[list[Element]] = field(default_factory=list)
    pages: int = 0
    #: The contents of `Image`s that have not become figures yet.
    images: list[list[Any]] = field(default_factory=list)

    def add_note(self, blocks: list[Element]) -> str:
        """Keep a note for the end and return its label."""
        self.notes.append(blocks)
        return str(len(self.notes))

    def next_page(self) -> str:
        """Return the label of the page that begins."""
        self.pages += 1
        return str(self.pages)


class InlineWriter:
    """Writes inline elements into a draft."""

    def __init__(self, draft: Draft, apparatus: Apparatus, *, in_cell: bool = False) -> None:
        self._draft = draft
        self._apparatus = apparatus
        self._in_cell = in_cell
        self._in_link = False

    def write(self, inlines: Iterable[Element]) -> None:
        """Write elements one after the other. Images are put aside, mathematics is its TeX."""
        # Each word and each space is an element: they are looked at together.
        words: list[str] = []
        for inline in inlines:
            name: str = inline["t"]
            contents: Any = inline.get("c")
            if name == "Str":
                words.append(contents)
                continue
            if name in _SPACES:
                words.append(_SPACES[name])
                continue
            self._text("".join(words))
            words.clear()
            if name in _MARKS:
                self._marked(_MARKS[name], contents)
            elif name == "Cite":
                self.write(contents[1])
            elif name == "Span":
                self._span(*contents)
            else:
                self._special(name, contents)
        self._text("".join(words))

    def _special(self, name: str, contents: Any) -> None:
        match name:
            case "Math":
                self._text(contents[1])
            case "Code":
                start = self._draft.length
                self._text(contents[1])
                self._draft.mark(MarkType.CODE, start)
            case "Quoted":
                left, right = _QUOTES[contents[0]["t"]]
                self._text(left)
                self.write(contents[1])
                self._text(right)
            case "Link":
                self._link(contents[1], contents[2][0])
            case "Note":
                self._note(contents)
            case "Image":
                self._apparatus.images.append(contents)
            case "RawInline":
                self._text(text_of_raw(contents[0], contents[1]))

    def _text(self, text: str) -> None:
        if self._in_cell:
            text = text.replace("\t", " ").replace("\n", " ")
        for part in _PARTS.split(text):
            if part.startswith(PAGE_BREAK):
                label = " ".join(part[1:-1].split())
                self._draft.break_page(label or self._apparatus.next_page())
            elif part == RIGHT_TO_LEFT:
                self._draft.direction = Direction.RTL
            elif part:
                self._draft.write(part)

    def _marked(self, kind: MarkType, inlines: Iterable[Element], href: str | None = None) -> None:
        start = self._draft.length
        self.write(inlines)
        self._draft.mark(kind, start, href)

    def _link(self, inlines: Iterable[Element], href: str) -> None:
        if self._in_link or not _leads_out(href):
            self.write(inlines)
            return
        self._in_link = True
        self._marked(MarkType.LINK, inlines, href)
        self._in_link = False

    def _note(self, blocks: list[Element]) -> None:
        label = self._apparatus.add_note(blocks)
        start = self._draft.length
        # In brackets: a bare number would become part of a date or number before it.
        self._text(f"[{label}]")
        self._draft.mark(MarkType.SUPERSCRIPT, start)
        if not self._in_link:
            self._draft.mark(MarkType.NOTE_REFERENCE, start, label=label)

    def _span(self, attributes: list[Any], inlines: Iterable[Element]) -> None:
        """Words of another language, in HTML and Word also those set in a way of their own."""
        language = dict(attributes[2]).get("lang", "")
        start = self._draft.length
        kind = next((_CLASSES[name] for name in attributes[1] if name in _CLASSES), None)
        if kind:
            self._marked(kind, inlines)
        else:
            self.write(inlines)
        if language and is_language_tag(language) and language != self._draft.language:
            self._draft.mark(MarkType.FOREIGN, start, language=language)


def text_of_raw(language: str, raw: str) -> str:
    """Return what of raw markup is text: all but the tags of HTML.

    Editors write <gap/> and the like into transcriptions, and that must not be lost.
    """
    tag = _TAG.match(raw)
    if language != "html" or not tag:
        return raw
    name = (tag[1] or "").lower()
    if name == "br":
        return "\n"
    return "" if not name or name in _HTML_TAGS else raw


def _leads_out(href: str) -> bool:
    """Whether a link still leads somewhere outside its file: to a safe absolute address."""
    scheme = href.partition(":")[0].lower()
    fits = len(href) <= _MAX_HREF and href.isprintable()
    return fits and scheme in PROTOCOLS and safe_href(href) is not None
