from __future__ import annotations

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from annotations.replies import services as replies
from annotations.replies.models import Reply
from project.people.models import User
from project.people.permissions import Scope

Api = Callable[..., APIClient]
URL = "/api/v1/notices/"


@pytest.fixture
def answered(reply: Reply, owner: User) -> Reply:
    """The owner answers the annotator."""
    return replies.add_reply(actor=owner, highlight=reply.highlight, body="Yes.", parent=reply)


def test_my_notices(api: Api, annotator: User, owner: User, answered: Reply) -> None:
    (notice,) = api(annotator).get(URL).json()["results"]
    assert notice["sentence"] == "Owner replied to your highlight in Airfield report"
    assert notice["page"].endswith(answered.get_absolute_url())
    assert notice["reply"] == str(answered.uid)
    assert api(owner).get(URL).json()["results"] == []
    assert api(owner).get(f"{URL}{notice['uid']}/").status_code == 404
    assert api(None).get(URL).status_code == 401


def test_reading(api: Api, annotator: User, owner: User, answered: Reply) -> None:
    (notice,) = api(annotator).get(URL, {"unread": "true"}).json()["results"]
    assert api(owner).post(f"{URL}{notice['uid']}/read/").status_code == 404
    for _ in range(2):
        assert api(annotator).post(f"{URL}{notice['uid']}/read/").status_code == 204
    assert api(annotator).get(URL, {"unread": "true"}).json()["results"] == []
    assert len(api(annotator).get(URL, {"unread": "false"}).json()["results"]) == 1


def test_a_token_that_only_reads_marks_nothing(api: Api, annotator: User, answered: Reply) -> None:
    annotator.scope = Scope.READ
    assert api(annotator).post(f"{URL}read/").status_code == 403
    annotator.scope = Scope.WRITE
    assert api(annotator).post(f"{URL}read/").status_code == 204
    assert api(annotator).get(URL, {"unread": "true"}).json()["results"] == []


def test_how_notices_come_by_mail(api: Api, annotator: User) -> None:
    client = api(annotator)
    chosen = client.get(f"{URL}mail/").json()
    assert (chosen["digest"], "reply" in chosen["kinds"]) == ("daily", True)
    sent = {"digest": "at_once", "kinds": ["mention"]}
    assert client.patch(f"{URL}mail/", sent, format="json").json() == sent
    assert client.patch(f"{URL}mail/", {"digest": "never"}, format="json").json()["kinds"] == [
        "mention"
    ]
    for wrong in ({"kinds": ["gossip"]}, {"digest": "hourly"}, {"often": "daily"}):
        assert client.patch(f"{URL}mail/", wrong, format="json").status_code == 422
