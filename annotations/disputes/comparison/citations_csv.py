"""citations.csv: one line for each citation behind a comparison, with its quote, place and grades.

Written as comparison.csv is, from which the same ids lead here; docs/bundle.md describes both.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from annotations.bundles.writers.comparison_csv import safe
from annotations.claims.models import Citation, Claim
from annotations.disputes.comparison.cells import Cited
from annotations.disputes.models import Question

COLUMNS = (
    "question", "group", "accounts", "answer", "statement", "retracted",
    "stance", "strength", "source_grade", "information", "evidence", "rationale",
    "source", "citation_key", "locator_label", "locator",
    "quote", "language", "quote_status", "version", "searched", "sought",
    "question_id", "claim_id", "citation_id",
)  # fmt: skip


def lines_of(cited: Iterable[Cited]) -> bytes:
    """The whole file, in the order of questions, claims and stances."""
    file = StringIO()
    lines = csv.writer(file)
    lines.writerow(COLUMNS)
    for question, claims in cited:
        for claim, groups in claims:
            about = _about(question, claim)
            ids = str(question.uid), str(claim.uid)
            for _stance, citations in groups:
                for each in citations:
                    lines.writerow(map(safe, (*about, *_cited(each), *ids, str(each.uid))))
    return file.getvalue().encode("utf-8-sig")


def _about(question: Question, claim: Claim) -> tuple[str, ...]:
    return (
        question.wording,
        question.group,
        "; ".join(account.title for account in claim.accounts.all()),
        claim.answer,
        claim.statement,
        "yes" if claim.is_retracted else "",
    )


def _cited(citation: Citation) -> tuple[str, ...]:
    return (
        citation.stance,
        citation.strength,
        citation.source_grade,
        citation.information,
        citation.evidence,
        citation.rationale,
        *_where(citation),
        *_quoted(citation),
        *_searched(citation),
    )


def _where(citation: Citation) -> tuple[str, ...]:
    source, place = citation.cited_source, citation.place
    return (
        *((source.title, source.citation_key) if source else ("", "")),
        *((place.label, place.value) if place else ("", "")),
    )


def _quoted(citation: Citation) -> tuple[str, ...]:
    highlight, quote = citation.highlight, citation.quote
    if highlight is None or quote is None:
        return ("",) * 4
    version = quote.check.version
    return quote.exact, highlight.text.language, quote.status, str(version) if version else ""


def _searched(citation: Citation) -> tuple[str, str]:
    search = citation.search_log
    return (search.searched, search.sought) if search else ("", "")
