"""The formats of references that can be pasted, told apart by how they begin."""

from __future__ import annotations

import re

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    """How references are written. The values are pandoc's names."""

    BIBTEX = "bibtex", "BibTeX"
    BIBLATEX = "biblatex", "BibLaTeX"
    RIS = "ris", "RIS"
    CSLJSON = "csljson", "CSL-JSON"
    ENDNOTE = "endnotexml", _("EndNote XML")


#: What BibLaTeX has and BibTeX has not.
_BIBLATEX = re.compile(
    r"^[ \t]*@(online|collection|mvbook|report|thesis|letter|archive\w*|mvcollection)\b"
    r"|^[ \t]*(date|journaltitle|location|langid|eventdate|urldate|origdate|maintitle)[ \t]*=",
    re.IGNORECASE | re.MULTILINE,
)


def detect(content: str) -> Format | None:
    """The format of what was pasted; None where it is none of them."""
    text = content.lstrip("\ufeff \t\r\n")
    if text[:1] in ("[", "{"):
        return Format.CSLJSON
    if text.startswith("<"):
        return Format.ENDNOTE
    if re.search(r"^TY\s{1,2}-", text, re.MULTILINE):
        return Format.RIS
    if re.search(r"^[ \t]*@\w+[ \t]*[{(]", text, re.MULTILINE):
        return Format.BIBLATEX if _BIBLATEX.search(text) else Format.BIBTEX
    return None
