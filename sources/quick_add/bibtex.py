"""BibTeX and BibLaTeX, as far as entries have to be told apart before pandoc reads them.

Grammar: https://www.bibtex.org/Format/. pandoc reads what is inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Titles, whose capitals pandoc would take away as those of English headlines.
_TITLES = re.compile(r"(short|main|book|journal|issue|orig|event)?(sub)?title(addon)?|series")
_BEGINNING = re.compile(r"@(\w+)[ \t]*[{(]")
_NEXT = re.compile(r"^[ \t]*@\w+[ \t]*[{(]", re.MULTILINE)
_KEY = re.compile(r"\s*([^\s,{}()=]*)\s*,?")
_NAME = re.compile(r"[\s,]*([A-Za-z][\w:+-]*)\s*=\s*")
#: Entries that are about others.
_NO_REFERENCES = ("string", "preamble", "comment")


class Unbalanced(ValueError):
    """An entry whose braces or quotation marks are not closed."""


@dataclass(frozen=True)
class Field:
    """One field of an entry: where its value stands in the entry, delimiters included."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Written:
    """One entry as it was written: its offset, kind, key and text."""

    start: int
    kind: str
    key: str
    text: str
    closed: bool = True


def entries(content: str) -> Iterator[Written]:
    """The entries of a file, `@string` and its like too. What stands between them is comment.

    An entry that is not closed before the next line that begins one ends there: so a brace that
    was forgotten spoils its own entry alone, and the file is gone through once.
    """
    at = 0
    while found := _BEGINNING.search(content, at):
        opening = found.end() - 1
        following = _NEXT.search(content, found.end())
        end = following.start() if following else len(content)
        try:
            at, closed = _closing(content, opening, end), True
        except Unbalanced:
            at, closed = end, False
        text = content[found.start() : at]
        if closed and text.endswith(")"):
            # pandoc knows braces alone.
            head = content[found.start() : opening]
            text = f"{head}{{{content[opening + 1 : at - 1]}}}"
        key = _KEY.match(content, found.end())
        yield Written(found.start(), found[1].lower(), key[1] if key else "", text, closed)


def is_reference(entry: Written) -> bool:
    """Whether an entry is one of a source, and not a definition or a comment."""
    return entry.kind not in _NO_REFERENCES


def fields(entry: str) -> Iterator[Field]:
    """The fields of an entry. Raises `Unbalanced`."""
    beginning = _BEGINNING.search(entry)
    if beginning is None:
        return
    key = _KEY.match(entry, beginning.end())
    at = key.end() if key else beginning.end()
    while name := _NAME.match(entry, at):
        start = at = name.end()
        while at < len(entry) and entry[at] not in ",})":
            at = _value_end(entry, at)
        yield Field(name[1].lower(), start, at)


def plain(entry: str, *names: str) -> str:
    """The first of these fields that the entry has, without its delimiters; or nothing."""
    try:
        values = {field.name: entry[field.start : field.end] for field in fields(entry)}
    except Unbalanced:
        return ""
    found = next((values[name] for name in names if name in values), "")
    return found.strip().strip('{}"').strip()


def with_capitals_kept(entry: str) -> str:
    """The entry with its titles in braces, so that nobody changes their capitals."""
    try:
        titles = [field for field in fields(entry) if _TITLES.fullmatch(field.name)]
    except Unbalanced:
        return entry
    for field in reversed(titles):
        value = entry[field.start : field.end].rstrip()
        # Joined by # from several parts, it stays as it is.
        if value[:1] in ("{", '"') and _is_one_part(value):
            inside = f"{value[0]}{{{value[1:-1]}}}{value[-1]}"
            entry = entry[: field.start] + inside + entry[field.start + len(value) :]
    return entry


def _is_one_part(value: str) -> bool:
    return _value_end(value, 0) == len(value)


def _value_end(text: str, at: int) -> int:
    """Where the part of a value that begins at `at` ends."""
    if text[at] == "{":
        return _closing(text, at)
    if text[at] == '"':
        return _quoted(text, at)
    return at + 1


def _closing(text: str, at: int, before: int | None = None) -> int:
    """The place after the brace that closes the one at `at`. Raises `Unbalanced`."""
    opening = text[at]
    closing = "}" if opening == "{" else ")"
    depth = 0
    for place in range(at, len(text) if before is None else before):
        letter = text[place]
        if place > at and text[place - 1] == "\\":
            continue
        if letter == opening:
            depth += 1
        elif letter == closing:
            depth -= 1
            if not depth:
                return place + 1
    raise Unbalanced


def _quoted(text: str, at: int) -> int:
    depth = 0
    for place in range(at + 1, len(text)):
        letter = text[place]
        depth += (letter == "{") - (letter == "}")
        if letter == '"' and not depth:
            return place + 1
    raise Unbalanced
