"""A quotation with its reference, in the formats that people paste.

The locator comes from the labels of the pages that the passage lies on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sources.importing.pandoc import convert
from sources.records.in_text import in_text, locator
from sources.texts.structure import Document

#: Between the passages of one quotation.
OMISSION = " […] "


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a text, the pages they stand on ("" where it has none) and their source."""

    words: str
    pages: str
    #: The whole CSL-JSON item; its `id` is the citation key.
    item: dict[str, Any]
    language: str
    direction: str

    @property
    def key(self) -> str:
        """The citation key."""
        return str(self.item["id"])


@dataclass(frozen=True, slots=True)
class Copy:
    """What goes to the clipboard: text, and where it has formatting, HTML safe to show."""

    text: str
    html: SafeString | None = None


#: A place in a version: start and end in code points.
Range = tuple[int, int]


def quote(
    document: Document,
    ranges: Sequence[Range],
    *,
    item: dict[str, Any],
    language: str,
    direction: str,
) -> Quotation:
    """The passages at `ranges`, in their order."""
    parts = (" ".join(document.content[start:end].split()) for start, end in ranges)
    pages = pages_of(document, ranges[0][0], ranges[-1][1])
    return Quotation(OMISSION.join(parts), pages, item, language, direction)


def pages_of(document: Document, start: int, end: int) -> str:
    """`12` or `12–13`: the labels of the pages from `start` to `end`; "" where none is known."""
    breaks = [block for block in document.blocks if block.is_marker and block.label]
    first = [block.label or "" for block in breaks if block.start <= start][-1:]
    last = [block.label or "" for block in breaks if block.start < end][-1:]
    return "–".join(dict.fromkeys(first + last)) if first else ""


def _in_style(style: str) -> Callable[[Quotation], Copy]:
    def copy(quotation: Quotation) -> Copy:
        html = format_html(
            "“<span lang='{}' dir='{}'>{}</span>” {}",
            quotation.language,
            quotation.direction,
            quotation.words,
            in_text(quotation.item, quotation.pages, style=style),
        )
        return Copy(_plain(html), html)

    return copy


def _markdown(quotation: Quotation) -> Copy:
    """A block quotation with a citation as pandoc reads it."""
    words = _written(quotation.words, "markdown-smart")
    place = f", {locator(quotation.pages)}" if quotation.pages else ""
    return Copy(f"> {words} [@{quotation.key}{place}]")


def _latex(quotation: Quotation) -> Copy:
    """For the packages csquotes and biblatex."""
    words = _written(quotation.words, "latex-smart")
    pages = quotation.pages.replace("–", "--")
    place = f"[{_written(pages, 'latex-smart')}]" if pages else ""
    return Copy(rf"\textquote{{{words}}} \autocite{place}{{{quotation.key}}}")


def _html(quotation: Quotation) -> Copy:
    reference = in_text(quotation.item, quotation.pages, style="chicago-notes-bibliography")
    return Copy(
        format_html(
            '<figure><blockquote lang="{}" dir="{}">{}</blockquote>'
            "<figcaption>{}</figcaption></figure>",
            quotation.language,
            quotation.direction,
            quotation.words,
            reference,
        )
    )


#: By name: what people choose from, and how it is made.
FORMATS: dict[str, tuple[Any, Callable[[Quotation], Copy]]] = {
    "chicago-notes": (_("Chicago, note"), _in_style("chicago-notes-bibliography")),
    "chicago-author-date": (_("Chicago, author and date"), _in_style("chicago-author-date")),
    "mla": ("MLA", _in_style("modern-language-association")),
    "apa": ("APA", _in_style("apa")),
    "markdown": (_("Markdown for pandoc"), _markdown),
    "latex": (_("LaTeX (csquotes, biblatex)"), _latex),
    "html": ("HTML", _html),
}


def _written(words: str, target_format: str) -> str:
    """The words with what means something in that format escaped; pandoc-types 1.23."""
    paragraph = {"t": "Para", "c": [{"t": "Str", "c": words}]}
    document = {"pandoc-api-version": [1, 23], "meta": {}, "blocks": [paragraph]}
    return convert(json.dumps(document).encode(), "json", target_format).decode().strip()


def _plain(html: str) -> str:
    return unescape(strip_tags(html))
