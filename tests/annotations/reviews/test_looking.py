"""What others changed in a dispute since somebody looked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pgtrigger
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.claims.citations.services import cite
from annotations.claims.grounds.services import add_grounds
from annotations.claims.merging.services import merge
from annotations.claims.models import Claim
from annotations.claims.retracting.services import retract
from annotations.claims.services import change_claim, create_claim
from annotations.disputes.models import Dispute, Question
from annotations.disputes.services import create_question, delete_question
from annotations.highlights.passages import resize_passage
from annotations.reviews import services
from annotations.reviews.leaving import Step, leaving
from annotations.reviews.looking import changed_since_look
from annotations.reviews.models import LastLook
from annotations.searches.models import SearchLog
from annotations.searches.services import change_search
from project.people import services as people
from project.people.history import attributed, events
from project.people.models import User, Workspace
from sources.records.models import Source
from tests.cast import MakeHighlight, regrade

pytestmark = pytest.mark.django_db


def look_an_hour_ago(user: User, dispute: Dispute) -> None:
    """A test is one transaction, so that all of its events are of its beginning."""
    services.look(actor=user, dispute=dispute)
    with attributed("test"):
        LastLook.objects.update(looked_at=timezone.now() - timedelta(hours=1))


def changed_for(user: User, workspace: Workspace) -> dict[str, list[str]]:
    [changed] = changed_since_look(user, workspace)
    return {str(moved.subject): moved.what for moved in changed.moved}


def test_whatever_a_claim_rests_on_counts(
    workspace: Workspace,
    dispute: Dispute,
    question: Question,
    annotator: User,
    reviewer: User,
    source: Source,
    search_log: SearchLog,
    make_highlight: MakeHighlight,
) -> None:
    def state(statement: str, actor: User = annotator) -> Claim:
        value = {"kind": "date", "edtf": "1949-08-24"}
        said: dict[str, Any] = {"statement": statement, "question": question, "value": value}
        return create_claim(actor=actor, workspace=workspace, **said)

    look_an_hour_ago(annotator, dispute)
    state("Untouched.")
    state("Another’s.", reviewer)
    cited = state("Cited.")
    regrade(
        reviewer,
        cite(actor=annotator, claim=cited, source=source, locator="12", stance="supports"),
        strength="weak",
    )
    cite(actor=annotator, claim=state("Searched."), search_log=search_log, stance="supports")
    change_search(
        actor=reviewer,
        search=search_log,
        revision=search_log.revision,
        searched="All of it",
        date=search_log.date,
        sought=search_log.sought,
        limits="",
        source=None,
    )
    ground = create_claim(actor=annotator, workspace=workspace, statement="The log.")
    add_grounds(actor=reviewer, claim=state("Newly grounded."), grounds=[ground])
    grounded = state("Grounded.")
    add_grounds(actor=annotator, claim=grounded, grounds=[state("Retracted.")])
    retract(actor=reviewer, claim=Claim.objects.get(statement="Retracted."), reason="No.")
    highlight = make_highlight("24 August", actor=reviewer)
    cite(actor=annotator, claim=state("Quoted."), highlight=highlight, stance="supports")
    passage = highlight.passages.get()
    resize_passage(
        actor=reviewer,
        highlight=highlight,
        passage=passage.uid,
        version=passage.version,
        span=(passage.start, passage.end - 1),
        revision=highlight.revision,
    )
    assert changed_for(annotator, workspace) == {
        "Another’s.": ["new"],
        "Cited.": ["citations"],
        "Searched.": ["citations"],
        "Newly grounded.": ["changed"],
        "Retracted.": ["changed"],
        "Grounded.": ["changed"],
        "Quoted.": ["citations"],
    }


def an_hour_earlier_still() -> None:
    """What was done until now was done before they looked."""
    with pgtrigger.ignore("annotations.ClaimEvent:append_only"):
        events(Claim).update(pgh_created_at=timezone.now() - timedelta(hours=2))
    with pgtrigger.ignore("annotations.QuestionEvent:append_only"):
        events(Question).update(pgh_created_at=timezone.now() - timedelta(hours=2))


def test_what_others_took_away_is_told_too(
    client: Client,
    workspace: Workspace,
    dispute: Dispute,
    question: Question,
    annotator: User,
    reviewer: User,
    source: Source,
) -> None:
    def state(statement: str) -> Claim:
        return create_claim(
            actor=annotator,
            workspace=workspace,
            statement=statement,
            question=question,
            value={"kind": "unknown"},
            kind="extracted",
            source=source,
        )

    def lead(actor: User, claim: Claim, question: Question | None) -> None:
        value = {"kind": "unknown"} if question else None
        said = {"statement": claim.statement, "question": question, "value": value}
        change_claim(actor=actor, claim=claim, **said)  # type: ignore[arg-type]

    names = ("Deleted.", "Led away.", "Led back.", "Merged.", "Stays.", "Deleted by me.")
    deleted, away, back, merged, stays, mine = map(state, names)
    asked = create_question(actor=annotator, dispute=dispute, wording="Who?", kind="text")
    look_an_hour_ago(reviewer, dispute)
    an_hour_earlier_still()
    new = state("New, and deleted.")
    for row in (deleted, new):
        people.delete(actor=annotator, row=row)
    people.delete(actor=reviewer, row=mine)
    for claim in (away, back):
        lead(annotator, claim, None)
    lead(annotator, back, question)
    merge(actor=annotator, merged=merged, survivor=stays)
    delete_question(actor=annotator, question=asked)
    assert changed_for(reviewer, workspace) == {
        "Led back.": ["changed"],
        "Stays.": ["changed"],
        "Deleted.": ["deleted"],
        "Led away.": ["left"],
        "Merged.": ["merged"],
        "Who?": ["deleted"],
    }
    client.force_login(reviewer)
    queue = reverse("annotations:review_queue", args=[workspace.uid])
    page = client.get(queue, {"show": "changed"}).content.decode()
    assert "<bdi>Deleted.</bdi>" in page
    assert f'<a href="{away.get_absolute_url()}" dir="auto">Led away.</a>' in page


def day(number: int) -> datetime:
    return datetime(2026, 1, number, tzinfo=UTC)


def steps(*stood: tuple[int, int | None] | tuple[int, int | None, datetime]) -> list[Step]:
    """A history, from days and disputes, and where it was deleted, when that was."""
    return [Step(1, day(when), "", *rest) for when, *rest in stood]


#: Histories, and the index of the step by which it left dispute 7, looked at on the 10th.
HISTORIES = [
    (steps((1, 7)), None),
    (steps((11, 7), (12, None)), None),
    (steps((1, 7), (2, 8)), None),
    (steps((1, 8), (11, 7), (12, 8)), None),
    (steps((1, 7), (11, 8)), 1),
    (steps((1, 7), (11, 7), (12, 8), (13, None)), 2),
    (steps((1, 7), (11, 8), (12, 7)), None),
    (steps((1, 7), (11, 8), (12, 7), (13, 7, day(13))), 3),
    (steps((1, 7), (2, 7, day(2))), None),
    (steps((1, 7), (2, 7, day(2)), (3, 7), (12, None)), 3),
]


@pytest.mark.parametrize(("history", "index"), HISTORIES)
def test_what_left_a_dispute(history: list[Step], index: int | None) -> None:
    assert leaving(history, 7, day(10)) == (None if index is None else history[index])
