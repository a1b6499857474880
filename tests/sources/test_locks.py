"""Who may close a circle locks the workspace first; a change holds up no foreign key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from project.people.models import User, Workspace
from sources.authorities.models import Authority
from sources.records.merging import merge
from sources.records.models import Derivation
from sources.tags.services import create_tag
from tests.rooms import at

#: The table of a lock, and how strong it is.
LOCK = re.compile(r'FROM "(\w+)".*? (FOR (?:NO KEY )?UPDATE)')


@contextmanager
def locks() -> Iterator[list[tuple[str, str]]]:
    taken: list[tuple[str, str]] = []
    with CaptureQueriesContext(connection) as queries:
        yield taken
    found = (LOCK.search(query["sql"]) for query in queries)
    taken += [(lock[1], lock[2]) for lock in found if lock]


@pytest.mark.parametrize(
    ("route", "change"),
    [
        ("authorities", {"dates": "1884/", "revision": 1}),
        ("derivations", {"certainty": "possible"}),
        ("tags", {"colour": "red"}),
    ],
)
def test_changes_over_the_api(
    api: Callable[[User | None], APIClient],
    route: str,
    change: dict[str, object],
    workspace: Workspace,
    authority: Authority,
    derivation: Derivation,
    owner: User,
) -> None:
    tag = create_tag(actor=owner, workspace=workspace, name="weather")
    row = {"authorities": authority, "derivations": derivation, "tags": tag}[route]
    with locks() as taken:
        answer = api(owner).patch(at(workspace, route, row.uid), change, format="json")
    assert answer.status_code == 200, answer.json()
    assert taken[0][0] == "people_workspace"
    assert {strength for _table, strength in taken} == {"FOR NO KEY UPDATE"}


def test_merging_sources(derivation: Derivation, owner: User) -> None:
    survivor, merged = derivation.source, derivation.origin
    with locks() as taken:
        merge(actor=owner, merged=merged, survivor=survivor, csl=survivor.csl, date="")
    assert taken[0][0] == "people_workspace"
