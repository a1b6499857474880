"""Placements over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from annotations.highlights.models import Highlight, Placement
from project.people.models import User
from sources.texts.models import Text, TextVersion
from tests.annotations.placements.conftest import CORRECTED, doubt, save
from tests.rooms import at

Api = Callable[..., APIClient]


@pytest.fixture
def client(api: Api, annotator: User) -> APIClient:
    return api(annotator)


def settle(client: APIClient, placement: Placement, **body: Any) -> Any:
    url = at(placement.workspace, "placements", placement.uid, "settle")
    return client.post(url, {"revision": 1, **body}, format="json")


def test_reading_and_filtering(client: APIClient, uncertain: Placement, text: Text) -> None:
    url = at(uncertain.workspace, "placements")
    shown = client.get(f"{url}{uncertain.uid}/").json()
    assert shown["highlight"] == str(uncertain.passage.highlight.uid)
    assert (shown["status"], shown["revision"], shown["settled_by"]) == ("uncertain", 1, None)

    def found(**asked: Any) -> list[str]:
        return [row["status"] for row in client.get(url, asked).json()["results"]]

    assert found() == ["placed", "uncertain"]
    assert found(latest="true") == ["uncertain"]
    assert found(latest="false") == ["placed"]
    assert found(status="uncertain", text=text.uid) == ["uncertain"]
    assert found(version=uncertain.version.uid) == ["uncertain"]
    assert found(method="made") == ["placed"]


@pytest.mark.parametrize(
    ("body", "came"),
    [
        ({"verdict": "confirm"}, ("placed", "confirmed")),
        ({"verdict": "put", "range": [0, 7], "exact": "By noon"}, ("placed", "settled")),
        ({"verdict": "gone"}, ("orphaned", "gone")),
    ],
)
def test_settling_and_undoing(
    client: APIClient, uncertain: Placement, body: dict[str, Any], came: tuple[str, str]
) -> None:
    shown = settle(client, uncertain, **body).json()
    assert (shown["status"], shown["method"]) == came
    assert (shown["revision"], shown["settled_by"]["display_name"]) == (2, "Annotator")
    assert settle(client, uncertain, **body).status_code == 409
    url = at(uncertain.workspace, "placements", uncertain.uid, "undo")
    assert client.post(url, {"revision": 2}, format="json").json()["status"] == "uncertain"
    assert client.post(url, {"revision": 3}, format="json").status_code == 409


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"verdict": "burn"}, "verdict"),
        ({"verdict": "put"}, "range"),
        ({"verdict": "put", "range": [0]}, "range"),
        ({"verdict": "put", "range": [0, 9_999]}, "exact"),
        ({"verdict": "put", "range": [0, 7], "exact": "By moon"}, "exact"),
        ({"verdict": "confirm", "range": [0, 7]}, "range"),
        ({"verdict": "confirm", "revision": None}, "revision"),
        ({"verdict": "confirm", "sure": True}, "sure"),
    ],
)
def test_what_is_wrong_is_said_by_field(
    client: APIClient, uncertain: Placement, body: dict[str, Any], field: str
) -> None:
    answer = settle(client, uncertain, **body)
    assert answer.status_code == 422
    assert field in answer.json()["errors"]


def test_only_in_the_latest_version(
    client: APIClient, uncertain: Placement, text: Text, annotator: User
) -> None:
    save(text, annotator, "Again. " + CORRECTED)
    answer = settle(client, uncertain, verdict="confirm")
    assert answer.status_code == 409
    assert "newer version" in answer.json()["detail"]


def test_private_ones_are_their_authors_alone(
    api: Api, owner: User, private_highlight: Highlight, second: TextVersion
) -> None:
    hidden = doubt(private_highlight, second)
    client = api(owner)
    url = at(hidden.workspace, "placements")
    rows = client.get(url).json()["results"]
    assert str(private_highlight.uid) not in {row["highlight"] for row in rows}
    assert client.get(f"{url}{hidden.uid}/").status_code == 404
    assert settle(client, hidden, verdict="gone").status_code == 404


def test_previewing_a_version_tells_of_passages(
    client: APIClient, text: Text, highlight: Highlight
) -> None:
    url = at(text.workspace, "texts", text.uid, "versions", "preview")
    body = {"content": "Nothing of it.", "based_on": 1}
    told = client.post(url, body, format="json").json()["passages"]
    assert (told["placed"], told["orphaned"]) == (0, 1)
