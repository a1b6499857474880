"""The state of a claim or question that a verdict is about: taken down, hashed, compared.

A state is JSON, the same for everybody who may see the claim or question, and built for many
of them in a constant number of queries. `named` in it is for people and not hashed: that the
title of a source was corrected changes no evidence.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any

from django.db.models import Prefetch

from annotations.claims.answering import ANSWERING
from annotations.claims.models import Citation, Claim, ClaimGround, Strength
from annotations.disputes.models import Question
from annotations.highlights.models import Highlight

State = dict[str, Any]

#: What a citation weighs: its direction, and how it is graded.
GRADED = ("stance", "strength", "source_grade", "information", "evidence")
UNGRADED = ("", Strength.UNGRADED)


def state_of(subject: Claim | Question) -> State:
    """The present state of one."""
    of_all = states_of_claims if isinstance(subject, Claim) else states_of_questions
    return of_all([subject.pk])[subject.pk]


def digest(state: State) -> str:
    """The SHA-256 of a state as canonical JSON, in hex."""
    canonical = json.dumps(
        _without_names(state), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(canonical.encode()).hexdigest()


def states_of_claims(claims: Collection[int]) -> dict[int, State]:
    """What each of these claims (primary keys) says, on what grounds, and what is cited on it."""
    rows = Claim.objects.filter(pk__in=claims).select_related("question", "source", "merged_into")
    cited = _citations(claims)
    grounds = _grounds(claims)
    return {claim.pk: _claim_state(claim, grounds[claim.pk], cited[claim.pk]) for claim in rows}


def states_of_questions(questions: Collection[int]) -> dict[int, State]:
    """What each of these questions (primary keys) asks, and what claims answer to it."""
    answers = _answers(questions)
    rows = Question.objects.filter(pk__in=questions)
    return {question.pk: _question_state(question, answers[question.pk]) for question in rows}


def _claim_state(claim: Claim, grounds: list[State], citations: list[State]) -> State:
    return {
        "of": "claim",
        "statement": claim.statement,
        "kind": claim.kind,
        "source": claim.source and _named(claim.source.uid, claim.source.title),
        "modality": claim.modality,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "argument": claim.argument,
        "question": claim.question and _named(claim.question.uid, claim.question.wording),
        "value": claim.value,
        "retracted": claim.retraction_reason,
        "merged_into": claim.merged_into
        and _named(claim.merged_into.uid, claim.merged_into.statement),
        "grounds": grounds,
        "citations": citations,
    }


def _question_state(question: Question, answers: list[State]) -> State:
    return {
        "of": "question",
        "wording": question.wording,
        "kind": question.kind,
        "unit": question.unit,
        "options": question.options,
        "exclusivity": question.exclusivity,
        "answers": answers,
    }


def _grounds(claims: Collection[int]) -> Mapping[int, list[State]]:
    found = defaultdict(list)
    rows = ClaimGround.objects.existing().filter(claim__in=claims, ground__deleted_at=None)
    for link in rows.select_related("ground").order_by("ground__uid"):
        found[link.claim_id].append(_ground_state(link.ground))
    return found


def _ground_state(ground: Claim) -> State:
    return {
        "uid": str(ground.uid),
        "statement": ground.statement,
        "value": ground.value,
        "polarity": ground.polarity,
        "certainty": ground.certainty,
        "retracted": ground.retraction_reason,
    }


def _citations(claims: Collection[int]) -> Mapping[int, list[State]]:
    highlights = Highlight.objects.select_related("text__source").prefetch_related("passages")
    rows = (
        Citation.objects.existing()
        .filter(claim__in=claims)
        .select_related("source", "search_log")
        .prefetch_related(Prefetch("highlight", highlights))
        .order_by("uid")
    )
    found = defaultdict(list)
    for citation in rows:
        found[citation.claim_id].append(_citation_state(citation))
    return found


def _citation_state(citation: Citation) -> State:
    return {
        "uid": str(citation.uid),
        "target": _target(citation),
        "locator": f"{citation.locator_label} {citation.locator}".strip(),
        **{name: getattr(citation, name) for name in GRADED},
        "rationale": citation.rationale,
    }


def _target(citation: Citation) -> State:
    if citation.highlight is not None:
        quotes = [passage.exact for passage in citation.highlight.passages.all()]
        title = citation.highlight.text.source.title
        return {**_named(citation.highlight.uid, title), "quote": " … ".join(quotes)}
    if citation.source is not None:
        return _named(citation.source.uid, citation.source.title)
    log = citation.search_log
    assert log is not None
    return {
        "uid": str(log.uid),
        "searched": log.searched,
        "sought": log.sought,
        "date": log.date,
        "limits": log.limits,
    }


def _answers(questions: Collection[int]) -> Mapping[int, list[State]]:
    rows = Claim.objects.existing().filter(ANSWERING, question__in=questions).order_by("uid")
    citations = Citation.objects.existing().filter(claim__in=rows.order_by())
    weights: dict[int, Counter[str]] = defaultdict(Counter)
    for claim, *graded in citations.order_by().values_list("claim", *GRADED):
        weights[claim][" ".join(code for code in graded if code not in UNGRADED)] += 1
    found = defaultdict(list)
    for answering in rows:
        assert answering.question_id is not None
        found[answering.question_id].append(_answer_state(answering, weights[answering.pk]))
    return found


def _answer_state(claim: Claim, weights: Counter[str]) -> State:
    return {
        "uid": str(claim.uid),
        "statement": claim.statement,
        "value": claim.value,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        # How many there are of each stance and grades, such as "supports strong original".
        "citations": dict(sorted(weights.items())),
    }


def _named(uid: Any, name: str) -> State:
    return {"uid": str(uid), "named": name}


def _without_names(state: Any) -> Any:
    if isinstance(state, Mapping):
        return {key: _without_names(part) for key, part in state.items() if key != "named"}
    if isinstance(state, Iterable) and not isinstance(state, str):
        return [_without_names(part) for part in state]
    return state
