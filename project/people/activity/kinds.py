"""The kinds of rows that the activity tells of; apps add theirs, as they add parts to pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q

from project.people.activity.words import in_words
from project.people.models import Workspace
from project.people.rows import WorkspaceRow

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import StrPromise

    from project.people.models import User

    Anyone = User | AnonymousUser

#: The tracked columns of a row as they stood at one moment, as JSON has them.
Snapshot = Mapping[str, Any]
#: Columns that are empty or not, which is an event of its own.
TURNING = {"merged_into", "retracted_at", "deleted_at", "archived_at", "resolved_at"}
#: What each field is called, and what it says in words.
Words = dict[str, str]


@dataclass(frozen=True)
class Kind:
    """One kind of row: where its events are, who may know of them, how they are worded."""

    #: In addresses, such as `source`.
    name: str
    #: For people, such as "Source".
    noun: str | StrPromise
    events: Any
    #: The columns that `words` and the verbs read.
    columns: tuple[str, ...]
    words: Callable[[Snapshot], Words]
    #: Which of a workspace's events a user may know of, by columns of the event table.
    seen: Callable[[Anyone, Workspace], Q]
    #: Of one row's events, those that the user could have known of when they happened.
    then: Callable[[Anyone], Q]
    #: The rows that events tell of, with all that `label` and `url` need.
    subjects: Callable[[Collection[int]], Iterable[Any]]
    label: Callable[[Any], str]
    url: Callable[[Any], str]
    #: The column that names the row an event tells of.
    subject: str = "pgh_obj_id"
    #: Words for what inserting, and really deleting, a row of this kind means.
    verbs: Mapping[str, str] = field(default_factory=dict)
    #: Told in the history of what it belongs to, and not in that of the whole workspace.
    is_detail: bool = False


def everybody(_user: Anyone) -> Q:
    """No event was hidden from those who see the row now."""
    return Q()


def kind_of(
    model: type[WorkspaceRow],
    *,
    noun: str | StrPromise,
    shown: Mapping[str, str | StrPromise],
    name: str = "",
    label: Callable[[Any], str] = str,
    url: Callable[[Any], str] | None = None,
    part_of: str = "",
    related: tuple[str, ...] = (),
    prefetched: tuple[str, ...] = (),
    then: Callable[[Anyone], Q] = everybody,
    only: Q | None = None,
    words: Callable[[Snapshot], Words] | None = None,
) -> Kind:
    """The kind for a model of workspace rows, obeying its `visibility`.

    `shown` are the fields whose changes are told, with what they are called. `part_of` names the
    link to what the row is a part of, at whose address it is shown. `then` narrows to events that
    the user could have known of when they happened: of a highlight that was private then, its
    author alone. `only` leaves out what nobody wants to be told. `words` replaces the wording of
    a snapshot of the fields in `shown`.
    """
    event_model = model.pgh_event_model  # type: ignore[attr-defined]
    tracked = {column.name for column in event_model._meta.get_fields()}

    def seen(user: Anyone, workspace: Workspace) -> Q:
        # Deleted rows too: that they were deleted is told to those who knew of them.
        known = model.objects.filter(model.visibility(user), workspace=workspace)
        return Q(workspace=workspace, pgh_obj__in=known.order_by()) & (only or Q())

    def subjects(keys: Collection[int]) -> Iterable[WorkspaceRow]:
        rows = model.objects.filter(pk__in=keys)
        joined = filter(None, ("workspace", part_of, *related))
        return rows.select_related(*joined).prefetch_related(*prefetched)

    def address(row: Any) -> str:
        shown_at = getattr(row, part_of) if part_of else row
        shown_at.workspace = row.workspace
        return str(shown_at.get_absolute_url())

    return Kind(
        name=name or model.__name__.lower(),
        noun=noun,
        events=event_model,
        columns=(*shown, *sorted(tracked & TURNING)),
        words=words or (lambda snapshot: in_words(model, shown, snapshot)),
        seen=seen,
        then=then,
        subjects=subjects,
        label=label,
        url=url or address,
    )


class Kinds:
    """What is told of, by name."""

    def __init__(self) -> None:
        self._by_name: dict[str, Kind] = {}

    def add(self, *kinds: Kind) -> None:
        """Tell of these too. The same name replaces."""
        self._by_name |= {kind.name: kind for kind in kinds}

    def all(self) -> list[Kind]:
        """Every kind."""
        return list(self._by_name.values())

    def get(self, name: str) -> Kind | None:
        """The kind of this name."""
        return self._by_name.get(name)

    def for_model(self, model: type[Model]) -> Kind:
        """The kind whose rows are of `model`. Raises KeyError."""
        events = model.pgh_event_model  # type: ignore[attr-defined]
        for kind in self._by_name.values():
            if kind.events is events:
                return kind
        raise KeyError(model)


#: What the activity of a workspace tells of.
KINDS = Kinds()
