"""The rows of a bundle as data, each with its identity; docs/bundle.md describes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from annotations.bundles.selection import Selection
from annotations.claims.citations.quotes import QuoteCheck
from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Account, Dispute, Question
from annotations.highlights.models import Highlight, Passage, Placement
from annotations.reviews.models import Judgement, Resolution, Review, ReviewRound
from annotations.searches.models import SearchLog
from annotations.web_annotation.model import timestamp, urn
from project.people.rows import WorkspaceRow
from sources.authorities.models import Authority
from sources.records.models import Derivation, Source
from sources.texts.models import Text, TextVersion

Json = dict[str, Any]


def urn_of(row: WorkspaceRow | None) -> str | None:
    """The identity of a row; null where there is none."""
    return None if row is None else urn(row.uid)


def dispute(row: Dispute) -> Json:
    """The dispute; the adjudicator by name."""
    return _identity(row) | {
        "title": row.title,
        "description": row.description,
        "adjudicator": row.adjudicator and row.adjudicator.display_name,
    }


def question(row: Question) -> Json:
    """A question."""
    return _identity(row) | {
        "wording": row.wording,
        "group": row.group,
        "kind": row.kind,
        "unit": row.unit,
        "options": row.options,
        "exclusivity": row.exclusivity,
        "position": row.position,
    }


def account(row: Account, claims: Sequence[UUID]) -> Json:
    """An account with the claims that belong to it."""
    return _identity(row) | {
        "title": row.title,
        "holders": row.holders,
        "description": row.description,
        "position": row.position,
        "claims": [urn(uid) for uid in claims],
    }


def claim(row: Claim, selection: Selection) -> Json:
    """A claim with the claims that it is based on."""
    known, asked = selection.claim_by_id, selection.question_ids
    return _identity(row) | {
        "statement": row.statement,
        "kind": row.kind,
        "source": urn_of(row.source),
        "modality": row.modality,
        "polarity": row.polarity,
        "certainty": row.certainty,
        "argument": row.argument,
        "question": urn_of(row.question) if row.question_id in asked else None,
        "value": row.value,
        "grounds": [urn(ground.uid) for ground in selection.grounds_of[row.pk]],
        "retracted": row.retracted_at
        and {"at": timestamp(row.retracted_at), "reason": row.retraction_reason},
        "split_from": urn_of(row.split_from) if row.split_from_id in known else None,
    }


def citation(row: Citation, selection: Selection) -> Json:
    """A citation; of highlight, source and search log exactly one is not null. `place` is the
    locator, or what the labels of the text tell of a highlight.
    """
    place, quote = row.place, row.quote
    return _identity(row) | {
        "claim": urn(selection.claim_by_id[row.claim_id].uid),
        "highlight": urn_of(row.highlight),
        "source": urn_of(row.source),
        "search_log": urn_of(row.search_log),
        "locator_label": row.locator_label,
        "locator": row.locator,
        "place": place and {"label": place.label, "value": place.value},
        "stance": row.stance,
        "strength": row.strength,
        "source_grade": row.source_grade,
        "information": row.information,
        "evidence": row.evidence,
        "rationale": row.rationale,
        "quote_check": quote and _quote_check(quote.check),
    }


def _quote_check(check: QuoteCheck) -> Json:
    return {
        "status": check.status,
        "version": check.version,
        "word_for_word": check.word_for_word,
    }


def search_log(row: SearchLog) -> Json:
    """A search that found nothing."""
    return _identity(row) | {
        "searched": row.searched,
        "date": row.date,
        "sought": row.sought,
        "limits": row.limits,
        "source": urn_of(row.source),
    }


def review_round(row: ReviewRound) -> Json:
    """A round of review; its number counts those of its own dispute."""
    return _identity(row) | {
        "dispute": urn_of(row.dispute),
        "number": row.number,
        "blind": row.is_blind,
        "note": row.note,
        "closed": row.closed_at and timestamp(row.closed_at),
    }


def review(row: Review) -> Json:
    """A verdict on a claim or a question; of the two one is null."""
    return _judgement(row) | {
        "claim": urn_of(row.claim),
        "question": urn_of(row.question),
        "verdict": row.verdict,
        "round": urn_of(row.round),
    }


def resolution(row: Resolution) -> Json:
    """What the adjudicator made of the verdicts."""
    return _judgement(row) | {"question": urn(row.question.uid), "outcome": row.outcome}


def derivation(row: Derivation) -> Json:
    """That one source depends on another, as asserted."""
    return _identity(row) | {
        "source": urn(row.source.uid),
        "origin": urn(row.origin.uid),
        "kind": row.kind,
        "certainty": row.certainty,
        "reason": row.reason,
    }


def authority(row: Authority) -> Json:
    """An authority. `stands_for`: the uids in values that mean it too, since merging."""
    return _identity(row) | {
        "kind": row.kind,
        "name": row.name,
        "language": row.language,
        "variants": row.variants,
        "identifiers": row.identifiers,
        "description": row.description,
        "dates": row.dates,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "part_of": urn_of(row.part_of),
        "stands_for": [urn(uid) for uid in row.stands_for],  # type: ignore[attr-defined]
    }


def highlight(row: Highlight, versions: Mapping[int, TextVersion]) -> Json:
    """A highlight with its passages, and where these lie in every version."""
    passages = list(row.passages.all())
    return _identity(row) | {
        "text": urn(versions[passages[0].version_id].text.uid),
        "comment": row.comment,
        "tags": sorted(tag.name for tag in row.tags.all()),
        "revision": row.revision,
        "passages": [_passage(passage, versions) for passage in passages],
    }


def _passage(passage: Passage, versions: Mapping[int, TextVersion]) -> Json:
    return {
        "id": urn(passage.uid),
        "version": urn(versions[passage.version_id].uid),
        "start": passage.start,
        "end": passage.end,
        "exact": passage.exact,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
        "placements": [_placement(each, versions) for each in passage.placements.all()],
    }


def _placement(placement: Placement, versions: Mapping[int, TextVersion]) -> Json:
    return {
        "id": urn(placement.uid),
        "version": urn(versions[placement.version_id].uid),
        "start": placement.start,
        "end": placement.end,
        "status": placement.status,
        "method": placement.method,
        "confidence": placement.confidence,
    }


def source(row: Source) -> Json:
    """A source as a record."""
    return _identity(row) | {
        "citation_key": row.citation_key,
        "csl": row.csl,
        "date": row.date,
        "variants": row.variants,
        "originality": row.originality,
        "provenance": row.provenance,
        "rights": row.rights,
    }


def text(row: Text) -> Json:
    """A text, without its words."""
    return _identity(row) | {
        "source": urn(row.source.uid),
        "kind": row.kind,
        "title": row.title,
        "language": row.language,
        "direction": row.direction,
    }


def version(row: TextVersion) -> Json:
    """A version of a text, without its words."""
    return _identity(row) | {
        "text": urn(row.text.uid),
        "number": row.number,
        "note": row.note,
        "sha256": row.sha256,
    }


def _identity(row: WorkspaceRow) -> Json:
    return {
        "id": urn(row.uid),
        "created": timestamp(row.created_at),
        "creator": row.created_by.display_name,
    }


def _judgement(row: Judgement) -> Json:
    # What was judged is told by its hash: of a text as it then stood, all may be withdrawn since.
    return _identity(row) | {
        "value": row.value,
        "reasons": row.reasons,
        "judged_sha256": row.judged_sha256,
    }
