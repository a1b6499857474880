"""JATS, in which journals keep their articles (https://jats.nlm.nih.gov/)."""

from __future__ import annotations

from lxml import etree

from sources.importing import pandoc, xml
from sources.importing.base import DEFAULTS, Importer, Options, Reading
from sources.importing.detecting import xml_root
from sources.importing.docbook import DocBook
from sources.importing.markdown import first_heading
from sources.texts.structure import is_language_tag


class Jats(Importer):
    """Title, authors, abstract, sections, tables, notes and references of an article."""

    media_type = "application/jats+xml"
    extensions = (".jats", ".nxml", ".xml")

    def recognises(self, data: bytes) -> bool:
        """Whether the file consists of an article that is none of DocBook's."""
        return xml_root(data) == "article" and not DocBook().recognises(data)

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it cannot be read."""
        root = xml.parse(data)
        for references in list(root.iter("{*}ref-list")):
            _write_out(references)
        language = xml.language(root)
        document = pandoc.read(etree.tostring(root, encoding="utf-8"), "jats")
        return Reading(
            document,
            language=language if language and is_language_tag(language) else None,
            title=first_heading(document),
        )


def _write_out(references: etree._Element) -> None:
    """Make the list a section of paragraphs: pandoc would keep it apart from the text."""
    section = etree.Element("sec")
    title = references.find("{*}title")
    if title is not None:
        section.append(title)
    for reference in references.iter("{*}ref"):
        paragraph = etree.SubElement(section, "p")
        paragraph.text = " ".join(" ".join(reference.itertext()).split())
    parent = references.getparent()
    if parent is None:
        return
    section.tail = references.tail
    body = next(references.getroottree().getroot().iter("{*}body"), None)
    if body is None:
        parent.replace(references, section)
    else:
        parent.remove(references)
        body.append(section)
