"""All writes to relations of texts, and to which of their blocks correspond."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from project.people import services as people
from project.people.history import acting
from project.people.models import User
from project.people.permissions import Permission
from project.people.refusing import Overtaken
from sources.parallels.beads import Bead, written
from sources.parallels.models import TextAlignment, TextRelation
from sources.texts.models import Text, TextVersion


def relate(*, actor: User, text: Text, original: Text, kind: str) -> TextRelation:
    """Say that `text` is a translation or edition of `original`.

    Raises ValidationError by field.
    """
    with acting(actor, text.workspace, Permission.EDIT_SOURCES):
        relation = TextRelation(
            workspace=text.workspace, created_by=actor, text=text, original=original, kind=kind
        )
        _check(relation)
        relation.save()
    return relation


def change_relation(*, actor: User, relation: TextRelation, kind: str) -> TextRelation:
    """Say anew what the text is to its original."""
    with acting(actor, relation.workspace, Permission.EDIT_SOURCES):
        relation.kind = kind
        _check(relation)
        relation.save()
    return relation


def restore_relation(*, actor: User, relation: TextRelation) -> None:
    """Undo a deletion. Raises as `relate`: both may have been related again since."""
    with acting(actor, relation.workspace, Permission.EDIT_SOURCES):
        _check(relation)
        people.restore(actor=actor, row=relation)


def save_alignment(
    *,
    actor: User,
    relation: TextRelation,
    original_version: TextVersion,
    version: TextVersion,
    beads: Sequence[Bead],
    revision: int,
) -> TextAlignment:
    """Keep which blocks of two versions correspond; `revision` 0 where none was kept yet.

    Raises `Overtaken`.
    """
    with acting(actor, relation.workspace, Permission.EDIT_SOURCES):
        # The lock keeps two people from keeping the first alignment at once.
        TextRelation.objects.select_for_update().get(pk=relation.pk)
        kept = TextAlignment.objects.filter(
            relation=relation, original_version=original_version, version=version
        ).first()
        if (kept.revision if kept else 0) != revision:
            raise Overtaken(kept or TextAlignment(revision=0))
        found = kept or TextAlignment(
            workspace=relation.workspace,
            created_by=actor,
            relation=relation,
            original_version=original_version,
            version=version,
        )
        found.beads, found.revision = written(beads), revision + 1
        found.save()
    return found


def _check(relation: TextRelation) -> None:
    """Raises ValidationError by field."""
    if relation.text_id == relation.original_id:
        raise ValidationError({"original": _("A text is no translation or edition of itself.")})
    others = TextRelation.objects.existing().exclude(pk=relation.pk)
    if others.filter(text=relation.text, original=relation.original).exists():
        raise ValidationError({"original": _("This is recorded already.")})
    if others.filter(text=relation.original, original=relation.text).exists():
        raise ValidationError({"original": _("It is recorded the other way round.")})
    relation.clean_fields(exclude=["text", "original", "workspace", "created_by"])
    relation.validate_constraints(exclude=["uid"])
