"""Where exactly a passage begins and ends, down to its spaces and punctuation.

Letters are aligned already; between the last letter that surely stands outside and the first
that surely stands inside lie a few characters of either text. The new ones are cut where both
halves resemble the halves of the old ones best.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex
from rapidfuzz.distance import Levenshtein

from annotations.anchoring import graphemes
from annotations.anchoring.normalising import fold

#: Cost of a character that only one text has, by its kind.
_ALONE = {"letter": 1.0, "mark": 0.7, "space": 0.4, "nothing": 0.1}

#: Characters up to which two pieces between the same letters are cut by all they hold.
SHORT = 32

#: Characters up to which longer ones are, if they are alike, and the least likeness.
LONG, ALIKE = 128, 0.5

#: How much more it costs to replace something where that is not to be expected.
_STRICT = 2

#: How much more it costs to lose something of the left half.
_LEFT = 1.02

_OTHER = regex.compile(r"[\p{Grapheme_Cluster_Break=Other}\n]")

_DASHES = "-‐‑‒–—―⸺ـ_"
_QUOTES = "'\"‘’‚‛“”„«»‹›`´′″"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text."""

    text: str
    left: int
    right: int

    @property
    def words(self) -> str:
        """What the piece says."""
        return self.text[self.left : self.right]

    def __len__(self) -> int:
        return self.right - self.left


def between(old: Piece, at: int, new: Piece, *, last: bool) -> int:
    """Where `new` is cut as `old` is at `at`, when both ends of the pieces correspond.

    Of equally good places the first is taken, or the `last`.
    """
    o, n = old.words, new.words
    if o == n:
        return new.left + at - old.left
    if replaced(old, new) or _alike(o, n):
        return _cut(old, at, new, last=last)
    before, after = _in_common(o, n), _in_common(o[::-1], n[::-1])
    from_left, from_right = at - old.left, old.right - at
    of_left = [new.left + from_left] if from_left <= before and (from_left or not last) else []
    of_right = [new.right - from_right] if from_right <= after and (from_right or last) else []
    if both := of_left + of_right:
        return both[-1 if last else 0]
    if last:
        after_prefix = Piece(new.text, new.left + before, new.right)
        return beside_right(Piece(old.text, old.left + before, old.right), at, after_prefix)
    after = _in_common(old.text[at : old.right][::-1], n[before:][::-1])
    return beside_left(old, at, Piece(new.text, new.left, new.right - after))


def replaced(old: Piece, new: Piece) -> bool:
    """Whether one piece stands for the other, whatever it says: both are short, or as long."""
    short, long = sorted((len(old), len(new)))
    return long <= SHORT or (long <= 2 * SHORT and short >= 0.75 * long)


def beside_left(old: Piece, at: int, new: Piece, *, strict: bool = False) -> int:
    """Where a passage ends in `new` that ends at `at` in `old`, when only the left ends match.

    If `strict`, nothing of the passage is taken to be replaced by something else.
    """
    if at > old.left + SHORT:
        return new.left + _in_common(
            old.text[old.left : at], new.text[new.left : min(new.right, new.left + at - old.left)]
        )
    old = Piece(old.text, old.left, min(old.right, at + SHORT))
    new = Piece(new.text, new.left, min(new.right, new.left + at - old.left + SHORT))
    return _cut(old, at, new, last=False, right=False, strict=strict)


def beside_right(old: Piece, at: int, new: Piece, *, strict: bool = False) -> int:
    """Where a passage begins in `new` that begins at `at` in `old`, when only the right ends do."""
    if at < old.right - SHORT:
        size = old.right - at
        before = new.text[max(new.left, new.right - size) : new.right]
        return new.right - _in_common(old.text[at : old.right][::-1], before[::-1])
    old = Piece(old.text, max(old.left, at - SHORT), old.right)
    new = Piece(new.text, max(new.left, new.right - (old.right - at) - SHORT), new.right)
    return _cut(old, at, new, last=True, left=False, strict=strict)


def _alike(old: str, new: str) -> bool:
    """Whether two longer texts are one text written differently, so that a cut has a place."""
    if max(len(old), len(new)) > LONG:
        return False
    return Levenshtein.normalized_similarity(old, new) >= ALIKE


def _in_common(one: str, other: str) -> int:
    """How many characters two strings begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _cut(
    old: Piece,
    at: int,
    new: Piece,
    *,
    last: bool,
    left: bool = True,
    right: bool = True,
    strict: bool = False,
) -> int:
    """Where `new` is cut as `old` is at `at`: where both halves resemble their halves best.

    `left` and `right` say whether the pieces correspond up to that end; where they do not, what
    only one of them has is free. What either half could keep stays with the left one. Of equally
    good places those are taken whose neighbours are of the same kinds.
    """
    o, n, k = old.words, new.words, at - old.left
    head = _costs(o[:k], n, free=not left, strict=strict, keep=_LEFT)
    tail = _costs(o[k:][::-1], n[::-1], free=not right, strict=strict)[::-1]
    both = [a + b for a, b in zip(head, tail, strict=True)]
    best = min(both) + 1e-6
    good = [new.left + place for place, cost in enumerate(both) if cost <= best]
    inside = 0 if last else -1
    likeness = [_likeness(old.text, at, new.text, place, inside=inside) for place in good]
    alike = [place for place, score in zip(good, likeness, strict=True) if score == max(likeness)]
    return alike[-1 if last else 0]


def _likeness(old: str, at: int, new: str, place: int, *, inside: int) -> int:
    """How alike the neighbours of two cuts are: in kind, and the mark that bounds the passage."""
    kinds = zip(_around(old, at), _around(new, place), strict=True)
    mark, other = _character(old, at + inside), _character(new, place + inside)
    return sum(a == b for a, b in kinds) + (mark == other and kind(mark) == "mark")


def _around(text: str, at: int) -> tuple[str, str]:
    """The kinds of the characters before and after a place; ends of a text are like spaces."""
    return kind(_character(text, at - 1)), kind(_character(text, at))


def _character(text: str, at: int) -> str:
    return text[at] if 0 <= at < len(text) else "\n"


def _costs(
    old: str, new: str, *, free: bool, strict: bool = False, keep: float = 1.0
) -> list[float]:
    """What it costs to change `old` into each beginning of `new`; may skip its start if `free`."""
    row = [0.0]
    for character in new:
        row.append(row[-1] + (0.0 if free else _ALONE[kind(character)]))
    for before in old:
        alone = _ALONE[kind(before)] * keep
        above, row = row, [row[0] + alone]
        for index, after in enumerate(new):
            row.append(
                min(
                    above[index] + (_STRICT if strict else 1) * _unlike(before, after),
                    above[index + 1] + alone,
                    row[-1] + _ALONE[kind(after)],
                )
            )
    return row


@lru_cache(maxsize=65_536)
def _unlike(before: str, after: str) -> float:
    """How unlike two characters are: 0 for the same one, over what two lone ones cost for none."""
    if before == after:
        return 0.0
    kinds = kind(before), kind(after)
    if kinds[0] != kinds[1]:
        return 0.9 if "letter" not in kinds else 1.4 if "mark" in kinds else 1.8
    if kinds[0] != "mark":
        return 0.1 if kinds[0] != "letter" or fold(before) == fold(after) else 1.2
    return 0.2 if _look(before) == _look(after) else 1.0


@lru_cache(maxsize=65_536)
def kind(character: str) -> str:
    """Whether a character is a letter, a (punctuation) mark, a space, or nothing to be seen."""
    if character in _DASHES:
        return "mark"
    if character.isspace():
        return "space"
    category = unicodedata.category(character)[0]
    if category in "LN" or fold(character):
        return "letter"
    return "mark" if category in "PS" else "nothing"


def _look(mark: str) -> str:
    """What a mark is a variant of."""
    if mark in _DASHES:
        return "-"
    if mark in _QUOTES:
        return "'"
    return unicodedata.normalize("NFKD", mark)


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The shortest range around (start, end) that cuts no grapheme cluster."""
    return _boundary(text, start)[0], _boundary(text, end)[1]


def _boundary(text: str, offset: int) -> tuple[int, int]:
    """The boundaries of clusters nearest to `offset`, looking no farther than need be."""
    first = last = offset
    while not _parted(text, first):
        first -= 1
    if first == offset:
        return offset, offset
    while not _parted(text, last):
        last += 1
    before, after = graphemes.around(text[first:last], offset - first)
    return first + before, first + after


def _parted(text: str, at: int) -> bool:
    """Whether it is plain that the characters before and after a place are two clusters."""
    return at in (0, len(text)) or (_plain(text[at - 1]) and _plain(text[at]))


@lru_cache(maxsize=65_536)
def _plain(character: str) -> bool:
    """Whether a character never joins another plain one in a cluster."""
    return bool(_OTHER.match(character))
