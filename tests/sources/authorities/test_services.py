"""Writing authorities: what is checked, locked, and refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from project.people.activity.events import events_of
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted, Permission
from project.people.refusing import Overtaken
from sources.authorities.identifiers import Identifier
from sources.authorities.models import Authority
from sources.authorities.services import (
    AuthorityInUse,
    Entry,
    SameIdentifier,
    change_authority,
    create_authority,
    delete_authority,
    deleting,
    restore_authority,
)
from tests.sources.authorities.conftest import Make


def test_an_authority_has_all_that_was_written(almaty: Authority) -> None:
    almaty.refresh_from_db()
    assert [name.name for name in almaty.names] == ["Almaty", "Алматы", "Alma-Ata", "阿拉木图"]
    assert almaty.part_of is not None
    assert almaty.part_of.name == "Kazakhstan"
    assert almaty.words == "\n almaty \n алматы \n alma ata \n 阿拉木图 \n"
    assert almaty.revision == 1
    assert almaty.events.count() == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "event"}, "kind"),
        ({"language": "no tag"}, "language"),
        ({"latitude": 91.0, "longitude": 0.0}, "latitude"),
        ({"latitude": float("nan"), "longitude": 0.0}, "latitude"),
        ({"latitude": 0.0, "longitude": -180.5}, "longitude"),
        ({"latitude": 43.25}, "longitude"),
        ({"kind": "person", "latitude": 0.0, "longitude": 0.0}, "latitude"),
        ({"dates": "1914-13"}, "dates"),
        ({"description": "a\0b"}, "description"),
        ({"description": "x" * 5_001}, "description"),
        ({"identifiers": (Identifier("viaf", "Q1"),)}, "identifiers"),
    ],
)
def test_refused_entries(
    workspace: Workspace, annotator: User, fields: dict[str, Any], field: str
) -> None:
    entry = replace(Entry(kind="place", name="Somewhere"), **fields)
    with pytest.raises(ValidationError) as error:
        create_authority(actor=annotator, workspace=workspace, entry=entry)
    assert list(error.value.message_dict) == [field]


def test_the_database_holds_the_ranges_of_coordinates(almaty: Authority, annotator: User) -> None:
    rows = Authority.objects.filter(pk=almaty.pk)
    for wrong in (
        {"latitude": 90.1},
        {"longitude": float("nan")},
        {"longitude": None},
        {"kind": "group"},
        {"part_of": almaty},
        {"merged_into": almaty.part_of},
    ):
        with (
            pytest.raises(IntegrityError),
            acting(annotator, almaty.workspace, Permission.EDIT_SOURCES),
        ):
            rows.update(**wrong)


def test_places_are_not_within_one_another(almaty: Authority, make: Make, annotator: User) -> None:
    country = almaty.part_of
    assert country is not None
    street = make("Furmanov Street", part_of=almaty)
    for whole in (country, almaty, street):
        entry = replace(Entry.of(country), part_of=whole)
        with pytest.raises(ValidationError) as error:
            change_authority(actor=annotator, authority=country, entry=entry, revision=1)
        assert list(error.value.message_dict) == ["part_of"]


@pytest.mark.parametrize(("whole", "part"), [("place", "group"), ("work", "work")])
def test_only_places_and_groups_are_part_of_their_like(make: Make, whole: str, part: str) -> None:
    with pytest.raises(ValidationError) as error:
        make("Part", part, part_of=make("Whole", whole))
    assert list(error.value.message_dict) == ["part_of"]


def test_what_contains_places_stays_a_place(almaty: Authority, annotator: User) -> None:
    country = almaty.part_of
    assert country is not None
    entry = replace(Entry.of(country), kind="group")
    with pytest.raises(ValidationError, match="another kind"):
        change_authority(actor=annotator, authority=country, entry=entry, revision=1)


def test_history_tells_what_a_place_was_part_of(
    almaty: Authority, make: Make, annotator: User
) -> None:
    entry = replace(Entry.of(almaty), part_of=make("Soviet Union"))
    change_authority(actor=annotator, authority=almaty, entry=entry, revision=1)
    change = events_of(annotator, almaty).events[0].changes[0]
    assert (change.field, change.before, change.after) == ("Part of", "Kazakhstan", "Soviet Union")


def test_the_slower_of_two_is_told(almaty: Authority, annotator: User) -> None:
    entry = replace(Entry.of(almaty), description="Capital until 1997.")
    change_authority(actor=annotator, authority=almaty, entry=entry, revision=1)
    with pytest.raises(Overtaken) as error:
        change_authority(actor=annotator, authority=almaty, entry=Entry.of(almaty), revision=1)
    assert error.value.members == {"revision": 2}
    almaty.refresh_from_db()
    assert almaty.description == "Capital until 1997."


def test_one_identifier_is_one_authority(make: Make, annotator: User) -> None:
    same = {"identifiers": (Identifier("wikidata", "Q35493"),)}
    first = make("Almaty", **same)
    with pytest.raises(SameIdentifier) as error:
        make("Alma-Ata", **same)
    assert error.value.other == first
    delete_authority(actor=annotator, authority=first)
    make("Alma-Ata", **same)
    with pytest.raises(SameIdentifier):
        restore_authority(actor=annotator, authority=first)


def test_a_web_address_may_be_of_several(make: Make) -> None:
    same = {"identifiers": (Identifier("uri", "https://example.org/list"),)}
    assert make("One", **same).identifiers == make("Other", **same).identifiers


def test_deleting_is_undone(almaty: Authority, annotator: User) -> None:
    delete_authority(actor=annotator, authority=almaty)
    assert not Authority.objects.existing().filter(pk=almaty.pk).exists()
    restore_authority(actor=annotator, authority=almaty)
    assert Authority.objects.existing().filter(pk=almaty.pk).exists()


def test_what_contains_others_or_is_named_is_not_deleted(
    almaty: Authority, annotator: User
) -> None:
    country = almaty.part_of
    assert country is not None
    with pytest.raises(AuthorityInUse):
        delete_authority(actor=annotator, authority=country)

    def names_it(uids: list[str], **_: Any) -> None:
        assert uids == [str(almaty.uid)]
        raise AuthorityInUse("1 claim names it")

    deleting.connect(names_it)
    try:
        with pytest.raises(AuthorityInUse, match="1 claim names it"):
            delete_authority(actor=annotator, authority=almaty)
    finally:
        deleting.disconnect(names_it)


def test_readers_write_nothing(almaty: Authority, reader: User) -> None:
    entry = Entry.of(almaty)
    with pytest.raises(NotPermitted):
        create_authority(actor=reader, workspace=almaty.workspace, entry=entry)
    with pytest.raises(NotPermitted):
        change_authority(actor=reader, authority=almaty, entry=entry, revision=1)
    with pytest.raises(NotPermitted), transaction.atomic():
        delete_authority(actor=reader, authority=almaty)


def test_a_place_lies_in_its_own_workspace(
    almaty: Authority, other_workspace: Workspace, outsider: User
) -> None:
    entry = Entry(kind="place", name="Elsewhere", part_of=almaty)
    with pytest.raises(ValidationError) as error:
        create_authority(actor=outsider, workspace=other_workspace, entry=entry)
    assert list(error.value.message_dict) == ["part_of"]
