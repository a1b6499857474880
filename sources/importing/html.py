"""HTML pages: bleach keeps their structure, pandoc reads what is left."""

import re
from base64 import b64decode
from collections.abc import Mapping
from html import unescape
from itertools import chain

from django.utils.translation import gettext as _
from lxml import etree
from lxml import html as lxml_html

from sources.importing import html_tree, pandoc
from sources.importing.base import DEFAULTS, Importer, Options, Reading, UnreadableFile
from sources.importing.charsets import decode
from sources.importing.html_article import is_web_page, keep_article
from sources.importing.html_notes import mark_notes
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
#: Pictures that stand in the page itself, as in pages saved as one file.
_PICTURE = re.compile(r"data:image/[\w.+-]{1,20};base64,([A-Za-z0-9+/=\s%]*)", re.IGNORECASE)


class Html(Importer):
    """Web pages as saved, with the charset, language and direction that they state."""

    media_type = "text/html"
    extensions = (".html", ".htm", ".xhtml")
    options = ("whole_page",)

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it cannot be read."""
        stated = _CHARSET.search(data[:_HEAD_LENGTH])
        text, charset = decode(
            data, stated=stated[1].decode("ascii", "replace") if stated else None
        )
        return read_page(normalise(text), {}, options, charset=charset)


def read_page(
    page: str, files: Mapping[str, bytes], options: Options, *, charset: str | None = None
) -> Reading:
    """Return what a page says; `files` are the pictures saved with it, by their addresses."""
    pictures = dict(files)
    warnings: tuple[str, ...] = ()
    try:
        root = _tree(_PICTURE.sub(lambda found: _taken_out(found[1], pictures), page))
        mark_notes(root)
        if not options.whole_page and is_web_page(root) and keep_article(root):
            warnings = (
                _(
                    "Of this page the article was taken, without menus and the like. If something"
                    " is missing, import it once more with the whole page."
                ),
            )
        prepared = html_tree.prepare(root, pictures.__contains__)
    except (IntricateHtmlError, etree.LxmlError, RecursionError):
        raise UnreadableFile(pandoc.TOO_INTRICATE) from None
    document, images = pandoc.read_pictured(prepared, html_tree.FORMAT, pictures.get)
    head = page[:_HEAD_LENGTH]
    stated = _root_attributes(head)
    return Reading(
        document,
        charset=charset,
        language=stated["lang"] if is_language_tag(stated.get("lang", "")) else None,
        direction=Direction(stated["dir"]) if stated.get("dir") in ("ltr", "rtl") else None,
        title=_title(head) or first_heading(document),
        images=images,
        warnings=warnings,
    )


def _tree(page: str) -> etree._Element:
    return lxml_html.document_fromstring(f"<body>{keep_structure(page)}</body>").find("body")


def _taken_out(data: str, pictures: dict[str, bytes]) -> str:
    """Keep a picture, and return a short name for it: cleaning takes long over long values."""
    name = f"picture-{len(pictures) + 1}"
    try:
        pictures[name] = b64decode(re.sub(r"\s|%0[AD]", "", data, flags=re.IGNORECASE))
    except ValueError:
        return ""
    return name


def _root_attributes(head: str) -> dict[str, str]:
    pairs = chain.from_iterable(_ATTRIBUTE.findall(tag) for tag in _ROOT.findall(head))
    return {
        name.lower(): value.lower() if name.lower() == "dir" else value for name, value in pairs
    }


def _title(head: str) -> str | None:
    found = _TITLE.search(head)
    return " ".join(normalise(unescape(found[1])).split()) or None if found else None
