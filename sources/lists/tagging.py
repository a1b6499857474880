"""All writes to the tags of sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import Permission
from sources.records.models import Source, SourceTag
from sources.tags.bearing import BEARERS
from sources.tags.services import named, set_tags, tag_rows


def tag_sources(
    *, actor: User, workspace: Workspace, sources: Collection[Source], names: Iterable[str]
) -> None:
    """Give tags to sources besides those they bear. Raises ValidationError by field `tags`."""
    with acting(actor, workspace, Permission.EDIT_SOURCES):
        tag_rows(actor=actor, bearer=BEARERS["sources"], rows=_of(workspace, sources), names=names)


def untag_sources(
    *, actor: User, workspace: Workspace, sources: Collection[Source], names: Iterable[str]
) -> None:
    """Take tags away from sources; names of no tag do nothing."""
    with acting(actor, workspace, Permission.EDIT_SOURCES):
        for name in names:
            links = SourceTag.objects.filter(tag__in=named(workspace, name))
            links.filter(source__in=_of(workspace, sources)).delete()


def set_source_tags(*, actor: User, source: Source, names: Iterable[str]) -> None:
    """Have a source bear these tags and no others. Raises ValidationError by field `tags`."""
    with acting(actor, source.workspace, Permission.EDIT_SOURCES):
        set_tags(actor=actor, bearer=BEARERS["sources"], row=source, names=names)


def _of(workspace: Workspace, sources: Collection[Source]) -> list[Source]:
    """The sources with their workspace at hand."""
    for source in sources:
        source.workspace = workspace
    return list(sources)
