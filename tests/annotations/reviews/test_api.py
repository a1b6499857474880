"""Reviews over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from annotations.reviews import services
from annotations.reviews.models import Review
from project.people.models import User, Workspace
from project.people.permissions import Scope
from tests.annotations.reviews.conftest import Give, name_adjudicator
from tests.rooms import at

pytestmark = pytest.mark.django_db

Api = Callable[[User | None], APIClient]


def test_from_the_queue_to_a_verdict(
    api: Api, reviewer: User, workspace: Workspace, claim: Claim, question: Question
) -> None:
    client = api(reviewer)
    queue = client.get(at(workspace, "reviews", "queue")).json()
    assert queue["count"] == 2
    asked, stated = queue["results"]
    assert (asked["question"], stated["claim"]) == (str(question.uid), str(claim.uid))
    said = {"claim": stated["claim"], "question": None, "verdict": "accepted", "reasons": "Seen."}
    stale = client.post(at(workspace, "reviews"), {**said, "seen": asked["seen"]}, format="json")
    assert stale.status_code == 409
    made = client.post(at(workspace, "reviews"), {**said, "seen": stated["seen"]}, format="json")
    assert made.status_code == 201, made.json()
    assert made.json()["judged"]["statement"] == claim.statement
    own = at(workspace, "reviews", made.json()["uid"])
    assert client.get(own).json()["changed_since"] is False
    for method in (client.patch, client.put, client.delete):
        assert method(own, {"reasons": "Other."}, format="json").status_code == 405
    assert client.get(at(workspace, "reviews", "queue"), {"limit": 1}).json()["count"] == 1


def test_a_token_to_read_reads_the_queue(
    api: Api, reviewer: User, reader: User, workspace: Workspace, claim: Claim
) -> None:
    for user, status in ((reviewer, 200), (reader, 403)):
        user.scope = Scope.READ
        answer = api(user).get(at(workspace, "reviews", "queue"))
        assert answer.status_code == status
        assert answer.json().get("count", 0) == (2 if user == reviewer else 0)


REFUSED: list[tuple[dict[str, Any], int]] = [
    ({"verdict": "accepted", "reasons": "So."}, 422),
    ({"claim": "claim", "question": "question", "verdict": "unresolved", "reasons": "So."}, 422),
    ({"claim": "claim", "verdict": "answered", "reasons": "So."}, 422),
    ({"claim": "claim", "verdict": "accepted", "reasons": ""}, 422),
    ({"question": "question", "verdict": "answered", "reasons": "So."}, 422),
]


@pytest.mark.parametrize(("said", "status"), REFUSED)
def test_what_is_refused(
    api: Api,
    request: pytest.FixtureRequest,
    reviewer: User,
    workspace: Workspace,
    said: dict[str, Any],
    status: int,
) -> None:
    for name in said.keys() & {"claim", "question"}:
        said = {**said, name: str(request.getfixturevalue(name).uid)}
    answer = api(reviewer).post(at(workspace, "reviews"), said, format="json")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_ones_own_claim(api: Api, owner: User, reviewer: User, workspace: Workspace) -> None:
    client = api(reviewer)
    mine = client.post(at(workspace, "claims"), {"statement": "It rained."}, format="json").json()
    said = {"claim": mine["uid"], "verdict": "accepted", "reasons": "I saw it."}
    answer = client.post(at(workspace, "reviews"), said, format="json")
    assert answer.status_code == 403
    assert "stated this claim yourself" in answer.json()["detail"]
    change = {"own_claims_reviewable": True}
    assert api(owner).patch(at(workspace), change, format="json").status_code == 200
    assert client.post(at(workspace, "reviews"), said, format="json").status_code == 201


def test_rounds_outcomes_and_agreement(
    api: Api,
    adjudicator: User,
    reviewer: User,
    colleague: User,
    workspace: Workspace,
    dispute: Dispute,
    question: Question,
    claim: Claim,
    give: Give,
) -> None:
    name_adjudicator(dispute, adjudicator)
    client = api(adjudicator)
    opening = {"dispute": str(dispute.uid), "is_blind": True}
    opened = client.post(at(workspace, "rounds"), opening, format="json").json()
    assert (opened["number"], opened["closed_at"]) == (1, None)
    assert client.post(at(workspace, "rounds"), opening, format="json").status_code == 422
    give(reviewer, question, "unresolved")
    give(colleague, question, "none_of_them")
    assert [
        r["verdict"] for r in api(reviewer).get(at(workspace, "reviews")).json()["results"]
    ] == ["unresolved"]
    url = at(workspace, "disputes", dispute.uid, "agreement")
    assert api(reviewer).get(url).json()[1]["is_hidden"] is True
    assert client.get(url).json()[1]["questions"]["alpha"] == 0.0
    close = at(workspace, "rounds", opened["uid"], "close")
    assert client.post(close).json()["closed_at"]
    assert client.post(close).status_code == 409
    outcome = {"question": str(question.uid), "outcome": "answered", "reasons": "The log."}
    answer = {**outcome, "value": {"kind": "date", "edtf": "1949-08-24"}}
    assert client.post(at(workspace, "resolutions"), outcome, format="json").status_code == 422
    assert client.post(at(workspace, "resolutions"), answer, format="json").status_code == 201
    assert api(reviewer).get(url).json()[0]["claims"]["undefined"] == "few_reviewers"
    assert Review.objects.count() == 2
    services.open_round(actor=adjudicator, dispute=dispute)
