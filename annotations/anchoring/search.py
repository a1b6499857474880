"""Looking for a few letters in a long text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import edlib
import numpy as np
from rapidfuzz.distance import Levenshtein

from annotations.anchoring.normalising import Letters, letters

#: Share of the letters that may differ where a text resembles another.
MISTAKES = 0.35

#: Letters around a place that are looked at, too.
MARGIN = 16

#: Letters that are told apart; the search engine knows 256.
SIGNS = 255

Span = tuple[int, int]


def occurrences(there: Letters, words: str, *, near: int, most: int) -> list[Span]:
    """Where `words` stand, apart from case, accents, spaces and punctuation within them.

    At most `most` places, the first ones from shortly before code point `near` on, and then those
    before that.
    """
    here = letters(words)
    if not len(here):
        found = _all(there.text, words)
        return [(start, start + len(words)) for start in islice(found, most)]
    head, tail = int(here.at[0]), len(words) - int(here.at[-1]) - 1
    first = int(np.searchsorted(there.at, near)) - most
    spans = []
    for letter in _from(_plain(there), _plain(here), max(0, first), most):
        start, end = int(there.at[letter]), int(there.at[letter + len(here) - 1]) + 1
        before = there.text[max(0, start - head) : start]
        spans.append(
            (
                start - _in_common(words[:head][::-1], before[::-1]),
                end + _in_common(words[len(words) - tail :], there.text[end : end + tail]),
            )
        )
    return spans


def context(there: Letters, span: Span, before: Letters, after: Letters) -> tuple[float, float]:
    """How well the letters before and after a place agree with others, from 0 to 1."""
    first, last = np.searchsorted(there.at, span).tolist()
    head = there.codes[max(0, first - len(before)) : first]
    tail = there.codes[last : last + len(after)]
    return (
        _likeness(before.codes[::-1].tolist(), head[::-1].tolist()),
        _likeness(after.codes.tolist(), tail.tolist()),
    )


def resembling(there: Letters, pattern: Letters) -> list[tuple[int, int, float]]:
    """The places that resemble `pattern` most: start, end with a margin, and likeness up to 1.

    Source: Myers, A fast bit-vector algorithm for approximate string matching (1999), by edlib.
    """
    sign = np.zeros(int(max(there.codes.max(initial=0), pattern.codes.max())) + 1, np.uint8)
    known = np.unique(pattern.codes)
    sign[known] = 1 + np.arange(len(known)) % SIGNS
    most = int(MISTAKES * len(pattern))
    found = edlib.align(
        sign[pattern.codes].tobytes(),
        sign[there.codes].tobytes(),
        mode="HW",
        task="distance",
        k=most,
    )
    if found["editDistance"] < 0 or not len(there):
        return []
    mistakes = found["editDistance"]
    places: list[tuple[int, int, float]] = []
    told = -len(pattern)
    for _, last in found["locations"]:
        if last - told < len(pattern) // 2:
            continue  # the same place, ending elsewhere
        told = last
        start = int(there.at[max(0, last + 1 - len(pattern) - mistakes - MARGIN)])
        end = int(there.at[min(len(there) - 1, last + MARGIN)]) + 1
        places.append((start, end, 1 - mistakes / len(pattern)))
    return places


def _from(text: str, words: str, first: int, most: int) -> Iterator[int]:
    """The first `most` places of `words` from `first` on, and then those before."""
    yield from islice(_all(text, words, first), most)
    yield from islice(_all(text[: first + len(words) - 1], words), most if first else 0)


def _all(text: str, words: str, first: int = 0) -> Iterator[int]:
    """Where `words` begin in `text`, overlapping ones too."""
    start = text.find(words, first) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _plain(of: Letters) -> str:
    return of.codes.tobytes().decode("utf-32-le", "surrogatepass")


def _likeness(one: list[int], other: list[int]) -> float:
    return float(Levenshtein.normalized_similarity(one, other)) if one else 1.0


def _in_common(one: str, other: str) -> int:
    """How many characters two strings begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
