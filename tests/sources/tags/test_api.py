from __future__ import annotations

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from sources.tags import services
from sources.tags.models import Tag
from tests.rooms import at

Api = Callable[..., APIClient]


@pytest.fixture
def tag(workspace: Workspace, reviewer: User) -> Tag:
    return services.create_tag(actor=reviewer, workspace=workspace, name="weather")


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 201), ("reviewer", 201), ("annotator", 403), ("outsider", 404)]
)
def test_who_adds_tags(
    who: str, status: int, api: Api, workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    client = api(request.getfixturevalue(who) if who else None)
    made = client.post(at(workspace, "tags"), {"name": "fog"}, format="json")
    assert made.status_code == status


def test_order_of_the_vocabulary(api: Api, reviewer: User, tag: Tag, workspace: Workspace) -> None:
    client = api(reviewer)
    body = {"name": "rain", "broader": tag.uid, "colour": "blue"}
    rain = client.post(at(workspace, "tags"), body, format="json").json()
    assert rain["broader"] == str(tag.uid)
    below = {"broader": rain["uid"]}
    refused = client.patch(at(workspace, "tags", tag.uid), below, format="json")
    assert (refused.status_code, "broader" in refused.json()["errors"]) == (422, True)
    again = client.post(at(workspace, "tags"), {"name": "RAIN"}, format="json")
    assert again.status_code == 422
    found = client.get(at(workspace, "tags"), {"name": "Rain"}).json()["results"]
    assert [row["uid"] for row in found] == [rain["uid"]]


def test_merging(
    api: Api, reviewer: User, annotator: User, tag: Tag, highlight: Highlight, workspace: Workspace
) -> None:
    departure = Tag.objects.get(name="departure")
    url = at(workspace, "tags", departure.uid, "merge")
    assert api(annotator).post(url, {"into": tag.uid}, format="json").status_code == 403
    assert api(reviewer).post(url, {"into": departure.uid}, format="json").status_code == 422
    assert api(reviewer).post(url, {"into": tag.uid}, format="json").status_code == 204
    assert [tag.name for tag in highlight.tags.filter(deleted_at=None)] == ["weather"]


def test_lists_ask_the_same_however_many(
    api: Api, reviewer: User, tag: Tag, workspace: Workspace, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            api(reviewer).get(at(workspace, "tags"))
        return len(asked)

    before = queries()
    for number in range(5):
        services.create_tag(actor=reviewer, workspace=workspace, name=f"t{number}", broader=tag)
    assert queries() == before
