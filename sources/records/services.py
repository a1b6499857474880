"""All writes to sources."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import Permission
from sources.records import citation_keys, edtf
from sources.records.csl import check_item
from sources.records.models import Source


def create_source(
    *,
    actor: User,
    workspace: Workspace,
    csl: dict[str, Any],
    date: str = "",
    citation_key: str = "",
) -> Source:
    """A source from a CSL-JSON item without `id` and `issued`.

    `date` is EDTF; an empty `citation_key` is made from author and year. Raises
    ValidationError by field (`csl`, `date`, `citation_key`).
    """
    with acting(actor, workspace, Permission.EDIT_SOURCES):
        source = Source(workspace=workspace, created_by=actor)
        # Of two sources added at once, the second sees the first one's key.
        Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
        # Checked before a key is made from it.
        check_item(csl)
        key = citation_key or _free_key(workspace, csl, date)
        _fill(source, csl=csl, date=date, citation_key=key)
        source.save()
    return source


def change_source(
    *, actor: User, source: Source, csl: dict[str, Any], date: str, citation_key: str
) -> Source:
    """Replace a source's item, date and citation key. Raises as `create_source`."""
    with acting(actor, source.workspace, Permission.EDIT_SOURCES):
        _fill(source, csl=csl, date=date, citation_key=citation_key or source.citation_key)
        source.save()
    return source


def _fill(source: Source, *, csl: dict[str, Any], date: str, citation_key: str) -> None:
    check_item(csl)
    source.csl = csl
    source.date = _checked_date(date)
    source.citation_key = _checked_key(citation_key)
    source.full_clean(exclude=["csl", "created_by", "workspace"], validate_constraints=False)
    source.validate_constraints()


def _checked_date(date: str) -> str:
    try:
        return edtf.parse(date.strip()).text if date.strip() else ""
    except edtf.InvalidEdtf as error:
        raise ValidationError({"date": str(error)}) from error


def _checked_key(key: str) -> str:
    if not citation_keys.PATTERN.match(key):
        raise ValidationError(
            {"citation_key": "Begin with a letter or digit, then letters, digits and _ : . - only."}
        )
    return key


def _free_key(workspace: Workspace, csl: dict[str, Any], date: str) -> str:
    key = citation_keys.propose(csl, date)
    # Deleted sources keep their keys: an address is never given to another thing.
    taken = Source.objects.filter(workspace=workspace, citation_key__startswith=key)
    return citation_keys.free(key, set(taken.values_list("citation_key", flat=True)))
