"""The distinct answers to a question, gathered from what its claims give. Pure: no ORM."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from annotations.claims.values import Value
from annotations.disputes.relations.relating import Answer, DistinctAnswer, Reach, settled

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


@contextmanager
def uncollected() -> Iterator[None]:
    """While very much is read, keep Python from looking through all of it for garbage again and
    again: of 100 000 answers, which all are wanted, that takes longer than to compare them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def gather(answers: Iterable[Answer]) -> list[Given]:
    """The distinct answers, from the earliest or smallest. Each of `answers` is read once."""
    found: dict[tuple[Any, ...], Given] = {}
    with uncollected():
        for answer in answers:
            value, denied = settled(answer.value, answer.denied)
            key = value.key
            given = found.get((key, denied))
            if given is None:
                given = found[key, denied] = Given.of(value, denied)
            given.add(answer, value)
        return sorted(found.values(), key=_place)


def _plainness(value: Value) -> tuple[int, str]:
    """A date without the calendar that it was written in comes before the same one with it."""
    parts = value.to_json()
    return len(parts), repr(parts)


def _place(given: Given) -> tuple[Any, ...]:
    return given.scale, given.span or (), given.key, given.denied
