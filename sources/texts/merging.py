"""Two corrections of one text brought together (diff3). Pure.

A text is compared as a row of words, of what opens each block, and of page breaks. What one side
alone changed is taken over; where both changed the same words, or words next to each other, a
person chooses. After S. Khanna, K. Kunal, B. C. Pierce, "A formal investigation of diff3" (2007).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sources.texts.editing import apart, carry_marks
from sources.texts.rows import read_rows
from sources.texts.sequences import shared_runs
from sources.texts.structure import BlockType, Document, Mark

#: Changes of the two sides with fewer words between them than this clash: together they may say
#: what neither meant.
_NEAR = 2
#: Code points shown on either side of a clash.
_AROUND = 60
#: What no normalised text holds stands before what is not a word.
_OPENS, _BREAKS = "\x01", "\x02"
#: As in `sources.texts.alignment`: East Asian characters are words of their own.
_TOKEN = re.compile(r"[^\W\u2e80-\U0010ffff]+|[\W\u2e80-\U0010ffff]")


class Choice(StrEnum):
    """Whose wording stands where both changed the same."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Wording:
    """How one block, or a part of one, reads; `type` where it begins here."""

    text: str
    type: BlockType | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Where both sides changed the same: what stood there, and what each made of it."""

    before: str
    base: tuple[Wording, ...]
    mine: tuple[Wording, ...]
    theirs: tuple[Wording, ...]
    after: str


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Tokens of the three; equal in all where `is_stable`."""

    base: list[str]
    mine: list[str]
    theirs: list[str]
    is_stable: bool = False

    def __add__(self, other: _Chunk) -> _Chunk:
        return _Chunk(self.base + other.base, self.mine + other.mine, self.theirs + other.theirs)

    @property
    def agreed(self) -> list[str] | None:
        """What both sides come to; None where they clash."""
        if self.mine in (self.base, self.theirs):
            return self.theirs
        return self.mine if self.theirs == self.base else None


class Merge:
    """What becomes of `base` when both corrections of it count."""

    def __init__(self, base: Document, mine: Document, theirs: Document) -> None:
        self._sides = base, mine, theirs
        self._chunks = _together(list(_chunks(*map(_tokens, self._sides))))

    def clashes(self) -> list[Clash]:
        """Where a person has to choose, in the order of the text."""
        return [
            Clash(
                self._words_of(number - 1)[-_AROUND:],
                tuple(_wordings(chunk.base)),
                tuple(_wordings(chunk.mine)),
                tuple(_wordings(chunk.theirs)),
                self._words_of(number + 1)[:_AROUND],
            )
            for number, chunk in enumerate(self._chunks)
            if chunk.agreed is None
        ]

    def _words_of(self, number: int) -> str:
        """How a chunk reads, in one line; nothing where there is none."""
        if not 0 <= number < len(self._chunks):
            return ""
        tokens = self._chunks[number].theirs
        words = (" " if token[0] in (_OPENS, _BREAKS) else token for token in tokens)
        return " ".join("".join(words).split())

    def document(self, choices: Mapping[int, Choice] | None = None) -> Document:
        """The text of both. `choices` by the number of the clash; theirs where none is made."""
        tokens: list[str] = []
        number = 0
        for chunk in self._chunks:
            agreed = chunk.agreed
            if agreed is None:
                agreed = _chosen(chunk, (choices or {}).get(number, Choice.THEIRS))
                number += 1
            tokens += agreed
        merged = read_rows(list(_rows(tokens)))
        return replace(merged, marks=apart(self._marks(merged)))

    def _marks(self, merged: Document) -> set[Mark]:
        """Marks that both kept, and those that either made."""
        base, mine, theirs = (set(carry_marks(side, merged).marks) for side in self._sides)
        return (mine & theirs) | (mine - base) | (theirs - base)


def _chosen(chunk: _Chunk, choice: Choice) -> list[str]:
    if choice == Choice.BOTH:
        between = [] if chunk.mine[:1] and chunk.mine[0].startswith(_OPENS) else [" "]
        return chunk.theirs + between + chunk.mine
    return chunk.mine if choice == Choice.MINE else chunk.theirs


def _tokens(document: Document) -> list[str]:
    """What a text is made of, in order."""
    tokens: list[str] = []
    page_breaks = [block for block in document.blocks if block.is_marker]
    following = 0
    for block in document.text_blocks:
        place = block.start
        opening = _OPENS + _described(block.to_json())
        while following < len(page_breaks) and page_breaks[following].start <= block.start:
            tokens.append(_BREAKS + _described(page_breaks[following].to_json()))
            following += 1
        tokens.append(opening)
        while following < len(page_breaks) and page_breaks[following].start <= block.end:
            page_break = page_breaks[following]
            tokens += _TOKEN.findall(document.content[place : page_break.start])
            tokens.append(_BREAKS + _described(page_break.to_json()))
            place = page_break.start
            following += 1
        tokens += _TOKEN.findall(document.content[place : block.end])
    tokens += [_BREAKS + _described(page.to_json()) for page in page_breaks[following:]]
    return tokens


def _described(block: dict[str, object]) -> str:
    """A block without its place."""
    told = {name: value for name, value in block.items() if name not in ("start", "end")}
    return json.dumps(told, sort_keys=True)


def _rows(tokens: Sequence[str]) -> Iterator[dict[str, object]]:
    """Rows as `sources.texts.rows` reads them."""
    words: list[str] = []
    row: dict[str, object] = {"type": BlockType.PARAGRAPH}
    for token in [*tokens, _OPENS]:
        if token[0] not in (_OPENS, _BREAKS):
            words.append(token)
            continue
        if words:
            yield {**row, "text": "".join(words)}
        words = []
        if token[0] == _BREAKS:
            yield json.loads(token[1:])
            row = {**row, "goes_on": True}
        elif len(token) > 1:
            row = json.loads(token[1:])


def _chunks(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[_Chunk]:
    """The three texts cut where all agree and where they do not, by turns."""
    in_mine, in_theirs = _places(base, mine), _places(base, theirs)
    i = j = k = 0
    while i < len(base) or j < len(mine) or k < len(theirs):
        length = 0
        while (
            i + length < len(base)
            and in_mine.get(i + length) == j + length
            and in_theirs.get(i + length) == k + length
        ):
            length += 1
        if length:
            yield _Chunk(base[i : i + length], base[i : i + length], base[i : i + length], True)
            i, j, k = i + length, j + length, k + length
            continue
        end = next((n for n in range(i, len(base)) if n in in_mine and n in in_theirs), None)
        ends = (
            (len(base), len(mine), len(theirs))
            if end is None
            else (end, in_mine[end], in_theirs[end])
        )
        yield _Chunk(base[i : ends[0]], mine[j : ends[1]], theirs[k : ends[2]])
        i, j, k = ends


def _places(base: list[str], side: list[str]) -> dict[int, int]:
    """Where the tokens of the base that are left stand in one side."""
    return {
        run.old_start + n: run.new_start + n
        for run in shared_runs(base, side)
        for n in range(run.length)
    }


def _together(chunks: list[_Chunk]) -> list[_Chunk]:
    """Chunks of which those that changed too near each other on different sides are one."""
    kept: list[_Chunk] = []
    for chunk in chunks:
        if len(kept) >= 2 and not chunk.is_stable and _clash(kept[-2], kept[-1], chunk):
            between = kept.pop()
            kept[-1] = kept[-1] + between + chunk
        else:
            kept.append(chunk)
    return kept


def _clash(before: _Chunk, between: _Chunk, after: _Chunk) -> bool:
    words = [token for token in between.base if token[0].isalnum()]
    near = len(words) < _NEAR and not any(token[0] == _OPENS for token in between.base)
    mine = before.mine != before.base or after.mine != after.base
    theirs = before.theirs != before.base or after.theirs != after.base
    return near and mine and theirs and before.mine != before.theirs


def _wordings(tokens: Sequence[str]) -> Iterator[Wording]:
    """Tokens to read, block by block; page breaks aside."""
    kind: BlockType | None = None
    words: list[str] = []
    for token in tokens:
        if token[0] == _OPENS:
            if words or kind:
                yield Wording("".join(words), kind)
            kind, words = BlockType(json.loads(token[1:])["type"]), []
        elif token[0] != _BREAKS:
            words.append(token)
    if words or kind:
        yield Wording("".join(words), kind)
