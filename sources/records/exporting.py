"""Files of references for other programs, and bibliographies for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from sources.records.citing import Item, biblatex, bibliography, bibtex
from sources.records.ris import ris

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: Citation styles that pages propose, by name; every other one of the package can be named.
STYLES = {
    "chicago-author-date": "Chicago, author and date",
    "chicago-notes-bibliography": "Chicago, notes and bibliography",
    "modern-language-association": "MLA",
    "apa": "APA",
    "harvard-cite-them-right": "Harvard",
    "the-english-historical-review": "The English Historical Review",
    "past-and-present": "Past and Present",
    "gost-r-7-0-5-2008": "GOST R 7.0.5-2008",
    "china-national-standard-gb-t-7714-2015-author-date": "GB/T 7714-2015",
}
#: References that are set in a style at once: a processor takes seconds for a thousand.
MOST_STYLED = 1_000


class TooManySources(ValueError):
    """More sources than a style is applied to at once."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            _(
                "A bibliography holds at most %(most)s sources, these are %(count)s."
                " Choose fewer, or another format."
            )
            % {"most": MOST_STYLED, "count": count}
        )


@dataclass(frozen=True)
class Format:
    """One kind of file. `write` takes CSL-JSON items and the name of a style."""

    label: StrPromise | str
    extension: str
    media_type: str
    write: Callable[[Sequence[Item], str], str]


def _html(items: Sequence[Item], style: str) -> str:
    if len(items) > MOST_STYLED:
        raise TooManySources(len(items))
    references = bibliography(items, style=style)
    return render_to_string("records/bibliography.html", {"references": references})


#: By the name that addresses use.
FORMATS = {
    "bibtex": Format("BibTeX", "bib", "application/x-bibtex", lambda items, _s: bibtex(items)),
    "biblatex": Format(
        "BibLaTeX", "bib", "application/x-bibtex", lambda items, _s: biblatex(items)
    ),
    "ris": Format(
        "RIS", "ris", "application/x-research-info-systems", lambda items, _s: ris(items)
    ),
    "csljson": Format(
        "CSL-JSON",
        "json",
        "application/vnd.citationstyles.csl+json",
        lambda items, _s: json.dumps(list(items), ensure_ascii=False, indent=2) + "\n",
    ),
    "bibliography": Format(_("Bibliography in a style"), "html", "text/html", _html),
}
