"""Of a saved web page, the article proper.

readability-lxml (after Mozilla's and Arc90's Readability) says which parts are of the article.
It also drops small tables and the like, so what it names is taken from the page itself, whole.
"""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html
from readability import Document
from readability.readability import Unparseable

from sources.importing.html_notes import KIND

#: Parts that no text has which was written or transcribed as a page of its own.
_FURNITURE = ("nav", "aside", "footer", "header", "form")
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search"}
_AT = "data-at"
#: An article with fewer characters than this was not found.
_LEAST = 250
_NOTE = "footnote"


def is_web_page(root: etree._Element) -> bool:
    """Whether a page has parts beside its text, such as menus."""
    return next(root.iter(*_FURNITURE), None) is not None or any(
        element.get("role") in _ROLES for element in root.iter(etree.Element)
    )


def keep_article(root: etree._Element) -> bool:
    """Leave in the page its article alone, with its notes. False: none was found, all stays."""
    elements = list(root.iter(etree.Element))
    for number, element in enumerate(elements):
        element.set(_AT, str(number))
    try:
        found = Document(lxml_html.tostring(root, encoding="unicode")).summary(html_partial=True)
        named = _named(found)
    except (Unparseable, etree.LxmlError, ValueError):
        named = []
    for element in elements:
        del element.attrib[_AT]
    kept = [elements[number] for number in named if number < len(elements)]
    if sum(len(element.text or "") + len(element.tail or "") for element in kept) < _LEAST:
        return False
    _prune(root, kept)
    return True


def _named(summary: str) -> list[int]:
    page = lxml_html.fragment_fromstring(summary, create_parent="div")
    with_text = (
        element
        for element in page.iter(etree.Element)
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    )
    return [int(value) for each in with_text if (value := each.get(_AT, "")).isdigit()]


def _prune(root: etree._Element, kept: list[etree._Element]) -> None:
    """Go down to where the article divides, and leave what stands before, behind and beside it."""
    lines = {element for each in kept for element in (each, *each.iterancestors())}
    ends = set(kept)
    top, children = root, [child for child in root if child in lines]
    while len(children) == 1 and children[0] not in ends:
        _keep_only(top, children)
        top = children[0]
        children = [child for child in top if child in lines]
    first, last = top.index(children[0]), top.index(children[-1])
    between = [each for each in top[first : last + 1] if each in lines or not _is_furniture(each)]
    _keep_only(top, between)


def _is_furniture(element: etree._Element) -> bool:
    """Whether a part is a menu, or little but links."""
    if element.tag in _FURNITURE or next(element.iter(*_FURNITURE), None) is not None:
        return True
    text = len("".join(element.itertext()))
    return 2 * sum(len("".join(link.itertext())) for link in element.iter("a")) > text


def _keep_only(parent: etree._Element, children: list[etree._Element]) -> None:
    """Notes stay too: they stand at the end of the page, and what refers to them decides."""
    kept = {*children, *(child for child in parent if child.get(KIND) == _NOTE)}
    parent.text = None
    for child in list(parent):
        if child not in kept:
            parent.remove(child)
