"""Finding authorities by any name, and resolving uids and names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from project.people.models import User, Workspace
from sources.authorities.finding import find_authorities, told_apart
from sources.authorities.merging import merge
from sources.authorities.models import Authority
from sources.authorities.queries import known_authorities, named_authorities
from sources.authorities.services import delete_authority
from tests.sources.authorities.conftest import Make


@pytest.mark.parametrize(
    ("typed", "matched"),
    [
        ("ahm", None),
        ("qasimi ahmetjan", None),
        ("QASIMI", None),
        ("Әhmetjan Qasimi", None),
        ("ehm", "Ehmetjan Qasimi"),
        ("Касими", "Ахметжан Касими"),
        ("касими ахм", "Ахметжан Касими"),
        ("قاسىمى", "ئەخمەتجان قاسىمى"),
        ("قاسيمي", "ئەخمەتجان قاسىمى"),
        ("阿合买", "阿合买提江·哈斯木"),
        ("买提江", "阿合买提江·哈斯木"),
        # Letters left out, doubled, mistaken.
        ("Ahmetjan Qasmi", None),
        ("Ахмеджан Касими", "Ахметжан Касими"),
    ],
)
def test_found_by_any_name(
    qasimi: Authority, almaty: Authority, reader: User, typed: str, matched: str | None
) -> None:
    found = find_authorities(reader, qasimi.workspace, q=typed)
    (one,) = told_apart(qasimi.workspace, found, typed)
    assert one.authority == qasimi
    assert (one.matched.name if one.matched else None) == matched


@pytest.mark.parametrize("typed", ["imi", "хан", "Abbas", "%", "_______", "qasimi abbas"])
def test_not_found(qasimi: Authority, reader: User, typed: str) -> None:
    found = find_authorities(reader, qasimi.workspace, q=typed)
    assert list(found) == ([qasimi] if typed in ("%", "_______") else [])


def test_the_best_comes_first(make: Make, workspace: Workspace, reader: User) -> None:
    for name in ("Greater Kuldja", "Kulja Street", "Kulja", "Old Kulja"):
        make(name)
    found = find_authorities(reader, workspace, q="kulja")
    names = [authority.name for authority in found]
    assert names[:3] == ["Kulja", "Kulja Street", "Old Kulja"]


def test_only_of_one_kind_and_of_the_workspace(
    qasimi: Authority, make: Make, reader: User, outsider: User
) -> None:
    group = make("Qasimi circle", "group")
    find = find_authorities
    assert list(find(reader, qasimi.workspace, q="qasimi", kind="group")) == [group]
    assert list(find(outsider, qasimi.workspace, q="qasimi")) == []


def test_known_by_uid(almaty: Authority, make: Make, workspace: Workspace, annotator: User) -> None:
    street = make("Furmanov Street", part_of=almaty)
    double = make("Alma Ata")
    merge(actor=annotator, merged=double, survivor=almaty)
    gone = make("Gone")
    delete_authority(actor=annotator, authority=gone)
    country = almaty.part_of
    assert country is not None
    asked = [street.uid, double.uid, almaty.uid, gone.uid, uuid4()]
    known = known_authorities(workspace, asked)
    assert known.keys() == {street.uid, double.uid, almaty.uid}
    assert known[street.uid].ancestors == (country.uid, almaty.uid)
    assert known[double.uid] == known[almaty.uid]
    assert known[double.uid].uid == almaty.uid
    assert (known[double.uid].latitude, known[double.uid].longitude) == (43.25, 76.95)
    assert known[almaty.uid].name == "Almaty"
    assert known_authorities(workspace, []) == {}


def test_uids_of_another_workspace_are_not_known(
    almaty: Authority, other_workspace: Workspace
) -> None:
    assert known_authorities(other_workspace, [almaty.uid]) == {}


def test_known_by_name(qasimi: Authority, make: Make, workspace: Workspace) -> None:
    namesake = make("Ehmetjan Qasimi", "person")
    sought = ["AHMETJAN QASIMI", "Ehmetjan Qasimi", "Qasimi", "—"]
    assert named_authorities(workspace, sought) == {
        "AHMETJAN QASIMI": [qasimi.uid],
        "Ehmetjan Qasimi": [qasimi.uid, namesake.uid],
    }


@pytest.mark.parametrize(
    "read",
    [
        lambda workspace, uids: known_authorities(workspace, uids),
        lambda workspace, _: named_authorities(workspace, [f"Place {n}" for n in range(9)]),
    ],
)
def test_one_query_for_any_number(
    make: Make, workspace: Workspace, read: Callable[..., Any]
) -> None:
    whole = None
    uids = []
    for number in range(9):
        whole = make(f"Place {number}", part_of=whole)
        uids.append(whole.uid)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(read(workspace, uids)) == 9
    assert len(queries) == 1
