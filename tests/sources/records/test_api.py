"""Sources over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from project.people.models import User, Workspace
from sources.records import services as records
from sources.records.models import Source
from tests.rooms import at

BOOK = {"type": "book", "title": "Baikal", "author": [{"family": "Ойрат", "given": "А."}]}

SHORT = {"form": "translated", "language": "en", "text": "The lake"}
BESIDE = {
    "variants": {"title": [SHORT]},
    "originality": "original",
    "provenance": "Bought in 1990.",
    "rights": "Public domain",
}


@pytest.fixture
def client(api: Callable[..., APIClient], annotator: User) -> APIClient:
    return api(annotator)


@pytest.mark.parametrize(
    ("body", "date", "key"),
    [
        ({"csl": BOOK}, "", "oyratnd"),
        ({"csl": BOOK, "date": "1949-08~"}, "1949-08~", "oyrat1949"),
        ({"csl": {**BOOK, "issued": {"date-parts": [[1949, 8, 24]]}}}, "1949-08-24", "oyrat1949"),
        ({"csl": {**BOOK, "issued": {"date-parts": [["1949"]]}}}, "1949", "oyrat1949"),
        ({"csl": {**BOOK, "issued": {"raw": "1949"}}, "date": "1951"}, "1951", "oyrat1951"),
        ({"csl": {**BOOK, "id": "my:key"}}, "", "my:key"),
        ({"csl": {**BOOK, "id": "http://zotero.org/items/1"}}, "", "oyratnd"),
        ({"csl": {**BOOK, "id": 7}}, "", "oyratnd"),
        ({"csl": {**BOOK, "id": "a"}, "citation_key": "b"}, "", "b"),
    ],
)
def test_posting_an_item(
    body: dict[str, Any], date: str, key: str, client: APIClient, workspace: Workspace
) -> None:
    made = client.post(at(workspace, "sources"), body, format="json").json()
    assert (made["date"], made["citation_key"]) == (date, key)
    assert made["csl"]["id"] == key
    assert made["csl"]["title"] == "Baikal"
    assert ("issued" in made["csl"]) == bool(date)
    assert client.get(made["url"]).json() == made


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "csl"),
        ({"csl": None}, "csl"),
        ({"csl": []}, "csl"),
        ({"csl": "book"}, "csl"),
        ({"csl": {}}, "csl"),
        ({"csl": {"type": "scroll", "title": "x"}}, "csl"),
        ({"csl": {"type": ["book"], "title": "x"}}, "csl"),
        ({"csl": {"type": "book"}}, "csl"),
        ({"csl": {**BOOK, "author": "Ойрат"}}, "csl"),
        ({"csl": {**BOOK, "author": ["Ойрат"]}}, "csl"),
        ({"csl": {**BOOK, "author": []}, "date": "x"}, "date"),
        ({"csl": {**BOOK, "author": [{"family": 5}]}}, "csl"),
        ({"csl": {**BOOK, "editor": {"family": "x"}}}, "csl"),
        ({"csl": {**BOOK, "issued": "1949"}}, "csl"),
        ({"csl": {**BOOK, "issued": {}}}, "csl"),
        ({"csl": {**BOOK, "issued": {"date-parts": [[0]]}}}, "csl"),
        ({"csl": {**BOOK, "issued": {"date-parts": [[1949, 13, 40]]}}}, "csl"),
        ({"csl": {**BOOK, "issued": {"date-parts": [[int("9" * 4_300)]]}}}, "csl"),
        ({"csl": {**BOOK, "issued": {"date-parts": [[{}]]}}}, "csl"),
        ({"csl": {**BOOK, "issued": {"raw": ["x"]}}}, "csl"),
        ({"csl": {**BOOK, "issued": {"literal": "z" * 10_000}}}, "csl"),
        ({"csl": BOOK, "date": "24.8.1949"}, "date"),
        ({"csl": BOOK, "date": "1" * 101}, "date"),
        ({"csl": BOOK, "citation_key": "a b"}, "citation_key"),
        ({"csl": BOOK, "citation_key": "a" * 81}, "citation_key"),
        ({"csl": BOOK, "title": "x"}, "title"),
        ({"csl": {**BOOK, "shelf": "x"}}, "csl"),
        ({"csl": {**BOOK, "custom": {"testimonia": {"variants": []}}}}, "csl"),
        ({"csl": {**BOOK, "custom": {"testimonia": {"originality": "x"}}}}, "csl"),
        ({"csl": BOOK, "variants": []}, "variants"),
        ({"csl": BOOK, "variants": {"editor": [[]]}}, "variants"),
        ({"csl": BOOK, "variants": {"title": [{"form": "sung"}]}}, "variants"),
        ({"csl": BOOK, "originality": "genuine"}, "originality"),
        ({"csl": BOOK, "provenance": "x" * 5_001}, "provenance"),
        ({"csl": BOOK, "rights": "x" * 2_001}, "rights"),
    ],
)
def test_items_that_cannot_be(
    body: dict[str, Any], field: str, client: APIClient, workspace: Workspace
) -> None:
    response = client.post(at(workspace, "sources"), body, format="json")
    assert response.status_code == 422, response.json()
    assert list(response.json()["errors"]) == [field]


def test_a_citation_key_is_given_once(
    client: APIClient, workspace: Workspace, source: Source
) -> None:
    body = {"csl": BOOK, "citation_key": source.citation_key}
    assert client.post(at(workspace, "sources"), body, format="json").status_code == 422


@pytest.mark.parametrize("date", ["1949-08-24/..", "194X", "1949-08%", "[1949,1951]", "1949-09"])
def test_an_item_sent_back_changes_nothing(
    date: str, client: APIClient, workspace: Workspace, source: Source, annotator: User
) -> None:
    records.change_source(
        actor=annotator, source=source, csl=source.csl, date=date, citation_key="key"
    )
    address = at(workspace, "sources", source.uid)
    before = client.get(address).json()
    assert client.patch(address, {"csl": before["csl"]}, format="json").json() == before
    assert client.put(address, before, format="json").json() == before


def test_put_replaces_and_patch_keeps(
    client: APIClient, workspace: Workspace, source: Source
) -> None:
    address = at(workspace, "sources", source.uid)
    patched = client.patch(address, {"csl": BOOK}, format="json").json()
    assert (patched["csl"]["title"], patched["date"]) == ("Baikal", "1949-09")
    replaced = client.put(address, {"csl": BOOK}, format="json").json()
    assert (replaced["date"], replaced["citation_key"]) == ("", source.citation_key)
    assert client.put(address, {"date": "1949"}, format="json").status_code == 422


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=report", ["Airfield report"]),
        ("type=book", ["Baikal"]),
        ("type=map", []),
        ("citation_key=petrov1949", ["Airfield report"]),
        ("q=aIrField", ["Airfield report"]),
        ("q=oyrat", ["Baikal"]),
        ("q=Ойрат", ["Baikal"]),
        ("q=%25", []),
        ("", ["Airfield report", "Baikal"]),
    ],
)
def test_filters(
    query: str, found: list[str], client: APIClient, workspace: Workspace, source: Source
) -> None:
    client.post(at(workspace, "sources"), {"csl": BOOK}, format="json")
    listed = client.get(f"{at(workspace, 'sources')}?{query}").json()["results"]
    assert [each["csl"]["title"] for each in listed] == found


def test_a_source_that_citations_rest_on_is_not_deleted(
    client: APIClient, workspace: Workspace, source: Source, citation: object
) -> None:
    address = at(workspace, "sources", source.uid)
    assert client.delete(address).status_code == 409
    assert client.get(address).status_code == 200


def test_what_stands_beside_the_item_comes_in_either_way(
    client: APIClient, workspace: Workspace
) -> None:
    rooms = at(workspace, "sources")
    made = client.post(rooms, {"csl": BOOK, "date": "1949", **BESIDE}, format="json").json()
    assert {name: made[name] for name in BESIDE} == BESIDE
    assert made["csl"]["custom"] == {"testimonia": BESIDE}
    # An exported item posted again comes back whole, but for the key, which is taken.
    item = {name: value for name, value in made["csl"].items() if name != "id"}
    again = client.post(rooms, {"csl": item}, format="json").json()
    assert {name: again[name] for name in BESIDE} == BESIDE
    assert again["csl"] == {**made["csl"], "id": "oyrat1949a"}
    own = client.post(rooms, {"csl": {**item, "custom": {**item["custom"], "a": 1}},
                              "rights": "Mine"}, format="json").json()  # fmt: skip
    assert (own["rights"], own["csl"]["custom"]["a"]) == ("Mine", 1)


def test_patch_keeps_and_put_empties_what_stands_beside(
    client: APIClient, workspace: Workspace
) -> None:
    made = client.post(at(workspace, "sources"), {"csl": BOOK, **BESIDE}, format="json").json()
    patched = client.patch(made["url"], {"rights": "Mine"}, format="json").json()
    assert {name: patched[name] for name in BESIDE} == {**BESIDE, "rights": "Mine"}
    replaced = client.put(made["url"], {"csl": BOOK}, format="json").json()
    assert {name: replaced[name] for name in BESIDE} == {
        "variants": {},
        "originality": "",
        "provenance": "",
        "rights": "",
    }
