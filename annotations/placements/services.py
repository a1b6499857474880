"""Settling where a passage lies: confirmed, put elsewhere, declared gone; and undoing that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.highlights.models import Placement
from annotations.highlights.placing import Span, check_ranges
from project.people.history import acting, events
from project.people.models import User
from project.people.permissions import Permission
from project.people.refusing import Overtaken, Refused, require_current
from sources.texts.models import Text

Status, Method = Placement.Status, Placement.Method

#: Sent inside the transaction in which a person settled where a passage lies, with `placement`
#: and `actor`.
placement_settled = Signal()

#: What undoing brings back.
STATE = ("start", "end", "status", "method", "confidence", "settled_at", "settled_by_id")


class OlderVersion(Refused):
    """Passages are settled in the latest version of a text alone."""

    def __init__(self) -> None:
        super().__init__(
            _("A newer version of the text has been saved. Settle the passage in that one.")
        )


def confirm(*, actor: User, placement: Placement, revision: int) -> Placement:
    """Say that a passage lies where it was found.

    Raises `Overtaken` unless `revision` is current, `OlderVersion`, ValidationError.
    """
    with _settling(actor, placement, revision) as current:
        if current.place is None:
            raise ValidationError({"verdict": _("It has no place that could be confirmed.")})
        current.status, current.method = Status.PLACED, Method.CONFIRMED
    return current


def put(
    *,
    actor: User,
    placement: Placement,
    revision: int,
    span: Span,
    exact: str | None = None,
) -> Placement:
    """Say where a passage lies. Raises as `confirm`, ValidationError by field."""
    with _settling(actor, placement, revision) as current:
        check_ranges(current.version.content, [span], None if exact is None else [exact])
        _check_alone(current, span)
        current.start, current.end = span
        current.status, current.method = Status.PLACED, Method.SETTLED
    return current


def declare_gone(*, actor: User, placement: Placement, revision: int) -> Placement:
    """Say that this version does not have the passage. Raises as `confirm`.

    It stays listed. A later version has it again without asking only where it reads word for
    word as it did, context included.
    """
    with _settling(actor, placement, revision) as current:
        current.start = current.end = None
        current.status, current.method = Status.ORPHANED, Method.GONE
    return current


def undo(*, actor: User, placement: Placement, revision: int) -> Placement:
    """Take back the last settling: the place is as it was before. Raises as `confirm`."""
    with _changing(actor, placement, revision) as current:
        known = events(Placement).filter(pgh_obj_id=current.pk, revision=current.revision - 1)
        former = known.order_by("-pgh_id").first()
        if current.settled_at is None or former is None:
            raise Overtaken(current)
        for name in STATE:
            setattr(current, name, getattr(former, name))
    return current


@contextmanager
def _settling(actor: User, placement: Placement, revision: int) -> Iterator[Placement]:
    with acting(actor, placement.workspace, Permission.ANNOTATE):
        with _changing(actor, placement, revision) as current:
            yield current
            current.confidence = 1.0
            current.settled_at, current.settled_by = timezone.now(), actor
        placement_settled.send(sender=Placement, placement=current, actor=actor)


@contextmanager
def _changing(actor: User, placement: Placement, revision: int) -> Iterator[Placement]:
    """The placement, locked, to be changed; it is saved with the next revision."""
    with acting(actor, placement.workspace, Permission.ANNOTATE):
        # Until this is done no newer version is saved, which would not know of it.
        text = Text.objects.select_for_update(no_key=True).get(pk=placement.version.text_id)
        current = (
            Placement.objects.select_related("workspace", "version", "passage")
            .select_for_update(of=("self",))
            .get(pk=placement.pk)
        )
        if current.version_id != text.latest.pk:
            raise OlderVersion
        require_current(current, revision)
        yield current
        current.revision += 1
        current.save(update_fields=["revision", *(name.removesuffix("_id") for name in STATE)])


def _check_alone(placement: Placement, span: Span) -> None:
    """Raise ValidationError where another passage of the highlight lies there."""
    start, end = span
    others = Placement.objects.filter(
        passage__highlight=placement.passage.highlight_id, version=placement.version_id
    ).exclude(pk=placement.pk)
    if others.filter(start__lt=end, end__gt=start).exists():
        raise ValidationError({"exact": _("This overlaps another passage of the same highlight.")})
