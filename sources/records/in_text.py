"""References as they stand in a text, with the page cited, by pandoc and the CSL styles."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.safestring import SafeString
from lxml import html

from sources.importing.pandoc import convert
from sources.records.citing import Item, for_pandoc, read_style
from sources.texts.sanitising import sanitise

_TIME = re.compile(r"\d+:\d\d:\d\d")


def in_text(item: Item, pages: str = "", *, style: str) -> SafeString:
    """`(Petrov 1949, 12)` or, in a style of notes, the note; HTML that is safe to show.

    `pages` is a page's label, or two with an en dash between, or times of a recording. Raises
    `UnknownStyle`, and `UnreadableFile` for an item that is not valid CSL.
    """
    document = json.loads(convert(for_pandoc([item]), "csljson", "json"))
    document["meta"] = {
        "references": document["meta"]["references"],
        "suppress-bibliography": {"t": "MetaBool", "c": True},
    }
    document["blocks"] = [{"t": "Para", "c": [_citation(str(item["id"]), pages)]}]
    page = convert(json.dumps(document).encode(), "json", "html", style=read_style(style))
    return sanitise(_reference(html.fragment_fromstring(page.decode(), create_parent="div")))


def locator(pages: str) -> str:
    """Pages, or times of a recording, as pandoc reads a locator; a time is of no kind it knows."""
    return f"{{{pages}}}" if _TIME.match(pages) else f"p. {pages}"


def _citation(key: str, pages: str) -> dict[str, Any]:
    """A `Cite` of pandoc-types 1.23."""
    cited = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": _suffix(pages) if pages else [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 1,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[cited], []]}


def _suffix(pages: str) -> list[dict[str, Any]]:
    """Braces are seen only where they begin an element."""
    comma = [{"t": "Str", "c": ","}, {"t": "Space"}]
    return [*comma, {"t": "Str", "c": locator(pages)}]


def _reference(page: html.HtmlElement) -> str:
    """The inside of the note, else of the citation itself."""
    for back in page.find_class("footnote-back"):
        back.drop_tree()
    [element] = page.xpath("//section//li/p") or page.find_class("citation")
    inside = html.tostring(element, encoding="unicode", with_tail=False)
    return re.sub(r"\s+", " ", re.sub(r"\A<[^>]*>|</[^>]*>\Z", "", inside)).strip()
