"""Which characters of an old text are which of a new one.

Both are compared by blocks, then what differs by clauses, then words, then characters, so the
time goes with the length and with the size of the changes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from sources.texts.sequences import Run, shared_runs

#: From coarse to fine; the tokens that each finds are together the whole text.
_TOKENS = (
    re.compile(r"[^\n]+(?:\n[^\n]+)*|\n+"),
    # With their stops and spaces, which alone would hold unlike clauses together.
    re.compile(
        r"[^.!?;,:\n،؛؟۔、。！，；？]*[.!?;,:\n،؛؟۔、。！，；？]+\s*|[^.!?;,:\n،؛؟۔、。！，；？]+"
    ),
    # East Asian characters are words of their own.
    re.compile(r"[^\W\u2e80-\U0010ffff]+|[\W\u2e80-\U0010ffff]"),
)
#: The coarsest for words; a blank line of its own would hold unlike blocks together.
_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*\n*|\n+")
#: Stretches that share fewer of their characters share them by chance.
_LIKE_ENOUGH = 0.5


class Alignment:
    """The runs of code points that two texts share, and what they say about places.

    With `by_words` a word is shared as a whole or not at all; East Asian words are characters.
    """

    def __init__(self, old: str, new: str, *, by_words: bool = False) -> None:
        self.runs = tuple(_joined(_refined(old, new, Run(0, 0, 0), by_words=by_words)))
        self._old_starts = [run.old_start for run in self.runs]

    def within(self, start: int, end: int) -> list[Run]:
        """Return what is left of old[start:end]."""
        found = []
        number = max(bisect_right(self._old_starts, start) - 1, 0)
        while number < len(self.runs) and self.runs[number].old_start < end:
            run = self.runs[number]
            cut = max(start - run.old_start, 0)
            length = min(run.old_end, end) - run.old_start - cut
            if length > 0:
                found.append(Run(run.old_start + cut, run.new_start + cut, length))
            number += 1
        return found

    def place(self, position: int) -> int:
        """Return where a place between characters is now.

        It stays before the character that followed it or, that one gone, after the last
        character left of those before it.
        """
        number = bisect_right(self._old_starts, position) - 1
        if number < 0:
            return 0
        run = self.runs[number]
        return run.new_start + min(position - run.old_start, run.length)


def _refined(
    old: str, new: str, base: Run, step: int = 0, *, by_words: bool = False
) -> Iterator[Run]:
    """Yield the runs of two stretches that begin where `base` does."""
    if step == len(_TOKENS):
        if not by_words:
            yield from _moved(_alike_characters(old, new), base)
        return
    tokens = _BLOCK if by_words and not step else _TOKENS[step]
    old_tokens, new_tokens = tokens.findall(old), tokens.findall(new)
    old_places = list(accumulate(map(len, old_tokens), initial=0))
    new_places = list(accumulate(map(len, new_tokens), initial=0))
    i = j = 0
    for run in [*shared_runs(old_tokens, new_tokens), Run(len(old_tokens), len(new_tokens), 0)]:
        x, y = old_places[run.old_start], new_places[run.new_start]
        if i < x and j < y:
            between = Run(base.old_start + i, base.new_start + j, 0)
            yield from _refined(old[i:x], new[j:y], between, step + 1, by_words=by_words)
        i, j = old_places[run.old_end], new_places[run.new_end]
        yield Run(base.old_start + x, base.new_start + y, i - x)


def _alike_characters(old: str, new: str) -> list[Run]:
    runs = shared_runs(old, new)
    alike = 2 * sum(run.length for run in runs) / (len(old) + len(new))
    return runs if alike >= _LIKE_ENOUGH else []


def _moved(runs: Iterable[Run], base: Run) -> Iterator[Run]:
    for start, new_start, length in runs:
        yield Run(base.old_start + start, base.new_start + new_start, length)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join runs that follow each other in both texts; leave empty ones out."""
    last = Run(0, 0, 0)
    for run in runs:
        if (run.old_start, run.new_start) == (last.old_end, last.new_end):
            last = Run(last.old_start, last.new_start, last.length + run.length)
        elif run.length:
            if last.length:
                yield last
            last = run
    if last.length:
        yield last
