"""Conflicts and comparisons over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from annotations.claims import services as claims
from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Question
from project.people.models import User

Ask = Callable[..., Any]


@pytest.fixture
def ask(question: Question, reader: User) -> Ask:
    """GETs an address of the question, or of `row`, as the reader."""
    client = APIClient()
    client.force_authenticate(reader)

    def asked(name: str, row: Any = None, status: int = 200, **query: Any) -> Any:
        args = [question.workspace.uid, *([] if row is None else [row.uid])]
        response = client.get(reverse(f"api:{name}", args=args), query)
        assert response.status_code == status, response.content
        return response.json()

    return asked


@pytest.fixture
def answered(citation: Citation, question: Question, annotator: User) -> list[Claim]:
    """The 24th, cited; twice the 27th; and the month."""
    days = ("1949-08-27", "1949-08-27", "1949-08")
    return [
        citation.claim,
        *(
            claims.create_claim(
                actor=annotator,
                workspace=question.workspace,
                statement=f"It left in {day}.",
                question=question,
                value={"kind": "date", "edtf": day},
            )
            for day in days
        ),
    ]


def test_a_comparison_counts_answers_and_pairs(
    answered: list[Claim], question: Question, ask: Ask
) -> None:
    found = ask("question-comparison", question)
    assert (found["answers"], found["claims"]) == (3, 4)
    assert found["relations"] == {
        "agree": 0, "refine": 2, "overlap": 0, "differ": 0, "conflict": 1, "not_comparable": 0,
    }  # fmt: skip
    assert found["lines"] == {"citations": 1, "known_roots": 1, "without_source": 0}
    answers = ask("question-answers", question, limit=2, offset=1)
    assert (answers["count"], len(answers["results"])) == (3, 2)
    assert answers["results"][0]["value"] == {"kind": "date", "edtf": "1949-08-24"}
    assert answers["results"][0]["stances"] == {"supports": 1}


def test_pairs_come_page_by_page(answered: list[Claim], question: Question, ask: Ask) -> None:
    (pair,) = ask("question-pairs", question)["results"]
    assert pair["reason"] == "1949-08-24 and 1949-08-27 do not overlap"
    refined = ask("question-pairs", question, relation="refine", limit=1)
    assert refined["count"] == 2
    assert len(refined["results"]) == 1
    assert refined["next"]
    ask("question-pairs", question, relation="not_comparable", status=422)
    asked = {name: pair[name]["reference"] for name in ("first", "second")}
    listed = ask("question-claim-pairs", question, **asked)["results"]
    first, *second = sorted(str(claim.uid) for claim in answered[:3])
    assert listed == [{"first": first, "second": uid} for uid in second]
    ask("question-claim-pairs", question, first="nonsense", status=404)


def test_a_claim_tells_what_it_conflicts_with(
    answered: list[Claim], question: Question, ask: Ask
) -> None:
    (found,) = ask("claim-conflicts", answered[0])["results"]
    assert (found["relation"], found["answer"]["claims"]) == ("conflict", 2)
    assert ask("claim-conflicts", answered[3])["count"] == 0


def test_conflicts_are_listed_and_narrowed(
    answered: list[Claim], question: Question, ask: Ask
) -> None:
    (found,) = ask("conflict-list")["results"]
    assert found["question"] == str(question.uid)
    assert (found["conflicts"], found["answers"], found["claims"]) == (1, 3, 4)
    assert found["outcome"] is None
    assert found["url"].endswith(f"/questions/{question.uid}/comparison/")
    assert ask("conflict-list", question=question.uid)["count"] == 1
    ask("conflict-list", dispute="nonsense", status=422)
