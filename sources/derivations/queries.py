"""Reads of derivations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.derivations.drawing import Graph
from sources.derivations.roots import KnownRoots, Link, known_roots
from sources.records.models import Derivation, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace

Kind = Derivation.Kind

#: The words for a derivation, seen from the source that others depend on.
SEEN_FROM_ORIGIN = {
    Kind.COPY: _("Copied in"),
    Kind.TRANSLATION: _("Translated in"),
    Kind.SUMMARY: _("Summarised in"),
    Kind.QUOTATION: _("Quoted in"),
    Kind.SAME_WITNESS: _("From the same witness as"),
    Kind.UNKNOWN: _("Known, it is not known how, in"),
}


@dataclass(frozen=True)
class Relation:
    """A derivation as one of its two sources shows it."""

    derivation: Derivation
    words: str
    other: Source


def relations_of(source: Source, user: User | AnonymousUser) -> list[Relation]:
    """What a source depends on, then what depends on it."""
    rows = (
        Derivation.objects.visible_to(user)
        .filter(Q(source=source) | Q(origin=source))
        .select_related("source", "origin", "created_by")
    )
    relations = [_seen_from(source, derivation) for derivation in rows]
    return sorted(relations, key=lambda relation: relation.derivation.source_id != source.pk)


def _seen_from(source: Source, derivation: Derivation) -> Relation:
    kind = Kind(derivation.kind)
    outwards = derivation.source_id == source.pk
    other = derivation.origin if outwards else derivation.source
    other.workspace = source.workspace
    return Relation(derivation, str(kind.label if outwards else SEEN_FROM_ORIGIN[kind]), other)


def known_to(user: User | AnonymousUser, workspace: Workspace) -> KnownRoots:
    """The roots of all sources of a workspace, by the derivations that `user` sees. One query.

    What depends on a deleted source is its own root: what it goes back to is not known here.
    """
    rows = Derivation.objects.visible_to(user).filter(workspace=workspace).order_by()
    return known_roots(
        Link(source, origin, kind == Kind.SAME_WITNESS)
        for source, origin, kind in rows.values_list("source", "origin", "kind")
    )


def derivations_in(user: User | AnonymousUser, workspace: Workspace) -> list[Derivation]:
    """All derivations of a workspace that `user` sees, without their sources."""
    return list(Derivation.objects.visible_to(user).filter(workspace=workspace))


def graph_of(
    user: User | AnonymousUser,
    workspace: Workspace,
    keys: Collection[int],
    derivations: Iterable[Derivation],
    citations: Mapping[int, int] | None = None,
) -> Graph:
    """The sources with these keys, in their order, as far as `user` sees them, and the
    derivations between them.
    """
    found = Source.objects.visible_to(user).filter(workspace=workspace).in_bulk(list(keys))
    sources = {key: found[key] for key in keys if key in found}
    for source in sources.values():
        source.workspace = workspace
    between = [d for d in derivations if d.source_id in sources and d.origin_id in sources]
    return Graph(workspace, sources, between, citations)


def with_origins(keys: Iterable[int], derivations: Iterable[Derivation]) -> list[int]:
    """The sources and all that their known roots rest on, however far back, each once: what
    they depend on, and what is from the same witness.
    """
    origins: dict[int, list[int]] = defaultdict(list)
    for derivation in derivations:
        origins[derivation.source_id].append(derivation.origin_id)
        if derivation.kind == Kind.SAME_WITNESS:
            origins[derivation.origin_id].append(derivation.source_id)
    found: dict[int, None] = {}
    ahead = list(keys)[::-1]
    while ahead:
        key = ahead.pop()
        if key not in found:
            found[key] = None
            ahead += origins[key]
    return list(found)
