"""How far reviewers agree: Krippendorff's alpha for nominal data, and what it rests on.

Krippendorff, K. (2019). Content Analysis, 4th ed., chapter 12. Units are claims, or questions;
what is coded is the verdict, for a question with the answer. Verdicts that are missing are
allowed, and a unit with a single one says nothing about agreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Undefined(StrEnum):
    """Why there is no alpha."""

    FEW_REVIEWERS = "few_reviewers"
    NO_PAIRS = "no_pairs"
    NO_VARIATION = "no_variation"

    @property
    def label(self) -> str | Promise:
        """For people."""
        return LABELS[self]


LABELS: dict[Undefined, str | Promise] = {
    Undefined.FEW_REVIEWERS: _("fewer than two reviewers gave verdicts"),
    Undefined.NO_PAIRS: _("nothing was judged by two reviewers"),
    Undefined.NO_VARIATION: _(
        "all verdicts are the same, so that agreement cannot be told from chance"
    ),
}


@dataclass(frozen=True)
class Agreement:
    """Alpha, 1 for perfect agreement, 0 for that of chance; None where it is not defined."""

    alpha: float | None
    undefined: Undefined | None
    reviewers: int
    #: What was judged at all, and by two or more.
    units: int
    shared_units: int
    #: Verdicts on what two or more judged: those that can be compared.
    pairable: int
    #: Verdicts that a reviewer who judged something did not give on what others judged.
    missing: int


def agreement(verdicts: Iterable[tuple[Hashable, Hashable, Hashable]]) -> Agreement:
    """Of (reviewer, unit, what was said), one for each reviewer and unit."""
    by_unit: dict[Hashable, list[Hashable]] = defaultdict(list)
    reviewers = set()
    for reviewer, unit, said in verdicts:
        reviewers.add(reviewer)
        by_unit[unit].append(said)
    shared = [said for said in by_unit.values() if len(said) > 1]
    reason = _undefined(len(reviewers), shared)
    return Agreement(
        alpha=None if reason else _alpha(by_unit),
        undefined=reason,
        reviewers=len(reviewers),
        units=len(by_unit),
        shared_units=len(shared),
        pairable=sum(map(len, shared)),
        missing=len(reviewers) * len(by_unit) - sum(map(len, by_unit.values())),
    )


def _undefined(reviewers: int, shared: list[list[Hashable]]) -> Undefined | None:
    if reviewers < 2:
        return Undefined.FEW_REVIEWERS
    if not shared:
        return Undefined.NO_PAIRS
    if len({said for unit in shared for said in unit}) < 2:
        return Undefined.NO_VARIATION
    return None


def _alpha(by_unit: Mapping[Hashable, list[Hashable]]) -> float:
    # It takes 0.1 s to import, and few requests need it.
    from nltk.metrics.agreement import AnnotationTask

    # Alpha does not ask who of the reviewers said what.
    rows = [
        (str(coder), str(unit), repr(said))
        for unit, values in enumerate(by_unit.values())
        for coder, said in enumerate(values)
    ]
    return float(AnnotationTask(data=rows).alpha())
