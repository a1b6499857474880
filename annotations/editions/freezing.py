"""What an edition says, frozen: data from which its pages are made without any live row.

Rows are as `bundle.json` has them (docs/bundle.md), with what people read beside the data: values
in words, quotes, references, reasons of conflicts. Left out are the workings of a project: tags
and comments of highlights, replies, what reviewers of a round were told, everything private, and
the verdicts of a blind round that is still open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.utils import translation

from annotations.bundles.comparing import compared
from annotations.bundles.selection import Selection
from annotations.bundles.writers import rows
from annotations.claims.models import Citation, Claim
from annotations.claims.roots import EvidenceRoots, roots_of
from annotations.disputes.comparison.matrix import Row
from annotations.disputes.models import Question
from annotations.editions.quoting import quoted
from annotations.reviews.models import Judgement, Review, ReviewRound
from annotations.web_annotation.model import urn
from project.people.models import User
from sources.authorities.models import Authority
from sources.records import edtf
from sources.records.citing import bibliography
from sources.records.models import Source
from sources.texts.models import Text, TextVersion

SCHEMA_VERSION = 1

#: Who made something, and who decides.
ROLES = ("creator", "adjudicator")

Json = dict[str, Any]


def freeze(selection: Selection, user: User, *, whole: Collection[Text] = ()) -> Json:
    """All that an edition of this selection says, but for its number, title and date.

    In words of the active language. `whole` are the texts that are published in full. A constant
    number of queries. Raises `UncitableSources`.
    """
    dispute = selection.dispute
    frozen = _Freezer(selection, user, whole)
    comparison = zip(selection.questions, compared(selection).rows, strict=True)
    return {
        "format": "testimonia-edition",
        "schema_version": SCHEMA_VERSION,
        "generator": "Testimonia",
        "language": translation.get_language() or "en",
        "workspace": {"id": urn(dispute.workspace.uid), "name": dispute.workspace.name},
        "dispute": rows.dispute(dispute),
        "accounts": frozen.accounts(),
        "questions": [frozen.question(question, row) for question, row in comparison],
        "claims": [frozen.claim(claim) for claim in selection.claims],
        "search_logs": [
            rows.search_log(log) | {"shown_date": _date(log.date)} for log in selection.search_logs
        ],
        "rounds": [_round(each) for each in selection.rounds],
        "sources": frozen.sources(),
        "derivations": [rows.derivation(each) for each in selection.derivations],
        "authorities": [_authority(each) for each in selection.authorities],
        "texts": whole_texts(whole),
        "quoted": frozen.quoted.shares,
        "left_out": {
            "open_blind_round": any(r.is_blind and r.is_open for r in selection.rounds),
        },
    }


class _Freezer:
    """Looks the parts of a selection up by what they belong to."""

    def __init__(self, selection: Selection, user: User, whole: Collection[Text]) -> None:
        self.selection = selection
        self.quoted = quoted(selection.citations, whole={text.pk for text in whole})
        claims = Claim.objects.filter(pk__in=[claim.pk for claim in selection.claims])
        self.roots: EvidenceRoots = roots_of(claims, user, selection.dispute.workspace)
        self.citations: dict[int, list[Citation]] = defaultdict(list)
        for citation in selection.citations:
            self.citations[citation.claim_id].append(citation)
        self.reviews: dict[tuple[int | None, int | None], list[Json]] = defaultdict(list)
        for review in selection.reviews:
            self.reviews[review.claim_id, review.question_id].append(_judgement(review))

    def accounts(self) -> list[Json]:
        claims: dict[int, list[UUID]] = defaultdict(list)
        for link in self.selection.account_claims:
            claims[link.account_id].append(link.claim.uid)
        return [rows.account(each, claims[each.pk]) for each in self.selection.accounts]

    def question(self, question: Question, row: Row) -> Json:
        outcomes = [r for r in self.selection.resolutions if r.question_id == question.pk]
        return rows.question(question) | {
            "conflicts": row.comparison.conflict_count,
            "reasons": [pair.reason for pair in row.comparison.conflicts],
            "reviews": self.reviews[None, question.pk],
            "resolutions": [rows.resolution(each) | _also(each) for each in outcomes],
        }

    def claim(self, claim: Claim) -> Json:
        lines = self.roots.of(claim.pk)
        return rows.claim(claim, self.selection) | {
            "shown": claim.answer,
            "roots": {
                "citations": lines.citations,
                "roots": len(lines.roots),
                "shown": lines.shown if lines.citations else "",
            },
            "citations": [self.citation(each) for each in self.citations[claim.pk]],
            "reviews": self.reviews[claim.pk, None],
        }

    def citation(self, citation: Citation) -> Json:
        return rows.citation(citation, self.selection) | {
            "cited_source": rows.urn_of(citation.cited_source),
            "shown_place": citation.place.shown if citation.place else "",
            "quote": self.quoted.quotes.get(citation.highlight_id or 0),
        }

    def sources(self) -> list[Json]:
        found = self.selection.sources
        references = {each.key: each.html for each in bibliography([s.csl_item() for s in found])}
        return [_source(source, references.get(source.citation_key, "")) for source in found]


def whole_texts(texts: Iterable[Text]) -> list[Json]:
    """The latest version of each text with all its words."""
    return [_whole(text.latest) for text in sorted(texts, key=lambda text: text.uid)]


def _whole(version: TextVersion) -> Json:
    return rows.text(version.text) | {
        "writing_mode": version.text.writing_mode,
        "version": urn(version.uid),
        "version_number": version.number,
        "sha256": version.sha256,
        "content": version.content,
        "blocks": version.blocks,
        "marks": version.marks,
    }


def names(content: Json) -> set[str]:
    """The names of people in it, as they call themselves, wherever they stand."""
    found: set[str] = set()
    waiting: list[Any] = [content]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            found |= {each[role] for role in ROLES if isinstance(each.get(role), str)}
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found


def _judgement(review: Review) -> Json:
    return rows.review(review) | _also(review) | {"replaced": review.is_replaced}


def _also(judgement: Judgement) -> Json:
    value = judgement.typed_value
    return {"shown": value.show() if value else "", "changed_since": judgement.changed_since}


def _round(made: ReviewRound) -> Json:
    # Without what reviewers were told, which is of the workings.
    return {name: told for name, told in rows.review_round(made).items() if name != "note"}


def _source(source: Source, reference: str) -> Json:
    return rows.source(source) | {
        "title": source.title,
        "by": source.creators,
        "shown_date": source.shown_date,
        "language": source.language,
        "reference": reference,
    }


def _authority(authority: Authority) -> Json:
    return rows.authority(authority) | {"shown_dates": _date(authority.dates)}


def _date(date: str) -> str:
    return edtf.show(edtf.parse(date)) if date else ""
