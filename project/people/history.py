"""History by database triggers: who, when, before, after.

Every tracked table has an event table that triggers fill, so bulk writes and imports are
covered too. An event names its actor; the database refuses one that does not (`pgh_context`
is NOT NULL and must hold an `actor`), so no write can pass unattributed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import pghistory
from django.db import models, transaction

from project.people.permissions import Permission, require

if TYPE_CHECKING:
    from project.people.models import User, Workspace

Model = TypeVar("Model", bound=type[models.Model])


def tracked(*, exclude: tuple[str, ...] = ()) -> Callable[[Model], Model]:
    """Class decorator: keep the history of a model, leaving out the fields in `exclude`."""

    def decorate(model: Model) -> Model:
        name = f"{model.__name__.lower()}event_has_actor"
        has_actor = models.CheckConstraint(
            condition=models.Q(pgh_context__has_key="actor"), name=name
        )
        track = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=list(exclude),
            append_only=True,
            context_field=pghistory.ContextJSONField(null=False),
            obj_field=pghistory.ObjForeignKey(
                related_name="events", on_delete=models.DO_NOTHING, db_constraint=False
            ),
            meta={"constraints": [has_actor]},
        )
        return track(model)  # type: ignore[no-any-return]

    return decorate


def events(model: type[models.Model]) -> models.QuerySet[Any]:
    """The history of all rows of a model that is `tracked`."""
    return model.pgh_event_model.objects.all()  # type: ignore[attr-defined, no-any-return]


@contextmanager
def attributed(actor: str) -> Iterator[None]:
    """One transaction whose events name `actor`.

    That is a user's uid, or a command such as `command:create_user` where nobody signed in.
    """
    with transaction.atomic(), pghistory.context(actor=actor):
        yield


@contextmanager
def acting(actor: User, workspace: Workspace, permission: Permission) -> Iterator[None]:
    """One transaction of `actor` in `workspace`, after checking the permission.

    Every service that writes opens one. Raises `NotPermitted`.
    """
    require(actor, workspace, permission)
    with attributed(str(actor.uid)):
        yield
