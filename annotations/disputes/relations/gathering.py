"""The distinct answers to a question, gathered from what its claims give. Pure: no ORM."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotations.claims.values import Value
from annotations.disputes.relations.relating import Answer, DistinctAnswer, Reach, place, settled

#: What makes two answers one, as `DistinctAnswer.identity`.
Identity = tuple[tuple[str, ...], bool]

#: The stances in the order in which their numbers are told.
STANCES = ("supports", "contradicts", "qualifies", "does_not_address")


@dataclass(slots=True)
class Given(Reach):
    """An answer while those who give it are counted."""

    citations: int = 0
    stances: dict[str, int] = field(default_factory=dict)
    claims: list[str] = field(default_factory=list)

    def add(self, answer: Answer, value: Value) -> None:
        """Count one more claim. Of several spellings the plainest is kept, whatever their order."""
        self.claims.append(answer.claim)
        self.citations += answer.citations
        for stance, count in answer.stances:
            self.stances[stance] = self.stances.get(stance, 0) + count
        if value != self.value:
            self.value = min(self.value, value, key=_plainness)

    @property
    def answer(self) -> DistinctAnswer:
        """With its counts."""
        stances = tuple((s, self.stances[s]) for s in STANCES if s in self.stances)
        return DistinctAnswer(self.value, self.denied, len(self.claims), self.citations, stances)


def gather(answers: Iterable[Answer]) -> dict[Identity, Given]:
    """The distinct answers, from the earliest or smallest. Each of `answers` is read once."""
    found: dict[Identity, Given] = {}
    for answer in answers:
        value, denied = settled(answer.value, answer.denied)
        identity = value.key, denied
        given = found.get(identity)
        if given is None:
            given = found[identity] = Given.of(value, denied)
        given.add(answer, value)
    return dict(sorted(found.items(), key=lambda item: place(item[1])))


def _plainness(value: Value) -> tuple[int, str]:
    """A date without the calendar that it was written in comes before the same one with it."""
    parts = value.to_json()
    return len(parts), repr(parts)
