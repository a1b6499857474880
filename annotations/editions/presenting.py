"""An edition's frozen content, laid out for its pages. No live rows: plain data in and out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Choices
from django.utils.safestring import SafeString

from annotations.claims.models import Citation, Claim, Stance, Strength
from annotations.reviews.models import Resolution, Review
from sources.authorities.models import Authority
from sources.authorities.names import Written
from sources.records.models import Derivation
from sources.texts.models import Text
from sources.texts.sanitising import render_markdown, sanitise

Json = dict[str, Any]

#: How many reasons of conflicts a question tells.
MOST_REASONS = 10
#: The words for the codes of each field.
LABELS: dict[str, type[Choices]] = {
    "kind": Claim.Kind,
    "modality": Claim.Modality,
    "certainty": Claim.Certainty,
    "strength": Strength,
    "source_grade": Citation.SourceGrade,
    "information": Citation.Information,
    "evidence": Citation.Evidence,
    "verdict": Review.Verdict,
    "outcome": Resolution.Outcome,
    "text_kind": Text.Kind,
}


@dataclass(frozen=True)
class Cell:
    """What one account answers to one question; `account` is None for the claims of none."""

    account: Json | None
    claims: Sequence[Json]


@dataclass(frozen=True)
class Page:
    """What the page of an edition shows."""

    content: Json
    questions: Sequence[Json]
    accounts: Sequence[Json | None]
    #: Claims that those of the dispute are based on, and that answer none of its questions.
    further: Sequence[Json]
    sources: Sequence[Json]
    authorities: Sequence[Json]
    search_logs: Sequence[Json]
    derivations: Sequence[Json]


def present(content: Json) -> Page:
    """Lay the content of an edition out. What it holds is joined and labelled in place."""
    by_id = {
        row["id"]: row
        for kind in ("sources", "claims", "search_logs", "authorities", "texts", "rounds")
        for row in content[kind]
    }
    for row in by_id.values():
        row["anchor"] = anchor(row["id"])
    belongs: dict[str, list[Json]] = defaultdict(list)
    for account in content["accounts"]:
        for claim in account["claims"]:
            belongs[claim].append(account)
    for claim in content["claims"]:
        _join_claim(claim, belongs[claim["id"]], by_id)
    answers: dict[str | None, list[Json]] = defaultdict(list)
    for claim in content["claims"]:
        answers[claim["question"]].append(claim)
    known = {question["id"] for question in content["questions"]}
    loose = any(not claim["accounts"] for q in known for claim in answers[q])
    columns = [*content["accounts"], *([None] if loose else [])]
    for question in content["questions"]:
        _join_question(question, answers[question["id"]], columns, by_id)
    content["dispute"]["description_html"] = render_markdown(content["dispute"]["description"])
    return Page(
        content=content,
        questions=_grouped(content["questions"]),
        accounts=columns,
        further=[claim for claim in content["claims"] if claim["question"] not in known],
        sources=[_source(source, content) for source in content["sources"]],
        authorities=[_authority(each, by_id) for each in content["authorities"]],
        search_logs=[
            each | {"source": by_id.get(each["source"])} for each in content["search_logs"]
        ],
        derivations=[_derivation(each, by_id) for each in content["derivations"]],
    )


def _grouped(questions: Sequence[Json]) -> list[Json]:
    """The questions of one group together, where its first one stands."""
    found: dict[str, list[Json]] = defaultdict(list)
    for question in questions:
        found[question["group"]].append(question)
    return [question for group in found.values() for question in group]


def moment(written: str) -> datetime:
    """A moment as content has it."""
    return datetime.fromisoformat(written)


def anchor(urn: str) -> str:
    """The id on the page of what has this identity."""
    return urn.rpartition(":")[2]


def _join_question(
    question: Json, claims: list[Json], columns: Sequence[Json | None], by_id: dict[str, Json]
) -> None:
    question["anchor"] = anchor(question["id"])
    question["claims"] = claims
    question["told_reasons"] = question["reasons"][:MOST_REASONS]
    question["further_conflicts"] = question["conflicts"] - len(question["told_reasons"])
    question["cells"] = [
        Cell(
            account,
            [c for c in claims if (account in c["accounts"] if account else not c["accounts"])],
        )
        for account in columns
    ]
    for judgement in (*question["reviews"], *question["resolutions"]):
        _join_judgement(judgement, by_id)
    question["outcome"] = question["resolutions"][-1] if question["resolutions"] else None


def _join_claim(claim: Json, accounts: list[Json], by_id: dict[str, Json]) -> None:
    _label(claim, "kind", "modality", "certainty")
    claim["accounts"] = accounts
    claim["source"] = by_id.get(claim["source"])
    claim["grounds"] = [by_id[ground] for ground in claim["grounds"] if ground in by_id]
    claim["argument_html"] = render_markdown(claim["argument"])
    if claim["retracted"]:
        claim["retracted"]["at"] = moment(claim["retracted"]["at"])
    for review in claim["reviews"]:
        _join_judgement(review, by_id)
    by_stance: dict[str, list[Json]] = defaultdict(list)
    for citation in claim["citations"]:
        _join_citation(citation, by_id)
        by_stance[citation["stance"]].append(citation)
    claim["stances"] = [
        (stance.value, stance.label, by_stance[stance]) for stance in Stance if stance in by_stance
    ]
    claim["tally"] = {stance: len(cited) for stance, cited in by_stance.items()}


def _join_citation(citation: Json, by_id: dict[str, Json]) -> None:
    _label(citation, "strength", "source_grade", "information", "evidence")
    citation["cited_source"] = by_id.get(citation["cited_source"])
    citation["search_log"] = by_id.get(citation["search_log"])
    quote = citation["quote"]
    if quote:
        _label(quote, "text_kind")
        quote["whole"] = anchor(quote["text"]) if quote["text"] in by_id else ""


def _join_judgement(judgement: Json, by_id: dict[str, Json]) -> None:
    _label(judgement, *({"verdict", "outcome"} & judgement.keys()))
    judgement["at"] = moment(judgement["created"])
    judgement["reasons_html"] = render_markdown(judgement["reasons"])
    judgement["round"] = by_id.get(judgement.get("round") or "")


def _source(source: Json, content: Json) -> Json:
    return source | {
        "reference_html": sanitise(source["reference"]),
        "whole": [text for text in content["texts"] if text["source"] == source["id"]],
        # The first editions did not say this.
        "quoted": [each for each in content.get("quoted", ()) if each["source"] == source["id"]],
    }


def _derivation(derivation: Json, by_id: dict[str, Json]) -> Json:
    certainty = derivation["certainty"]
    return derivation | {
        "source": by_id[derivation["source"]],
        "origin": by_id[derivation["origin"]],
        "kind_label": _word(Derivation.Kind, derivation["kind"]),
        "certainty_label": certainty and _word(Derivation.Certainty, certainty),
    }


def _authority(authority: Json, by_id: dict[str, Json]) -> Json:
    return authority | {
        "kind_label": _word(Authority.Kind, authority["kind"]),
        "written": Written(authority["name"], authority["language"]),
        "others": [Written(**variant) for variant in authority["variants"]],
        "within": by_id.get(authority["part_of"] or ""),
    }


def _label(row: Json, *fields: str) -> None:
    """Beside each code the word for it, as `<field>_label`; empty for an empty code."""
    for field in fields:
        row[f"{field}_label"] = row[field] and _word(LABELS[field], row[field])


def _word(choices: type[Choices], code: str) -> str | SafeString:
    """The word for a code; one that later versions of the program do not know stands for itself."""
    return str(choices(code).label) if code in choices.values else code
