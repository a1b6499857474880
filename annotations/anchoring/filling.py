"""Exact alignment of what no k-gram could place."""

from __future__ import annotations

import re

import edlib
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from annotations.anchoring.normalising import Codes, Places

#: Cells (letters of one text times letters of the other) up to which any two are aligned.
CELLS = 4_000_000

#: What aligning two long ones with few differences may cost: letters times differences.
BAND = 6_000_000_000

#: Letters that edlib tells apart; rarer ones share one sign while it aligns.
SIGNS = 255

_STEP = re.compile(r"(\d+)([=XID])")


def pairs(old: Codes, new: Codes) -> tuple[Places, Places]:
    """Which letters of two texts go together, equal or replaced, by fewest changes.

    None at all where the texts are long and have little in common.
    """
    if len(old) == len(new) == 1:
        return np.zeros(1, np.int64), np.zeros(1, np.int64)
    if len(old) * len(new) <= CELLS:
        steps = Levenshtein.opcodes(old.tolist(), new.tolist())
        together = (step for step in steps if step.tag in ("equal", "replace"))
        blocks = [
            (step.src_start, step.dest_start, step.src_end - step.src_start) for step in together
        ]
    else:
        blocks = _banded(old, new)
    starts = np.array(blocks, np.int64).reshape(-1, 3)
    lengths = starts[:, 2]
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(starts[:, 0], lengths) + within, np.repeat(starts[:, 1], lengths) + within


def _banded(old: Codes, new: Codes) -> list[tuple[int, int, int]]:
    """Equal and replaced stretches of two long texts that differ little.

    Source: edlib (Šošić and Šikić, 2017), whose cost grows with the number of differences.
    """
    longest = max(len(old), len(new))
    signs = _signs(np.concatenate([old, new]))
    found = edlib.align(
        signs[: len(old)].tobytes(),
        signs[len(old) :].tobytes(),
        task="path",
        k=min(BAND // longest, longest // 3),
    )
    if found["editDistance"] < 0:
        return []
    blocks, i, j = [], 0, 0
    for count, step in _STEP.findall(found["cigar"]):
        size = int(count)
        if step in "=X":
            blocks.append((i, j, size))
        i += 0 if step == "D" else size
        j += 0 if step == "I" else size
    return blocks


def _signs(codes: Codes) -> NDArray[np.uint8]:
    """The letters as bytes: the most frequent ones each their own, the others all the same."""
    known, which, counts = np.unique(codes, return_inverse=True, return_counts=True)
    rank = np.empty(len(known), np.int64)
    rank[np.argsort(-counts)] = np.arange(len(known))
    return np.minimum(rank, SIGNS)[which].astype(np.uint8)
