"""The answers to questions, read for comparing: lean rows, each value read when it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, QuerySet

from annotations.claims import values
from annotations.claims.answering import ANSWERING
from annotations.claims.answers.known import KnownHere, known
from annotations.claims.models import Citation, Claim
from annotations.disputes.relations import Answer
from project.people.models import Workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser

#: Kinds of values that may name authorities.
NAMING = frozenset({"person", "group", "work", "place"})


class GivenAnswer(NamedTuple):
    """A claim as comparing needs it: its key, who it is outside, what it says and when."""

    claim: int
    uid: str
    value: dict[str, Any]
    polarity: str
    stated_at: datetime


@dataclass(frozen=True)
class Answers:
    """The answers to many questions. Questions are given by their keys."""

    by_question: dict[int, list[GivenAnswer]]
    known: KnownHere
    #: The number of citations of each claim by stance, where it was asked for.
    stances: dict[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def of(self, question: int) -> Iterator[Answer]:
        """The answers to one question, made one after the other: of 100 000 dates each is
        read once, and forgotten.
        """
        for given in self.by_question.get(question, ()):
            yield self.answer(given)

    def answer(self, given: GivenAnswer) -> Answer:
        """One of them, with the names in it resolved."""
        stances = self.stances.get(given.claim, ())
        value = values.from_json(given.value)
        if value.named:
            value = value.identified(self.known)
        return Answer(
            given.uid,
            value,
            sum(count for _, count in stances),
            given.polarity == Claim.Polarity.DENIED,
            stances,
        )


def answers_to(
    claims: QuerySet[Claim], user: Anyone, workspace: Workspace, *, with_citations: bool = False
) -> Answers:
    """What `claims` of a workspace, which `user` sees, answer to their questions: in three
    queries, in four with the numbers of citations. Retracted and merged ones answer nothing.
    """
    rows = claims.filter(ANSWERING, workspace=workspace).order_by("pk")
    columns = ("question", "pk", "uid", "value", "polarity", "created_at")
    by_question: dict[int, list[GivenAnswer]] = defaultdict(list)
    for question, pk, uid, *said in rows.values_list(*columns):
        by_question[question].append(GivenAnswer(pk, str(uid), *said))
    naming = (
        values.from_json(given.value)
        for answers in by_question.values()
        for given in answers
        if given.value["kind"] in NAMING
    )
    here = known(workspace, naming)
    return Answers(by_question, here, _stances(claims, user) if with_citations else {})


def _stances(claims: QuerySet[Claim], user: Anyone) -> dict[int, tuple[tuple[str, int], ...]]:
    cited = Citation.objects.visible_to(user).filter(claim__in=claims.order_by().values("pk"))
    rows = cited.order_by().values_list("claim", "stance").annotate(count=Count("pk"))
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for claim, stance, count in rows.order_by("claim", "stance"):
        found[claim].append((stance, count))
    return {claim: tuple(counts) for claim, counts in found.items()}
