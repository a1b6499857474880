"""Where passages of earlier versions lie in other content of their text. Reads, never writes.

Each is looked for from the newest version where it stood surely: the one it was made in, or a
later one where it was placed, moved or settled. So what was lost once is tried again each time,
and what a person settled counts.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Length

from annotations.anchoring.anchored import Anchored
from annotations.anchoring.reanchoring import reanchor
from annotations.highlights.models import Passage, Placement
from sources.texts.models import Text, TextVersion

Status, Method = Placement.Status, Placement.Method

#: What a passage costs beside the characters of its text, in characters.
COST_OF_ONE = 50


class Stand(NamedTuple):
    """A passage, and where it stood surely last: code points of the version."""

    passage: int
    start: int
    end: int
    #: Somebody has declared it gone since.
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a passage: start and end in code points of the new content, or None."""

    passage: int
    start: int | None
    end: int | None
    status: str
    method: str
    confidence: float


@dataclass(frozen=True)
class Search:
    """Passages to be looked for in content that is, or may become, version `number`."""

    text: Text
    number: int
    content: str
    passages: QuerySet[Passage]

    def cost(self) -> int:
        """About how many characters have to be read."""
        sources = TextVersion.objects.filter(pk__in=self._stands)
        lengths = list(sources.annotate(length=Length("content")).values_list("length", flat=True))
        read = sum(lengths) + len(lengths) * len(self.content)
        return read + COST_OF_ONE * self.passages.count()

    def found(self) -> Iterator[Found]:
        """Each of the passages once."""
        kept = {found.passage: found for found in self._in_the_same_content()}
        yield from kept.values()
        for version, stands in self._stands.items():
            left = [stand for stand in stands if stand.passage not in kept]
            if left:
                old = TextVersion.objects.values_list("content", flat=True).get(pk=version)
                yield from _looked_for(old, self.content, left)

    def _earlier(self) -> QuerySet[Placement]:
        return Placement.objects.filter(
            passage__in=self.passages.order_by(),
            version__text=self.text,
            version__number__lt=self.number,
        )

    def _in_the_same_content(self) -> Iterator[Found]:
        """A text that was put back as it was has its passages where they were."""
        sha256 = hashlib.sha256(self.content.encode()).hexdigest()
        known = self._earlier().filter(version__sha256=sha256)
        sure = known.filter(status__in=Placement.SURE) | known.filter(method=Method.GONE)
        newest = sure.order_by("passage", "-version__number").distinct("passage")
        for row in newest.values_list("passage", "start", "end", "status", "confidence", "method"):
            passage, start, end, status, confidence, method = row
            how = Method.GONE if method == Method.GONE else Method.SAME
            yield Found(passage, start, end, status, how, confidence)

    @cached_property
    def _stands(self) -> dict[int, list[Stand]]:
        """By version, the passages that stood there last."""
        gone = self._newest(self._earlier().filter(method=Method.GONE))
        stands: dict[int, list[Stand]] = defaultdict(list)
        for passage, (version, number, start, end) in self._newest(
            self._earlier().filter(status__in=Placement.SURE)
        ).items():
            is_gone = passage in gone and gone[passage][1] > number
            stands[version].append(Stand(passage, start, end, is_gone))
        return stands

    def _newest(self, placements: QuerySet[Placement]) -> dict[int, list[Any]]:
        """By passage: version, its number, start and end."""
        newest = placements.order_by("passage", "-version__number").distinct("passage")
        rows = newest.values_list("passage", "version", "version__number", "start", "end")
        return {passage: place for passage, *place in rows}


def missing(version: TextVersion) -> QuerySet[Passage]:
    """The passages made in this version or an earlier one that have not been placed in it."""
    return Passage.objects.filter(
        highlight__text=version.text_id,
        workspace=version.workspace_id,
        version__number__lte=version.number,
    ).exclude(placements__version=version)


def search_in(version: TextVersion, passages: QuerySet[Passage]) -> Search:
    """The search for passages in a version that is saved."""
    return Search(version.text, version.number, version.content, passages)


def _looked_for(old: str, new: str, stands: list[Stand]) -> Iterator[Found]:
    places = reanchor(old, new, [(stand.start, stand.end) for stand in stands])
    for stand, place in zip(stands, places, strict=True):
        found = Found(
            stand.passage, place.start, place.end, place.status, place.method, place.confidence
        )
        yield _doubted(found) if stand.is_gone and not _reads_so(old, new, stand, place) else found


def _doubted(found: Found) -> Found:
    """What a person declared gone does not come back without another's word."""
    if found.start is None:
        return found
    confidence = min(found.confidence, 0.5)
    return Found(found.passage, found.start, found.end, Status.UNCERTAIN, found.method, confidence)


def _reads_so(old: str, new: str, stand: Stand, place: Anchored) -> bool:
    """Whether words and context are there again, letter by letter."""
    if place.start is None or place.end is None:
        return False
    return _with_context(old, stand.start, stand.end) == _with_context(new, place.start, place.end)


def _with_context(text: str, start: int, end: int) -> tuple[str, str, str]:
    context = Passage.CONTEXT
    return text[max(0, start - context) : start], text[start:end], text[end : end + context]
