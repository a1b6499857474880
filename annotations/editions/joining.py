"""The rows of an edition's frozen content, joined with each other and labelled in words. Pure.

`by_id` has what is joined, by identity.
"""

from __future__ import annotations

from collections import defaultdict
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


def moment(written: str) -> datetime:
    """A moment as content has it."""
    return datetime.fromisoformat(written)


def anchor(urn: str) -> str:
    """The id on the page of what has this identity."""
    return urn.rpartition(":")[2]


def join_claim(claim: Json, by_id: dict[str, Json]) -> None:
    """All that a claim is shown with."""
    _label(claim, "kind", "modality", "certainty")
    claim["source"] = by_id.get(claim["source"])
    claim["grounds"] = [by_id[ground] for ground in claim["grounds"] if ground in by_id]
    claim["argument_html"] = render_markdown(claim["argument"])
    if claim["retracted"]:
        claim["retracted"]["at"] = moment(claim["retracted"]["at"])
    for review in claim["reviews"]:
        join_judgement(review, by_id)
    by_stance: dict[str, list[Json]] = defaultdict(list)
    for citation in claim["citations"]:
        _join_citation(citation, by_id)
        by_stance[citation["stance"]].append(citation)
    claim["stances"] = [
        (stance.value, stance.label, by_stance[stance]) for stance in Stance if stance in by_stance
    ]


def _join_citation(citation: Json, by_id: dict[str, Json]) -> None:
    _label(citation, "strength", "source_grade", "information", "evidence")
    citation["cited_source"] = by_id.get(citation["cited_source"])
    citation["search_log"] = by_id.get(citation["search_log"])
    quote = citation["quote"]
    if quote:
        _label(quote, "text_kind")


def join_judgement(judgement: Json, by_id: dict[str, Json]) -> None:
    """What a verdict or an outcome is shown with."""
    _label(judgement, *({"verdict", "outcome"} & judgement.keys()))
    judgement["at"] = moment(judgement["created"])
    judgement["reasons_html"] = render_markdown(judgement["reasons"])
    judgement["round"] = by_id.get(judgement.get("round") or "")


def told_source(source: Json, content: Json) -> Json:
    """A source with its reference, its whole texts, and how much its quotes show."""
    return source | {
        "reference_html": sanitise(source["reference"]),
        "whole": [text for text in content["texts"] if text["source"] == source["id"]],
        # The first editions did not say this.
        "quoted": [each for each in content.get("quoted", ()) if each["source"] == source["id"]],
    }


def told_derivation(derivation: Json, by_id: dict[str, Json]) -> Json:
    """Which source depends on which, and how."""
    certainty = derivation["certainty"]
    return derivation | {
        "source": by_id[derivation["source"]],
        "origin": by_id[derivation["origin"]],
        "kind_label": _word(Derivation.Kind, derivation["kind"]),
        "certainty_label": certainty and _word(Derivation.Certainty, certainty),
    }


def told_authority(authority: Json, by_id: dict[str, Json]) -> Json:
    """A person, group, place or work with all its names."""
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
