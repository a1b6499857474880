"""E-books (.epub): https://www.w3.org/TR/epub-33/ and EPUB 2.

The chapters are read as one page of HTML in the order of the spine, with the numbers of the
printed pages where the book says where they begin.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urldefrag

from django.utils.translation import gettext_lazy
from lxml import etree

from sources.importing import html_tree, packages, pandoc, xml
from sources.importing.base import DEFAULTS, Importer, Options, Reading, UnreadableFile
from sources.importing.html_notes import KIND, mark_notes
from sources.importing.markdown import first_heading
from sources.importing.pandoc_inlines import SIGNALS
from sources.texts.sanitising import DROPPED_TAGS
from sources.texts.structure import Direction, is_language_tag

_CONTAINER = "META-INF/container.xml"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CHAPTERS = ("application/xhtml+xml", "text/html", "application/xml", "text/xml")
_KEPT = ("id", "href", "src", "alt", "title", "role", "dir", "lang", "colspan", "rowspan", "start",
         "aria-label", "class")  # fmt: skip


class Epub(Importer):
    """Chapters in their order, printed pages, notes, tables, pictures."""

    media_type = "application/epub+zip"
    extensions = (".epub",)

    def recognises(self, data: bytes) -> bool:
        """Whether the file is packed, as books are."""
        return packages.is_packed(data)

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it cannot be read."""
        book = _Book(packages.unpack(data))
        root = book.as_one_page()
        mark_notes(root)
        try:
            prepared = html_tree.prepare(root, book.parts.__contains__)
        except RecursionError:
            raise UnreadableFile(pandoc.TOO_INTRICATE) from None
        document, images = pandoc.read_pictured(
            prepared, html_tree.FORMAT, lambda name: book.parts.get(unquote(name))
        )
        language = book.said("language")
        return Reading(
            document,
            language=language if is_language_tag(language) else None,
            direction=Direction.RTL if book.runs_from_right_to_left else None,
            title=book.said("title") or first_heading(document),
            images=images,
        )


class _Book:
    """What the package of a book says of its parts."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        path = self._package_path()
        self._folder = posixpath.dirname(path)
        self._package = xml.parse(parts[path])
        self._items = {each.get("id"): each for each in self._package.iter("{*}item")}
        self._spine = [path for path in self._paths() if path in parts]
        self._refuse_locked()

    def said(self, name: str) -> str:
        """The first value of a Dublin Core element, "" where it is missing."""
        found = self._package.iter("{http://purl.org/dc/elements/1.1/}" + name)
        return next((" ".join((each.text or "").split()) for each in found if each.text), "")

    @property
    def runs_from_right_to_left(self) -> bool:
        """Whether pages are turned to the right."""
        spine = next(self._package.iter("{*}spine"), None)
        return spine is not None and spine.get("page-progression-direction") == "rtl"

    def as_one_page(self) -> etree._Element:
        """The chapters one after the other, ids and addresses within the one page."""
        body = etree.Element("body")
        numbers = {path: number for number, path in enumerate(self._spine)}
        labels = dict(self._page_list())
        for path, number in numbers.items():
            chapter = xml.parse(self.parts[path], recover=True)
            read = _Chapter(path, number, numbers, labels)
            body.append(read.cleaned(chapter))
        return body

    def _package_path(self) -> str:
        if _CONTAINER not in self.parts:
            raise UnreadableFile(_NOT_EPUB)
        for each in xml.parse(self.parts[_CONTAINER]).iter("{*}rootfile"):
            if each.get("full-path") in self.parts:
                return str(each.get("full-path"))
        raise UnreadableFile(_NOT_EPUB)

    def _paths(self) -> Iterator[str]:
        for reference in self._package.iter("{*}itemref"):
            item = self._items.get(reference.get("idref"))
            if item is None or item.get("media-type") not in _CHAPTERS:
                continue
            if "nav" not in item.get("properties", "").split():
                yield _resolved(self._folder, item.get("href", ""))

    def _refuse_locked(self) -> None:
        """Fonts may be disguised; where chapters are encrypted too, a shop locks the book."""
        locked = self.parts.get("META-INF/encryption.xml", b"")
        if locked and any(path.encode() in locked for path in self._spine):
            raise UnreadableFile(_LOCKED)

    def _page_list(self) -> Iterator[tuple[str, str]]:
        """Where pages begin, by the list of EPUB 3 or the older NCX: address and label."""
        for path in self.parts:
            if not path.endswith((".ncx", ".xhtml", ".html")):
                continue
            if path.endswith(".ncx"):
                for target in xml.parse(self.parts[path], recover=True).iter("{*}pageTarget"):
                    text, content = target.find(".//{*}text"), target.find("{*}content")
                    if text is not None and content is not None:
                        yield _address(path, content.get("src", "")), (text.text or "").strip()
            elif b"page-list" in self.parts[path]:
                yield from _listed(path, xml.parse(self.parts[path], recover=True))


def _listed(path: str, root: etree._Element) -> Iterator[tuple[str, str]]:
    for nav in root.iter("{*}nav"):
        if nav.get(_TYPE) == "page-list" or nav.get("role") == "doc-pagelist":
            for link in nav.iter("{*}a"):
                yield _address(path, link.get("href", "")), "".join(link.itertext()).strip()


class _Chapter:
    """Makes a chapter a part of the one page."""

    def __init__(
        self, path: str, number: int, numbers: Mapping[str, int], labels: Mapping[str, str]
    ) -> None:
        self._path = path
        self._number = number
        self._numbers = numbers
        self._labels = labels

    def cleaned(self, chapter: etree._Element) -> etree._Element:
        """The body as a div without scripts and namespaces, with the language of the page."""
        body = next((each for each in chapter.iter("{*}body")), chapter)
        language = xml.language(chapter) or chapter.get("lang")
        for element in list(body.iter()):
            if not isinstance(element.tag, str) or xml.name(element).lower() in DROPPED_TAGS:
                xml.remove(element)
            else:
                self._clean(element)
        body.tag = "div"
        body.tail = None
        if language and is_language_tag(language):
            body.set("lang", language)
        body.set("id", self._id(""))
        return body

    def _clean(self, element: etree._Element) -> None:
        kind, language = element.get(_TYPE), xml.language(element) or element.get("lang")
        kept = {name: value for name, value in element.items() if name in _KEPT}
        element.attrib.clear()
        element.tag = xml.name(element).lower()
        element.text = SIGNALS.sub("", element.text or "") or None
        element.tail = SIGNALS.sub("", element.tail or "") or None
        if "id" in kept:
            label = self._labels.get(f"{self._path}#{kept['id']}")
            if label:
                kept |= {"title": label, "role": "doc-pagebreak"}
                _stand_alone(element)
            kept["id"] = self._id(kept["id"])
        if "href" in kept:
            kept["href"] = self._href(kept["href"])
        if "src" in kept:
            kept["src"] = _resolved(posixpath.dirname(self._path), kept["src"])
        if kind:
            kept[KIND] = kind
        if language and is_language_tag(language):
            kept["lang"] = language
        for name, value in kept.items():
            element.set(name, value)

    def _id(self, name: str) -> str:
        return f"c{self._number}-{name}"

    def _href(self, href: str) -> str:
        path, _hash, name = _address(self._path, href).partition("#")
        if path in self._numbers and ":" not in href:
            return f"#c{self._numbers[path]}-{name}"
        return href


def _stand_alone(element: etree._Element) -> None:
    """Let a page begin before an element that holds text, not instead of it."""
    if "".join(element.itertext()).strip():
        copy = etree.Element(element.tag)
        copy.text, element.text = element.text, None
        copy.extend(list(element))
        element.append(copy)


def _address(path: str, href: str) -> str:
    target, name = urldefrag(href)
    resolved = _resolved(posixpath.dirname(path), target) if target else path
    return f"{resolved}#{name}"


def _resolved(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))


_NOT_EPUB = gettext_lazy(
    "This file is not an e-book (.epub), whatever its name says, or it is not complete. Export it"
    " once more from the program it was made with and import that."
)
_LOCKED = gettext_lazy(
    "This e-book is locked by the shop that it comes from (DRM), so it cannot be read. Ask for an"
    " open copy, or import the text from another source."
)
