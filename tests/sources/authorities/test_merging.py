"""Merging two authorities, and undoing it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from project.people.merged import survivor_of
from project.people.models import User
from project.people.refusing import Overtaken
from sources.authorities.identifiers import Identifier
from sources.authorities.merging import NotMerged, merge, unmerge
from sources.authorities.models import Authority
from sources.authorities.names import Written
from sources.authorities.services import (
    Entry,
    change_authority,
    delete_authority,
    standing_for,
)
from tests.sources.authorities.conftest import Make


@pytest.fixture
def verny(make: Make) -> Authority:
    """The same city under its older name, with a street of its own."""
    place = make(
        "Верный",
        language="ru",
        variants=(Written("Verny", "ru-Latn"), Written("Алматы", "kk")),
        identifiers=(Identifier("geonames", "1526384"),),
        description="A fortress at first.",
        latitude=43.2,
        longitude=76.9,
    )
    make("Furmanov Street", part_of=place)
    return place


def fresh(authority: Authority) -> Authority:
    return Authority.objects.get(pk=authority.pk)


def test_everything_goes_over(almaty: Authority, verny: Authority, annotator: User) -> None:
    kept = merge(actor=annotator, merged=verny, survivor=almaty)
    assert [name.name for name in kept.names] == [
        *("Almaty", "Алматы", "Alma-Ata", "阿拉木图", "Верный", "Verny"),
    ]
    assert kept.identifiers == [{"scheme": "geonames", "value": "1526384"}]
    # What the survivor lacked, it got; what it had stays.
    assert kept.description == "A fortress at first."
    assert (kept.latitude, kept.longitude) == (43.25, 76.95)
    assert [part.name for part in kept.has_part.all()] == ["Furmanov Street"]
    assert "verny" in kept.words
    assert survivor_of(annotator, Authority, kept.workspace, verny.uid) == kept
    assert standing_for(kept) == [str(almaty.uid), str(verny.uid)]


def test_fields_are_chosen(almaty: Authority, verny: Authority, annotator: User) -> None:
    kept = merge(
        actor=annotator, merged=verny, survivor=almaty, taken={"name", "coordinates"}, revision=1
    )
    assert kept.written == Written("Верный", "ru")
    assert Written("Almaty", "en") in kept.names
    assert (kept.latitude, kept.longitude) == (43.2, 76.9)


def test_undoing_gives_back_what_was_got(
    almaty: Authority, verny: Authority, annotator: User
) -> None:
    before = Entry.of(almaty)
    merge(actor=annotator, merged=verny, survivor=almaty, taken={"name"})
    unmerge(actor=annotator, authority=verny)
    assert replace(Entry.of(fresh(almaty)), part_of=None) == replace(before, part_of=None)
    assert fresh(almaty).part_of == before.part_of
    assert Entry.of(fresh(verny)) == Entry.of(verny)
    assert [part.name for part in verny.has_part.all()] == ["Furmanov Street"]
    assert fresh(verny).deleted_at is None
    with pytest.raises(NotMerged):
        unmerge(actor=annotator, authority=verny)


def test_undoing_leaves_what_was_written_since(
    almaty: Authority, verny: Authority, make: Make, annotator: User
) -> None:
    kept = merge(actor=annotator, merged=verny, survivor=almaty)
    make("Panfilov Park", part_of=kept)
    entry = replace(
        Entry.of(kept), description="Rewritten.", variants=(*kept.names[1:], Written("Алма-Ата"))
    )
    change_authority(actor=annotator, authority=kept, entry=entry, revision=kept.revision)
    unmerge(actor=annotator, authority=verny)
    kept = fresh(kept)
    assert kept.description == "Rewritten."
    assert [name.name for name in kept.names] == [
        *("Almaty", "Алматы", "Alma-Ata", "阿拉木图", "Алма-Ата"),
    ]
    assert [part.name for part in kept.has_part.all()] == ["Panfilov Park"]


@pytest.mark.parametrize("inner_survives", [True, False])
def test_one_within_the_other(make: Make, annotator: User, inner_survives: bool) -> None:
    country = make("Kazakhstan")
    outer = make("Almaty Region", part_of=country)
    inner = make("Almaty", part_of=outer)
    survivor, merged = (inner, outer) if inner_survives else (outer, inner)
    kept = merge(actor=annotator, merged=merged, survivor=survivor, taken={"part_of"})
    assert kept.part_of == country
    unmerge(actor=annotator, authority=merged)
    assert fresh(inner).part_of in (outer, country)
    assert fresh(outer).part_of == country


def test_merging_again_and_again(
    almaty: Authority, verny: Authority, make: Make, annotator: User
) -> None:
    third = make("Alma Ata")
    merge(actor=annotator, merged=verny, survivor=almaty)
    merge(actor=annotator, merged=almaty, survivor=third)
    assert survivor_of(annotator, Authority, third.workspace, verny.uid) == third
    assert set(standing_for(third)) == {str(each.uid) for each in (third, almaty, verny)}
    # The one in the middle may not come back with an identifier that is another's now.
    with pytest.raises(ValidationError):
        unmerge(actor=annotator, authority=verny)
    unmerge(actor=annotator, authority=almaty)
    unmerge(actor=annotator, authority=verny)
    assert fresh(verny).deleted_at is None


def test_what_can_not_be_merged(almaty: Authority, qasimi: Authority, annotator: User) -> None:
    for merged in (almaty, qasimi):
        with pytest.raises(ValidationError):
            merge(actor=annotator, merged=merged, survivor=almaty)
    delete_authority(actor=annotator, authority=qasimi)
    with pytest.raises(ValidationError):
        merge(actor=annotator, merged=almaty, survivor=qasimi)


def test_a_preview_that_is_stale(almaty: Authority, verny: Authority, annotator: User) -> None:
    change_authority(actor=annotator, authority=almaty, entry=Entry.of(almaty), revision=1)
    with pytest.raises(Overtaken):
        merge(actor=annotator, merged=verny, survivor=almaty, revision=1)
