"""Authorities over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from project.people.models import User, Workspace
from sources.authorities.models import Authority
from tests.rooms import at
from tests.sources.authorities.conftest import Make

Api = Callable[[User | None], APIClient]

URUMCHI = {
    "kind": "place",
    "name": "Ürümchi",
    "language": "ug-Latn",
    "variants": [{"name": "ئۈرۈمچى", "language": "ug"}],
    "identifiers": [{"scheme": "geonames", "value": "1529102"}],
    "latitude": 43.825,
    "longitude": 87.6,
}


def test_one_comes_back_as_it_was_sent(
    api: Api, workspace: Workspace, almaty: Authority, annotator: User
) -> None:
    sent = {**URUMCHI, "part_of": str(almaty.uid)}
    answer = api(annotator).post(at(workspace, "authorities"), sent, format="json")
    assert answer.status_code == 201
    made = answer.json()
    assert made["variants"] == [{"name": "ئۈرۈمچى", "language": "ug", "kind": ""}]
    assert made["identifiers"][0]["url"] == "https://www.geonames.org/1529102"
    assert [each["name"] for each in made["within"]] == ["Kazakhstan", "Almaty"]
    assert made["revision"] == 1
    again = api(annotator).put(made["url"], made, format="json")
    assert again.status_code == 200
    assert again.json() == {**made, "revision": 2}


def test_patch_changes_what_is_sent_and_put_replaces_all(
    api: Api, workspace: Workspace, annotator: User
) -> None:
    client = api(annotator)
    url = client.post(at(workspace, "authorities"), URUMCHI, format="json").json()["url"]
    patched = client.patch(url, {"dates": "1884/", "revision": 1}, format="json").json()
    assert (patched["dates"], patched["latitude"]) == ("1884/", 43.825)
    sent = {"kind": "place", "name": "Dihua", "revision": 2}
    put = client.put(url, sent, format="json").json()
    assert (put["name"], put["variants"], put["latitude"]) == ("Dihua", [], None)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"dates": "1884/", "revision": 2}, 409),
        ({"dates": "1884/"}, 422),
        ({"dates": "since long", "revision": 1}, 422),
        ({"latitude": 43.825, "longitude": None, "revision": 1}, 422),
        ({"variants": [{"name": "迪化", "language": "Chinese language"}], "revision": 1}, 422),
        ({"identifiers": [{"scheme": "wikidata", "value": "迪化"}], "revision": 1}, 422),
        ({"names": [], "revision": 1}, 422),
    ],
)
def test_refused_changes(
    api: Api, authority: Authority, annotator: User, sent: dict[str, Any], status: int
) -> None:
    url = at(authority.workspace, "authorities", authority.uid)
    answer = api(annotator).patch(url, sent, format="json")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_found_by_any_name(
    api: Api, almaty: Authority, qasimi: Authority, make: Make, reader: User
) -> None:
    make("Алматы", "work")

    def found(**asked: str) -> list[tuple[str, str]]:
        answer = api(reader).get(at(almaty.workspace, "authorities"), asked).json()
        return [(row["kind"], row["matched"]["name"]) for row in answer["results"]]

    assert found(q="алмат", kind="place") == [("place", "Алматы")]
    assert ("work", "Алматы") in found(q="алмат")
    assert found(q="阿合买") == [("person", "阿合买提江·哈斯木")]
    assert almaty.part_of is not None
    assert found(part_of=str(almaty.part_of.uid)) == [("place", "Almaty")]
    assert found(identifier="wikidata:Q1") == []


def test_what_is_found_comes_best_first_on_every_page(
    api: Api, make: Make, workspace: Workspace, reader: User
) -> None:
    for name in ("Old Almaty", "Almaty Street", "Alma", "Almaty", "Almatty", "Almaty", "Astana"):
        make(name)
    client, found = api(reader), []
    address: str | None = at(workspace, "authorities")
    asked = {"q": "almaty", "page_size": "2"}
    while address:
        page = client.get(address, asked).json()
        found += [row["name"] for row in page["results"]]
        address, asked = page["next"], {}
    assert found == ["Almaty", "Almaty", "Almaty Street", "Old Almaty", "Almatty"]
    back = client.get(page["previous"]).json()
    assert [row["name"] for row in back["results"]] == ["Almaty Street", "Old Almaty"]
    other = at(workspace, "authorities")
    cursor = page["previous"].split("cursor=")[1].split("&")[0]
    assert client.get(f"{other}?cursor={cursor}").status_code == 404
    # "p=%00", which no database can compare with.
    assert client.get(f"{other}?q=almaty&cursor=cD0lMDA=").status_code == 404


def test_a_list_asks_as_much_for_one_as_for_many(
    api: Api, almaty: Authority, make: Make, reader: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            api(reader).get(at(almaty.workspace, "authorities"), {"q": "al"})
        return len(asked)

    before = queries()
    for number in range(5):
        make(f"Al {number}", part_of=almaty)
    assert queries() == before


def test_merging_and_undoing(api: Api, almaty: Authority, make: Make, annotator: User) -> None:
    double = make("Alma Ata", description="Was the capital.", latitude=43.0, longitude=77.0)
    client = api(annotator)
    url = at(almaty.workspace, "authorities", double.uid)
    into = str(almaty.uid)
    stale = client.post(f"{url}merge/", {"into": into, "revision": 3}, format="json")
    assert stale.status_code == 409
    kept = client.post(f"{url}merge/", {"into": into, "take": ["coordinates"]}, format="json")
    assert kept.status_code == 200
    assert kept.json()["uid"] == into
    assert kept.json()["latitude"] == 43.0
    moved = client.get(url)
    assert (moved.status_code, moved["Location"]) == (302, kept.json()["url"])
    assert client.post(f"{url}unmerge/").json()["uid"] == str(double.uid)
    assert client.post(f"{url}unmerge/").status_code == 404
    assert client.post(f"{url}merge/", {"into": str(double.uid)}, format="json").status_code == 422
