"""All writes to sources, one by one; `merging` has those to two at once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.dispatch import Signal
from django.utils.translation import gettext as _

from project.people.history import acting, events
from project.people.models import User, Workspace
from project.people.permissions import Permission
from sources.records import citation_keys, edtf
from sources.records.csl import can_be_kept, check_item
from sources.records.models import Source
from sources.records.variants import check_variants

#: Sent inside the transaction that changed a record, with `source` and `actor`.
source_changed = Signal()


def create_source(
    *,
    actor: User,
    workspace: Workspace,
    csl: dict[str, Any],
    date: str = "",
    citation_key: str = "",
    variants: dict[str, Any] | None = None,
    originality: str = "",
    provenance: str = "",
    rights: str = "",
) -> Source:
    """A source from a CSL-JSON item without `id` and `issued`.

    `date` is EDTF; an empty `citation_key` is made from the workspace's pattern. Raises
    ValidationError by field (`csl`, `date`, `citation_key`, `variants` …).
    """
    with acting(actor, workspace, Permission.EDIT_SOURCES):
        source = Source(workspace=workspace, created_by=actor)
        # Of two sources added at once, the second sees the first one's key.
        workspace = Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
        # Checked before a key is made from it.
        check_item(csl)
        checked = check_variants(variants or {}, csl)
        key = citation_key or propose_key(workspace, csl, date, checked)
        _fill(source, csl=csl, date=date, citation_key=key, variants=checked)
        _describe(source, originality=originality, provenance=provenance, rights=rights)
        source.save()
    return source


def change_source(
    *,
    actor: User,
    source: Source,
    csl: dict[str, Any],
    date: str,
    citation_key: str,
    variants: dict[str, Any] | None = None,
    originality: str | None = None,
    provenance: str | None = None,
    rights: str | None = None,
) -> Source:
    """Replace a source's item, date and citation key; an empty key leaves it as it is.

    What is None stays. Raises as `create_source`.
    """
    with acting(actor, source.workspace, Permission.EDIT_SOURCES):
        before = source.csl_item()
        _fill(
            source,
            csl=csl,
            date=date,
            citation_key=citation_key or source.citation_key,
            variants=source.variants if variants is None else variants,
        )
        _describe(source, originality=originality, provenance=provenance, rights=rights)
        source.save()
        if source.csl_item() != before:
            source_changed.send(sender=Source, source=source, actor=actor)
    return source


def propose_key(
    workspace: Workspace,
    csl: dict[str, Any],
    date: str,
    variants: dict[str, Any] | None = None,
    *,
    source: Source | None = None,
) -> str:
    """A key by the workspace's pattern that no other source of it has or ever had."""
    try:
        pattern = workspace.citation_key_pattern
        key = citation_keys.propose(csl, date, pattern=pattern, variants=variants)
    except citation_keys.InvalidPattern:
        key = citation_keys.propose(csl, date, variants=variants)
    return citation_keys.free(key, _keys_like(workspace, key, source))


def _keys_like(workspace: Workspace, key: str, source: Source | None) -> set[str]:
    """Keys that begin so, of other sources: deleted ones keep theirs, changed ones theirs of old.

    A key is never given to another thing.
    """
    begins = Q(workspace=workspace, citation_key__istartswith=key)
    own = source.pk if source else 0
    now = Source.objects.filter(begins).exclude(pk=own)
    once = events(Source).filter(begins).exclude(pgh_obj_id=own)
    return {
        *now.values_list("citation_key", flat=True),
        *once.values_list("citation_key", flat=True),
    }


def _fill(
    source: Source, *, csl: dict[str, Any], date: str, citation_key: str, variants: dict[str, Any]
) -> None:
    check_item(csl)
    source.csl = csl
    source.variants = check_variants(variants, csl)
    source.date = _checked_date(date)
    if citation_key != source.citation_key:
        source.citation_key = _checked_key(source, citation_key)


def _describe(source: Source, **fields: str | None) -> None:
    for name, value in fields.items():
        if value is not None:
            if not can_be_kept(value):
                raise ValidationError(
                    {name: _("This holds a character that no database can keep.")}
                )
            setattr(source, name, value.strip())
    source.full_clean(
        exclude=["csl", "variants", "created_by", "workspace"], validate_constraints=False
    )
    source.validate_constraints()


def _checked_date(date: str) -> str:
    try:
        return edtf.parse(date.strip()).text if date.strip() else ""
    except edtf.InvalidEdtf as error:
        raise ValidationError({"date": str(error)}) from error


def _checked_key(source: Source, key: str) -> str:
    if not citation_keys.PATTERN.match(key):
        raise ValidationError(
            {
                "citation_key": _(
                    "Begin with a letter or digit, then letters, digits and _ : . - only."
                )
            }
        )
    earlier = events(Source).filter(workspace_id=source.workspace_id, citation_key=key)
    if earlier.exclude(pgh_obj_id=source.pk).exists() and not _has_now(source, key):
        raise ValidationError(
            {"citation_key": _("Another source here once had this citation key; choose a new one.")}
        )
    return key


def _has_now(source: Source, key: str) -> bool:
    """Whether another source has the key; the database's constraint speaks of that."""
    same = Source.objects.filter(workspace_id=source.workspace_id, citation_key=key)
    return same.exclude(pk=source.pk).exists()
