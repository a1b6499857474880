"""OpenDocument texts (.odt), as LibreOffice writes them.

OpenDocument 1.3 (https://docs.oasis-open.org/office/OpenDocument/v1.3/). pandoc keeps neither
pages nor directions, so both are written into the text first, as for Word.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from lxml import etree

from sources.importing import packages, pandoc, xml
from sources.importing.base import DEFAULTS, Importer, Options, Reading, UnreadableFile
from sources.importing.markdown import first_heading
from sources.importing.pandoc_inlines import RIGHT_TO_LEFT, SIGNALS, page_signal

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_BREAK = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}break-before"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_SOFT_BREAK = f"{_TEXT}soft-page-break"
_MODE = f"{_STYLE}writing-mode"
_PICTURES = ("Pictures/", "media/")
_LEFT_OUT = ("Thumbnails/", "Object ", "ObjectReplacements/", "Configurations2/")


class OpenDocument(Importer):
    """Paragraphs with their direction, headings, lists, tables, notes, pictures and pages."""

    media_type = "application/vnd.oasis.opendocument.text"
    extensions = (".odt",)

    def recognises(self, data: bytes) -> bool:
        """Whether the file is packed, as these files are."""
        return packages.is_packed(data)

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it is no OpenDocument text or cannot be read."""
        parts = packages.unpack(data)
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise UnreadableFile(packages.PROTECTED)
        if "content.xml" not in parts:
            raise UnreadableFile(_NOT_ODT)
        content = packages.part(parts["content.xml"])
        warnings = tuple(_warnings(content))
        _prepare(content, _Styles(content, parts.get("styles.xml")))
        kept = {name: part for name, part in parts.items() if not name.startswith(_LEFT_OUT)}
        kept["content.xml"] = packages.written(content)
        packed = packages.pack(kept, change=_without_picture, first="mimetype")
        document, images = pandoc.read_pictured(packed, "odt", parts.get)
        return Reading(document, title=first_heading(document), images=images, warnings=warnings)


def _without_picture(name: str, content: bytes) -> bytes:
    return b"" if name.startswith(_PICTURES) else content


class _Styles:
    """What the styles of paragraphs say, those that they rest on included."""

    def __init__(self, content: etree._Element, styles: bytes | None) -> None:
        roots = [content, *([packages.part(styles)] if styles else [])]
        self._styles = {
            each.get(f"{_STYLE}name"): each
            for root in reversed(roots)
            for each in root.iter(f"{_STYLE}style")
        }

    def says(self, paragraph: etree._Element, property_name: str) -> str:
        """The value of a property of paragraphs, "" where no style has it."""
        name, seen = paragraph.get(f"{_TEXT}style-name"), set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            stated = style.find(f"{_STYLE}paragraph-properties")
            if stated is not None and stated.get(property_name):
                return str(stated.get(property_name))
            name = style.get(f"{_STYLE}parent-style-name")
        return ""


def _prepare(content: etree._Element, styles: _Styles) -> None:
    """Leave out what was deleted or said in the margin; write pages and directions."""
    for left_out in list(content.iter(f"{_TEXT}tracked-changes", f"{_OFFICE}annotation")):
        xml.remove(left_out)
    for element in content.iter():
        element.text, element.tail = (
            SIGNALS.sub("", text) if text else text for text in (element.text, element.tail)
        )
    paragraphs = list(content.iter(*_PARAGRAPHS))
    for paragraph in paragraphs:
        if styles.says(paragraph, _MODE).startswith("rl"):
            _write_first(paragraph, RIGHT_TO_LEFT)
    broken = [each for each in paragraphs if styles.says(each, _BREAK) == "page"]
    soft = list(content.iter(_SOFT_BREAK))
    if not broken and not soft:
        return
    for each in broken:
        _write_first(each, page_signal())
    for each in soft:
        _replace_soft_break(each)
    if paragraphs[0] not in broken:
        _write_first(paragraphs[0], page_signal())


def _replace_soft_break(element: etree._Element) -> None:
    """In a paragraph it stands where the page begins, otherwise before the next paragraph."""
    if next(element.iterancestors(*_PARAGRAPHS), None) is not None:
        element.tail = page_signal() + (element.tail or "")
        return
    following = next(element.itersiblings(), None)
    paragraph = None if following is None else next(following.iter(*_PARAGRAPHS), None)
    if paragraph is not None:
        _write_first(paragraph, page_signal())


def _write_first(paragraph: etree._Element, signal: str) -> None:
    paragraph.text = signal + (paragraph.text or "")


def _warnings(content: etree._Element) -> Iterator[str]:
    comments = sum(1 for _each in content.iter(f"{_OFFICE}annotation"))
    if comments:
        yield ngettext(
            "%(count)s comment in the margin is left out.",
            "%(count)s comments in the margin are left out.",
            comments,
        ) % {"count": comments}
    if next(content.iter(f"{_TEXT}changed-region"), None) is not None:
        yield _("The file has tracked changes. They are read as if they were accepted.")


_NOT_ODT = gettext_lazy(
    "This file is not an OpenDocument text (.odt), whatever its name says. Open it in the program"
    " it was made with, save it as .odt or .docx and import that."
)
