"""Writing where passages lie: at once, or as a job where that would take long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.dispatch import Signal

from annotations.anchoring import quote
from annotations.highlights.models import Passage, Placement
from annotations.placements.finding import Found, missing, search_in
from annotations.placements.models import Placing
from project.people.history import acting, attributed
from project.people.models import User
from project.people.permissions import Permission
from sources.texts.models import Text, TextVersion

#: Rows written in one statement, and by a job in one transaction.
BATCH = 2_000

#: Sent inside the transaction that placed the last passages in a version just saved, with
#: `version` and `actor`.
passages_placed = Signal()


def place_passages(*, version: TextVersion, actor: User, **_unused: Any) -> None:
    """Place every passage of the text anew in a version just saved (`version_saved`)."""
    # A text that is new has none; a thousand may come in at once.
    if version.number > 1 and _place(version, missing(version), actor):
        passages_placed.send(sender=TextVersion, version=version, actor=actor)


def place_in_later_versions(actor: User, passages: Sequence[Passage], version: TextVersion) -> None:
    """Place passages made in an older version in the newer ones too."""
    later = TextVersion.objects.filter(text=version.text_id, number__gt=version.number)
    made = Passage.objects.filter(pk__in=[passage.pk for passage in passages])
    for newer in later.select_related("text", "workspace").order_by("number"):
        _place(newer, made, actor)


def place_in_earlier_versions(
    actor: User, passages: Sequence[Passage], version: TextVersion
) -> None:
    """Place passages in the older versions that have their words; the others never had them."""
    earlier = TextVersion.objects.filter(text=version.text_id, number__lt=version.number)
    for older in earlier.iterator(chunk_size=1):
        found = (_quoted(passage, older) for passage in passages)
        _write(older, actor, (place for place in found if place.start is not None))


def carry_out(placing: Placing) -> None:
    """Place what a version still lacks. May be run again after a crash, and twice at once."""
    version, actor = placing.version, placing.created_by
    found = search_in(version, missing(version)).found()
    while batch := list(islice(found, BATCH)):
        # Not `acting`: passages find their place also where their corrector has lost the role.
        with attributed(str(actor.uid)):
            _lock(version)
            here = missing(version).filter(pk__in=[place.passage for place in batch])
            still = set(here.values_list("pk", flat=True))
            _write(version, actor, (place for place in batch if place.passage in still))
    with attributed(str(actor.uid)):
        _lock(version)
        if Placing.objects.filter(pk=placing.pk, state=Placing.State.DONE).exists():
            return
        # One that was made in the meantime was too much to place at once, too.
        if missing(version).exists():
            defer(placing)
            return
        Placing.objects.filter(pk=placing.pk).update(state=Placing.State.DONE)
        if version.number == version.text.latest.number:
            passages_placed.send(sender=TextVersion, version=version, actor=actor)


def give_up(placing: Placing) -> None:
    """Note that placing ended the program each time it was tried."""
    with attributed(str(placing.created_by.uid)):
        left = Placing.objects.filter(pk=placing.pk, state=Placing.State.QUEUED)
        left.update(state=Placing.State.FAILED)


def try_again(*, actor: User, placing: Placing) -> None:
    """Queue a placing that failed once more; any other is left alone."""
    with acting(actor, placing.workspace, Permission.ANNOTATE):
        current = Placing.objects.select_for_update().get(pk=placing.pk)
        if current.state == Placing.State.FAILED:
            current.state = Placing.State.QUEUED
            current.save(update_fields=["state"])
            defer(current)


def defer(placing: Placing) -> None:
    """Queue the job. Those of one text come one after the other."""
    from annotations.placements.jobs import place

    lock = f"place-{placing.version.text_id}"
    place.configure(lock=lock).defer(placing_id=placing.pk)


def _place(version: TextVersion, passages: QuerySet[Passage], actor: User) -> bool:
    """Place passages in a version, or queue that. Whether it is done."""
    if not passages.exists():
        return True
    search = search_in(version, passages)
    if search.cost() <= settings.PLACING_AT_ONCE:
        _write(version, actor, search.found())
        return True
    placing, _made = Placing.objects.update_or_create(
        version=version,
        defaults={"state": Placing.State.QUEUED},
        create_defaults={"workspace": version.workspace, "created_by": actor},
    )
    defer(placing)
    return False


def _lock(version: TextVersion) -> None:
    """Whoever changes passages of the text waits meanwhile."""
    Text.objects.select_for_update(no_key=True).get(pk=version.text_id)


def _write(version: TextVersion, actor: User, places: Iterable[Found]) -> None:
    Placement.objects.bulk_create(
        (
            Placement(
                workspace_id=version.workspace_id,
                created_by=actor,
                passage_id=place.passage,
                version=version,
                start=place.start,
                end=place.end,
                status=place.status,
                method=place.method,
                confidence=place.confidence,
            )
            for place in places
        ),
        batch_size=BATCH,
    )


def _quoted(passage: Passage, version: TextVersion) -> Found:
    words = quote.Quote(passage.exact, passage.prefix, passage.suffix, passage.start)
    place = quote.find(version.content, words)
    return Found(passage.pk, place.start, place.end, place.status, place.method, place.confidence)
