"""Passages in other texts: the blocks of translations and editions that correspond to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.highlights.models import Highlight
from sources.parallels.beads import Bead
from sources.parallels.models import TextAlignment
from sources.parallels.queries import Related, alignment_of, related_texts
from sources.texts.structure import Block

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import StrOrPromise

    from project.people.models import User
    from sources.texts.models import Text

#: Texts whose blocks nobody aligned yet are aligned on the spot up to this length of both
#: together, in code points; longer ones are only linked to.
LONGEST_PROPOSED = 200_000


@dataclass(frozen=True)
class Rendering:
    """What corresponds to a passage in another text; `words` say what the passage's text is to
    it, as in "Translation of".
    """

    words: StrOrPromise
    other: Text
    paragraphs: tuple[str, ...]
    #: Whether a program aligned the texts and nobody looked at it.
    is_proposed: bool


Span = tuple[int, int]


def renderings_of(
    highlights: Iterable[Highlight], user: User | AnonymousUser
) -> dict[int, list[Rendering]]:
    """By the key of each highlight: what corresponds to it in texts related to its own.

    The highlights come with their text, passages and latest placements.
    """
    given = {highlight.pk: highlight for highlight in highlights}
    texts = list({highlight.text_id: highlight.text for highlight in given.values()}.values())
    related = related_texts(texts, user) if texts else {}
    aligned = {one.relation.pk: _Aligned(one) for found in related.values() for one in found}
    return {
        pk: [
            found
            for one in related.get(highlight.text_id, ())
            if (found := aligned[one.relation.pk].rendering(one, highlight))
        ]
        for pk, highlight in given.items()
    }


class _Aligned:
    """The aligned blocks of the two texts of a relation, read when first asked for."""

    def __init__(self, related: Related) -> None:
        relation = related.relation
        versions = relation.original.latest, relation.text.latest
        length = sum(len(version.content) for version in versions)
        kept = TextAlignment.objects.existing().filter(relation=relation).exists()
        self._beads: list[Bead] = []
        self._is_proposed = not kept
        if kept or length <= LONGEST_PROPOSED:
            self._beads = alignment_of(relation, *versions).beads
            self._original, self._text = versions[0].document, versions[1].document

    def rendering(self, related: Related, highlight: Highlight) -> Rendering | None:
        is_original = related.relation.original_id == highlight.text_id
        if not self._beads:
            return Rendering(related.words, related.other, (), is_proposed=True)
        here, there = (self._original, self._text) if is_original else (self._text, self._original)
        numbers = _blocks_of(here.text_blocks, _latest_places(highlight))
        found = [
            number
            for bead in self._beads
            for number in (bead.text if is_original else bead.original)
            if numbers & set(bead.original if is_original else bead.text)
        ]
        if not found:
            return None
        words = tuple(there.text_of(there.text_blocks[number]) for number in dict.fromkeys(found))
        return Rendering(related.words, related.other, words, self._is_proposed)


def _latest_places(highlight: Highlight) -> list[Span]:
    """Where its passages lie in the latest version of its text."""
    return [
        (placement.start, placement.end)
        for passage in highlight.passages.all()
        for placement in passage.placements.all()
        if placement.start is not None and placement.end is not None
    ]


def _blocks_of(blocks: Iterable[Block], places: Iterable[Span]) -> set[int]:
    """The numbers of the blocks that the places touch."""
    spans = list(places)
    return {
        number
        for number, block in enumerate(blocks)
        for start, end in spans
        if start < block.end and block.start < end
    }
