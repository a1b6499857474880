"""Links to words: the text directive of the W3C's Text Fragments, composed and found.

`[prefix-,]start[,end][,-suffix]`, each term percent-encoded, as in `#:~:text=` of browsers:
https://wicg.github.io/scroll-to-text-fragment/. Here it stands in the query (`?text=`), since
no program but the browser itself ever sees a text directive in the fragment. White space
agrees with any other, and large with small letters. Pure: no database; offsets are code points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from sources.texts.normalising import normalise

#: Longer passages are named by their first and last words.
MOST_EXACT = 120
#: Code points of each end then named, grown to whole words.
ENDS = 30
#: Code points of context tried, one after the other, where the words stand more than once.
CONTEXTS = (16, 32, 64, 128, 256)
#: Characters of a directive that are still read.
MOST_READ = 10_000


class InvalidDirective(ValueError):
    """This is no text directive: it needs `[prefix-,]start[,end][,-suffix]`."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class TextDirective:
    """Words, or the first and last words of a passage, and what stands around them."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        terms = [
            self.prefix and f"{_encoded(self.prefix)}-",
            _encoded(self.start),
            _encoded(self.end),
            self.suffix and f"-{_encoded(self.suffix)}",
        ]
        return ",".join(filter(None, terms))


def parse(directive: str) -> TextDirective:
    """Read a directive, still percent-encoded. Raises `InvalidDirective`."""
    terms = directive[:MOST_READ].split(",")
    prefix = terms.pop(0)[:-1] if len(terms) > 1 and terms[0].endswith("-") else ""
    suffix = terms.pop()[1:] if len(terms) > 1 and terms[-1].startswith("-") else ""
    if len(terms) > 2 or any(term.startswith("-") or term.endswith("-") for term in terms):
        raise InvalidDirective
    start, end, prefix, suffix = (
        _decoded(term) for term in (terms[0], terms[1] if len(terms) == 2 else "", prefix, suffix)
    )
    if not start:
        raise InvalidDirective
    return TextDirective(start, end, prefix, suffix)


def find(content: str, directive: TextDirective) -> tuple[int, int] | None:
    """The first passage that a directive names, or None where there is none."""
    before = rf"{_words(directive.prefix)}\s*" if directive.prefix else ""
    after = rf"(?=\s*{_words(directive.suffix)})" if directive.suffix else ""
    # The end stays open where it is told apart: what follows the first words is looked for once.
    first = re.compile(
        rf"{before}({_words(directive.start)}){'' if directive.end else after}", re.IGNORECASE
    ).search(content)
    if first is None:
        return None
    if not directive.end:
        return first.span(1)
    last = re.compile(rf"{_words(directive.end)}{after}", re.IGNORECASE).search(
        content, first.end()
    )
    return (first.start(1), last.end()) if last else None


def compose(content: str, start: int, end: int) -> TextDirective:
    """The shortest directive that finds content[start:end] and nothing before it."""
    exact = content[start:end]
    terms = (exact, "") if len(exact) <= MOST_EXACT else _ends(exact)
    composed = TextDirective(*terms)
    for length in CONTEXTS:
        if find(content, composed) == (start, end):
            break
        before, after = content[max(0, start - length) : start], content[end : end + length]
        composed = TextDirective(*terms, before.strip(), after.strip())
    return composed


def _ends(exact: str) -> tuple[str, str]:
    """First and last words. A script without spaces is cut where `ENDS` says."""
    first = re.match(rf"(?s).{{{ENDS}}}\S{{0,{ENDS}}}", exact)
    last = re.search(rf"(?s)\S{{0,{ENDS}}}.{{{ENDS}}}\Z", exact)
    assert first
    assert last
    return first[0].strip(), last[0].strip()


def _words(term: str) -> str:
    return r"\s+".join(map(re.escape, term.split()))


def _encoded(term: str) -> str:
    """What would be taken for the directive's own marks is encoded too."""
    return quote(" ".join(term.split()), safe="").replace("-", "%2D")


def _decoded(term: str) -> str:
    return normalise(unquote(term)).strip()
