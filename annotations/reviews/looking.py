"""What changed in a dispute since somebody looked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import Case, DateTimeField, Model, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.disputes.models import Dispute, Question
from annotations.highlights.models import Passage
from annotations.reviews.leaving import Key, left_since
from annotations.reviews.models import LastLook, Resolution, Review
from annotations.searches.models import SearchLog
from project.people.history import events

if TYPE_CHECKING:
    from project.people.models import User, Workspace

#: Claims and questions listed for one dispute among others, and for one by itself; the number
#: counts all of them.
MOST_LISTED, MOST_OF_ONE = 20, 500
WORDS: dict[str, str | Promise] = {
    "new": _("new"),
    "changed": _("changed"),
    "citations": _("citations changed"),
    "verdict": _("new verdict"),
    "outcome": _("outcome recorded"),
    "deleted": _("deleted"),
    "merged": _("merged into another"),
    "left": _("no longer in this dispute"),
}


@dataclass
class Moved:
    """A claim or question and what became of it, as keys of `WORDS`."""

    subject: Claim | Question
    what: list[str]

    @property
    def is_claim(self) -> bool:
        """Whether it is a claim rather than a question."""
        return isinstance(self.subject, Claim)

    @property
    def words(self) -> list[str | Promise]:
        """What became of it, for people."""
        return [WORDS[what] for what in self.what]


@dataclass
class Changed:
    """What others did in a dispute since the user looked at it; null where they never did."""

    dispute: Dispute
    looked_at: datetime | None
    moved: list[Moved] = field(default_factory=list)
    count: int = 0

    @property
    def more(self) -> int:
        """How many are counted and not listed."""
        return self.count - len(self.moved)


#: An event: the primary key of what it concerns, when it was, and its label.
Written = tuple[int, datetime, str]


def changed_since_look(
    user: User, workspace: Workspace, *, dispute: Dispute | None = None
) -> list[Changed]:
    """Each dispute with what others did there since `user` last looked, in 19 queries at most."""
    disputes = Dispute.objects.visible_to(user).filter(workspace=workspace)
    if dispute:
        disputes = disputes.filter(pk=dispute.pk)
    looks = LastLook.objects.visible_to(user).filter(dispute__in=disputes.order_by())
    last = dict(looks.values_list("dispute", "looked_at"))
    found = {one.pk: Changed(one, last.get(one.pk)) for one in disputes}
    what = _what(user, workspace, last) if last else {}
    most = MOST_OF_ONE if dispute else MOST_LISTED
    subjects = _subjects([key for rows in what.values() for key in islice(rows, most)], workspace)
    for at, rows in what.items():
        found[at].count = len(rows)
        found[at].moved = [Moved(subjects[key], rows[key]) for key in islice(rows, most)]
    for changed in found.values():
        changed.dispute.workspace = workspace
    return list(found.values())


def _subjects(keys: list[Key], workspace: Workspace) -> dict[Key, Any]:
    """Claims and questions by key."""
    claims = Claim.objects.in_bulk([pk for is_claim, pk in keys if is_claim])
    questions = Question.objects.in_bulk([pk for is_claim, pk in keys if not is_claim])
    found: dict[Key, Any] = {(True, pk): row for pk, row in claims.items()}
    found |= {(False, pk): row for pk, row in questions.items()}
    for row in found.values():
        row.workspace = workspace
    return found


def _what(
    user: User, workspace: Workspace, last: dict[int, datetime]
) -> dict[int, dict[Key, list[str]]]:
    """By dispute, what became of its claims and questions by others, as keys of `WORDS`."""
    first = min(last.values())
    claims = Claim.objects.visible_to(user).filter(question__dispute__in=last)
    questions = Question.objects.visible_to(user).filter(dispute__in=last)
    places: dict[Key, int] = {
        **{(True, pk): at for pk, at in claims.order_by().values_list("pk", "question__dispute")},
        **{(False, pk): at for pk, at in questions.order_by().values_list("pk", "dispute")},
    }
    found: dict[int, dict[Key, list[str]]] = {at: {} for at in last}
    for key, when, word in (*_edited(user, workspace, first), *_said(user, workspace, first)):
        at = places.get(key)
        if at is not None and when > last[at]:
            words = found[at].setdefault(key, [])
            # What is new did not change besides.
            if word not in words and not (word == "changed" and "new" in words):
                words.append(word)
    for at, key, word in left_since(user, workspace, last):
        found[at][key] = [word]
    return found


def _edited(
    user: User, workspace: Workspace, since: datetime
) -> Iterator[tuple[Key, datetime, str]]:
    """Claims and questions that others wrote to, or to what the state of a claim is made of (see
    `annotations.reviews.states`), from the history.
    """

    def written(model: type[Model], column: str = "pgh_obj_id") -> list[Written]:
        recent = events(model).filter(workspace=workspace, pgh_created_at__gt=since)
        by_others = recent.exclude(pgh_context__actor=str(user.uid)).order_by("pgh_id")
        return list(by_others.values_list(column, "pgh_created_at", "pgh_label"))

    claims = written(Claim)
    for is_claim, rows in ((False, written(Question)), (True, claims)):
        for pk, when, label in rows:
            yield (is_claim, pk), when, "new" if label == "insert" else "changed"
    for model, word in ((ClaimGround, "changed"), (Citation, "citations")):
        for pk, when, _label in written(model, "claim_id"):
            yield (True, pk), when, word
    grounds, citations = ClaimGround.objects.existing(), Citation.objects.existing()
    yield from _resting(grounds, "ground", claims, "changed")
    yield from _resting(citations, "highlight", written(Passage, "highlight_id"), "citations")
    yield from _resting(citations, "search_log", written(SearchLog), "citations")


def _resting(
    links: QuerySet[Any], column: str, written: list[Written], word: str
) -> Iterator[tuple[Key, datetime, str]]:
    """Claims with a link to a row that was written to."""
    times: dict[int, list[datetime]] = defaultdict(list)
    for pk, when, _label in written:
        times[pk].append(when)
    rows = links.filter(**{f"{column}__in": times}).values_list("claim", column)
    return (((True, claim), when, word) for claim, pk in rows for when in times[pk])


def _said(user: User, workspace: Workspace, since: datetime) -> Iterator[tuple[Key, datetime, str]]:
    """Claims and questions that others gave a verdict or an outcome on, as far as `user` sees.

    A verdict of a blind round counts from when the round closed.
    """
    known = Coalesce("round__closed_at", "created_at", output_field=DateTimeField())
    seen_since = Case(When(round__is_blind=True, then=known), default="created_at")
    given = Review.objects.visible_to(user).filter(workspace=workspace).exclude(created_by=user)
    verdicts = given.annotate(known_at=seen_since).filter(known_at__gt=since).order_by("pk")
    for claim, question, when in verdicts.values_list("claim", "question", "known_at"):
        yield (claim is not None, claim or question or 0), when, "verdict"
    outcomes = (
        Resolution.objects.visible_to(user).filter(workspace=workspace).exclude(created_by=user)
    )
    recent = outcomes.filter(created_at__gt=since).order_by("pk")
    for question, when in recent.values_list("question", "created_at"):
        yield (False, question), when, "outcome"
