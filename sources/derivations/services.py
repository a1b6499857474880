"""All writes to derivations: which source depends on which."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from project.people import services as people
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import Permission
from project.people.refusing import Overtaken
from sources.records.models import Derivation, Source

Kind = Derivation.Kind


class Circular(ValidationError):
    """The origin itself depends on the source, so that neither would be the earlier."""

    def __init__(self, source: Source, origin: Source) -> None:
        self.source = source
        self.origin = origin
        super().__init__(
            {
                "origin": _("“%(origin)s” itself depends on “%(source)s”, as recorded here.")
                % {"origin": origin.title, "source": source.title}
            }
        )


def add_derivation(
    *,
    actor: User,
    source: Source,
    origin: Source,
    kind: str,
    certainty: str = "",
    reason: str = "",
) -> Derivation:
    """Assert that `source` depends on `origin`. Raises `Circular`, ValidationError by field."""
    with acting(actor, source.workspace, Permission.EDIT_SOURCES):
        derivation = Derivation(workspace=source.workspace, created_by=actor, source=source)
        _lock(derivation)
        _fill(derivation, origin=origin, kind=kind, certainty=certainty, reason=reason)
        derivation.save()
    return derivation


def change_derivation(
    *,
    actor: User,
    derivation: Derivation,
    revision: int,
    origin: Source,
    kind: str,
    certainty: str = "",
    reason: str = "",
) -> Derivation:
    """Assert another origin, kind, certainty or rationale than before; `revision` is the one
    that was read. Raises `Overtaken`, and as `add_derivation`.
    """
    with acting(actor, derivation.workspace, Permission.EDIT_SOURCES):
        _lock(derivation)
        current = Derivation.objects.select_related("source").get(pk=derivation.pk)
        if current.revision != revision or current.deleted_at is not None:
            raise Overtaken(current)
        current.revision += 1
        current.workspace = current.source.workspace = derivation.workspace
        _fill(current, origin=origin, kind=kind, certainty=certainty, reason=reason)
        current.save()
    return current


def restore_derivation(*, actor: User, derivation: Derivation) -> None:
    """Undo a deletion. Raises as `add_derivation`: much may have been asserted since."""
    with acting(actor, derivation.workspace, Permission.EDIT_SOURCES):
        _lock(derivation)
        _check(derivation)
        people.restore(actor=actor, row=derivation)


def refuse_circles(*, survivor: Source, merged: Source, **_sent: Any) -> None:
    """Keep two sources from becoming one where that one would depend on itself, by way of others.

    A receiver of `merging`. Raises ValidationError.
    """
    links = Derivation.objects.existing().filter(workspace=survivor.workspace_id)
    links = links.exclude(source=merged).exclude(origin=merged)
    origins = links.exclude(kind=Kind.SAME_WITNESS).filter(source=survivor)
    for origin in origins.values_list("origin", flat=True):
        if survivor.pk in _roots_and_between(links, origin):
            told = _(
                "As one, “%(title)s” would depend on itself by way of other sources. Withdraw one "
                "of the derivations that lead from the one to the other first."
            )
            raise ValidationError(told % {"title": survivor.title})


def _lock(derivation: Derivation) -> None:
    """Of two people who assert opposite things at once, the second is refused."""
    Workspace.objects.select_for_update(no_key=True).get(pk=derivation.workspace_id)


def _fill(
    derivation: Derivation, *, origin: Source, kind: str, certainty: str, reason: str
) -> None:
    derivation.origin = origin
    derivation.kind = kind
    derivation.certainty = certainty
    derivation.reason = reason.strip()
    _check(derivation)


def _check(derivation: Derivation) -> None:
    source, origin = derivation.source, derivation.origin
    if source.pk == origin.pk:
        raise ValidationError({"origin": _("A source does not depend on itself.")})
    derivation.full_clean(
        exclude=["created_by", "workspace", "source", "origin"], validate_constraints=False
    )
    derivation.validate_constraints()
    others = Derivation.objects.existing().filter(workspace=derivation.workspace_id)
    others = others.exclude(pk=derivation.pk)
    if derivation.kind == Kind.SAME_WITNESS:
        if others.filter(kind=Kind.SAME_WITNESS, source=origin, origin=source).exists():
            raise ValidationError({"origin": _("This is recorded already, the other way round.")})
    elif source.pk in _roots_and_between(others, origin.pk):
        raise Circular(source, origin)


def _roots_and_between(derivations: QuerySet[Derivation], source: int) -> set[int]:
    """The source and all that it depends on, however far back."""
    directed = derivations.exclude(kind=Kind.SAME_WITNESS)
    origins = defaultdict(list)
    for derived, origin in directed.order_by().values_list("source", "origin"):
        origins[derived].append(origin)
    found: set[int] = set()
    ahead = [source]
    while ahead:
        at = ahead.pop()
        if at not in found:
            found.add(at)
            ahead += origins[at]
    return found
