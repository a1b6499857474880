"""Disputes, questions and accounts over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from annotations.claims.models import Claim
from annotations.disputes.models import Account, Dispute, Question
from annotations.disputes.services import create_account, create_question
from project.people.models import User, Workspace
from tests.rooms import at


@pytest.fixture
def client(api: Callable[..., APIClient], annotator: User) -> APIClient:
    return api(annotator)


def test_a_dispute_comes_with_its_questions_and_accounts(
    client: APIClient, workspace: Workspace, dispute: Dispute, question: Question, account: Account
) -> None:
    shown = client.get(at(workspace, "disputes", dispute.uid)).json()
    assert [each["wording"] for each in shown["questions"]] == ["When did the aircraft leave?"]
    assert [each["title"] for each in shown["accounts"]] == ["Official account"]
    assert shown["questions"][0] == client.get(shown["questions"][0]["url"]).json()
    assert "questions" not in client.get(at(workspace, "disputes")).json()["results"][0]
    client.delete(at(workspace, "questions", question.uid))
    client.delete(at(workspace, "accounts", account.uid))
    shown = client.get(at(workspace, "disputes", dispute.uid)).json()
    assert (shown["questions"], shown["accounts"]) == ([], [])


def test_a_dispute_asks_the_same_number_of_queries_for_one_and_ten_parts(
    client: APIClient,
    workspace: Workspace,
    dispute: Dispute,
    question: Question,
    account: Account,
    annotator: User,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(at(workspace, "disputes", dispute.uid))
        return len(captured)

    first = queries()
    for number in range(9):
        create_question(actor=annotator, dispute=dispute, wording=f"{number}?", kind="text")
        create_account(actor=annotator, dispute=dispute, title=f"Account {number}")
    assert queries() == first


def test_parts_go_with_their_dispute(
    client: APIClient, workspace: Workspace, dispute: Dispute, question: Question, account: Account
) -> None:
    assert client.delete(at(workspace, "disputes", dispute.uid)).status_code == 204
    assert client.get(at(workspace, "questions", question.uid)).status_code == 404
    assert client.get(at(workspace, "accounts", account.uid)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"wording": ""}, "wording"),
        ({"wording": "x" * 301}, "wording"),
        ({"kind": "mood"}, "kind"),
        ({"kind": None}, "kind"),
        ({"kind": "option"}, "options"),
        ({"kind": "option", "options": ["rain", " rain "]}, "options"),
        ({"kind": "option", "options": ["rain", "x" * 201]}, "options"),
        ({"kind": "option", "options": "rain"}, "options"),
        ({"kind": "number", "unit": "x" * 41}, "unit"),
        ({"exclusivity": "maybe"}, "exclusivity"),
        ({"dispute": "x"}, "dispute"),
    ],
)
def test_questions_that_cannot_be(
    fields: dict[str, Any], field: str, client: APIClient, workspace: Workspace, dispute: Dispute
) -> None:
    body = {"dispute": dispute.uid, "wording": "Why?", "kind": "text", **fields}
    response = client.post(at(workspace, "questions"), body, format="json")
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]
    assert not Question.objects.exists()


def test_options_are_kept_in_order(
    client: APIClient, workspace: Workspace, dispute: Dispute
) -> None:
    options = ["weather", "foul play", "unknown"]
    body = {"dispute": dispute.uid, "wording": "Why?", "kind": "option", "options": options}
    made = client.post(at(workspace, "questions"), body, format="json").json()
    assert made["options"] == options
    changed = client.patch(made["url"], {"exclusivity": "unknown"}, format="json").json()
    assert (changed["options"], changed["exclusivity"]) == (options, "unknown")


@pytest.mark.parametrize("fixture", ["question", "account"])
def test_the_dispute_of_a_part_stays(
    fixture: str, client: APIClient, workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    part = request.getfixturevalue(fixture)
    made = client.post(at(workspace, "disputes"), {"title": "Another"}, format="json").json()
    address = at(workspace, f"{fixture}s", part.uid)
    response = client.patch(address, {"dispute": made["uid"]}, format="json")
    assert list(response.json()["errors"]) == ["dispute"]
    same = client.patch(address, {"dispute": part.dispute.uid}, format="json")
    assert same.status_code == 200


def test_the_kind_of_a_question_stays(
    client: APIClient, workspace: Workspace, question: Question
) -> None:
    address = at(workspace, "questions", question.uid)
    response = client.patch(address, {"kind": "number"}, format="json")
    assert list(response.json()["errors"]) == ["kind"]


@pytest.mark.parametrize("room", ["questions", "accounts"])
def test_parts_of_one_dispute(
    room: str,
    client: APIClient,
    workspace: Workspace,
    dispute: Dispute,
    question: Question,
    account: Account,
) -> None:
    other = client.post(at(workspace, "disputes"), {"title": "Another"}, format="json").json()
    counts = [
        len(client.get(f"{at(workspace, room)}?dispute={uid}").json()["results"])
        for uid in (dispute.uid, other["uid"])
    ]
    assert counts == [1, 0]


def test_a_question_that_claims_answer_stays(
    client: APIClient, workspace: Workspace, claim: Claim
) -> None:
    assert claim.question
    address = at(workspace, "questions", claim.question.uid)
    answer = client.delete(address)
    assert answer.status_code == 409
    assert "Claims answer this question" in answer.json()["detail"]
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("room", "fixture", "change"),
    [
        ("disputes", "dispute", {"title": "Another"}),
        ("questions", "question", {"group": "The journey"}),
        ("accounts", "account", {"holders": "Nobody"}),
    ],
)
def test_the_second_of_two_writers_is_told(
    client: APIClient,
    workspace: Workspace,
    request: pytest.FixtureRequest,
    room: str,
    fixture: str,
    change: dict[str, str],
) -> None:
    url = at(workspace, room, request.getfixturevalue(fixture).uid)
    assert client.get(url).json()["revision"] == 1
    changed = client.patch(url, {**change, "revision": 1}, format="json")
    assert changed.status_code == 200
    assert changed.json() | change == changed.json()
    late = client.patch(url, {**change, "revision": 1}, format="json")
    assert late.status_code == 409
    assert late.json()["revision"] == 2
    assert client.patch(url, change, format="json").json()["revision"] == 3


def test_reviewers_alone_name_a_reviewer_as_adjudicator(
    api: Callable[..., APIClient],
    workspace: Workspace,
    dispute: Dispute,
    reviewer: User,
    reader: User,
    annotator: User,
    outsider: User,
) -> None:
    url = at(workspace, "disputes", dispute.uid)

    def name(actor: User, person: User) -> Any:
        return api(actor).patch(url, {"adjudicator": str(person.uid)}, format="json")

    assert name(annotator, reviewer).status_code == 422
    assert name(reviewer, reader).json() == name(reviewer, outsider).json()
    assert name(reviewer, reviewer).json()["adjudicator"] == str(reviewer.uid)
    assert api(annotator).patch(url, {"title": "x"}, format="json").status_code == 200
