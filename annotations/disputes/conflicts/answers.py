"""The answers to questions, read for comparing: lean rows, each distinct value read once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from annotations.claims import values
from annotations.claims.answering import ANSWERING
from annotations.claims.answers.known import identified
from annotations.claims.models import Citation, Claim
from annotations.disputes.relations.relating import Answer
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
    #: As JSON, which the database writes in one way.
    value: str
    polarity: str
    stated_at: datetime


@dataclass(frozen=True)
class Answers:
    """The answers to many questions. Questions are given by their keys."""

    by_question: dict[int, list[GivenAnswer]]
    #: The values read so far, by their JSON, with the names in them resolved.
    read: dict[str, values.Value]
    #: The number of citations of each claim by stance, where it was asked for.
    stances: dict[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def of(self, question: int) -> Iterator[Answer]:
        """The answers to one question, made one after the other."""
        for given in self.by_question.get(question, ()):
            yield self.answer(given)

    def answer(self, given: GivenAnswer) -> Answer:
        """One of them."""
        stances = self.stances.get(given.claim, ())
        value = self.read.get(given.value)
        if value is None:
            value = self.read[given.value] = values.from_json(json.loads(given.value))
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
    rows = rows.annotate(kind_of_value=KT("value__kind"), said=Cast("value", TextField()))
    columns = ("question", "kind_of_value", "pk", "uid", "said", "polarity", "created_at")
    by_question: dict[int, list[GivenAnswer]] = defaultdict(list)
    naming: dict[str, values.Value] = {}
    for question, kind, pk, uid, said, *rest in rows.values_list(*columns):
        by_question[question].append(GivenAnswer(pk, str(uid), said, *rest))
        if kind in NAMING and said not in naming:
            naming[said] = values.from_json(json.loads(said))
    read = dict(zip(naming, identified(workspace, naming.values()), strict=True))
    return Answers(by_question, read, _stances(claims, user) if with_citations else {})


def _stances(claims: QuerySet[Claim], user: Anyone) -> dict[int, tuple[tuple[str, int], ...]]:
    cited = Citation.objects.visible_to(user).filter(claim__in=claims.order_by().values("pk"))
    rows = cited.order_by().values_list("claim", "stance").annotate(count=Count("pk"))
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for claim, stance, count in rows.order_by("claim", "stance"):
        found[claim].append((stance, count))
    return {claim: tuple(counts) for claim, counts in found.items()}
