"""All writes to the vocabulary, and to which rows bear which of its tags."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.people import services as people
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow
from sources.tags.bearing import BEARERS, Bearer
from sources.tags.models import Tag

#: Characters of a tag's name, at most.
LONGEST = 80
TOO_LONG = gettext_lazy("A tag has at most 80 characters. Separate tags by commas.")


def named(workspace: Workspace, name: str) -> QuerySet[Tag]:
    """The tag of this name, in whatever case; the database holds that there is one at most."""
    return Tag.objects.existing().filter(workspace=workspace).alias(low=Lower("name")).filter(
        low=Lower(Value(tidy(name)))
    )  # fmt: skip


def tidy(name: str) -> str:
    """A name as it is kept: NFC, single spaces, without NUL, which PostgreSQL cannot keep."""
    return " ".join(unicodedata.normalize("NFC", name).replace("\0", " ").split())


def tag_rows(
    *, actor: User, bearer: Bearer, rows: Collection[WorkspaceRow], names: Iterable[str]
) -> None:
    """Give tags to `rows` (of one workspace) besides those they bear, coining what is new.

    Called inside the transaction of a service that has checked what `actor` may do.
    """
    for tag in _coined(actor, rows, names):
        _link(actor, bearer, [row.pk for row in rows], tag)


def set_tags(*, actor: User, bearer: Bearer, row: WorkspaceRow, names: Iterable[str]) -> None:
    """Have `row` bear these tags and no others. Called as `tag_rows`.

    Links to deleted tags stay, so that restoring such a tag brings it back everywhere.
    """
    tags = _coined(actor, [row], names)
    links = bearer.link.objects.filter(**{bearer.field: row}, tag__deleted_at=None)
    links.exclude(tag__in=tags).delete()
    for tag in tags:
        _link(actor, bearer, [row.pk], tag)


def create_tag(
    *,
    actor: User,
    workspace: Workspace,
    name: str,
    colour: str = Tag.Colour.GREY,
    description: str = "",
    broader: Tag | None = None,
) -> Tag:
    """A tag of the vocabulary. Raises ValidationError by field."""
    with acting(actor, workspace, Permission.MANAGE_TAGS):
        tag = Tag(workspace=workspace, created_by=actor)
        _fill(tag, name=name, colour=colour, description=description, broader=broader)
        tag.save()
    return tag


def change_tag(
    *, actor: User, tag: Tag, name: str, colour: str, description: str, broader: Tag | None
) -> Tag:
    """Rename a tag, describe it, place it below another. Raises ValidationError by field.

    A tag is never below itself, at any depth.
    """
    with acting(actor, tag.workspace, Permission.MANAGE_TAGS):
        _fill(tag, name=name, colour=colour, description=description, broader=broader)
        tag.save()
    return tag


def merge_tags(*, actor: User, tag: Tag, into: Tag) -> None:
    """Have all that bears `tag`, and all narrower tags, go over to `into`; delete `tag`.

    The links of `tag` itself are kept with it, unseen: restoring it loses nothing. Raises
    ValidationError.
    """
    with acting(actor, tag.workspace, Permission.MANAGE_TAGS):
        _lock(tag.workspace)
        tag.refresh_from_db()
        into.refresh_from_db()
        if tag.pk == into.pk or tag.deleted_at or into.deleted_at:
            raise ValidationError({"into": _("Choose another tag to merge this one into.")})
        for bearer in BEARERS.values():
            links = bearer.link.objects.filter(tag=tag)
            _link(actor, bearer, list(links.values_list(f"{bearer.field}_id", flat=True)), into)
        if tag.pk in _above(into):
            into.broader_id = tag.broader_id
            into.save()
        for narrower in tag.narrower.exclude(pk=into.pk):
            narrower.broader = into
            narrower.save()
        people.delete(actor=actor, row=tag)


def _coined(actor: User, rows: Collection[WorkspaceRow], names: Iterable[str]) -> list[Tag]:
    wanted = {tidy(name).lower(): tidy(name) for name in names if tidy(name)}
    if any(len(name) > LONGEST for name in wanted.values()):
        raise ValidationError({"tags": str(TOO_LONG)})
    if not rows:
        return []
    workspace = next(iter(rows)).workspace
    return [_tag(actor, workspace, name) for _, name in sorted(wanted.items())]


def _tag(actor: User, workspace: Workspace, name: str) -> Tag:
    # Of two people who coin one word at once, the second takes the first one's tag.
    tag, _ = named(workspace, name).get_or_create(
        defaults={"workspace": workspace, "name": name, "created_by": actor}
    )
    return tag


def _link(actor: User, bearer: Bearer, rows: Iterable[int], tag: Tag) -> None:
    """Have the rows with these primary keys bear `tag`; those that do already are left."""
    field = f"{bearer.field}_id"
    bearer.link.objects.bulk_create(
        (
            bearer.link(workspace_id=tag.workspace_id, created_by=actor, tag=tag, **{field: pk})
            for pk in rows
        ),
        ignore_conflicts=True,
    )


def _fill(tag: Tag, *, name: str, colour: str, description: str, broader: Tag | None) -> None:
    tag.name = tidy(name)
    tag.colour = colour
    tag.description = description.strip()
    _lock(tag.workspace)
    if broader is not None and tag.pk is not None and tag.pk in _above(broader):
        raise ValidationError(
            {"broader": _("“%(name)s” is itself below this tag.") % {"name": broader.name}}
        )
    tag.broader = broader
    tag.full_clean(validate_constraints=False)
    if named(tag.workspace, tag.name).exclude(pk=tag.pk).exists():
        raise NameTaken(tag.name)
    tag.validate_constraints()


class NameTaken(ValidationError):
    """There is a tag of this name already; the two can be merged."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__({"name": _("There is a tag of this name.")})


def _lock(workspace: Workspace) -> None:
    """Of two who order the vocabulary at once, the second sees what the first one did."""
    assert transaction.get_connection().in_atomic_block
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)


def _above(tag: Tag) -> set[int]:
    """The tag and all that are broader, deleted ones too, which may come back."""
    broader = dict(Tag.objects.filter(workspace=tag.workspace_id).values_list("pk", "broader_id"))
    seen: set[int] = set()
    at: int | None = tag.pk
    while at is not None and at not in seen:
        seen.add(at)
        at = broader.get(at)
    return seen
