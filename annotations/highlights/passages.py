"""Changing what a highlight marks: a further passage, one fewer, other ends.

A row of `Passage` says for good what it was made with. So a resized one is a new row that
takes the old one's `uid` and place; history keeps both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F, Min, Q
from django.dispatch import Signal
from django.utils.translation import gettext as _

from annotations.highlights import placing
from annotations.highlights.models import Highlight, Passage, Placement
from annotations.highlights.placing import Span
from annotations.highlights.services import require_author
from annotations.placements.placing import place_in_earlier_versions, place_in_later_versions
from project.people.history import acting, events
from project.people.models import User
from project.people.permissions import Permission
from project.people.refusing import require_current
from sources.texts.models import Text, TextVersion

#: Sent inside the transaction that changed what a highlight marks, with `highlight`, `actor`,
#: and `before`, its quote until then.
passages_changed = Signal()

#: Passages of one highlight.
MOST = 100


class NoSuchPassage(LookupError):
    """The highlight has no such passage."""


def add_passage(
    *,
    actor: User,
    highlight: Highlight,
    version: TextVersion,
    span: Span,
    exact: str | None = None,
    revision: int,
) -> Highlight:
    """Mark a further stretch of the highlight's text, in whichever version it was read.

    Passages follow their order in that version. Raises `Overtaken` unless `revision` is
    current, ValidationError by field.
    """
    with _changing(actor, highlight, revision) as current:
        _check(current, version, span, exact)
        if current.passages.count() >= MOST:
            raise ValidationError(
                {"exact": _("A highlight has at most %(most)s passages.") % {"most": MOST}}
            )
        _write(actor, current, version, span)
    return current


def resize_passage(
    *,
    actor: User,
    highlight: Highlight,
    passage: UUID,
    version: TextVersion,
    span: Span,
    exact: str | None = None,
    revision: int,
) -> Highlight:
    """Give a passage other ends; its address stays. Raises as `add_passage`, `NoSuchPassage`."""
    with _changing(actor, highlight, revision) as current:
        former = _passage(current, passage)
        _check(current, version, span, exact, besides=former)
        former.delete()
        _write(actor, current, version, span, uid=passage)
    return current


def remove_passage(*, actor: User, highlight: Highlight, passage: UUID, revision: int) -> Highlight:
    """Take away one of several passages. Raises as `add_passage`, `NoSuchPassage`."""
    with _changing(actor, highlight, revision) as current:
        former = _passage(current, passage)
        if current.passages.count() == 1:
            raise ValidationError(
                {"passage": _("This is the only passage. Delete the highlight instead.")}
            )
        version = former.version
        former.delete()
        _put_in_order(current, version)
    return current


def restore_passage(
    *, actor: User, highlight: Highlight, passage: UUID, revision: int
) -> Highlight:
    """Undo `remove_passage`: the passage as its history has it, at the same address."""
    with _changing(actor, highlight, revision) as current:
        known = events(Passage).filter(highlight=current, uid=passage)
        former = known.order_by("-pgh_id").first()
        if former is None or current.passages.filter(uid=passage).exists():
            raise NoSuchPassage
        version = TextVersion.objects.get(pk=former.version_id)
        span = (former.start, former.end)
        _check(current, version, span, None)
        _write(actor, current, version, span, uid=passage)
    return current


@contextmanager
def _changing(actor: User, highlight: Highlight, revision: int) -> Iterator[Highlight]:
    """The highlight, locked; afterwards it has the next revision, and whom it concerns is told."""
    require_author(actor, highlight)
    with acting(actor, highlight.workspace, Permission.ANNOTATE):
        # Until this is done no newer version is saved, which would not place the passages.
        Text.objects.select_for_update(no_key=True).get(pk=highlight.text_id)
        current = (
            Highlight.objects.existing()
            .select_related("workspace")
            .select_for_update(of=("self",))
            .get(pk=highlight.pk)
        )
        require_current(current, revision)
        before = current.quote
        yield current
        current.revision += 1
        current.save(update_fields=["revision"])
        passages_changed.send(sender=Highlight, highlight=current, actor=actor, before=before)


def _passage(highlight: Highlight, uid: UUID) -> Passage:
    found = highlight.passages.select_related("version").filter(uid=uid).first()
    if found is None:
        raise NoSuchPassage
    return found


def _check(
    highlight: Highlight,
    version: TextVersion,
    span: Span,
    exact: str | None,
    *,
    besides: Passage | None = None,
) -> None:
    """Raise ValidationError unless `span` can be one of the highlight's passages."""
    if version.text_id != highlight.text_id:
        raise ValidationError({"version": _("A highlight lies in one text alone.")})
    placing.check_ranges(version.content, [span], None if exact is None else [exact])
    start, end = span
    others = Placement.objects.filter(passage__highlight=highlight, version=version)
    if besides is not None:
        others = others.exclude(passage=besides)
    if others.filter(start__lt=end, end__gt=start).exists():
        raise ValidationError({"exact": _("This overlaps another passage of the same highlight.")})


def _write(
    actor: User,
    highlight: Highlight,
    version: TextVersion,
    span: Span,
    *,
    uid: UUID | None = None,
) -> None:
    free = max((passage.position for passage in highlight.passages.all()), default=-1) + 1
    made = placing.add_passages(actor, highlight, version, [span], position=free, uid=uid)
    place_in_later_versions(actor, made, version)
    place_in_earlier_versions(actor, made, version)
    _put_in_order(highlight, version)


def _put_in_order(highlight: Highlight, version: TextVersion) -> None:
    """Number the passages by their place in `version`; those without one come last."""
    here = Min("placements__start", filter=Q(placements__version=version))
    passages: Sequence[Passage] = list(
        Passage.objects.filter(highlight=highlight)
        .annotate(here=here)
        .order_by(F("here").asc(nulls_last=True), "position")
    )
    moved = []
    for position, passage in enumerate(passages):
        if passage.position != position:
            passage.position = position
            moved.append(passage)
    Passage.objects.bulk_update(moved, ["position"])
