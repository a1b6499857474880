"""TEI P5: the text, and what its header says.

https://tei-c.org/release/doc/tei-p5-doc/en/html/
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from sources.importing import pandoc, xml
from sources.importing.base import DEFAULTS, Importer, Options, Reading, UnreadableFile
from sources.importing.building import Draft, assemble
from sources.importing.detecting import xml_root
from sources.importing.pictures import keep
from sources.importing.tei.blocks import Blocks
from sources.importing.tei.changes import Changes
from sources.importing.tei.lists import Lists
from sources.importing.tei.notes import Notes
from sources.importing.tei.pages import Pages
from sources.importing.tei.words import Words
from sources.texts.normalising import normalise
from sources.texts.structure import is_language_tag

#: More would be no report that anybody reads.
_MAX_NAMES = 40
_ROOTS = ("tei", "teicorpus", "tei.2")


class TeiText(Blocks, Lists, Notes, Pages, Changes, Words):
    """The texts of one file."""

    def drafts(self) -> list[Draft]:
        """Return the blocks of the whole file in order."""
        self.element(self.root)
        self.end_chapter()
        return self.writer.drafts

    def warnings(self) -> Iterator[str]:
        """Say what of the file is not in the text."""
        if self.counts["rdg"]:
            yield _("Other readings of the witnesses are left out: %(count)s.") % {
                "count": self.counts["rdg"]
            }
        if self.counts["edition"]:
            yield _(
                "Pages of more than one edition are marked. Those of “%(edition)s” are kept."
            ) % {"edition": self.edition or _("the edition without a name")}
        if self.counts["graphic"]:
            yield _("Pictures are not in the file itself: %(count)s. Their captions are kept.") % {
                "count": self.counts["graphic"]
            }


class Tei(Importer):
    """Editions and transcriptions: pages, lines, verse, speakers, notes, corrections, names."""

    media_type = "application/tei+xml"
    extensions = (".tei", ".xml")
    options = ("unwrap", "as_written", "keep_deletions")

    def recognises(self, data: bytes) -> bool:
        """Whether the file consists of a TEI element."""
        return xml_root(data) in _ROOTS

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if there is none."""
        root = xml.parse(data)
        reader = TeiText(root, options)
        try:
            document, images = keep(assemble(reader.drafts()), lambda _name: None)
        except RecursionError:
            raise UnreadableFile(pandoc.TOO_INTRICATE) from None
        header = next(_all(root, "teiHeader"), None)
        return Reading(
            document,
            language=_language(root),
            title=_title(header),
            images=images,
            warnings=(*reader.warnings(), *_described(header), *_names(reader.names)),
        )


def _all(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if xml.name(element) in names)


def _first(root: etree._Element, *path: str) -> etree._Element | None:
    found: etree._Element | None = root
    for step in path:
        found = None if found is None else next(_all(found, step), None)
    return found


def _words(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return " ".join(normalise("".join(element.itertext("*"))).split())


def _title(header: etree._Element | None) -> str | None:
    statement = None if header is None else _first(header, "titleStmt")
    if statement is None:
        return None
    titles = [each for each in statement if xml.name(each) == "title"]
    main = [each for each in titles if each.get("type") == "main"] or titles[:1]
    return ". ".join(filter(None, map(_words, main)))[:300] or None


def _language(root: etree._Element) -> str | None:
    """What the text says it is in, or the file, or the one language that the header names."""
    stated = [xml.language(each) for each in (*_all(root, "text"), *_all(root, *_ROOT_NAMES))]
    used = [each.get("ident") for each in _all(root, "language")]
    found = [*filter(None, stated), *(used if len(used) == 1 else [])]
    return next((tag for tag in found if tag and is_language_tag(tag)), None)


_ROOT_NAMES = ("TEI", "TEI.2", "teiCorpus")


def _described(header: etree._Element | None) -> Iterator[str]:
    """What the header says of the source, for the form that describes it."""
    if header is None:
        return
    statement = _first(header, "titleStmt")
    authors = [
        _words(each) for each in (_all(statement, "author") if statement is not None else ())
    ]
    if any(authors):
        yield _("The file names as its author: %(names)s.") % {"names": "; ".join(authors)[:300]}
    source = _words(_first(header, "sourceDesc"))
    if source:
        yield _("The file describes its source so: %(source)s") % {"source": source[:500]}


def _names(names: dict[str, str]) -> Iterator[str]:
    if names:
        shown = "; ".join(list(names)[:_MAX_NAMES]) + ("…" if len(names) > _MAX_NAMES else "")
        yield _("Names that are marked in the file: %(names)s") % {"names": shown}
