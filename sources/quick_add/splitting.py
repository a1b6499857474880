"""References as they were pasted, one by one, with the line each begins in."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from project.people.parsing import DEEPEST
from sources.quick_add import bibtex
from sources.quick_add.formats import Format


class NotSplit(ValueError):
    """What was pasted does not even fall into entries. The message says why, and in what line."""


@dataclass(frozen=True)
class Piece:
    """One reference as it was written. `item` is CSL-JSON, where it came as that."""

    number: int
    line: int
    key: str
    text: str
    problem: str = ""
    item: Any = None


def split(content: str, written: Format) -> tuple[str, list[Piece]]:
    """What all references need (BibTeX's `@string`), and each of them. Raises `NotSplit`."""
    return _SPLITTERS[written](content.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def joined(common: str, pieces: Sequence[Piece], written: Format) -> str:
    """The references as one file of their format."""
    texts = "\n".join(piece.text for piece in pieces)
    if written == Format.ENDNOTE:
        return f"<xml><records>{texts}</records></xml>"
    # RIS begins with its first tag.
    return f"{common}\n{texts}\n" if common else f"{texts}\n"


def _bibtex(content: str) -> tuple[str, list[Piece]]:
    line_of = _lines(content)
    common: list[str] = []
    pieces: list[Piece] = []
    for entry in bibtex.entries(content):
        if bibtex.is_reference(entry):
            problem = "" if entry.closed else _("A brace or quotation mark is not closed.")
            text = bibtex.with_capitals_kept(entry.text)
            pieces.append(Piece(len(pieces) + 1, line_of(entry.start), entry.key, text, problem))
        elif entry.kind == "string" and entry.closed:
            common.append(entry.text)
    return "\n".join(common), pieces


def _ris(content: str) -> tuple[str, list[Piece]]:
    pieces: list[Piece] = []
    starts = [found.start() for found in re.finditer(r"^TY\s{1,2}-", content, re.MULTILINE)]
    line_of = _lines(content)
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        text = content[start:end]
        lines = [_tagged(line) for line in text.split("\n") if line.strip()]
        kept = [line for line in lines if not line.startswith("ER  -")]
        key = re.search(r"^ID  - (.+)$", "\n".join(kept), re.MULTILINE)
        pieces.append(
            Piece(
                len(pieces) + 1,
                line_of(start),
                key[1].strip() if key else "",
                "\n".join([*kept, "ER  - "]),
            )
        )
    return "", pieces


def _tagged(line: str) -> str:
    """A line of RIS with the two spaces and the space that its definition asks for."""
    found = re.match(r"([A-Z][A-Z0-9])\s*-\s?(.*)", line)
    return f"{found[1]}  - {found[2].strip()}" if found else line


def _csljson(content: str) -> tuple[str, list[Piece]]:
    try:
        items = json.loads(content, parse_float=_finite, parse_constant=_finite)
    except json.JSONDecodeError as error:
        raise NotSplit(
            _("Line %(line)s is not JSON: %(reason)s.")
            % {"line": error.lineno, "reason": error.msg}
        ) from error
    except ValueError as error:
        raise NotSplit(_("This JSON holds a number that is too large.")) from error
    except RecursionError as error:
        raise NotSplit(_("The JSON is nested too deeply.")) from error
    items = items if isinstance(items, list) else [items]
    places = _places(content)
    places += [1] * (len(items) - len(places))
    return "", [
        _json_piece(number, line, item)
        for number, (line, item) in enumerate(zip(places, items, strict=False), 1)
    ]


def _json_piece(number: int, line: int, item: Any) -> Piece:
    if not _is_shallow(item):
        return Piece(number, line, "", "", _("The JSON is nested too deeply."))
    try:
        json.dumps(item, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return Piece(number, line, "", "", _("It holds half of a character (a lone surrogate)."))
    key = str(item.get("id", "")) if isinstance(item, dict) else ""
    return Piece(number, line, key, "", item=item)


def _finite(number: str) -> float:
    """Raises ValueError for what JSON in the database cannot hold."""
    if math.isinf(value := float(number)) or math.isnan(value):
        raise ValueError(number)
    return value


def _places(content: str) -> list[int]:
    """The lines in which the objects of a list begin."""
    decoder, line_of = json.JSONDecoder(), _lines(content)
    places: list[int] = []
    at = content.find("{")
    if content.lstrip()[:1] == "{":
        return [line_of(at)]
    while at != -1:
        places.append(line_of(at))
        _item, at = decoder.raw_decode(content, at)
        at = content.find("{", at)
    return places


def _is_shallow(item: Any, depth: int = 0) -> bool:
    if depth > DEEPEST:
        return False
    inside = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    return all(_is_shallow(each, depth + 1) for each in inside)


def _endnote(content: str) -> tuple[str, list[Piece]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 1)
        raise NotSplit(
            _("Line %(line)s is not XML: %(reason)s") % {"line": line, "reason": error}
        ) from error
    return "", [
        Piece(
            number,
            record.sourceline or 1,
            "",
            etree.tostring(record, encoding="unicode", with_tail=False),
        )
        for number, record in enumerate(root.iter("record"), 1)
    ]


def _lines(content: str) -> Callable[[int], int]:
    """From an offset to the number of its line."""
    starts = [0, *accumulate(len(line) for line in content.splitlines(keepends=True))]
    return lambda offset: bisect_right(starts, offset)


_SPLITTERS: dict[Format, Callable[[str], tuple[str, list[Piece]]]] = {
    Format.BIBTEX: _bibtex,
    Format.BIBLATEX: _bibtex,
    Format.RIS: _ris,
    Format.CSLJSON: _csljson,
    Format.ENDNOTE: _endnote,
}
