"""report.html: the dispute to read and to print, in one file that loads nothing."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from annotations.bundles.comparing import compared
from annotations.bundles.selection import Selection
from annotations.bundles.writers.base import Writer
from annotations.claims.models import Citation, Claim, Stance
from annotations.disputes.models import Account, Question
from annotations.highlights.models import Highlight, Passage
from annotations.reviews.models import Resolution, Review
from sources.records.citing import Reference, bibliography
from sources.records.models import Source
from sources.texts.models import TextVersion


@dataclass(frozen=True, slots=True)
class Quote:
    """A cited highlight, with what its text and source say of it."""

    highlight: Highlight
    source: Source
    version: TextVersion
    language: str
    direction: str
    before: str
    exact: Sequence[str]
    after: str


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A citation and what it cites: the passage, or else a place in a source, or a search."""

    citation: Citation
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class StanceGroup:
    """The citations of one claim that take one stance."""

    stance: str
    label: str
    citations: Sequence[CitedQuote]


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with its accounts, what it is based on, its citations and the verdicts on it."""

    claim: Claim
    accounts: Sequence[Account]
    grounds: Sequence[Claim]
    stances: Sequence[StanceGroup]
    reviews: Sequence[Review]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A question with its claims, verdicts and outcomes; None for claims that answer none here."""

    question: Question | None
    entries: Sequence[Entry]
    reviews: Sequence[Review]
    resolutions: Sequence[Resolution]


class ReportHtml(Writer):
    """Strings of people pass Django's escaping; Markdown and references the one policy."""

    name = "report.html"

    def write(self, selection: Selection) -> bytes:
        style = render_to_string("bundles/report.css")
        rows = compared(selection).rows
        context = {
            "dispute": selection.dispute,
            "workspace": selection.dispute.workspace,
            "dated": selection.dated,
            "accounts": selection.accounts,
            "rows": rows,
            "has_loose_claims": any(row.without_account for row in rows),
            "chapters": _chapters(selection),
            "references": _references(selection.sources),
            "derivations": selection.derivations,
            "style": mark_safe(style),  # noqa: S308 (a file of ours)
            "style_hash": b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        }
        return render_to_string("bundles/report.html", context).encode()


def _references(sources: Sequence[Source]) -> list[tuple[Reference, str]]:
    """The bibliography, each entry with its source's language, which may be empty."""
    languages = {source.citation_key: source.language for source in sources}
    return [
        (reference, languages.get(reference.key, ""))
        for reference in bibliography([source.csl_item() for source in sources])
    ]


def _chapters(selection: Selection) -> list[Chapter]:
    """The claims by the questions they answer, then those that they are based on; questions of
    which nothing is said are left out.
    """
    accounts: dict[int, list[Account]] = defaultdict(list)
    for link in selection.account_claims:
        accounts[link.claim_id].append(link.account)
    citations: dict[int, list[Citation]] = defaultdict(list)
    for citation in selection.citations:
        citations[citation.claim_id].append(citation)
    quotes = {highlight.pk: _quote(highlight, selection) for highlight in selection.highlights}
    entries: dict[int | None, list[Entry]] = defaultdict(list)
    for claim in selection.claims:
        here = claim.question_id if claim.question_id in selection.question_ids else None
        entries[here].append(
            Entry(
                claim=claim,
                accounts=accounts[claim.pk],
                grounds=selection.grounds_of[claim.pk],
                stances=_stances(citations[claim.pk], quotes),
                reviews=[each for each in selection.reviews if each.claim_id == claim.pk],
            )
        )
    chapters = [_chapter(question, entries, selection) for question in selection.questions]
    further = Chapter(None, entries[None], (), ())
    return [
        each for each in (*chapters, further) if each.entries or each.reviews or each.resolutions
    ]


def _chapter(
    question: Question, entries: Mapping[int | None, list[Entry]], selection: Selection
) -> Chapter:
    return Chapter(
        question=question,
        entries=entries.get(question.pk, ()),
        reviews=[each for each in selection.reviews if each.question_id == question.pk],
        resolutions=[each for each in selection.resolutions if each.question_id == question.pk],
    )


def _stances(citations: Sequence[Citation], quotes: dict[int, Quote]) -> list[StanceGroup]:
    by_stance: dict[str, list[CitedQuote]] = defaultdict(list)
    for citation in citations:
        quote = quotes[citation.highlight_id] if citation.highlight_id else None
        by_stance[citation.stance].append(CitedQuote(citation, quote))
    return [
        StanceGroup(stance.value, str(stance.label), by_stance[stance])
        for stance in Stance
        if stance in by_stance
    ]


def _quote(highlight: Highlight, selection: Selection) -> Quote:
    passages = list(highlight.passages.all())
    version = selection.version_by_id[passages[0].version_id]
    language, direction = _language(passages[0], version)
    return Quote(
        highlight=highlight,
        source=version.text.source,
        version=version,
        language=language,
        direction=direction,
        before=passages[0].prefix,
        exact=[passage.exact for passage in passages],
        after=passages[-1].suffix,
    )


def _language(passage: Passage, version: TextVersion) -> tuple[str, str]:
    """Language and direction of the block that a passage begins in, else of its text."""
    around = (b for b in version.blocks if b["start"] <= passage.start < b["end"])
    block: dict[str, str] = next(around, {})
    text = version.text
    return block.get("language") or text.language, block.get("direction") or text.direction
