"""What differs between two states of a text, for people to see. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Words with the spaces after them; Chinese and Japanese, which have no spaces, by character.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]|\S+?(?=[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff])|\S+\s*|\s+"
)
#: Passages of more words than this are shown as replaced whole: comparing takes quadratic time.
MOST_WORDS = 2_000


@dataclass(frozen=True)
class Piece:
    """A stretch that stands in both texts, or in one alone."""

    text: str
    in_old: bool = True
    in_new: bool = True


@dataclass(frozen=True)
class Change:
    """Paragraphs that differ, as pieces in the order of reading. `line` counts from 1 in old."""

    line: int
    pieces: tuple[Piece, ...]


def changes(old: str, new: str) -> list[Change]:
    """The paragraphs of `old` that read otherwise in `new`, compared word by word."""
    before, after = old.split("\n"), new.split("\n")
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) > MOST_WORDS)
    found = [
        Change(i + 1, tuple(_pieces(_paragraphs(before[i:j]), _paragraphs(after[k:m]))))
        for kind, i, j, k, m in matcher.get_opcodes()
        if kind != "equal"
    ]
    return [change for change in found if change.pieces]


def _paragraphs(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) > MOST_WORDS or len(after) > MOST_WORDS:
        yield from _replaced([old], [new])
        return
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("".join(before[i:j]))
        else:
            yield from _replaced(before[i:j], after[k:m])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if gone := "".join(old):
        yield Piece(gone, in_new=False)
    if come := "".join(new):
        yield Piece(come, in_old=False)
