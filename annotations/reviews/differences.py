"""What is different between two states of a claim or question, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from annotations.claims import values
from annotations.claims.models import Citation, Claim, Stance, Strength
from annotations.disputes.models import Question
from annotations.reviews.states import GRADED, State
from project.people.activity.events import Change
from project.people.directions import isolated

#: The words for what a citation weighs, by the codes of its stance and grades.
WEIGHTS: dict[str, Any] = {
    code: label
    for choices in (Stance, Strength, Citation.SourceGrade, Citation.Information, Citation.Evidence)
    for code, label in choices.choices
}
#: Names and words of one state, in the order in which they are shown.
Words = dict[str, str]


def changes(before: State, after: State) -> list[Change]:
    """Each thing that differs, with what it said before and what it says after."""
    was, now = words(before), words(after)
    names = list(dict.fromkeys([*was, *now]))
    return [
        Change(name, was.get(name, ""), now.get(name, ""))
        for name in names
        if was.get(name, "") != now.get(name, "")
    ]


def words(state: State) -> Words:
    """A state for people: what each thing is called, and what it says."""
    told = _claim(state) if state["of"] == "claim" else _question(state)
    found: Words = {}
    for name, said in told:
        if said:
            # Two citations may have one quote.
            found[name] = f"{found[name]}; {said}" if name in found else said
    return found


def _claim(state: State) -> Iterator[tuple[str, str]]:
    yield _("Statement"), state["statement"]
    yield _("Kind"), _choice(Claim.Kind, state["kind"])
    yield _("Source"), _name(state["source"])
    yield _("How the source says it"), _choice(Claim.Modality, state["modality"])
    yield _("Question"), _name(state["question"])
    yield _("Answer"), _value(state["value"])
    yield _("Affirmed or denied"), _choice(Claim.Polarity, state["polarity"])
    yield _("Certainty"), _choice(Claim.Certainty, state["certainty"])
    yield _("Argument"), state["argument"]
    yield _("Retracted"), state["retracted"]
    yield _("Merged into"), _name(state["merged_into"])
    for ground in state["grounds"]:
        yield _("Based on “%(claim)s”") % {"claim": isolated(ground["statement"])}, _ground(ground)
    for citation in state["citations"]:
        yield _citation_name(citation), _citation(citation)


def _question(state: State) -> Iterator[tuple[str, str]]:
    yield _("Wording"), state["wording"]
    yield _("Kind of answer"), _choice(Question.Kind, state["kind"])
    yield _("Unit"), state["unit"]
    yield _("Options"), "; ".join(state["options"])
    yield (
        _("Whether one answer excludes the others"),
        _choice(Question.Exclusivity, state["exclusivity"]),
    )
    for answer in state["answers"]:
        statement = isolated(answer["statement"])
        yield _("Claim “%(statement)s”") % {"statement": statement}, _answer(answer)


def _answer(answer: State) -> str:
    # PostgreSQL keeps the keys of JSON in an order of its own.
    cited = sorted(answer["citations"].items())
    counted = [f"{count} × {_weight(codes.split())}" for codes, count in cited]
    return ", ".join(filter(None, (_answered(answer), *counted)))


def _ground(ground: State) -> str:
    retracted = _("retracted: %(reason)s") % {"reason": isolated(ground["retracted"])}
    parts = (_answered(ground), retracted if ground["retracted"] else "")
    return ", ".join(filter(None, parts)) or _("yes")


def _answered(claim: State) -> str:
    """The answer of a claim, and how certain it is."""
    said = _value(claim["value"])
    if claim["polarity"] == Claim.Polarity.DENIED:
        said = _("not %(answer)s") % {"answer": said} if said else _choice(Claim.Polarity, "denied")
    return ", ".join(filter(None, (said, _choice(Claim.Certainty, claim["certainty"]))))


def _citation_name(citation: State) -> str:
    target = citation["target"]
    words = target.get("quote") or target.get("sought") or target["named"]
    return _("Citation “%(words)s”") % {"words": isolated(words)}


def _citation(citation: State) -> str:
    target = citation["target"]
    written = [
        target.get("named", ""),
        # Of a search: where, when, and what stood in the way.
        *(target.get(name, "") for name in ("searched", "date", "limits")),
        citation["locator"],
        citation["rationale"],
    ]
    weight = _weight(citation[name] for name in GRADED)
    return " · ".join((weight, *(isolated(part) for part in written if part)))


def _weight(codes: Iterable[str]) -> str:
    return " · ".join(str(WEIGHTS[code]) for code in codes if code)


def _choice(choices: Any, value: str) -> str:
    """The words for one of several choices; none for what was not chosen."""
    return str(dict(choices.choices).get(value, value)) if value else ""


def _name(row: Mapping[str, str] | None) -> str:
    return row["named"] if row else ""


def _value(value: Mapping[str, Any] | None) -> str:
    return values.from_json(value).show() if value else ""
