"""Reads of placements: what is to be checked, what has no place, what people settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from annotations.claims.citations.queries import latest_placements
from annotations.highlights.models import Passage, Placement
from annotations.placements.finding import missing
from annotations.placements.models import Placing
from sources.texts.models import Text, TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace

    Anyone = User | AnonymousUser

Status = Placement.Status


def latest_of(workspace: Workspace, user: Anyone) -> QuerySet[Placement]:
    """Where the newest versions of texts have passages that `user` sees, in their order."""
    latest = latest_placements().filter(workspace=workspace)
    return (
        Placement.objects.visible_to(user)
        .filter(workspace=workspace, pk__in=latest.values("pk"))
        .order_by("version__text", "start", "passage__start", "pk")
    )


def to_check(workspace: Workspace, user: Anyone, text: Text | None = None) -> QuerySet[Placement]:
    """The uncertain ones, of one text or of all."""
    found = latest_of(workspace, user).filter(status=Status.UNCERTAIN)
    return found.filter(version__text=text) if text else found


def without_place(text: Text, user: Anyone) -> QuerySet[Placement]:
    """The passages that the newest version does not have, in the order they had."""
    found = latest_of(text.workspace, user).filter(version__text=text, status=Status.ORPHANED)
    return found.order_by("passage__start", "pk")


def settled(text: Text, user: Anyone) -> QuerySet[Placement]:
    """What people settled in the newest version and it has a place for, the newest first."""
    found = latest_of(text.workspace, user).filter(version__text=text, settled_at__isnull=False)
    return found.exclude(status=Status.ORPHANED).order_by("-settled_at", "-pk")


def texts_to_check(workspace: Workspace, user: Anyone) -> QuerySet[Text]:
    """The texts that have any, with `uncertain` and `orphaned`, how many passages those are."""
    latest = latest_of(workspace, user).order_by()
    of_text = latest.filter(version__text=OuterRef("pk"))
    unsure = [Status.UNCERTAIN, Status.ORPHANED]
    seen = Placement.objects.filter(pk__in=latest.filter(status__in=unsure).values("pk"))
    count = "versions__placements"
    return (
        Text.objects.visible_to(user)
        .filter(Exists(of_text.filter(status__in=unsure)), workspace=workspace)
        .annotate(
            uncertain=Count(
                count,
                filter=Q(**{f"{count}__in": seen, f"{count}__status": Status.UNCERTAIN}),
            ),
            orphaned=Count(
                count,
                filter=Q(**{f"{count}__in": seen, f"{count}__status": Status.ORPHANED}),
            ),
        )
        .select_related("source")
        .order_by("source__citation_key", "pk")
    )


def after(queue: QuerySet[Placement], placement: Placement) -> Placement | None:
    """The one of a queue that comes after `placement`, round its end; None where it is alone."""
    keys = list(queue.exclude(pk=placement.pk).values_list("version__text", "start", "pk"))
    if not keys:
        return None
    here = (placement.version.text_id, placement.start or 0, placement.pk)
    later = [key for key in keys if key > here]
    return queue.get(pk=(later or keys)[0][2])


@dataclass(frozen=True, slots=True)
class LastStand:
    """Where a passage was sure last."""

    version: TextVersion
    start: int
    end: int

    @property
    def exact(self) -> str:
        """Its words there."""
        return self.version.content[self.start : self.end]


def last_stand(placement: Placement) -> LastStand:
    """Where the passage was sure last, before the version of `placement`."""
    sure = Placement.objects.filter(
        passage=placement.passage_id,
        status__in=Placement.SURE,
        version__number__lt=placement.version.number,
    ).select_related("version__text")
    found = sure.order_by("-version__number").first()
    if found is None or found.start is None or found.end is None:
        passage = placement.passage
        return LastStand(passage.version, passage.start, passage.end)
    return LastStand(found.version, found.start, found.end)


def with_last_stands(placements: Any) -> list[Placement]:
    """The placements (rows of a page) with `stood`, the version each passage was sure in last."""
    found = list(placements.select_related("passage__highlight__created_by", "settled_by"))
    sure = Placement.objects.filter(
        passage__in=[placement.passage_id for placement in found], status__in=Placement.SURE
    )
    rows = sure.order_by("passage", "-version__number").distinct("passage")
    numbers = dict(rows.values_list("passage", "version__number"))
    for placement in found:
        placement.stood = numbers.get(placement.passage_id)
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the placing of a version is; counts are of what the user sees."""

    placing: Placing
    placed: int
    total: int


def placing_of(version: TextVersion, user: Anyone) -> Progress | None:
    """How far the passages of a version are placed; None where that is done."""
    placing = Placing.objects.visible_to(user).filter(version=version).first()
    if placing is None or placing.state == Placing.State.DONE:
        return None
    left = missing(version).filter(pk__in=Passage.objects.visible_to(user)).count()
    placed = Placement.objects.visible_to(user).filter(version=version).count()
    return Progress(placing, placed, placed + left)
