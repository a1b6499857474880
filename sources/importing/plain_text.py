"""Plain text in any common charset; a form feed begins a page."""

from sources.importing.base import Importer, Reading
from sources.importing.building import Draft, assemble
from sources.importing.charsets import decode

_NEW_PAGE = "\f"


class PlainText(Importer):
    """Paragraphs at blank lines, pages numbered from 1 where the file has form feeds."""

    media_type = "text/plain"
    extensions = (".txt", ".text")

    def read(self, data: bytes) -> Reading:
        """Return the text; UnreadableFile if it is none."""
        text, charset = decode(data)
        pages = text.strip(_NEW_PAGE).split(_NEW_PAGE)
        draft = Draft()
        for number, page in enumerate(pages, start=1):
            if len(pages) > 1:
                draft.break_page(str(number))
            draft.write(page if page.endswith("\n") else page + "\n")
        return Reading(assemble([draft]), charset=charset)
