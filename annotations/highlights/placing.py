"""The rows of passages as they are made, and what they may be made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations.anchoring import graphemes
from annotations.highlights.models import Highlight, Passage, Placement
from project.people.models import User
from sources.texts.models import TextVersion

#: Start and end in code points of a version.
Span = tuple[int, int]


def check_ranges(content: str, ranges: Sequence[Span], exact: Sequence[str] | None) -> None:
    """Raise ValidationError unless every range lies in the text, reads so and cuts no character."""
    if not ranges:
        raise ValidationError({"exact": _("Select some text first.")})
    for index, (start, end) in enumerate(ranges):
        if not 0 <= start < end <= len(content):
            raise ValidationError({"exact": _("This selection lies outside the text.")})
        if exact is not None and exact[index] != content[start:end]:
            raise ValidationError(
                {
                    "exact": _(
                        "The text at this place reads otherwise. Reload the page and select again."
                    )
                }
            )
        for offset in (start, end):
            _check_boundary(content, offset)


def _check_boundary(content: str, offset: int) -> None:
    before, after = graphemes.around(content, offset)
    if before != after:
        told = _(
            "Offset %(offset)s lies within one character. The nearest boundaries are"
            " %(before)s and %(after)s."
        )
        raise ValidationError(
            {"exact": told % {"offset": offset, "before": before, "after": after}}
        )


def grown(content: str, span: Span, exact: str) -> tuple[Span, str]:
    """A selection grown outwards to whole characters, with its words, if it is one at all.

    For browsers whose Unicode is older than ours, which cut what they take for two characters.
    """
    start, end = span
    if not 0 <= start < end <= len(content) or content[start:end] != exact:
        return span, exact
    start, end = graphemes.outwards(content, start, end)
    return (start, end), content[start:end]


def add_passages(
    actor: User,
    highlight: Highlight,
    version: TextVersion,
    ranges: Iterable[Span],
    *,
    position: int = 0,
    uid: UUID | None = None,
) -> list[Passage]:
    """Write passages from `position` on, and their places in `version`.

    `uid` is that of the one passage they take the place of.
    """
    passages = [
        _passage(actor, highlight, version, number, *span)
        for number, span in enumerate(ranges, start=position)
    ]
    for passage in passages:
        passage.uid = uid or passage.uid
    passages = Passage.objects.bulk_create(passages)
    Placement.objects.bulk_create(_made(passage, version) for passage in passages)
    return passages


def _passage(
    actor: User, highlight: Highlight, version: TextVersion, position: int, start: int, end: int
) -> Passage:
    content = version.content
    return Passage(
        workspace_id=highlight.workspace_id,
        created_by=actor,
        highlight=highlight,
        version=version,
        position=position,
        start=start,
        end=end,
        exact=content[start:end],
        prefix=content[max(0, start - Passage.CONTEXT) : start],
        suffix=content[end : end + Passage.CONTEXT],
    )


def _made(passage: Passage, version: TextVersion) -> Placement:
    return Placement(
        workspace_id=passage.workspace_id,
        created_by_id=passage.created_by_id,
        passage=passage,
        version=version,
        start=passage.start,
        end=passage.end,
        status=Placement.Status.PLACED,
        method=Placement.Method.MADE,
        confidence=1.0,
    )
