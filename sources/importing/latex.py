"""LaTeX (.tex): the text, without what only sets it."""

from __future__ import annotations

import re

from sources.importing import pandoc
from sources.importing.base import DEFAULTS, Importer, Options, Reading
from sources.importing.charsets import decode
from sources.importing.markdown import first_heading
from sources.texts.normalising import normalise

_CHARSET = re.compile(rb"\\usepackage\s*\[([\w-]{1,20})\]\s*\{inputenc\}")
#: What inputenc calls code pages, where others call them something else.
_NAMES = {"utf8": "utf-8", "utf8x": "utf-8", "ansinew": "cp1252", "applemac": "mac_roman"}
_CITED = re.compile(
    r"\\(?:auto|foot|paren|text|full|smart)?cite[a-zA-Z]{0,8}\*?"
    r"((?:\s*\[[^\[\]{}]{0,200}\]){0,2})\s*\{([^{}]{1,500})\}"
)
#: What tables have between their rows; pandoc takes it for a part of the row that follows.
_RULES = re.compile(r"\\noalign\s*\{[^{}]{0,100}\}|\\end(?:last)?foot\b")


class Latex(Importer):
    """Sections, lists, quotations, tables, notes; commands that it does not know are left out."""

    media_type = "application/x-tex"
    extensions = (".tex", ".latex", ".ltx")

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it cannot be read."""
        found = _CHARSET.search(data)
        name = found[1].decode() if found else ""
        text, charset = decode(data, stated=_NAMES.get(name, name))
        text = _CITED.sub(_reference, _RULES.sub("", normalise(text)))
        # Without raw_tex pandoc drops the commands that it cannot read, and reads on.
        document = pandoc.read(text.encode(), "latex-raw_tex-auto_identifiers")
        return Reading(document, charset=charset, title=first_heading(document))


def _reference(found: re.Match[str]) -> str:
    """A citation in words, since its bibliography is not in the file: `[Petrov1949, 12]`."""
    details = [part.strip() for part in re.findall(r"\[([^\[\]]*)\]", found[1]) if part.strip()]
    return f"[{', '.join([found[2].strip(), *details])}]"
