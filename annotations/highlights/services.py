"""All writes to highlights, passages, placements and tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from annotations.anchoring import quote
from annotations.highlights.models import Highlight, HighlightTag, Passage, Placement
from project.people import services as people
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted, Permission
from sources.tags.models import Tag
from sources.texts.models import Text, TextVersion

#: Rows written in one statement.
BATCH = 1_000


class StaleEdit(Exception):
    """Somebody changed this comment in the meantime."""

    def __init__(self, current: Highlight) -> None:
        self.current = current
        super().__init__(self.__doc__)


class StillCited(Exception):
    """The highlight is cited. Withdraw its citations first, then delete it."""

    def __init__(self, citations: int) -> None:
        self.citations = citations
        super().__init__(self.__doc__)


def create_highlight(
    *,
    actor: User,
    version: TextVersion,
    ranges: Sequence[tuple[int, int]],
    exact: Sequence[str] | None = None,
    comment: str = "",
    tags: Iterable[str] = (),
    sharing: str = Highlight.Sharing.SHARED,
) -> Highlight:
    """Mark one or more stretches of a version, each (start, end) in code points.

    `exact`, where given, is what the client believes stands there: a difference is refused
    rather than marked in a wrong place. Raises ValidationError by field.
    """
    with acting(actor, version.workspace, Permission.ANNOTATE):
        # Until this highlight is there no newer version is saved, which would not place it.
        Text.objects.select_for_update(no_key=True).get(pk=version.text_id)
        _check_ranges(version.content, ranges, exact)
        highlight = Highlight(
            workspace=version.workspace,
            created_by=actor,
            text_id=version.text_id,
            comment=comment,
            sharing=sharing,
        )
        highlight.full_clean()
        highlight.save()
        passages = Passage.objects.bulk_create(
            _passage(highlight, version, position, *span) for position, span in enumerate(ranges)
        )
        Placement.objects.bulk_create(_made(passage, version) for passage in passages)
        _set_tags(actor, highlight, tags)
        place_in_later_versions(actor, highlight, version)
    return highlight


def change_highlight(
    *,
    actor: User,
    highlight: Highlight,
    revision: int,
    comment: str,
    tags: Iterable[str],
    sharing: str,
) -> Highlight:
    """Change comment, tags and sharing. Raises `StaleEdit` unless `revision` is current.

    A cited highlight stays shared, since a citation without its passage is none.
    """
    _require_author(actor, highlight)
    with acting(actor, highlight.workspace, Permission.ANNOTATE):
        current = Highlight.objects.select_for_update().get(pk=highlight.pk)
        if current.revision != revision:
            raise StaleEdit(current)
        current.comment = comment
        current.sharing = sharing
        current.revision += 1
        current.full_clean()
        if sharing == Highlight.Sharing.PRIVATE and current.citations.existing().exists():
            raise ValidationError(
                {
                    "sharing": "This passage is cited, so it stays shared."
                    " Withdraw its citations first."
                }
            )
        current.save()
        _set_tags(actor, current, tags)
    return current


@transaction.atomic
def delete_highlight(*, actor: User, highlight: Highlight) -> None:
    """Delete a highlight so that it can be restored. Raises `StillCited`."""
    Highlight.objects.select_for_update().get(pk=highlight.pk)
    if cited := highlight.citations.existing().filter(claim__deleted_at=None).count():
        raise StillCited(cited)
    people.delete(actor=actor, row=highlight)


def place_passages(*, version: TextVersion, actor: User, **_: Any) -> None:
    """Place every passage of the text anew in a version just saved (`version_saved`)."""
    passages = Passage.objects.filter(
        highlight__text=version.text_id, workspace=version.workspace_id
    ).exclude(placements__version=version)
    Placement.objects.bulk_create(
        (_placed(passage, version, actor) for passage in passages), batch_size=BATCH
    )


def place_in_later_versions(actor: User, highlight: Highlight, version: TextVersion) -> None:
    """Place a highlight made in an older version in the newer ones too."""
    later = TextVersion.objects.filter(text=version.text_id, number__gt=version.number)
    passages = list(highlight.passages.all()) if later else []
    Placement.objects.bulk_create(
        _placed(passage, newer, actor) for newer in later for passage in passages
    )


def _check_ranges(
    content: str, ranges: Sequence[tuple[int, int]], exact: Sequence[str] | None
) -> None:
    if not ranges:
        raise ValidationError({"exact": "Select some text first."})
    for index, (start, end) in enumerate(ranges):
        if not 0 <= start < end <= len(content):
            raise ValidationError({"exact": "This selection lies outside the text."})
        if exact is not None and exact[index] != content[start:end]:
            raise ValidationError(
                {
                    "exact": "The text at this place reads otherwise."
                    " Reload the page and select again."
                }
            )


def _passage(
    highlight: Highlight, version: TextVersion, position: int, start: int, end: int
) -> Passage:
    content = version.content
    return Passage(
        workspace_id=highlight.workspace_id,
        created_by_id=highlight.created_by_id,
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


def _placed(passage: Passage, version: TextVersion, actor: User) -> Placement:
    place = quote.find(
        version.content,
        quote.Quote(passage.exact, passage.prefix, passage.suffix, passage.start),
    )
    return Placement(
        workspace_id=version.workspace_id,
        created_by=actor,
        passage=passage,
        version=version,
        start=place.start if place else None,
        end=place.end if place else None,
        status=_status(place),
        method=Placement.Method.QUOTE,
        confidence=place.confidence if place else 1.0,
    )


def _status(place: quote.Place | None) -> Placement.Status:
    if place is None:
        return Placement.Status.ORPHANED
    sure = place.confidence >= quote.SURE
    return Placement.Status.PLACED if sure else Placement.Status.UNCERTAIN


def _set_tags(actor: User, highlight: Highlight, names: Iterable[str]) -> None:
    wanted = {name.strip() for name in names if name.strip()}
    links = HighlightTag.objects.filter(highlight=highlight)
    links.exclude(tag__name__in=wanted).delete()
    present = set(links.values_list("tag__name", flat=True))
    for name in sorted(wanted - present):
        HighlightTag.objects.create(
            workspace=highlight.workspace,
            created_by=actor,
            highlight=highlight,
            tag=_tag(actor, highlight.workspace, name),
        )


def _tag(actor: User, workspace: Workspace, name: str) -> Tag:
    if len(name) > 80:
        raise ValidationError({"tags": "A tag has at most 80 characters."})
    # Of two people who coin one word at once, the second takes the first one's tag.
    tag, _ = Tag.objects.get_or_create(
        workspace=workspace, name=name, defaults={"created_by": actor}
    )
    return tag


def _require_author(actor: User, highlight: Highlight) -> None:
    if not highlight.editable_by(actor):
        raise NotPermitted(Permission.ANNOTATE)
