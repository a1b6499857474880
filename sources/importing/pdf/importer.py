"""PDF files that have their text (a text layer), by PDFium in a child."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.importing import children
from sources.importing.base import DEFAULTS, Importer, Options, Reading, UnreadableFile
from sources.texts.structure import BlockType, Document, is_language_tag

#: The header may come after some bytes that others put before it (ISO 32000-1, H.3.4.1).
_HEADER = b"%PDF-"
_SEARCHED = 1024
#: What programs write for a title where nobody gave one.
_NO_TITLE = re.compile(
    r"untitled|about:blank|microsoft (word|powerpoint) - "
    r"|.*\.(docx?|pdf|indd|odt|rtf|tex|dvi|qxd)$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 300
_MOST_NAMED = 12

_REASONS = {
    "password": gettext_lazy(
        "This PDF is protected by a password. Open it, save it without the password (or print it"
        " to a new PDF) and import that."
    ),
    "protection": gettext_lazy(
        "This PDF is protected in a way that cannot be read here. Open it in the program it was"
        " made for, print it to a new PDF and import that."
    ),
    "damaged": gettext_lazy(
        "This file is damaged or no PDF, whatever its name says. Download or scan it again, or"
        " open it, print it to a new PDF and import that."
    ),
}


class Pdf(Importer):
    """Paragraphs in the order of reading, headings, notes, and pages by their printed labels."""

    media_type = "application/pdf"
    extensions = (".pdf",)
    options = ("dehyphenate", "strip_running", "one_column")

    def recognises(self, data: bytes) -> bool:
        return _HEADER in data[:_SEARCHED]

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile says why there is none."""
        chosen = [name for name in self.options if getattr(options, name)]
        arguments = [str(settings.IMPORT_MAX_PAGES), *chosen]
        found = json.loads(children.run_python("sources.importing.pdf.child", data, arguments))
        _refuse(found)
        document = Document.from_json(found["content"], found["blocks"], found["marks"])
        language = found["language"]
        return Reading(
            document,
            language=language if is_language_tag(language) else None,
            title=_title(found["title"]) or _first_heading(document),
            warnings=tuple(_warnings(found)),
        )


def _refuse(found: dict[str, Any]) -> None:
    refused = found.get("refused")
    if refused == "pages":
        raise UnreadableFile(
            _("This PDF has more than %(most)s pages. Split it and import the parts.")
            % {"most": settings.IMPORT_MAX_PAGES}
        )
    if refused:
        raise UnreadableFile(_REASONS[refused])
    if len(found["pictures"]) + len(found["empty"]) >= found["pages"]:
        raise UnreadableFile(
            _(
                "This PDF holds pictures of pages only, no text. Have its text recognised (OCR)"
                " first, by a scanning program or a service such as Transkribus, and import the"
                " PDF or text that comes out."
            )
            if found["pictures"]
            else _(
                "There is no text in this PDF. If its pages show writing, that is drawn: have it"
                " recognised (OCR) first, and import what comes out."
            )
        )
    if 2 * len(found["illegible"]) > found["pages"]:
        raise UnreadableFile(
            _(
                "The letters of this PDF cannot be made out: its fonts do not say what they"
                " mean, and copying its text gives nonsense. Have it recognised (OCR) as if it"
                " were a picture, and import what comes out."
            )
        )


def _warnings(found: dict[str, Any]) -> Iterator[str]:
    if pages := found["pictures"]:
        yield ngettext(
            "Page %(pages)s is a picture without text and was left out; have it recognised (OCR).",
            "Pages %(pages)s are pictures without text and were left out; have them recognised"
            " (OCR).",
            len(pages),
        ) % {"pages": _named(pages)}
    if pages := found["illegible"]:
        yield ngettext(
            "The letters of page %(pages)s may be wrong: its fonts do not say what they mean.",
            "The letters of pages %(pages)s may be wrong: their fonts do not say what they mean.",
            len(pages),
        ) % {"pages": _named(pages)}
    if pages := found["illustrated"]:
        yield ngettext(
            "Page %(pages)s has a picture besides its text; pictures of a PDF are not kept.",
            "Pages %(pages)s have pictures besides their text; pictures of a PDF are not kept.",
            len(pages),
        ) % {"pages": _named(pages)}


def _named(pages: list[int]) -> str:
    """`3, 5–9`: places in the file, counted from 1."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    names = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")


def _title(stated: str) -> str | None:
    title = " ".join(stated.split())
    return None if _NO_TITLE.match(title) else title[:_LONGEST_TITLE] or None


def _first_heading(document: Document) -> str | None:
    """The largest heading, if it is the first: the title of an article."""
    headings = [block for block in document.blocks if block.type == BlockType.HEADING]
    if not headings or headings[0].level != 1:
        return None
    return document.text_of(headings[0]).replace("\n", " ")[:_LONGEST_TITLE]
