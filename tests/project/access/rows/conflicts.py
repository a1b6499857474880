"""Addresses of conflicts, of questions with their answers, and of graphs of derivations."""

from __future__ import annotations

from typing import Any

from annotations.claims.services import create_claim
from annotations.disputes.conflicts.question_queries import answers_of
from project.people.permissions import Permission
from tests.project.access.table import Get, row

READ, STATE = Permission.READ, Permission.STATE_CLAIMS
EDIT_SOURCES = Permission.EDIT_SOURCES


def _two_answers(get: Get) -> dict[str, Any]:
    """The references of the claim's answer and of another one."""
    get("claim")
    question = get("question")
    value = {"kind": "date", "edtf": "1949-08-27"}
    create_claim(
        actor=get("annotator"),
        workspace=get("workspace"),
        statement="It left on the 27th.",
        question=question,
        value=value,
    )
    first, second, *_ = answers_of(question, get("annotator")).related.answers
    return {"first": first.reference, "second": second.reference}


def _answer(get: Get) -> dict[str, Any]:
    return {"uid": get("question").uid, "reference": _two_answers(get)["first"]}


def _answered(get: Get) -> dict[str, Any]:
    return {"question": get("question").uid, "value": "27 August 1949"}


def _derived(get: Get) -> dict[str, Any]:
    found = get("derivation")
    return {"source": found.source.uid, "origin": found.origin.uid, "kind": "summary"}


ROWS = [
    row("annotations:conflict_list", GET=READ),
    row("annotations:dispute_graph", at="dispute", GET=READ),
    row("sources:derivation_graph", GET=READ),
    row("sources:source_graph", at="source", GET=READ),
    row("annotations:conflict_check", GET=(STATE, _answered)),
    row("annotations:question", at="question", GET=READ),
    row("annotations:question_pairs", at="question", GET=(READ, {"relation": "refine"})),
    row("annotations:claim_pairs", at="question", GET=(READ, _two_answers)),
    row("annotations:answer", at=_answer, GET=READ),
    row("api:conflict-list", GET=READ),
    row("api:derivation-list", GET=READ, POST=(EDIT_SOURCES, _derived)),
    row(
        "api:derivation-detail",
        at="derivation",
        GET=READ,
        PATCH=(EDIT_SOURCES, {"certainty": "possible", "revision": 1}),
        DELETE=EDIT_SOURCES,
    ),
    row("api:question-comparison", at="question", GET=READ),
    row("api:question-answers", at="question", GET=READ),
    row("api:question-pairs", at="question", GET=READ),
    row("api:question-claim-pairs", at="question", GET=(READ, _two_answers)),
    row("api:claim-conflicts", at="claim", GET=READ),
]
