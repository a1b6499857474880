"""Relations and alignments of texts over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from project.people.models import User
from sources.parallels.models import TextRelation
from sources.texts import services
from tests.cast import CONTENT
from tests.rooms import at


@pytest.fixture
def client(api: Callable[..., APIClient], annotator: User) -> APIClient:
    return api(annotator)


def address(relation: TextRelation) -> str:
    return at(relation.workspace, "text-relations", relation.uid, "alignment")


def put(client: APIClient, relation: TextRelation, **fields: Any) -> Any:
    return client.put(address(relation), fields, format="json")


def test_an_alignment_is_proposed_kept_and_carried_over(
    client: APIClient, text_relation: TextRelation, annotator: User
) -> None:
    proposed = client.get(address(text_relation)).json()
    assert proposed["state"] == "proposed"
    assert proposed["beads"] == [[1, 1, False]] * 3
    kept = put(client, text_relation, beads=[[1, 1, True], [2, 2]], revision=0).json()
    assert (kept["state"], kept["revision"]) == ("kept", 1)
    assert client.get(address(text_relation)).json() == kept
    services.edit_text(
        actor=annotator, text=text_relation.original, content=CONTENT + "\n\nMore.", based_on=1
    )
    carried = client.get(address(text_relation)).json()
    assert (carried["state"], carried["original_version"]) == ("carried", 2)
    assert carried["beads"] == [[1, 1, True], [2, 2, False], [1, 0, False]]
    older = client.get(address(text_relation), {"original_version": 1}).json()
    assert older == kept


def test_the_second_of_two_writers_is_told(client: APIClient, text_relation: TextRelation) -> None:
    assert put(client, text_relation, beads=[[3, 3]], revision=0).status_code == 200
    refused = put(client, text_relation, beads=[[1, 1], [2, 2]], revision=0)
    assert (refused.status_code, refused.json()["revision"]) == (409, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"beads": [[3, 3]]},
        {"beads": [[3, 2]], "revision": 0},
        {"beads": [[3, 4]], "revision": 0},
        {"beads": "3", "revision": 0},
        {"beads": [[3, 3]], "revision": 0, "version": 9},
        {"beads": [[3, 3]], "revision": 0, "colour": "red"},
    ],
)
def test_alignments_that_cannot_be(
    fields: dict[str, Any], client: APIClient, text_relation: TextRelation
) -> None:
    assert put(client, text_relation, **fields).status_code == 422


@pytest.mark.parametrize(
    "query", [{"version": "x"}, {"original_version": "7"}, {"version": "9" * 30}]
)
def test_versions_that_are_not_there(
    query: dict[str, str], client: APIClient, text_relation: TextRelation
) -> None:
    assert client.get(address(text_relation), query).status_code == 422


def test_texts_of_a_relation_stay(client: APIClient, text_relation: TextRelation) -> None:
    url = at(text_relation.workspace, "text-relations", text_relation.uid)
    other = {"text": str(text_relation.original.uid)}
    assert client.patch(url, other, format="json").status_code == 422
    assert client.patch(url, {"kind": "edition"}, format="json").json()["kind"] == "edition"
