"""A page of HTML as a tree, made ready for pandoc: pages, pictures, languages.

Web pages and the chapters of e-books go this way together.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from sources.importing.html_notes import KIND, kinds_of
from sources.importing.pandoc_inlines import page_signal

#: How pandoc is to read what `prepare` leaves.
FORMAT = "html+epub_html_exts+east_asian_line_breaks-auto_identifiers"
_STATED = ("lang", "dir")
_PAGES = {"pagebreak", "doc-pagebreak"}
#: Elements that may hold a div. Around others one may stand; words in a line hold a span.
_MAY_HOLD_DIV = frozenset({"li", "td", "th", "dd", "section", "article", "main", "aside"})
_WITH_ATTRIBUTES = _MAY_HOLD_DIV | {"p", "ul", "ol", "dl", "blockquote", "table", "pre"}
_IN_LINE = ("i", "em", "b", "strong", "cite", "q", "a", "small", "dfn")
_LONGEST_LABEL = 20

HasPicture = Callable[[str], bool]


def prepare(root: etree._Element, has_picture: HasPicture) -> bytes:
    """Return a page whose notes are marked as pandoc is to read it.

    Pictures that are not there are left out.
    """
    _mark_pages(root)
    _keep_pictures(root, has_picture)
    _divide(root)
    written: bytes = etree.tostring(root, encoding="utf-8", method="html")
    return written.replace(b" " + KIND.encode() + b'="', b' epub:type="')


def _mark_pages(root: etree._Element) -> None:
    """Write where pages of the printed book begin; the label may stand in any of four places."""
    for element in list(root.iter(etree.Element)):
        if not kinds_of(element) & _PAGES:
            continue
        shown = " ".join("".join(element.itertext()).split())
        label = element.get("title") or element.get("aria-label") or shown
        name = element.get("id", "").rpartition("_")[2].lstrip("Ppage-")
        label = label if label and len(label) <= _LONGEST_LABEL else name
        for child in list(element):
            element.remove(child)
        element.text = page_signal(label.strip(". "))


def _keep_pictures(root: etree._Element, has_picture: HasPicture) -> None:
    """Pictures stay that are in the file, or have a caption; icons and the like go."""
    for image in list(root.iter("img")):
        figure = next(image.iterancestors("figure"), None)
        captioned = figure is not None and figure.find(".//figcaption") is not None
        parent = image.getparent()
        if parent is not None and not captioned and not has_picture(image.get("src", "")):
            image.tag = "span"
            image.attrib.clear()


def _divide(root: etree._Element) -> None:
    """Move language and direction to divs and spans: pandoc keeps them there alone."""
    for element in list(root.iter(*_WITH_ATTRIBUTES, *_IN_LINE)):
        stated = {name: str(element.attrib.pop(name)) for name in _STATED if name in element.attrib}
        if not stated:
            continue
        if element.tag in _IN_LINE:
            _put_inside(element, etree.Element("span", stated))
        elif element.tag in _MAY_HOLD_DIV:
            _put_inside(element, etree.Element("div", stated))
        else:
            _put_around(element, etree.Element("div", stated))


def _put_inside(element: etree._Element, holder: etree._Element) -> None:
    holder.text, element.text = element.text, None
    holder.extend(list(element))
    element.append(holder)


def _put_around(element: etree._Element, div: etree._Element) -> None:
    div.tail, element.tail = element.tail, None
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, div)
    div.append(element)
