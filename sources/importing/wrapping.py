"""Undoing, on request, what a margin did to a text: broken lines, divided words."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from sources.importing.pdf.hyphens import Joiner

_LINE_END = re.compile(r"\r\n?|\n")
#: A line that is shorter than this part of the margin was not broken there: verse, addresses.
_FULL = 0.6
#: Which line, of those in order of length, shows the margin: a few may stick out.
_AT_MARGIN = 0.9
#: What begins a line of its own: an indent, a bullet or number, a dash of direct speech.
_BEGINS = re.compile(r"\s{2,}|\t|[•*‣▪]\s|[-–—]\s|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s|\f")
_REST_OF_WORD = re.compile(r"\S+[ \t]*")


def unwrapped(text: str, *, unwrap: bool, dehyphenate: bool) -> str:
    """Return a text whose lines are joined to paragraphs, or whose divided words are whole.

    Without `unwrap` lines stay, and the rest of a divided word moves up to its beginning.
    """
    lines = _LINE_END.split(text)
    margin = _margin(lines)
    joiner = Joiner(lines, dehyphenate=dehyphenate)
    parts = lines[:1]
    for before, line in pairwise(lines):
        follows = bool(before.strip() and line.strip()) and not _BEGINS.match(line)
        if follows and unwrap and _width(before) >= _FULL * margin:
            _join(parts, line, joiner)
        elif follows and dehyphenate:
            _move_up(parts, line, joiner)
        else:
            parts.append(f"\n{line}")
    return "".join(parts)


def _margin(lines: list[str]) -> int:
    widths = sorted(_width(line) for line in lines if line.strip())
    return widths[int(_AT_MARGIN * (len(widths) - 1))] if widths else 0


def _width(line: str) -> int:
    """In columns: Chinese letters take two."""
    line = line.rstrip()
    if line.isascii():
        return len(line)
    return len(line) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)


def _join(parts: list[str], line: str, joiner: Joiner) -> None:
    before = parts[-1].rstrip()
    gone, between = joiner.join(before, line.lstrip())
    parts[-1] = before[: len(before) - gone]
    parts.append(between + line.lstrip())


def _move_up(parts: list[str], line: str, joiner: Joiner) -> None:
    before, after = parts[-1].rstrip(), line.lstrip()
    gone, _between = joiner.join(before, after)
    rest = _REST_OF_WORD.match(after)
    if not gone or rest is None:
        parts.append(f"\n{line}")
        return
    parts[-1] = before[: len(before) - gone] + rest[0].rstrip()
    # Behind the last line of a paragraph nothing is left.
    parts.append(f"\n{after[rest.end() :]}" if after[rest.end() :] else "")
