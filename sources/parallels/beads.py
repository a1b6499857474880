"""Which blocks of a text correspond to which of its original, in the order of both. Pure.

A bead, as W. Gale and K. Church call it, is some blocks of the one and some of the other that
say the same; either may be none. The beads of an alignment cover both texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sources.texts.alignment import Alignment
from sources.texts.differences import links
from sources.texts.structure import Document


class BadBeads(ValueError):
    """Beads that do not cover both texts."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Text blocks of the original and of the text, by their numbers; markers are not counted.

    `is_checked` where a person said so, rather than a proposal.
    """

    original: range
    text: range
    is_checked: bool = False


def read_beads(told: object, originals: int, texts: int) -> list[Bead]:
    """Beads as they are stored and sent: [blocks of the original, blocks of the text, checked].

    Raises `BadBeads` unless they cover as many blocks as either text has.
    """
    if not isinstance(told, list):
        raise BadBeads("The beads must be a list.")
    beads: list[Bead] = []
    i = j = 0
    for item in told:
        if not isinstance(item, list | tuple) or len(item) not in (2, 3):
            raise BadBeads("A bead is a list: two numbers, and whether it was checked.")
        many, few = item[:2]
        if not all(type(number) is int and number >= 0 for number in (many, few)):
            raise BadBeads("A bead has a number of blocks on either side.")
        if not many + few:
            raise BadBeads("A bead has at least one block.")
        checked = len(item) == 3 and item[2]
        if checked not in (True, False):
            raise BadBeads("Whether a bead was checked is true or false.")
        beads.append(Bead(range(i, i + many), range(j, j + few), bool(checked)))
        i, j = i + many, j + few
        if i > originals or j > texts:
            break
    if (i, j) != (originals, texts):
        raise BadBeads(
            f"The beads cover {i} and {j} blocks; the texts have {originals} and {texts}."
        )
    return beads


def written(beads: Sequence[Bead]) -> list[Any]:
    """What `read_beads` reads."""
    return [[len(bead.original), len(bead.text), bead.is_checked] for bead in beads]


def merged(beads: Sequence[Bead], at: int) -> list[Bead]:
    """The bead `at` joined with the next one."""
    if not 0 <= at < len(beads) - 1:
        return list(beads)
    one, two = beads[at], beads[at + 1]
    whole = Bead(
        range(one.original.start, two.original.stop), range(one.text.start, two.text.stop), True
    )
    return [*beads[:at], whole, *beads[at + 2 :]]


def parted(beads: Sequence[Bead], at: int) -> list[Bead]:
    """The bead `at` in single pairs, what is over by itself."""
    if not 0 <= at < len(beads):
        return list(beads)
    bead = beads[at]
    i, j = bead.original.start, bead.text.start
    pairs = []
    for n in range(max(len(bead.original), len(bead.text))):
        original = range(min(i + n, bead.original.stop), min(i + n + 1, bead.original.stop))
        text = range(min(j + n, bead.text.stop), min(j + n + 1, bead.text.stop))
        pairs.append(Bead(original, text, True))
    return [*beads[:at], *pairs, *beads[at + 1 :]]


def shifted(beads: Sequence[Bead], at: int, side: str, *, down: bool) -> list[Bead]:
    """The last block of one `side` of bead `at` given to the next bead, or taken from it."""
    if not 0 <= at < len(beads) - 1:
        return list(beads)
    one, two = beads[at], beads[at + 1]
    first, second = getattr(one, side), getattr(two, side)
    giver = first if down else second
    if not giver:
        return list(beads)
    cut = first.stop - 1 if down else first.stop + 1
    one = replace(one, **{side: range(first.start, cut)}, is_checked=True)
    two = replace(two, **{side: range(cut, second.stop)}, is_checked=True)
    kept = [bead for bead in (one, two) if bead.original or bead.text]
    return [*beads[:at], *kept, *beads[at + 2 :]]


def checked(beads: Sequence[Bead], at: int) -> list[Bead]:
    """The bead `at` said to be right; all of them for -1."""
    return [
        replace(bead, is_checked=True) if at in (-1, number) else bead
        for number, bead in enumerate(beads)
    ]


def carried(
    beads: Sequence[Bead],
    originals: tuple[Document, Document],
    texts: tuple[Document, Document],
) -> list[Bead]:
    """The beads of two texts for newer versions of them: (before, now) of either.

    A bead keeps its place where its blocks go on; what was split or joined widens it, and new
    blocks are by themselves until a person says more.
    """
    left, right = _successors(*originals), _successors(*texts)
    found: list[Bead] = []
    i = j = 0
    for bead in beads:
        original, text = _image(bead.original, left, i), _image(bead.text, right, j)
        found += _alone(range(i, original.start), range(j, text.start))
        i, j = max(i, original.stop), max(j, text.stop)
        if not original and not text:
            continue
        is_same = len(original) == len(bead.original) and len(text) == len(bead.text)
        found.append(Bead(original, text, bead.is_checked and is_same))
    ends = len(originals[1].text_blocks), len(texts[1].text_blocks)
    return [*found, *_alone(range(i, ends[0]), range(j, ends[1]))]


def _alone(original: range, text: range) -> Iterator[Bead]:
    for n in original:
        yield Bead(range(n, n + 1), range(text.start, text.start))
    for n in text:
        yield Bead(range(original.stop, original.stop), range(n, n + 1))


def _image(blocks: range, successors: dict[int, range], start: int) -> range:
    """The blocks that some blocks became, from `start` on; empty there if they are gone."""
    found = [successors[n] for n in blocks if n in successors and successors[n].stop > start]
    if not found:
        return range(start, start)
    return range(max(found[0].start, start), found[-1].stop)


def _successors(old: Document, new: Document) -> dict[int, range]:
    """By the number of a block: the blocks that it went on in."""
    runs = Alignment(old.content, new.content, by_words=True).runs
    found: dict[int, range] = {}
    for i, j in links(runs, old.text_blocks, new.text_blocks):
        found[i] = range(found[i].start if i in found else j, j + 1)
    return found
