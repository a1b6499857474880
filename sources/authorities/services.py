"""All writes to authorities, one by one; `merging` has those to two at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from project.people import services as people
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import Permission
from project.people.refusing import Overtaken, Refused
from sources.authorities.identifiers import Identifier, Scheme, check_identifiers
from sources.authorities.models import Authority
from sources.authorities.names import Written, check_names, words_of
from sources.records import edtf
from sources.records.csl import can_be_kept

#: Sent inside the transaction that deletes, with `authority`, the `uids` that stand for it and
#: `actor`. A receiver that still needs it raises `AuthorityInUse`.
deleting = Signal()


class AuthorityInUse(Refused):
    """Something names this authority, or is part of it; it cannot be deleted before."""

    def __init__(self, uses: str) -> None:
        self.uses = uses
        super().__init__(
            _("%(uses)s. Change what names it first, or merge it into another; then delete it.")
            % {"uses": uses}
        )


class SameIdentifier(ValidationError):
    """Another authority here has this identifier; the two may be one."""

    def __init__(self, other: Authority, identifier: Identifier) -> None:
        self.other = other
        said = _("“%(other)s” has the identifier %(value)s already. Are the two the same?")
        said = said % {"other": other.name, "value": identifier.value}
        super().__init__({"identifiers": said})


@dataclass(frozen=True)
class Entry:
    """All that people write of an authority; the services check it."""

    kind: str
    name: str
    language: str = ""
    variants: tuple[Written, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    description: str = ""
    dates: str = ""
    latitude: float | None = None
    longitude: float | None = None
    part_of: Authority | None = None

    @classmethod
    def of(cls, authority: Authority) -> Entry:
        """What is written of an authority now."""
        return cls(
            kind=authority.kind,
            name=authority.name,
            language=authority.language,
            variants=tuple(authority.names[1:]),
            identifiers=tuple(authority.links),
            description=authority.description,
            dates=authority.dates,
            latitude=authority.latitude,
            longitude=authority.longitude,
            part_of=authority.part_of,
        )


def create_authority(*, actor: User, workspace: Workspace, entry: Entry) -> Authority:
    """An authority of the workspace. Raises ValidationError by field, `SameIdentifier`."""
    with acting(actor, workspace, Permission.EDIT_SOURCES):
        lock(workspace)
        authority = Authority(workspace=workspace, created_by=actor)
        fill(authority, entry)
        authority.save()
    return authority


def change_authority(
    *, actor: User, authority: Authority, entry: Entry, revision: int
) -> Authority:
    """Replace all that is written of an authority.

    Raises `Overtaken` unless `revision` is current, and as `create_authority`.
    """
    with acting(actor, authority.workspace, Permission.EDIT_SOURCES):
        lock(authority.workspace)
        current = Authority.objects.select_related("workspace").get(pk=authority.pk)
        if current.revision != revision or current.deleted_at is not None:
            raise Overtaken(current)
        fill(current, entry)
        current.revision += 1
        current.save()
    return current


def delete_authority(*, actor: User, authority: Authority) -> None:
    """Delete an authority so that it can be restored. Raises `AuthorityInUse`."""
    with acting(actor, authority.workspace, Permission.EDIT_SOURCES):
        lock(authority.workspace)
        parts = authority.has_part.filter(deleted_at=None)
        if count := parts.count():
            raise AuthorityInUse(_("It contains other authorities (%d)") % count)
        uids = standing_for(authority)
        deleting.send(sender=Authority, authority=authority, uids=uids, actor=actor)
        people.delete(actor=actor, row=authority)


def restore_authority(*, actor: User, authority: Authority) -> None:
    """Undo a deletion. Raises as `create_authority`: much may have been written since."""
    with acting(actor, authority.workspace, Permission.EDIT_SOURCES):
        lock(authority.workspace)
        fill(authority, Entry.of(authority))
        people.restore(actor=actor, row=authority)


def standing_for(authority: Authority) -> list[str]:
    """The uids that lead to an authority: its own, and those of all merged into it."""
    merged = Authority.objects.filter(merged_into__isnull=False, workspace=authority.workspace_id)
    into = dict(merged.values_list("pk", "merged_into"))
    uids = dict(merged.values_list("pk", "uid"))
    found = [str(authority.uid)]
    ahead = [authority.pk]
    while ahead:
        at = ahead.pop()
        below = [pk for pk, kept in into.items() if kept == at]
        found += [str(uids[pk]) for pk in below]
        ahead += below
    return found


def lock(workspace: Workspace) -> None:
    """Of two who write authorities at once, the second sees what the first one wrote."""
    assert transaction.get_connection().in_atomic_block
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)


def fill(authority: Authority, entry: Entry) -> None:
    """Check an entry and write it into the row, which is not saved. Called under `lock`.

    Raises ValidationError by field, `SameIdentifier`.
    """
    preferred, others = check_names(Written(entry.name, entry.language), entry.variants)
    identifiers = check_identifiers(entry.identifiers)
    authority.name, authority.language = preferred.name, preferred.language
    authority.variants = [written.to_json() for written in others]
    authority.identifiers = [identifier.to_json() for identifier in identifiers]
    authority.words = words_of([preferred, *others])
    authority.kind = entry.kind
    authority.description = _checked_text(entry.description)
    authority.dates = _checked_dates(entry.dates)
    authority.latitude, authority.longitude = entry.latitude, entry.longitude
    authority.part_of = entry.part_of
    authority.clean_fields(exclude=["created_by", "workspace", "part_of"])
    _check_coordinates(authority)
    _check_parts(authority)
    _check_identifiers(authority, identifiers)
    authority.validate_constraints(exclude=["words"])


def _checked_text(text: str) -> str:
    if not can_be_kept(text):
        said = _("This holds a character that no database can keep.")
        raise ValidationError({"description": said})
    return text.replace("\r\n", "\n").strip()


def _checked_dates(dates: str) -> str:
    try:
        return edtf.parse(dates.strip()).text if dates.strip() else ""
    except edtf.InvalidEdtf as error:
        raise ValidationError({"dates": str(error)}) from error


def _check_coordinates(authority: Authority) -> None:
    latitude, longitude = authority.latitude, authority.longitude
    if latitude is None and longitude is None:
        return
    if authority.kind != Authority.Kind.PLACE:
        raise ValidationError({"latitude": _("Places alone have coordinates.")})
    if latitude is None or longitude is None:
        missing = "latitude" if latitude is None else "longitude"
        raise ValidationError({missing: _("Give both coordinates, or none.")})
    # Written so that what is not a number at all is refused too.
    if not -90 <= latitude <= 90:
        raise ValidationError({"latitude": _("A latitude lies between -90 and 90 degrees.")})
    if not -180 <= longitude <= 180:
        raise ValidationError({"longitude": _("A longitude lies between -180 and 180 degrees.")})


def _check_parts(authority: Authority) -> None:
    """What an authority is part of is of its kind, and not itself a part of it."""
    parts = authority.has_part.filter(deleted_at=None) if authority.pk else None
    if parts is not None and parts.exclude(kind=authority.kind).exists():
        raise ValidationError({"kind": _("What is part of it is of another kind.")})
    whole = authority.part_of
    if whole is None:
        return
    if whole.workspace_id != authority.workspace_id or whole.deleted_at is not None:
        raise ValidationError({"part_of": _("This is not there any more.")})
    if authority.kind not in Authority.NESTING:
        raise ValidationError({"part_of": _("Only a place or group is part of another.")})
    if whole.kind != authority.kind:
        raise ValidationError({"part_of": _("A place is part of a place, a group of a group.")})
    if authority.pk is not None and authority.pk in _at_or_above(whole):
        said = _("“%(name)s” is itself part of this one.") % {"name": whole.name}
        raise ValidationError({"part_of": said})


def _at_or_above(authority: Authority) -> set[int]:
    """An authority and all that it is part of, deleted ones too, which may come back."""
    rows = Authority.objects.filter(workspace=authority.workspace_id, part_of__isnull=False)
    whole = dict(rows.values_list("pk", "part_of"))
    seen: set[int] = set()
    at: int | None = authority.pk
    while at is not None and at not in seen:
        seen.add(at)
        at = whole.get(at)
    return seen


def _check_identifiers(authority: Authority, identifiers: Iterable[Identifier]) -> None:
    """Two authorities of a workspace have no identifier of a catalogue in common."""
    others = Authority.objects.existing().filter(workspace=authority.workspace_id)
    for identifier in identifiers:
        if identifier.scheme == Scheme.URI:
            continue
        same = others.exclude(pk=authority.pk).filter(identifiers__contains=[identifier.to_json()])
        if other := same.first():
            raise SameIdentifier(other, identifier)
