"""XML from outside: no entities of its own, no network, no document type, no bomb."""

from __future__ import annotations

import re
from html.entities import name2codepoint

from django.utils.translation import gettext as _
from lxml import etree

from sources.importing.base import UnreadableFile
from sources.importing.children import DAMAGED
from sources.importing.detecting import check_xml

#: Those that every XML knows. Others of HTML's are common where a file's type would define them.
_PREDEFINED = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_NAMESPACE = re.compile(r"\{[^}]*\}")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def parse(data: bytes, *, recover: bool = False) -> etree._Element:
    """Return the root of a file, without comments. Raises UnreadableFile.

    With `recover`, what is not well-formed is read as well as can be.
    """
    check_xml(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        recover=recover,
    )
    try:
        root = etree.fromstring(with_known_entities(data.lstrip()), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            _(
                "This file is not sound XML: line %(line)s, column %(column)s. Open it in the"
                " program it was made with, correct it there and import it again."
            )
            % {"line": error.position[0], "column": error.position[1]},
            str(error),
        ) from None
    if root is None:  # Nothing could be recovered.
        raise UnreadableFile(DAMAGED)
    return root


def with_known_entities(data: bytes) -> bytes:
    """Return XML with the named characters of HTML (`&nbsp;`) as numbers."""
    return _NAMED.sub(_numbered, data)


def _numbered(found: re.Match[bytes]) -> bytes:
    point = name2codepoint.get(found[1].decode())
    return found[0] if point is None or found[1] in _PREDEFINED else b"&#%d;" % point


def name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return _NAMESPACE.sub("", element.tag) if isinstance(element.tag, str) else ""


def language(element: etree._Element) -> str | None:
    """What `xml:lang` says at this element."""
    stated: str | None = element.get(_LANGUAGE)
    return stated


def identifier(element: etree._Element) -> str | None:
    """What `xml:id` says at this element, or `id` as before TEI P5."""
    found: str | None = element.get(_ID) or element.get("id")
    return found


def remove(element: etree._Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
