"""Adding many sources at once: all of them or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from project.people.history import acting, events
from project.people.models import User, Workspace
from project.people.permissions import Permission
from sources.quick_add.reading import Entry
from sources.records import citation_keys
from sources.records.csl import check_item
from sources.records.models import Source
from sources.records.variants import check_variants
from sources.tags.bearing import BEARERS
from sources.tags.services import LONGEST, tag_rows


class EntryProblem(ValidationError):
    """A reference that cannot be added, after all."""

    def __init__(self, entry: Entry, error: ValidationError) -> None:
        self.entry = entry
        super().__init__(" ".join(error.messages))


def add_entries(
    *, actor: User, workspace: Workspace, entries: Sequence[Entry], keep_tags: bool = False
) -> list[Source]:
    """A source for each reference, in their order. Raises `EntryProblem`; then none is made.

    A citation key that is free is kept; else one is made. With `keep_tags` keywords become tags.
    """
    with acting(actor, workspace, Permission.EDIT_SOURCES):
        workspace = Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
        taken = _keys_taken(workspace)
        sources = []
        for entry in entries:
            try:
                source = _source(actor, workspace, entry, taken)
            except ValidationError as error:
                raise EntryProblem(entry, error) from error
            taken.add(source.citation_key.lower())
            sources.append(source)
        Source.objects.bulk_create(sources)
        if keep_tags:
            _tag(actor, sources, entries)
    return sources


def _source(actor: User, workspace: Workspace, entry: Entry, taken: set[str]) -> Source:
    check_item(entry.csl)
    variants = check_variants(entry.further.get("variants") or {}, entry.csl)
    told = ("originality", "provenance", "rights")
    source = Source(
        workspace=workspace,
        created_by=actor,
        csl=entry.csl,
        date=entry.date,
        variants=variants,
        citation_key=_key(workspace, entry, taken),
        **{name: entry.further.get(name) or "" for name in told},
    )
    source.full_clean(
        exclude=["csl", "variants", "created_by", "workspace"],
        validate_unique=False,
        validate_constraints=False,
    )
    return source


def _key(workspace: Workspace, entry: Entry, taken: set[str]) -> str:
    if entry.key and entry.key.lower() not in taken:
        return entry.key
    variants = entry.further.get("variants") or {}
    try:
        pattern = workspace.citation_key_pattern
        key = citation_keys.propose(entry.csl, entry.date, pattern=pattern, variants=variants)
    except citation_keys.InvalidPattern:
        key = citation_keys.propose(entry.csl, entry.date, variants=variants)
    # Only what begins alike can be in the way.
    return citation_keys.free(key, {each for each in taken if each.startswith(key.lower())})


def _keys_taken(workspace: Workspace) -> set[str]:
    """Every key that a source here has or ever had, in lower case: none is given away again."""
    keys = {
        *Source.objects.filter(workspace=workspace).values_list("citation_key", flat=True),
        *events(Source).filter(workspace=workspace).values_list("citation_key", flat=True),
    }
    return {key.lower() for key in keys}


def _tag(actor: User, sources: Sequence[Source], entries: Sequence[Entry]) -> None:
    borne: dict[str, list[Source]] = defaultdict(list)
    for source, entry in zip(sources, entries, strict=True):
        for keyword in entry.keywords:
            borne[keyword[:LONGEST]].append(source)
    for name, rows in borne.items():
        tag_rows(actor=actor, bearer=BEARERS["sources"], rows=rows, names=[name])
