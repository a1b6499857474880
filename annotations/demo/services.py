"""The demonstration workspace, made through the same services as everything else."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation

from annotations.claims.models import Claim
from annotations.demo.claims import DemoClaims
from annotations.demo.sources import PASSWORD as PASSWORD
from annotations.disputes.models import Question
from annotations.editions import services as editions
from annotations.reviews import services as reviews
from project.people.models import User, Workspace

DATA = Path(__file__).with_name("demo.toml")


def sign_ins() -> list[tuple[str, str]]:
    """E-mail address and role of each person of the demonstration."""
    return [(person["email"], person["role"]) for person in _data()["people"]]


@transaction.atomic
def load() -> Workspace | None:
    """Make the demonstration, all of it or nothing; None where it has been made before."""
    data = _data()
    if User.objects.filter(email__iexact=data["people"][0]["email"]).exists():
        return None
    return Demo(data).workspace


def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text("utf-8"))


class Demo(DemoClaims):
    """Makes the demonstration on construction: after the disputes what became of one of them."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self._review(**data["round"])
        for resolution in data["resolutions"]:
            self._resolve(**resolution)
        for edition in data["editions"]:
            self._publish(**edition)

    def _review(self, *, dispute: str, note: str) -> None:
        """A blind round: its verdicts are known once it is closed."""
        adjudicator = self.people["adjudicator"]
        made = reviews.open_round(
            actor=adjudicator, dispute=self.disputes[dispute], is_blind=True, note=note
        )
        for verdict in self.data["verdicts"]:
            self._judge(**verdict)
        reviews.close_round(actor=adjudicator, round=made)

    def _judge(
        self, *, by: str, claim: str = "", question: str = "", value: str = "", **said: str
    ) -> None:
        subject = self.claims[claim] if claim else self.questions[question]
        reviews.judge(
            actor=self.people[by], subject=subject, value=self._answer(subject, value), **said
        )

    def _answer(self, subject: Claim | Question, value: str) -> dict[str, Any] | None:
        return self.typed(value, subject) if isinstance(subject, Question) and value else None

    def _resolve(self, *, question: str, outcome: str, reasons: str) -> None:
        reviews.resolve(
            actor=self.people["adjudicator"],
            question=self.questions[question],
            outcome=outcome,
            reasons=reasons,
        )

    def _publish(self, *, dispute: str, note: str, whole: tuple[str, ...]) -> None:
        found = self.disputes[dispute]
        # What an edition says in words is frozen in one language, which here is the texts' own.
        with translation.override("en"):
            editions.publish(
                actor=self.people["historian"],
                dispute=found,
                title=found.title,
                note=note,
                whole=[self.versions[key].text for key in whole],
            )
