"""Notes of web pages and e-books: found by what they say they are, or by links both ways.

EPUB 3 and DPUB-ARIA have words for it (noteref, footnote; doc-noteref, doc-footnote). Older
pages only link a number to a note that links back; so do Word and Wikipedia.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from lxml import etree

from sources.importing import xml

#: What `epub:type` is called in a tree of ours: XML knows its prefix, HTML none.
KIND = "data-testimonia-type"
_NOTE_REFERENCES = {"noteref", "doc-noteref"}
_NOTES = {"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote", "note"}
_BACK = {"doc-backlink", "backlink"}
#: What leads to a note where nothing says so: `1`, `[12]`, `*`, `(a)`.
_MARK = re.compile(r"\W{0,2}(\d{1,4}|[a-z]|[*†‡§]{1,3})\W{0,2}|[*†‡§]{1,3}")
#: What holds a note, from the innermost.
_HOLDERS = {"li", "p", "div", "aside", "dd", "td", "section"}
#: A holder with more than this is no note but a part of the page (characters).
_LONGEST = 20_000
_LONGEST_MARK = 20
_NAME = "#testimonia-note-"
_SPACE = re.compile(r"\s+")


def mark_notes(root: etree._Element) -> None:
    """Give notes and references to them the form in which pandoc knows them.

    Notes move to the end of the page, their links back go.
    """
    targets = _targets(root)
    #: Whether what many links lead to is short enough is asked once.
    is_short = cache(partial(_is_short, longest=_LONGEST))
    taken: dict[etree._Element, str] = {}
    for link in list(root.iter("a")):
        holder = _note_of(link, targets, is_short)
        if holder is None or link in set(holder.iter("a")):
            continue
        name = taken.setdefault(holder, f"{_NAME[1:]}{len(taken) + 1}")
        link.set(KIND, "noteref")
        link.set("href", f"#{name}")
    for element in root.iter(etree.Element):
        is_note = kinds_of(element) & (_NOTES | _NOTE_REFERENCES)
        if is_note and not element.get("href", "").startswith(_NAME):
            # pandoc would take what nothing refers to out of the text.
            for said in (KIND, "epub:type"):
                element.attrib.pop(said, None)
    for holder, name in taken.items():
        _move(root, holder, name)


def kinds_of(element: etree._Element) -> set[str]:
    """What an element says that it is, in the words of EPUB or ARIA."""
    said = (element.get(name, "") for name in (KIND, "epub:type", "role"))
    return set(" ".join(said).split())


def _targets(root: etree._Element) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for element in root.iter(etree.Element):
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                found.setdefault(name, element)
    return found


def _note_of(
    link: etree._Element,
    targets: dict[str, etree._Element],
    is_short: Callable[[etree._Element], bool],
) -> etree._Element | None:
    href = link.get("href", "")
    target = targets.get(href[1:]) if href.startswith("#") else None
    if target is None or kinds_of(link) & _BACK:
        return None
    said = kinds_of(link) & _NOTE_REFERENCES or kinds_of(target) & _NOTES
    if not said and not (_is_short(link, _LONGEST_MARK) and _MARK.fullmatch(_words(link))):
        return None
    holder = next((each for each in _upwards(target) if each.tag in _HOLDERS), None)
    if holder is None or not is_short(holder):
        return None
    return holder if said or _leads_back(holder, link) else None


def _is_short(element: etree._Element, longest: int) -> bool:
    """Whether an element has so few characters; no more are looked at."""
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > longest:
            return False
    return True


def _leads_back(holder: etree._Element, link: etree._Element) -> bool:
    """Whether the note links to where it is referred to: to the link or what is around it."""
    names = {f"#{name}" for each in _around(link) for name in _names(each)}
    follows = any(each.get("href", "") in names for each in holder.iter("a"))
    return follows and link not in set(holder.iter("a"))


def _around(link: etree._Element) -> Iterator[etree._Element]:
    """The link, and elements that are little more than it; an anchor may stand before it."""
    yield link
    before = link.getprevious()
    if before is not None and before.tag == "a":
        yield before
    yield from link.iter()
    yield from link.iterancestors("sup", "span", "b", "i", "small")


def _names(element: etree._Element) -> Iterator[str]:
    yield from (name for name in (element.get("id"), element.get("name")) if name)


def _upwards(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _words(element: etree._Element) -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _move(root: etree._Element, holder: etree._Element, name: str) -> None:
    """Take a note to the end of the page, as what pandoc reads notes from."""
    for link in list(holder.iter("a")):
        within = link.get("href", "").startswith("#") and "noteref" not in kinds_of(link)
        if within and (kinds_of(link) & _BACK or len(_words(link)) < 8):
            link.text = None
            for child in list(link):
                link.remove(child)
    parent = holder.getparent()
    note = etree.SubElement(root, "div", {KIND: "footnote", "id": name})
    note.text = (holder.text or "").lstrip()
    note.extend(list(holder))
    if parent is None:
        return
    xml.remove(holder)
    holds_notes = parent.tag in ("ol", "ul", "section", "aside", "div")
    if holds_notes and not any(text.strip() for text in parent.itertext()):
        xml.remove(parent)
