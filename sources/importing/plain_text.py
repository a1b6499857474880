"""Plain text in any common charset; a form feed begins a page."""

import re

from sources.importing.base import DEFAULTS, Importer, Options, Reading
from sources.importing.building import Draft, assemble
from sources.importing.charsets import decode
from sources.importing.wrapping import unwrapped
from sources.texts.normalising import SEPARATOR

_NEW_PAGE = "\f"
_LINE_END = re.compile(r"\r\n?|\n")
#: Looked for where a line begins and nowhere else, or a long one would be gone through for each
#: of its characters.
_LINES_TOGETHER = re.compile(r"(?<![^\r\n\f])[^\r\n\f]++(?:(?:\r\n?|\n)[^\r\n\f]++)+")
#: No file that is wrapped at a margin has longer lines (characters).
_WIDEST_MARGIN = 120


class PlainText(Importer):
    """Paragraphs at blank lines, pages numbered from 1 where the file has form feeds."""

    media_type = "text/plain"
    extensions = (".txt", ".text")
    options = ("unwrap", "dehyphenate")

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it is none."""
        text, charset = decode(data)
        if options.unwrap or options.dehyphenate:
            text = unwrapped(text, unwrap=options.unwrap, dehyphenate=options.dehyphenate)
        pages = divide_long_lines(text).strip(_NEW_PAGE).split(_NEW_PAGE)
        draft = Draft()
        for number, page in enumerate(pages, start=1):
            if len(pages) > 1:
                draft.break_page(str(number))
            draft.write(page if page.endswith("\n") else page + "\n")
        return Reading(assemble([draft]), charset=charset)


def divide_long_lines(text: str) -> str:
    """Put blank lines between lines that are paragraphs of their own.

    They are so where any of the lines that stand together is too long to have been wrapped at
    a margin. Verse, addresses and wrapped lines stay together.
    """
    return _LINES_TOGETHER.sub(_divided, text)


def _divided(together: re.Match[str]) -> str:
    lines = _LINE_END.split(together[0])
    if max(map(len, lines)) <= _WIDEST_MARGIN:
        return together[0]
    return SEPARATOR.join(lines)
