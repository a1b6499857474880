"""Quotes as an edition publishes them: the words, and a bounded stretch of what is around them.

Whole texts are published only where that was chosen, so that neither a very long highlight nor
the context of a short one gives more of a text away than a quotation does. Nor do many together:
where the quotes of one text would show most of it with what is around them, all of them get less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest, Least, Substr

from annotations.claims.citations.quotes import check_of
from annotations.claims.models import Citation
from annotations.highlights.models import Highlight, Passage
from annotations.web_annotation.model import urn
from sources.texts.models import TextVersion

Json = dict[str, Any]
#: Two ends in code points.
Stretch = tuple[int, int]

#: Code points of context on either side, and of words quoted from one highlight.
CONTEXT = 300
MOST_QUOTED = 2_000
#: The share of a text that its quotes may show with their context; beyond it they get less of that.
MOST_SHOWN = 0.5
STEPS = (CONTEXT, 150, 75, 30, 0)


@dataclass(frozen=True)
class Quoted:
    """The quotes of an edition."""

    #: By primary key of the highlight.
    quotes: dict[int, Json]
    #: Of each text how many per cent of it they show, and how much context they have at most.
    shares: list[Json]


@dataclass(frozen=True, slots=True)
class Quote:
    """A highlight as it is quoted, with all the context there could be."""

    highlight: Highlight
    exact: Sequence[str]
    is_shortened: bool
    before: str
    after: str

    @property
    def passages(self) -> list[Passage]:
        """Those marked, at hand."""
        return list(self.highlight.passages.all())

    @property
    def version(self) -> TextVersion:
        """That it was marked in."""
        return self.passages[0].version

    def context(self, room: int) -> tuple[str, str]:
        """What is shown before and after it, in so much room on either side."""
        after = "" if self.is_shortened else trimmed(self.after[::-1], room)[::-1]
        return trimmed(self.before, room), after

    def shown(self, room: int) -> list[Stretch]:
        """What it shows of its version."""
        starts = [passage.start for passage in self.passages]
        words = [
            (start, start + len(exact)) for start, exact in zip(starts, self.exact, strict=False)
        ]
        before, after = self.context(room)
        (start, _), (_, end) = words[0], words[-1]
        return [(start - len(before), start), *words, (end, end + len(after))]


def quoted(citations: Iterable[Citation], *, whole: Collection[int]) -> Quoted:
    """The quotes of the citations that have one; one query.

    `with_quotes` of citations loads what they need beforehand. Of the texts `whole` (primary
    keys) quotes are not shortened, and have all their context.
    """
    highlights = {each.highlight.pk: each.highlight for each in citations if each.highlight}
    around = _around(highlights)
    of_text: dict[int, list[Quote]] = defaultdict(list)
    for highlight in highlights.values():
        of_text[highlight.text_id].append(_quote(highlight, around, whole))
    found = Quoted({}, [])
    for quotes in sorted(of_text.values(), key=lambda quotes: quotes[0].highlight.text.uid):
        text = quotes[0].highlight.text
        room = CONTEXT if text.pk in whole else room_for_context(quotes)
        for each in quotes:
            found.quotes[each.highlight.pk] = _row(each, room)
        if text.pk not in whole:
            found.shares.append(_share(quotes, room))
    return found


def room_for_context(quotes: Sequence[Quote]) -> int:
    """How much context on either side the quotes of one text may have, of those `STEPS`."""
    most = MOST_SHOWN * _length(quotes)
    return next((room for room in STEPS if _shown(quotes, room) <= most), 0)


def covered(stretches: Iterable[Stretch]) -> int:
    """Code points that lie in at least one of them."""
    count = reached = 0
    for start, end in sorted(stretches):
        count += max(0, end - max(start, reached))
        reached = max(reached, end)
    return count


def _shown(quotes: Iterable[Quote], room: int) -> int:
    # What stands in several versions of a text is taken to stand in one place.
    return covered(chain.from_iterable(quote.shown(room) for quote in quotes))


def _length(quotes: Iterable[Quote]) -> int:
    """Of the text that they are from: in its longest version, where there are several."""
    ends: list[int] = [quote.version.blocks[-1]["end"] for quote in quotes]
    return max(ends)


def _share(quotes: Sequence[Quote], room: int) -> Json:
    text = quotes[0].highlight.text
    share = _shown(quotes, room) / max(1, _length(quotes))
    return {
        "text": urn(text.uid),
        "source": urn(text.source.uid),
        "percent": min(100, round(100 * share)),
        "context": room,
    }


def _quote(
    highlight: Highlight, around: Mapping[int, tuple[str, str]], whole: Collection[int]
) -> Quote:
    passages = list(highlight.passages.all())
    exact = [passage.exact for passage in passages]
    kept = exact if highlight.text_id in whole else shortened(exact)
    before, _ = around[passages[0].pk]
    _, after = around[passages[-1].pk]
    return Quote(highlight, kept, kept != exact, before, after)


def _row(quote: Quote, room: int) -> Json:
    text, version = quote.highlight.text, quote.version
    block = _block(version, quote.passages[0].start)
    before, after = quote.context(room)
    return {
        "text": urn(text.uid),
        "version": urn(version.uid),
        "version_number": version.number,
        "sha256": version.sha256,
        "text_kind": text.kind,
        "language": block.get("language") or text.language,
        "direction": block.get("direction") or text.direction,
        "before": before,
        "exact": quote.exact,
        "is_shortened": quote.is_shortened,
        "after": after,
        "check": check_of(quote.highlight).shown,
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


def trimmed(context: str, room: int) -> str:
    """Context in front of a quote: from its own paragraph, and from a whole word on."""
    near = context[max(0, len(context) - room) :]
    _, paragraph_break, inside = near.rpartition("\n\n")
    if paragraph_break or len(near) < room or not room:
        return inside
    _, _, words = inside.partition(" ")
    # Chinese has no spaces, or one far inside: then half a word is better than no context.
    return f"…{words if len(words) > len(inside) // 2 else inside}"


def _around(highlights: Collection[int]) -> dict[int, tuple[str, str]]:
    """What stands before and after the passages of these highlights in the versions that they
    were made in, by primary key of the passage; texts themselves are not loaded.
    """
    before = Least(F("start"), CONTEXT)
    passages = Passage.objects.filter(highlight__in=highlights).annotate(
        before=Substr("version__content", Greatest(F("start") - CONTEXT, 0) + 1, before),
        after=Substr("version__content", F("end") + 1, CONTEXT),
    )
    rows = passages.order_by().values_list("pk", "before", "after")
    return {pk: (before, after) for pk, before, after in rows}


def _block(version: TextVersion, start: int) -> Json:
    around = (block for block in version.blocks if block["start"] <= start < block["end"])
    found: Json = next(around, {})
    return found
