"""Citations of sources and searches, and searches themselves, over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from annotations.claims.models import Citation, Claim
from annotations.searches.models import SearchLog
from project.people.models import User
from sources.records.models import Source
from tests.rooms import at

Api = Callable[[User | None], APIClient]


@pytest.fixture
def client(api: Api, annotator: User) -> APIClient:
    return api(annotator)


def cite(client: APIClient, claim: Claim, **fields: Any) -> Any:
    body = {"claim": claim.uid, "stance": "supports", **fields}
    return client.post(at(claim.workspace, "citations"), body, format="json")


def test_a_source_with_a_place(client: APIClient, claim: Claim, source: Source) -> None:
    made = cite(client, claim, source=source.uid, locator="12–13").json()
    place = {"label": "page", "value": "12–13", "shown": "pp. 12–13", "is_corrected": False}
    assert (made["source"], made["highlight"], made["search_log"]) == (str(source.uid), None, None)
    assert (made["place"], made["quote_check"]) == (place, None)


def test_a_search(client: APIClient, claim: Claim, search_log: SearchLog) -> None:
    made = cite(client, claim, search_log=search_log.uid).json()
    assert (made["evidence"], made["place"], made["quote_check"]) == ("negative", None, None)
    refused = client.delete(at(claim.workspace, "search-logs", search_log.uid))
    assert refused.status_code == 409


def test_a_quote_says_whether_it_stands(client: APIClient, citation: Citation) -> None:
    shown = client.get(at(citation.workspace, "citations", citation.uid)).json()
    assert shown["quote_check"] == {"status": "placed", "version": 1, "word_for_word": True}
    assert shown["place"]["shown"] == "para. 1"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "non_field_errors"),
        ({"source": "SOURCE"}, "locator"),
        ({"source": "SOURCE", "search_log": "SEARCH", "locator": "1"}, "non_field_errors"),
        ({"source": "SOURCE", "locator": "1", "locator_label": "shelf"}, "locator_label"),
        ({"search_log": "SEARCH", "locator": "1"}, "locator"),
        ({"search_log": "SOURCE"}, "search_log"),
        ({"search_log": "SEARCH", "evidence": "strong"}, "evidence"),
    ],
)
def test_citations_that_cannot_be(
    fields: dict[str, Any],
    field: str,
    client: APIClient,
    claim: Claim,
    source: Source,
    search_log: SearchLog,
) -> None:
    uids = {"SOURCE": source.uid, "SEARCH": search_log.uid}
    response = cite(client, claim, **{key: uids.get(v, v) for key, v in fields.items()})
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]
    assert not Citation.objects.exists()


def test_changes_name_the_revision_they_are_based_on(
    client: APIClient, source_citation: Citation, search_log: SearchLog
) -> None:
    workspace = source_citation.workspace
    for room, row, change in (
        ("citations", source_citation, {"locator": "14"}),
        ("search-logs", search_log, {"limits": "Leaf 7 is missing."}),
    ):
        address = at(workspace, room, row.uid)
        changed = client.patch(address, {**change, "revision": 1}, format="json").json()
        assert changed["revision"] == 2
        assert change.items() <= changed.items()
        late = client.patch(address, {**change, "revision": 1}, format="json")
        assert (late.status_code, late["Content-Type"]) == (409, "application/problem+json")
    log = at(workspace, "search-logs", search_log.uid)
    assert list(client.patch(log, {"limits": ""}, format="json").json()["errors"]) == ["revision"]
    # Clients of the first version know of no revisions of citations.
    citation = at(workspace, "citations", source_citation.uid)
    changed = client.patch(citation, {"strength": "weak"}, format="json").json()
    assert (changed["strength"], changed["revision"]) == ("weak", 3)


def test_outsiders_see_neither(
    api: Api, outsider: User, source_citation: Citation, search_log: SearchLog
) -> None:
    workspace = source_citation.workspace
    for room, row in (("citations", source_citation), ("search-logs", search_log)):
        for address in (at(workspace, room), at(workspace, room, row.uid)):
            assert api(outsider).get(address).status_code == 404
