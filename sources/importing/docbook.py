"""DocBook 4 and 5 (https://docbook.org/)."""

from __future__ import annotations

from lxml import etree

from sources.importing import pandoc, xml
from sources.importing.base import DEFAULTS, Importer, Options, Reading
from sources.importing.detecting import xml_root
from sources.importing.markdown import first_heading
from sources.importing.pandoc_inlines import page_signal
from sources.texts.structure import is_language_tag

_ROOTS = ("book", "article", "chapter", "section", "part", "set", "appendix", "preface")
_SAID = (b"docbook", b"<articleinfo", b"<bookinfo")
#: How much of a file says what it is (bytes).
_HEAD = 4096


class DocBook(Importer):
    """Chapters, lists, tables, notes, figures, and the pages of DocBook 4."""

    media_type = "application/docbook+xml"
    extensions = (".dbk", ".docbook", ".xml")

    def recognises(self, data: bytes) -> bool:
        """Whether the file says that it is DocBook."""
        head = data[:_HEAD].lower()
        return xml_root(data) in _ROOTS and any(words in head for words in _SAID)

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it cannot be read."""
        root = xml.parse(data)
        for page in list(root.iter("{*}beginpage")):
            page.tail = page_signal(page.get("pagenum", "")) + (page.tail or "")
        language = xml.language(root) or root.get("lang")
        document = pandoc.read(etree.tostring(root, encoding="utf-8"), "docbook")
        return Reading(
            document,
            language=language if language and is_language_tag(language) else None,
            title=first_heading(document),
        )
