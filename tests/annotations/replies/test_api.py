from __future__ import annotations

from collections.abc import Callable

from rest_framework.test import APIClient

from annotations.highlights.models import Highlight
from annotations.replies.models import Reply
from project.people.models import User, Workspace
from tests.rooms import at

Api = Callable[..., APIClient]


def test_replies_of_one_highlight(
    api: Api, owner: User, reply: Reply, private_highlight: Highlight, workspace: Workspace
) -> None:
    url = at(workspace, "replies")
    found = api(owner).get(url, {"highlight": str(reply.highlight.uid)}).json()["results"]
    assert [row["uid"] for row in found] == [str(reply.uid)]
    assert api(owner).get(url, {"highlight": str(private_highlight.uid)}).json()["results"] == []


def test_an_answer_and_its_place(api: Api, owner: User, reply: Reply, workspace: Workspace) -> None:
    body = {"highlight": reply.highlight.uid, "parent": reply.uid, "body": "By Moscow’s."}
    made = api(owner).post(at(workspace, "replies"), body, format="json")
    assert made.status_code == 201
    assert made.json()["parent"] == str(reply.uid)
    moved = api(owner).patch(made.json()["url"], {"parent": None, "revision": 1}, format="json")
    assert moved.status_code == 422


def test_what_is_private_cannot_be_answered(
    api: Api, owner: User, private_highlight: Highlight, workspace: Workspace
) -> None:
    body = {"highlight": private_highlight.uid, "body": "Found you."}
    assert api(owner).post(at(workspace, "replies"), body, format="json").status_code == 422


def test_edits_need_the_current_revision(
    api: Api, annotator: User, reply: Reply, workspace: Workspace
) -> None:
    url = at(workspace, "replies", reply.uid)
    assert api(annotator).patch(url, {"body": "x"}, format="json").status_code == 422
    change = {"body": "x", "revision": 1}
    assert api(annotator).patch(url, change, format="json").json()["revision"] == 2
    assert api(annotator).patch(url, change, format="json").status_code == 409


def test_threads_are_settled(
    api: Api, owner: User, reader: User, outsider: User, highlight: Highlight, workspace: Workspace
) -> None:
    url = at(workspace, "highlights", highlight.uid)
    for user, status in ((reader, 403), (outsider, 404), (owner, 204)):
        assert api(user).post(f"{url}resolve/").status_code == status
    assert api(reader).get(url).json()["resolved_by"]["display_name"] == "Owner"
    assert api(owner).post(f"{url}reopen/").status_code == 204
    assert api(reader).get(url).json()["resolved_at"] is None
