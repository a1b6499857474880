"""What happened: the event tables of all kinds, read as one list.

Whoever sees a row may know what became of it, from when they could see it. One query reads
the events of all kinds, one more for each kind among them what they are about, and one who
it was; none more for more rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from project.people.activity.cursors import Cursor
from project.people.activity.kinds import KINDS, Kind, Snapshot
from project.people.activity.words import excerpts
from project.people.models import User, Workspace
from project.people.rows import WorkspaceRow

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from project.people.activity.kinds import Anyone

#: Events on one page.
PAGE = 30

#: What came about, by the verb's name.
VERBS: dict[str, StrPromise] = {
    "created": _("added"),
    "changed": _("changed"),
    "deleted": _("deleted"),
    "restored": _("restored"),
    "shared": _("shared"),
    "resolved": _("resolved"),
    "reopened": _("reopened"),
    "archived": _("archived"),
    "unarchived": _("reopened"),
    "merged": _("merged into another"),
    "unmerged": _("taken apart again"),
    "retracted": _("retracted"),
    "reinstated": _("let stand again"),
    "joined": _("joined"),
    "left": _("left or removed"),
}
#: Columns that are empty or not: the verb where one is filled, and where it is emptied.
TURNS = {
    # What was merged is deleted too.
    "merged_into": ("merged", "unmerged"),
    "retracted_at": ("retracted", "reinstated"),
    "deleted_at": ("deleted", "restored"),
    "archived_at": ("archived", "unarchived"),
    "resolved_at": ("resolved", "reopened"),
}
#: The verbs that say more by what was there before and after.
TOLD = ("changed", "retracted", "reinstated")


@dataclass(frozen=True)
class Change:
    """One field of a row: what it said before and after, in words, cut where they are long."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    """Something that happened to a row."""

    when: datetime
    #: Who did it; None where a command did, or somebody who was erased.
    actor: User | None
    #: Name of the command, where no person did it.
    command: str
    #: A key of `VERBS`.
    verb: str
    kind: Kind
    subject: Any
    label: str
    #: Empty where the row is deleted.
    url: str
    changes: list[Change]

    @property
    def verb_label(self) -> StrPromise:
        """The verb for people."""
        return VERBS[self.verb]


@dataclass(frozen=True)
class Log:
    """A page of events, the newest first, and where the next one begins (empty: nowhere)."""

    events: list[Event]
    earlier: str


class _Told(NamedTuple):
    """A row of the query over all kinds."""

    kind: str
    id: int
    when: datetime
    label: str
    actor: str
    subject: int
    now: Snapshot
    before: Snapshot | None


def activity(
    workspace: Workspace,
    user: Anyone,
    *,
    person: User | None = None,
    before: str = "",
    limit: int = PAGE,
) -> Log:
    """What happened in a workspace as far as `user` may know: by `person` alone, where one is
    given; from `Log.earlier` of the page before on.
    """
    by = Q(pgh_context__actor=str(person.uid)) if person else Q()
    kinds = [kind for kind in KINDS.all() if not kind.is_detail]
    return _read(workspace, user, kinds, by, before=before, limit=limit)


def events_of(user: Anyone, *rows: WorkspaceRow, before: str = "", limit: int = PAGE) -> Log:
    """What happened to these rows, all of one workspace, as far as `user` may know."""
    if not rows:
        return Log([], "")
    keys: dict[str, list[int]] = {}
    for row in rows:
        keys.setdefault(KINDS.for_model(type(row)).name, []).append(row.pk)
    kinds = [kind for kind in KINDS.all() if kind.name in keys]
    only = {kind.name: Q(**{f"{kind.subject}__in": keys[kind.name]}) for kind in kinds}
    return _read(rows[0].workspace, user, kinds, Q(), only, before=before, limit=limit)


def events_about(
    workspace: Workspace, user: Anyone, kind: Kind, uid: UUID, *, before: str = ""
) -> Log:
    """`events_of` the one row of a kind that has this uid."""
    only = {kind.name: Q(**{f"{kind.subject.removesuffix('_id')}__uid": uid})}
    return _read(workspace, user, [kind], Q(), only, before=before, limit=PAGE)


def _read(
    workspace: Workspace,
    user: Anyone,
    kinds: Sequence[Kind],
    where: Q,
    only: dict[str, Q] | None = None,
    *,
    before: str,
    limit: int,
) -> Log:
    cursor = Cursor.read(before)
    if cursor:
        where &= Q(pgh_created_at__lte=cursor.when)
    skip = cursor.skip if cursor else 0
    most = limit + skip + 1
    arms = [
        _arm(kind, workspace, user, where & (only or {}).get(kind.name, Q()))[:most]
        for kind in kinds
    ]
    if not arms:
        return Log([], "")
    found = arms[0].union(*arms[1:], all=True) if len(arms) > 1 else arms[0]
    if len(arms) > 1:
        found = found.order_by("-pgh_created_at", "pgh_kind", "-pgh_id")
    told = [_Told(*row) for row in found[:most]]
    # Events of the cursor's moment that were on the page before come first again.
    shown = [row for n, row in enumerate(told) if n >= skip or row.when != _when(cursor)]
    page, rest = shown[:limit], shown[limit:]
    return Log(_events(workspace, page), str(_after(page, cursor)) if rest else "")


def _when(cursor: Cursor | None) -> datetime | None:
    return cursor.when if cursor else None


def _after(page: Sequence[_Told], cursor: Cursor | None) -> Cursor:
    last = page[-1].when
    again = cursor.skip if cursor and cursor.when == last else 0
    return Cursor(last, again + sum(row.when == last for row in page))


def _arm(kind: Kind, workspace: Workspace, user: Anyone, where: Q) -> QuerySet[Any, Any]:
    """One kind's events, each with the one before it that the user knew of."""
    known = kind.events.objects.filter(kind.then(user))
    snapshot = JSONObject(**{name: F(name) for name in kind.columns})
    before = known.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    return (  # type: ignore[no-any-return]
        known.filter(kind.seen(user, workspace), where)
        .annotate(
            pgh_kind=Value(kind.name, CharField()),
            pgh_actor=KeyTextTransform("actor", "pgh_context"),
            pgh_subject=F(kind.subject),
            pgh_now=snapshot,
            pgh_before=Subquery(
                before.order_by("-pgh_id").annotate(was=snapshot).values("was")[:1]
            ),
        )
        .order_by("-pgh_created_at", "-pgh_id")
        .values_list(
            "pgh_kind", "pgh_id", "pgh_created_at", "pgh_label", "pgh_actor", "pgh_subject",
            "pgh_now", "pgh_before",
        )
    )  # fmt: skip


def _events(workspace: Workspace, told: Iterable[_Told]) -> list[Event]:
    rows = list(told)
    actors = _actors({row.actor for row in rows})
    subjects: dict[tuple[str, int], Any] = {}
    for kind in KINDS.all():
        keys = {row.subject for row in rows if row.kind == kind.name}
        if keys:
            subjects |= {(kind.name, row.pk): row for row in kind.subjects(keys)}
    return [
        _event(row, workspace, subjects[row.kind, row.subject], actors)
        for row in rows
        if (row.kind, row.subject) in subjects
    ]


def _event(row: _Told, workspace: Workspace, subject: Any, actors: dict[str, User]) -> Event:
    kind = KINDS.get(row.kind)
    assert kind is not None
    if isinstance(subject, WorkspaceRow):
        subject.workspace = workspace
    verb = _verb(kind, row)
    return Event(
        when=row.when,
        actor=actors.get(row.actor),
        command=row.actor.removeprefix("command:") if row.actor.startswith("command:") else "",
        verb=verb,
        kind=kind,
        subject=subject,
        label=kind.label(subject),
        url="" if getattr(subject, "deleted_at", None) else kind.url(subject),
        changes=_changes(kind, row) if verb in TOLD else [],
    )


def _verb(kind: Kind, row: _Told) -> str:
    if row.label in ("insert", "delete"):
        verb = {"insert": "created", "delete": "deleted"}[row.label]
        return kind.verbs.get(verb, verb)
    if row.before is None:
        return "shared"
    for column, (filled, emptied) in TURNS.items():
        was, now = row.before.get(column), row.now.get(column)
        if bool(was) != bool(now):
            return filled if now else emptied
    return "changed"


def _changes(kind: Kind, row: _Told) -> list[Change]:
    was, now = kind.words(row.before or {}), kind.words(row.now)
    names = list(dict.fromkeys([*now, *was]))
    differing = [name for name in names if was.get(name, "") != now.get(name, "")]
    return [Change(name, *excerpts(was.get(name, ""), now.get(name, ""))) for name in differing]


def _actors(names: Iterable[str]) -> dict[str, User]:
    """The people among the actors of events, by what events call them."""
    uids = [name for name in names if _is_uid(name)]
    return {str(user.uid): user for user in User.objects.filter(uid__in=uids)}


def _is_uid(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
