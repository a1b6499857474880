"""An edition's frozen content, laid out for its pages. No live rows: plain data in and out.

An edition of few claims is one page. One of many is an overview, which has everything but what is
said of each claim, and a page for each question, or several: what has no end is laid out in parts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as PageOf
from django.core.paginator import Paginator

from annotations.editions.joining import (
    anchor,
    join_claim,
    join_judgement,
    told_authority,
    told_derivation,
    told_source,
)
from sources.texts.sanitising import render_markdown

Json = dict[str, Any]

#: How many claims one page of an edition has.
MOST_CLAIMS = 200
#: How many reasons of conflicts a question tells.
MOST_REASONS = 10
#: That of the claims which belong to none.
NO_ACCOUNT: Json = {"id": ""}


@dataclass(frozen=True)
class Cell:
    """What one account answers to one question; `account` is None for the claims of none."""

    account: Json | None
    claims: Sequence[Json]


@dataclass(frozen=True)
class Page:
    """What the page of an edition shows."""

    content: Json
    #: Whether what is said of each claim is on pages of its own, as `present_part` lays them out.
    is_divided: bool
    questions: Sequence[Json]
    accounts: Sequence[Json | None]
    #: Claims that those of the dispute are based on, and that answer none of its questions.
    further: Sequence[Json]
    sources: Sequence[Json]
    authorities: Sequence[Json]
    search_logs: Sequence[Json]
    derivations: Sequence[Json]


@dataclass(frozen=True)
class Part:
    """Claims that answer one question, or those that answer none, on a page of a large edition."""

    question: Json | None
    claims: PageOf[Json]
    #: The questions before and after; the claims on none come last.
    before: Json | None
    after: Json | None


def is_divided(content: Json) -> bool:
    """Whether it has more claims than one page."""
    return len(content["claims"]) > MOST_CLAIMS


def present(content: Json, *, overview: str = "") -> Page:
    """Lay the content of an edition out. What it holds is joined and labelled in place.

    `overview` is the address of the edition where it is divided, with a query or without; otherwise
    all is on one page.
    """
    laid = _Laid(content, overview)
    if not overview:
        for claim in content["claims"]:
            join_claim(claim, laid.by_id)
    loose = any(not claim["accounts"] for q in laid.questions for claim in laid.answers[q["id"]])
    columns = [*content["accounts"], *([None] if loose else [])]
    for question in laid.questions:
        laid.join_question(question)
        question["claims"] = laid.answers[question["id"]]
        question["cells"] = _cells(question["claims"], columns)
    content["dispute"]["description_html"] = render_markdown(content["dispute"]["description"])
    return Page(
        content=content,
        is_divided=bool(overview),
        questions=laid.questions,
        accounts=columns,
        further=laid.answers[None],
        sources=[told_source(source, content) for source in content["sources"]],
        authorities=[told_authority(each, laid.by_id) for each in content["authorities"]],
        search_logs=[
            each | {"source": laid.by_id.get(each["source"])} for each in content["search_logs"]
        ],
        derivations=[told_derivation(each, laid.by_id) for each in content["derivations"]],
    )


def present_part(content: Json, wanted: str, *, overview: str, number: str = "1") -> Part | None:
    """Lay one page of a divided edition out: the claims on the question with this anchor, or those
    on none where it is empty. None where the edition has no such part.
    """
    laid = _Laid(content, overview)
    around = [None, *laid.questions, None, None]
    of_none = len(laid.questions) + 1
    place = next((n for n, each in enumerate(around) if each and each["anchor"] == wanted), of_none)
    before, question, after = around[place - 1 : place + 2]
    claims = laid.answers[question["id"] if question else None]
    if not question and (wanted or not claims):
        return None
    shown = Paginator(claims, MOST_CLAIMS).get_page(number)
    for claim in shown:
        join_claim(claim, laid.by_id)
    if question:
        laid.join_question(question)
        question["claims"] = shown
    return Part(question, shown, before, after)


class _Laid:
    """The rows of an edition, each with the `anchor` and the `href` under which it is read."""

    def __init__(self, content: Json, overview: str) -> None:
        self.by_id: dict[str, Json] = {
            row["id"]: row
            for kind in ("sources", "claims", "search_logs", "authorities", "texts", "rounds")
            for row in content[kind]
        }
        self.questions = _grouped(content["questions"])
        for row in (*self.by_id.values(), *self.questions):
            row["anchor"] = anchor(row["id"])
            row["href"] = f"{overview}#{row['anchor']}"
        self.answers = _answers(content)
        _belong(content)
        if overview:
            self._divide(overview)

    def join_question(self, question: Json) -> None:
        """What is said of a question beside its claims."""
        question["told_reasons"] = question["reasons"][:MOST_REASONS]
        question["further_conflicts"] = question["conflicts"] - len(question["told_reasons"])
        for judgement in (*question["reviews"], *question["resolutions"]):
            join_judgement(judgement, self.by_id)
        question["outcome"] = question["resolutions"][-1] if question["resolutions"] else None

    def _divide(self, overview: str) -> None:
        parts: dict[str | None, str] = {None: "further/"}
        for question in self.questions:
            parts[question["id"]] = f"questions/{question['anchor']}/"
            question["href"] = _address(overview, parts[question["id"]])
        for asked, claims in self.answers.items():
            for place, claim in enumerate(claims):
                page = _address(overview, parts[asked], place // MOST_CLAIMS + 1)
                claim["href"] = f"{page}#{claim['anchor']}"


def _address(overview: str, part: str, page: int = 1) -> str:
    """Of a page below the overview; what the overview's address asks for, it asks for too."""
    base, _, asked = overview.partition("?")
    query = "&".join([asked] * bool(asked) + [f"page={page}"] * (page > 1))
    return f"{base}{part}?{query}" if query else f"{base}{part}"


def _answers(content: Json) -> dict[str | None, list[Json]]:
    """The claims by the question that they answer, those that answer none of them under None."""
    known = {question["id"] for question in content["questions"]}
    found: dict[str | None, list[Json]] = defaultdict(list)
    for claim in content["claims"]:
        found[claim["question"] if claim["question"] in known else None].append(claim)
    return found


def _belong(content: Json) -> None:
    """Beside each claim the accounts that it belongs to, and how many citations it has."""
    belongs: dict[str, list[Json]] = defaultdict(list)
    for account in content["accounts"]:
        for claim in account["claims"]:
            belongs[claim].append(account)
    for claim in content["claims"]:
        claim["accounts"] = belongs[claim["id"]]
        claim["tally"] = Counter(citation["stance"] for citation in claim["citations"])


def _cells(claims: Sequence[Json], columns: Sequence[Json | None]) -> list[Cell]:
    held: dict[str, list[Json]] = defaultdict(list)
    for claim in claims:
        for account in claim["accounts"] or [NO_ACCOUNT]:
            held[account["id"]].append(claim)
    return [Cell(account, held[(account or NO_ACCOUNT)["id"]]) for account in columns]


def _grouped(questions: Sequence[Json]) -> list[Json]:
    """The questions of one group together, where its first one stands."""
    found: dict[str, list[Json]] = defaultdict(list)
    for question in questions:
        found[question["group"]].append(question)
    return [question for group in found.values() for question in group]
