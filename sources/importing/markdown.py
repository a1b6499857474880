"""Markdown as pandoc reads it, less what would change a transcription."""

from sources.importing import pandoc
from sources.importing.base import DEFAULTS, Importer, Options, Reading
from sources.importing.charsets import decode
from sources.texts.normalising import normalise
from sources.texts.structure import BlockType, Document

#: Off: what lets a file set options (metadata), runs macros, or alters what somebody typed
#: (curly quotes, dollar signs, at signs, "A. Smith" as a list, rules as tables).
_OFF = (
    "yaml_metadata_block", "pandoc_title_block", "latex_macros", "raw_tex", "tex_math_dollars",
    "smart", "citations", "example_lists", "fancy_lists", "task_lists", "implicit_figures",
    "multiline_tables", "simple_tables",
)  # fmt: skip
_FORMAT = "markdown+east_asian_line_breaks" + "".join(f"-{name}" for name in _OFF)


class Markdown(Importer):
    """Headings, lists, quotes, verse, tables and footnotes; its first heading is the title."""

    media_type = "text/markdown"
    extensions = (".md", ".markdown")

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it cannot be read."""
        text, charset = decode(data)
        document = pandoc.read(normalise(text).encode(), _FORMAT)
        return Reading(document, charset=charset, title=first_heading(document))


def first_heading(document: Document) -> str | None:
    """Return the text of a document's first block if that is a heading."""
    first = next(iter(document.text_blocks), None)
    if first is None or first.type != BlockType.HEADING:
        return None
    return document.text_of(first).replace("\n", " ")
