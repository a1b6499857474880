"""Lists of the API: pages, cursors and filters."""

from __future__ import annotations

from base64 import b64encode

import pytest

from project.people.models import User, Workspace
from sources.records import services as records
from tests.project.test_api import Api, is_problem
from tests.rooms import at


@pytest.fixture
def seven(workspace: Workspace, owner: User) -> list[str]:
    """The titles of seven sources, in the order they were added."""
    titles = [f"Title {number}" for number in range(7)]
    for title in titles:
        csl = {"type": "book", "title": title}
        records.create_source(actor=owner, workspace=workspace, csl=csl)
    return titles


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_pages_give_every_row_once(
    size: int, seven: list[str], api: Api, owner: User, workspace: Workspace
) -> None:
    address: str | None = f"{at(workspace, 'sources')}?page_size={size}"
    found: list[str] = []
    while address:
        page = api(owner).get(address).json()
        assert len(page["results"]) <= size
        found += [row["csl"]["title"] for row in page["results"]]
        address = page["next"]
    assert found == seven


def test_pages_lead_back(seven: list[str], api: Api, owner: User, workspace: Workspace) -> None:
    first = api(owner).get(f"{at(workspace, 'sources')}?page_size=3").json()
    second = api(owner).get(first["next"]).json()
    assert first["previous"] is None
    assert api(owner).get(second["previous"]).json()["results"] == first["results"]


@pytest.mark.parametrize(
    "cursor",
    ["x", "é", *(b64encode(plain).decode() for plain in (b"p=1", b"p=\0", b"o=-1", b"r=x"))],
)
def test_invented_cursors(cursor: str, api: Api, owner: User, workspace: Workspace) -> None:
    address = f"{at(workspace, 'sources')}?cursor={cursor}"
    assert is_problem(api(owner).get(address), 404)


@pytest.mark.parametrize("size", ["0", "-1", "x", "9" * 5_000, "", "%00"])
def test_page_sizes_that_are_none(size: str, api: Api, owner: User, workspace: Workspace) -> None:
    assert api(owner).get(f"{at(workspace, 'sources')}?page_size={size}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "texts/?source=x",
        "highlights/?text=%00",
        "highlights/?sharing=secret",
        "highlights/?tag=%00",
        "claims/?question=1",
        "claims/?dispute=[]",
        "citations/?stance=maybe",
        "questions/?dispute=x",
        "accounts/?dispute=x",
        "sources/?q=%00",
        "claims/?retracted=perhaps",
        "placements/?latest=x",
    ],
)
def test_filters_that_make_no_sense(
    query: str, api: Api, owner: User, workspace: Workspace
) -> None:
    assert is_problem(api(owner).get(at(workspace) + query), 422)
