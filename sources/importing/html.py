"""HTML pages: bleach keeps their structure, pandoc reads what is left."""

import re
from html import unescape
from itertools import chain

from lxml import etree
from lxml import html as lxml_html

from sources.importing import pandoc
from sources.importing.base import DEFAULTS, Importer, Options, Reading, UnreadableFile
from sources.importing.charsets import decode
from sources.importing.markdown import first_heading
from sources.texts.bounded_html import IntricateHtmlError
from sources.texts.normalising import normalise
from sources.texts.sanitising import keep_structure
from sources.texts.structure import Direction, is_language_tag

_HEAD_LENGTH = 4096
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:html|body)\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s(lang|dir)\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{1,1000})</title", re.IGNORECASE)
_STATED = ("lang", "dir")
#: Elements that may hold a div. Around any other of _WITH_ATTRIBUTES one may stand.
_MAY_HOLD_DIV = frozenset({"li", "td", "th", "dd", "section", "article", "main", "aside"})
_WITH_ATTRIBUTES = _MAY_HOLD_DIV | {"p", "ul", "ol", "dl", "blockquote", "table", "pre"}


class Html(Importer):
    """Web pages as saved, with the charset, language and direction that they state."""

    media_type = "text/html"
    extensions = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it cannot be read."""
        stated = _CHARSET.search(data[:_HEAD_LENGTH])
        text, charset = decode(
            data, stated=stated[1].decode("ascii", "replace") if stated else None
        )
        text = normalise(text)
        try:
            kept = _divided(keep_structure(text))
        except (IntricateHtmlError, etree.LxmlError, RecursionError):
            raise UnreadableFile(pandoc.TOO_INTRICATE) from None
        document = pandoc.read(kept, "html+east_asian_line_breaks-auto_identifiers")
        root = _root_attributes(text[:_HEAD_LENGTH])
        return Reading(
            document,
            charset=charset,
            language=root["lang"] if is_language_tag(root.get("lang", "")) else None,
            direction=Direction(root["dir"]) if root.get("dir") in ("ltr", "rtl") else None,
            title=_title(text[:_HEAD_LENGTH]) or first_heading(document),
        )


def _root_attributes(head: str) -> dict[str, str]:
    pairs = chain.from_iterable(_ATTRIBUTE.findall(tag) for tag in _ROOT.findall(head))
    return {
        name.lower(): value.lower() if name.lower() == "dir" else value for name, value in pairs
    }


def _title(head: str) -> str | None:
    found = _TITLE.search(head)
    return " ".join(normalise(unescape(found[1])).split()) or None if found else None


def _divided(html: str) -> bytes:
    """Move language and direction to divs: pandoc keeps them there alone."""
    root = lxml_html.document_fromstring(f"<body>{html}</body>")
    for element in list(root.iter(*_WITH_ATTRIBUTES)):
        stated = {name: str(element.attrib.pop(name)) for name in _STATED if name in element.attrib}
        if stated:
            div = etree.Element("div", stated)
            put = _put_inside if element.tag in _MAY_HOLD_DIV else _put_around
            put(element, div)
    written: bytes = etree.tostring(root, encoding="utf-8", method="html")
    return written


def _put_inside(element: etree._Element, div: etree._Element) -> None:
    div.text, element.text = element.text, None
    div.extend(list(element))
    element.append(div)


def _put_around(element: etree._Element, div: etree._Element) -> None:
    div.tail, element.tail = element.tail, None
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, div)
    div.append(element)
