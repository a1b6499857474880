"""Quotes as an edition publishes them: the words, and a bounded stretch of what is around them.

Whole texts are published only where that was chosen, so that neither a very long highlight nor
the context of a short one gives more of a text away than a quotation does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest, Least, Substr

from annotations.claims.models import Citation
from annotations.claims.quotes import check_of
from annotations.highlights.models import Highlight, Passage
from annotations.web_annotation.model import urn
from sources.texts.models import TextVersion

Json = dict[str, Any]

#: Code points of context on either side, and of words quoted from one highlight.
CONTEXT = 300
MOST_QUOTED = 2_000


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before and after a passage in the version it was made in."""

    before: str
    after: str


def quotes(citations: Iterable[Citation], *, whole: Collection[int]) -> dict[int, Json]:
    """The quotes of the citations that have one, by primary key of the highlight; one query.

    `citation_queries.with_quotes` loads what they need beforehand. Of the texts `whole` (primary
    keys) quotes are not shortened.
    """
    highlights = {each.highlight.pk: each.highlight for each in citations if each.highlight}
    around = _around(highlights)
    return {pk: _quote(each, around, whole) for pk, each in highlights.items()}


def _quote(highlight: Highlight, around: Mapping[int, Around], whole: Collection[int]) -> Json:
    passages = list(highlight.passages.all())
    first, last = around[passages[0].pk], around[passages[-1].pk]
    text, version = highlight.text, passages[0].version
    block = _block(version, passages[0].start)
    exact = [passage.exact for passage in passages]
    kept = exact if text.pk in whole else shortened(exact)
    return {
        "text": urn(text.uid),
        "version": urn(version.uid),
        "version_number": version.number,
        "sha256": version.sha256,
        "text_kind": text.kind,
        "language": block.get("language") or text.language,
        "direction": block.get("direction") or text.direction,
        "before": trimmed(first.before),
        "exact": kept,
        "is_shortened": kept != exact,
        "after": "" if kept != exact else trimmed(last.after[::-1])[::-1],
        "check": check_of(highlight).shown,
    }


def shortened(exact: Sequence[str]) -> list[str]:
    """The passages of a quote up to `MOST_QUOTED` code points together."""
    room = MOST_QUOTED
    kept = []
    for words in exact:
        kept.append(words[:room])
        room -= len(words)
        if room <= 0:
            break
    return kept


def trimmed(context: str) -> str:
    """Context in front of a quote: from its own paragraph, and from a whole word on."""
    _, paragraph_break, inside = context.rpartition("\n\n")
    if paragraph_break or len(context) < CONTEXT:
        return inside
    _, _, words = inside.partition(" ")
    # Chinese has no spaces, or one far inside: then half a word is better than no context.
    return f"…{words if len(words) > len(inside) // 2 else inside}"


def _around(highlights: Collection[int]) -> dict[int, Around]:
    """By the primary key of the passage; texts themselves are not loaded."""
    before = Least(F("start"), CONTEXT)
    passages = Passage.objects.filter(highlight__in=highlights).annotate(
        before=Substr("version__content", Greatest(F("start") - CONTEXT, 0) + 1, before),
        after=Substr("version__content", F("end") + 1, CONTEXT),
    )
    rows = passages.order_by().values_list("pk", "before", "after")
    return {pk: Around(before, after) for pk, before, after in rows}


def _block(version: TextVersion, start: int) -> Json:
    around = (block for block in version.blocks if block["start"] <= start < block["end"])
    found: Json = next(around, {})
    return found
