"""Word files (.docx).

pandoc keeps neither page breaks nor the direction of paragraphs, and drops boxes of text. All
are written into the text before it reads the file. Only what was unpacked and looked at here
goes to pandoc, packed anew; pictures stay here, with something empty in their place.
"""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from lxml import etree

from sources.importing import packages, pandoc
from sources.importing.base import DEFAULTS, Importer, Options, Reading, UnreadableFile
from sources.importing.docx_pages import W, page_labels
from sources.importing.markdown import first_heading
from sources.importing.pandoc_inlines import RIGHT_TO_LEFT, SIGNALS, page_signal

_MAIN_PART = re.compile(r"word/document\d*\.xml")
_PART_WITH_TEXT = re.compile(r"word/(document\d*|footnotes|endnotes)\.xml")
_PICTURES = "word/media/"
_LEFT_OUT = ("word/embeddings/", "word/fonts/", "docProps/thumbnail")
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFF = ("0", "false", "off")


class Docx(Importer):
    """Paragraphs with their direction, headings, lists, tables, notes, pictures and pages."""

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    extensions = (".docx",)

    def recognises(self, data: bytes) -> bool:
        """Whether the file is packed, as these files are."""
        return packages.is_packed(data)

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it is no Word file or cannot be read."""
        parts = packages.unpack(data)
        if not any(_MAIN_PART.fullmatch(name) for name in parts):
            raise UnreadableFile(_NOT_DOCX)
        packed = packages.pack(_without(parts), change=_signalled)
        document, images = pandoc.read_pictured(
            packed, "docx-auto_identifiers", lambda name: parts.get(f"word/{name}")
        )
        return Reading(
            document,
            title=first_heading(document),
            images=images,
            warnings=tuple(_warnings(parts)),
        )


def _without(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: part for name, part in parts.items() if not name.startswith(_LEFT_OUT)}


def _signalled(name: str, content: bytes) -> bytes:
    if name.startswith(_PICTURES):
        return b""
    if not _PART_WITH_TEXT.fullmatch(name):
        return content
    root = packages.part(content)
    for text in root.iter(f"{W}t"):
        text.text = SIGNALS.sub("", text.text or "")
    _take_out_of_boxes(root)
    for place, label in page_labels(root):
        place.addprevious(_text(page_signal(label)) if _in_run(place) else _run(page_signal(label)))
    for paragraph in root.iter(f"{W}p"):
        _signal_direction(paragraph)
    return packages.written(root)


def _take_out_of_boxes(root: etree._Element) -> None:
    """Put paragraphs of boxes below those that they are anchored in."""
    for alternative in list(root.iter(_ALTERNATIVE)):
        parent = alternative.getparent()
        if parent is not None:
            parent.remove(alternative)  # The same box once more, for old programs.
    for box in list(root.iter(f"{W}txbxContent")):
        anchor = next(box.iterancestors(f"{W}p"), None)
        if anchor is not None:
            for paragraph in reversed(box):
                anchor.addnext(paragraph)


def _signal_direction(paragraph: etree._Element) -> None:
    stated = paragraph.find(f"{W}pPr/{W}bidi")
    if stated is None or stated.get(f"{W}val") in _OFF:
        return
    first_run = paragraph.find(f".//{W}r")
    if first_run is not None:
        first_run.addprevious(_run(RIGHT_TO_LEFT))


def _in_run(place: etree._Element) -> bool:
    return str(place.tag) != f"{W}r"


def _run(signal: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    run.append(_text(signal))
    return run


def _text(signal: str) -> etree._Element:
    text = etree.Element(f"{W}t")
    text.text = signal
    return text


def _warnings(parts: Mapping[str, bytes]) -> Iterator[str]:
    comments = parts.get("word/comments.xml", b"").count(b"<w:comment ")
    if comments:
        yield ngettext(
            "%(count)s comment in the margin is left out.",
            "%(count)s comments in the margin are left out.",
            comments,
        ) % {"count": comments}
    main = next(part for name, part in parts.items() if _MAIN_PART.fullmatch(name))
    if b"<w:ins " in main or b"<w:del " in main:
        yield _("The file has tracked changes. They are read as if they were accepted.")


_NOT_DOCX = gettext_lazy(
    "This file is not a Word file (.docx), whatever its name says. Open it in the program it was "
    "made with, save it as .docx or .txt and import that."
)
